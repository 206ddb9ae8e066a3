//! What is asked for.

use crate::SpeakerId;

/// A search: the words, and how strictly they are meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    /// The words; blanks at the ends do not count, and any white space is as good as another.
    pub text: String,
    /// Capitals matter.
    pub match_case: bool,
    /// Accents matter.
    pub match_diacritics: bool,
    /// Not inside of longer words.
    pub whole_words: bool,
    /// Only what this speaker's turns say.
    pub speaker: Option<SpeakerId>,
}

impl Query {
    /// Whether there is anything to look for.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Whether folded text alone cannot tell.
    pub(super) const fn is_exact(&self) -> bool {
        self.match_case || self.match_diacritics
    }
}
