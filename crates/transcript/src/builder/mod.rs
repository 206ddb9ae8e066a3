//! From what a decoder pushes to a [`Transcript`]. Here: what counts when a service says the same
//! thing several times. The parts: `labels` (who), `draft` (text, words and turns as they came),
//! `align` (words found in their text), `arrange` (order and numbering).

mod align;
mod arrange;
mod draft;
mod labels;

pub use arrange::Arranging;
use draft::Drafts;
use labels::Labels;

use crate::{Millis, SourceUtterance, SourceWord, Transcript};

/// Takes utterances, words and text one by one, so that a decoder may work in slices.
///
/// Services send the same speech up to three times: as utterances, as a flat list of words and as
/// one text. The best that has anything to read is used, in this order, whatever comes first.
///
/// Words of white space alone are dropped, and so is an utterance of which nothing is left.
#[derive(Debug, Default)]
pub struct TranscriptBuilder {
    labels: Labels,
    utterances: Drafts,
    loose: Drafts,
    text: String,
    duration: Option<Millis>,
}

impl TranscriptBuilder {
    /// Nothing yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an utterance: one turn, unless there is nothing to read in it.
    ///
    /// Its text is kept as it came, with those of its words that can be found in it in order. Where there
    /// is none, the words joined by one space are the text.
    pub fn push_utterance(&mut self, utterance: &SourceUtterance) {
        if self.utterances.push_utterance(utterance, &mut self.labels) {
            // The flat list of words says the same again: free it.
            self.loose = Drafts::default();
        }
    }

    /// Makes room for the words of utterances, where it is known how many will come.
    pub fn reserve_words(&mut self, words: usize) {
        self.utterances.words.reserve_exact(words);
    }

    /// Adds a word of the flat list, in order. Used only when there is no utterance; words of the
    /// same speaker in a row become one turn. Its text is that of the recording, if most of the words can
    /// be found in it in order; else they are joined by one space.
    pub fn push_word(&mut self, word: &SourceWord<'_>) {
        if !self.has_utterances() {
            self.loose.push_word(word, &mut self.labels);
        }
    }

    /// Sets the text of the whole recording. Used only when there is no utterance.
    pub fn set_text(&mut self, text: String) {
        self.text = text;
    }

    /// Sets the length of the recording.
    pub const fn set_duration(&mut self, duration: Millis) {
        self.duration = Some(duration);
    }

    /// Whether an utterance with anything to read came: words pushed from now on are not used.
    pub const fn has_utterances(&self) -> bool {
        !self.utterances.is_empty()
    }

    /// Sorts, numbers and cuts into paragraphs; linear in the text (and the sort, when the turns
    /// did not come in order).
    pub fn finish(self) -> Transcript {
        let mut arranging = self.arrange();
        while arranging.step(usize::MAX) {}
        arranging.finish()
    }

    /// The same as [`Self::finish`], to be done step by step. Sorts and numbers.
    pub fn arrange(self) -> Arranging {
        let Self { mut labels, mut utterances, loose, text, duration } = self;
        if utterances.is_empty() {
            utterances = if loose.is_empty() { loose } else { loose.told_by(&text) };
        }
        if utterances.is_empty() {
            let end = Some(duration.unwrap_or_default());
            let all = SourceUtterance { text: Some(text), end, ..SourceUtterance::default() };
            utterances.push_utterance(&all, &mut labels);
        }
        Arranging::new(utterances, labels, duration)
    }
}

#[cfg(test)]
mod tests;
