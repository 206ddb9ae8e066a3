//! Text, words and turns in the order in which they came, already in flat arrays: what a decoder
//! pushed is freed at once.

use std::ops::Range;

use super::{align::Aligner, labels::Labels};
use crate::{
    Confidence, Millis, SourceUtterance, SourceWord, SourceWords, SpeakerId, model::WordRecord,
    source::is_blank,
};

/// Turns to be, in order of arrival.
#[derive(Debug, Default)]
pub(super) struct Drafts {
    pub(super) text: String,
    pub(super) words: Vec<WordRecord>,
    pub(super) turns: Vec<Draft>,
}

/// A turn to be.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) speaker: SpeakerId,
    pub(super) start: Millis,
    pub(super) end: Millis,
    pub(super) confidence: Option<Confidence>,
    pub(super) text: Range<u32>,
    pub(super) words: Range<u32>,
}

impl Drafts {
    pub(super) const fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// Adds an utterance; says whether there was anything to read in it.
    pub(super) fn push_utterance(
        &mut self,
        utterance: &SourceUtterance,
        labels: &mut Labels,
    ) -> bool {
        let words = &utterance.words;
        let text = utterance.text.as_deref().filter(|text| !is_blank(text));
        if (words.is_empty() && text.is_none())
            || !self.has_room(words.bytes().saturating_add(text.map_or(0, str::len)))
        {
            return false;
        }

        let label = utterance.speaker.as_deref();
        let speaker = labels.id(label);
        // Most words say again who the utterance said, so the label is looked up only where it differs.
        let mut voice = |word: &SourceWord<'_>| match word.speaker {
            None | Some("") => speaker,
            same if same == label => speaker,
            other => labels.id(other),
        };
        let (text_from, words_from) = (self.text.len(), self.words.len());
        match text {
            Some(text) => self.align(text, words, &mut voice),
            None => self.join(words, &mut voice),
        }

        let own = self.words.get(words_from..).unwrap_or_default();
        let (start, end) = self.span(own, utterance);
        self.turns.push(Draft {
            speaker,
            start,
            end,
            confidence: utterance.confidence,
            text: offset(text_from)..offset(self.text.len()),
            words: offset(words_from)..offset(self.words.len()),
        });
        true
    }

    /// Adds a word to the last turn if that is of the same speaker, else as a new turn.
    pub(super) fn push_word(&mut self, word: &SourceWord<'_>, labels: &mut Labels) {
        if is_blank(word.text) || !self.has_room(word.text.len()) {
            return;
        }
        let speaker = labels.id(word.speaker);
        if self.turns.last().is_none_or(|turn| turn.speaker != speaker) {
            let (text, words) = (offset(self.text.len()), offset(self.words.len()));
            self.turns.push(Draft {
                speaker,
                start: Millis(u32::MAX),
                end: Millis(0),
                confidence: None,
                text: text..text,
                words: words..words,
            });
        } else {
            self.text.push(' ');
        }
        let from = self.text.len();
        self.text.push_str(word.text);
        let record = record(word, from, self.text.len(), speaker);
        self.words.push(record);
        if let Some(turn) = self.turns.last_mut() {
            turn.start = turn.start.min(record.start);
            turn.end = turn.end.max(record.end);
            turn.text.end = offset(self.text.len());
            turn.words.end = offset(self.words.len());
        }
    }

    /// Takes a text as it came, and those of its words that can be found in it: what it does not say, such
    /// as a name that was taken out of it, is not to come back out of the words.
    fn align(
        &mut self,
        text: &str,
        words: &SourceWords,
        voice: &mut dyn FnMut(&SourceWord<'_>) -> SpeakerId,
    ) {
        let base = self.text.len();
        let mut aligner = Aligner::new(text);
        for word in words.iter() {
            if let Some((from, to)) = aligner.find(word.text) {
                let speaker = voice(&word);
                self.words.push(record(&word, base + from, base + to, speaker));
            }
        }
        self.text.push_str(text);
    }

    /// Makes the text of the words.
    fn join(&mut self, words: &SourceWords, voice: &mut dyn FnMut(&SourceWord<'_>) -> SpeakerId) {
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            let from = self.text.len();
            self.text.push_str(word.text);
            let speaker = voice(&word);
            self.words.push(record(&word, from, self.text.len(), speaker));
        }
    }

    /// The same words in the text of the whole, which has marks and blanks as they are written, where it
    /// holds most of them; else these, whose text is made of the words.
    pub(super) fn told_by(self, text: &str) -> Self {
        let mut told = Self::default();
        let mut aligner = Aligner::new(text);
        for word in &self.words {
            let said = self.text.get(word.from as usize..word.to as usize).unwrap_or_default();
            let Some((from, to)) = aligner.find(said) else { continue };
            let (from, to) = (offset(from), offset(to));
            let at = offset(told.words.len());
            told.words.push(WordRecord { from, to, ..*word });
            if let Some(turn) = told.turns.last_mut().filter(|turn| turn.speaker == word.speaker) {
                (turn.start, turn.end) = (turn.start.min(word.start), turn.end.max(word.end));
                turn.words.end = at + 1;
                continue;
            }
            if let Some(before) = told.turns.last_mut() {
                before.text.end = from;
            }
            // What stands before the first word is its voice's.
            let from = if told.turns.is_empty() { 0 } else { from };
            told.turns.push(Draft {
                speaker: word.speaker,
                start: word.start,
                end: word.end,
                confidence: None,
                text: from..offset(text.len()),
                words: at..at + 1,
            });
        }
        if told.words.len() * 2 < self.words.len() || !self.has_room(text.len()) {
            return self;
        }
        text.clone_into(&mut told.text);
        for turn in &mut told.turns {
            let all =
                text.get(turn.text.start as usize..turn.text.end as usize).unwrap_or_default();
            let before = offset(all.len() - all.trim_start().len());
            turn.text.end = turn.text.start + offset(all.trim_end().len());
            turn.text.start += before;
        }
        told
    }

    /// When an utterance starts and ends, with what is missing taken from its words, then from
    /// the utterance before it.
    fn span(&self, words: &[WordRecord], utterance: &SourceUtterance) -> (Millis, Millis) {
        let source = || utterance.words.iter();
        let start = utterance
            .start
            .or_else(|| words.iter().map(|word| word.start).min())
            .or_else(|| source().map(|word| word.start.min(word.end)).min())
            .or_else(|| self.turns.last().map(|turn| turn.start))
            .unwrap_or_default();
        let end = utterance
            .end
            .or_else(|| words.iter().map(|word| word.end).max())
            .or_else(|| source().map(|word| word.start.max(word.end)).max())
            .unwrap_or(start);
        (start.min(end), start.max(end))
    }

    /// Whether offsets still fit into 32 bits after so many bytes more. Words are
    /// never empty, so there are fewer of them than bytes.
    const fn has_room(&self, bytes: usize) -> bool {
        let room = u32::MAX as usize - self.text.len();
        bytes < room
    }
}

fn record(word: &SourceWord<'_>, from: usize, to: usize, speaker: SpeakerId) -> WordRecord {
    WordRecord {
        start: word.start.min(word.end),
        end: word.start.max(word.end),
        from: offset(from),
        to: offset(to),
        confidence: word.confidence.map_or(f32::NAN, Confidence::get),
        speaker,
    }
}

/// `has_room` was asked before, so this never saturates.
fn offset(bytes: usize) -> u32 {
    u32::try_from(bytes).unwrap_or(u32::MAX)
}
