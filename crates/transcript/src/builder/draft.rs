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

        let speaker = labels.id(utterance.speaker.as_deref());
        let (text_from, words_from) = (self.text.len(), self.words.len());
        let told_by_text = text.is_some_and(|text| self.align(text, words));
        if !told_by_text {
            self.join(words);
        }
        self.number_voices(words_from, utterance, speaker, labels);

        let own = self.words.get(words_from..).unwrap_or_default();
        let (start, end) = self.span(own, utterance.start, utterance.end);
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

    /// Keeps the text as it is if all words can be found in it; else leaves no trace.
    fn align(&mut self, text: &str, words: &SourceWords) -> bool {
        let (base, words_from) = (self.text.len(), self.words.len());
        let mut aligner = Aligner::new(text);
        for word in words.iter() {
            let Some((from, to)) = aligner.find(word.text) else {
                self.words.truncate(words_from);
                return false;
            };
            self.words.push(record(&word, base + from, base + to, SpeakerId(0)));
        }
        self.text.push_str(text);
        true
    }

    /// Makes the text of the words.
    fn join(&mut self, words: &SourceWords) {
        for (index, word) in words.iter().enumerate() {
            if index > 0 {
                self.text.push(' ');
            }
            let from = self.text.len();
            self.text.push_str(word.text);
            self.words.push(record(&word, from, self.text.len(), SpeakerId(0)));
        }
    }

    /// Gives each word of the last utterance its speaker. Most say again who the utterance said,
    /// so the label is looked up only where it differs.
    fn number_voices(
        &mut self,
        words_from: usize,
        utterance: &SourceUtterance,
        speaker: SpeakerId,
        labels: &mut Labels,
    ) {
        let label = utterance.speaker.as_deref();
        let own = self.words.get_mut(words_from..).unwrap_or_default();
        for (record, word) in own.iter_mut().zip(utterance.words.iter()) {
            record.speaker = match word.speaker {
                None | Some("") => speaker,
                same if same == label => speaker,
                other => labels.id(other),
            };
        }
    }

    /// When an utterance starts and ends, with what is missing taken from its words, then from
    /// the utterance before it.
    fn span(
        &self,
        words: &[WordRecord],
        start: Option<Millis>,
        end: Option<Millis>,
    ) -> (Millis, Millis) {
        let start = start
            .or_else(|| words.iter().map(|word| word.start).min())
            .or_else(|| self.turns.last().map(|turn| turn.start))
            .unwrap_or_default();
        let end = end.or_else(|| words.iter().map(|word| word.end).max()).unwrap_or(start);
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
