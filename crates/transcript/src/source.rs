//! What a decoder feeds in: neutral, owned, every doubtful thing optional.

use crate::{Confidence, Millis};

/// A word as a service gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceWord {
    /// The word with its punctuation, as it came.
    pub text: String,
    /// Where it starts; may lie after `end`.
    pub start: Millis,
    /// Where it ends.
    pub end: Millis,
    /// How sure the service is.
    pub confidence: Option<Confidence>,
    /// The label of who said it. None or "" inside an utterance: the utterance's speaker.
    pub speaker: Option<String>,
}

/// An utterance as a service gave it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceUtterance {
    /// The label of who spoke; None and "" are nobody known.
    pub speaker: Option<String>,
    /// The text as it came; None or blank: the words tell it.
    pub text: Option<String>,
    /// Where it starts; None: where its words start, else where the utterance pushed before it
    /// started.
    pub start: Option<Millis>,
    /// Where it ends; None: where its words end, else at its start.
    pub end: Option<Millis>,
    /// How sure the service is.
    pub confidence: Option<Confidence>,
    /// Its words in reading order.
    pub words: Vec<SourceWord>,
}
