//! What a decoder feeds in: neutral, every doubtful thing optional.

use std::ops::Range;

use crate::model::{count, indices};
use crate::{Confidence, Millis};

/// A word as a service gave it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SourceWord<'a> {
    /// The word with its punctuation, as it came.
    pub text: &'a str,
    /// Where it starts; may lie after `end`.
    pub start: Millis,
    /// Where it ends.
    pub end: Millis,
    /// How sure the service is.
    pub confidence: Option<Confidence>,
    /// The label of who said it. None or "", which are one, inside an utterance: its speaker.
    pub speaker: Option<&'a str>,
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
    pub words: SourceWords,
}

/// Words in reading order. Their letters lie in one buffer: there are a hundred thousand of them,
/// and a piece of memory for each would take longer than to read them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceWords {
    letters: String,
    words: Vec<Held>,
}

#[derive(Clone, Debug, PartialEq)]
struct Held {
    text: Range<u32>,
    /// Empty where nobody is named.
    speaker: Range<u32>,
    start: Millis,
    end: Millis,
    confidence: Option<Confidence>,
}

impl SourceWords {
    /// Appends a word; one of white space alone is dropped.
    pub fn push(&mut self, word: &SourceWord<'_>) {
        if is_blank(word.text) {
            return;
        }
        let text = self.keep(word.text);
        let speaker = self.keep(word.speaker.unwrap_or_default());
        let SourceWord { start, end, confidence, .. } = *word;
        self.words.push(Held { text, speaker, start, end, confidence });
    }

    /// The words.
    pub fn iter(&self) -> impl Iterator<Item = SourceWord<'_>> {
        let letters = |range: &Range<u32>| self.letters.get(indices(range)).unwrap_or_default();
        self.words.iter().map(move |held| SourceWord {
            text: letters(&held.text),
            start: held.start,
            end: held.end,
            confidence: held.confidence,
            speaker: Some(letters(&held.speaker)).filter(|speaker| !speaker.is_empty()),
        })
    }

    /// How many there are.
    pub const fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether there is none.
    pub const fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// Makes room for so many words more.
    pub fn reserve(&mut self, words: usize) {
        self.words.reserve(words);
    }

    /// Takes all words away and keeps the room for others.
    pub fn clear(&mut self) {
        self.letters.clear();
        self.words.clear();
    }

    /// At least as many bytes as all words with a blank between them.
    pub(crate) const fn bytes(&self) -> usize {
        self.letters.len() + self.words.len()
    }

    fn keep(&mut self, letters: &str) -> Range<u32> {
        let from = count(self.letters.len());
        self.letters.push_str(letters);
        from..count(self.letters.len())
    }
}

impl<'a> FromIterator<SourceWord<'a>> for SourceWords {
    fn from_iter<I: IntoIterator<Item = SourceWord<'a>>>(words: I) -> Self {
        let mut all = Self::default();
        words.into_iter().for_each(|word| all.push(&word));
        all
    }
}

impl<'a, const N: usize> From<[SourceWord<'a>; N]> for SourceWords {
    fn from(words: [SourceWord<'a>; N]) -> Self {
        words.into_iter().collect()
    }
}

/// Nothing to read. NUL and zero-width characters are not white space: what came is shown.
pub(crate) fn is_blank(text: &str) -> bool {
    text.trim_start().is_empty()
}
