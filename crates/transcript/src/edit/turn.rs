//! A turn apart from the others: what a correction makes of one.

use std::ops::Range;

use crate::letter::is_spaceless;
use crate::model::{Turn, WordRecord, count, indices};
use crate::paragraphs::Cutter;
use crate::{Confidence, Millis, SpeakerId, Transcript};

/// A corrected turn, with all that belongs to it. Its ranges are bytes of its own text.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnTurn {
    pub(super) speaker: SpeakerId,
    pub(super) start: Millis,
    pub(super) end: Millis,
    pub(super) confidence: Option<Confidence>,
    pub(super) text: String,
    pub(super) words: Vec<OwnWord>,
    /// Ascending, at least one; between two of them lies white space or nothing.
    pub(super) paragraphs: Vec<Range<u32>>,
    /// The turns of the original that it was made from.
    pub(super) of: Range<u32>,
}

/// A word of a corrected turn.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnWord {
    /// Its bytes in the turn's text.
    pub range: Range<u32>,
    /// Where it starts.
    pub start: Millis,
    /// Where it ends, never before `start`.
    pub end: Millis,
    /// How sure the service is; None for what a person wrote.
    pub confidence: Option<Confidence>,
    /// Who said it.
    pub speaker: SpeakerId,
}

impl OwnWord {
    /// The same word, its text so many bytes further on.
    pub(super) fn moved(&self, by: u32) -> Self {
        Self { range: self.range.start + by..self.range.end + by, ..self.clone() }
    }

    /// As the flat arrays keep it, `base` bytes further on.
    pub(super) fn record(&self, base: u32) -> WordRecord {
        WordRecord {
            start: self.start,
            end: self.end,
            from: base + self.range.start,
            to: base + self.range.end,
            confidence: self.confidence.map_or(f32::NAN, Confidence::get),
            speaker: self.speaker,
        }
    }
}

/// The parts of an [`OwnTurn`], as they are stored.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnParts {
    /// Who speaks.
    pub speaker: SpeakerId,
    /// From when until when.
    pub times: (Millis, Millis),
    /// How sure the service is of the whole.
    pub confidence: Option<Confidence>,
    /// What is said.
    pub text: String,
    /// Its words.
    pub words: Vec<OwnWord>,
    /// Its paragraphs, in bytes of its text.
    pub paragraphs: Vec<Range<u32>>,
    /// The turns of the original that it was made from.
    pub of: Range<u32>,
}

impl OwnTurn {
    /// Puts parts together again. `None` if they do not fit: a range that is outside of the text,
    /// cuts a character, overlaps the one before it or is out of order; a time that runs backwards.
    pub fn from_parts(parts: TurnParts) -> Option<Self> {
        let TurnParts { speaker, times: (start, end), confidence, text, words, paragraphs, of } =
            parts;
        let are_sound = |ranges: &mut dyn Iterator<Item = &Range<u32>>| {
            let mut last = 0;
            let mut ranges = ranges;
            Iterator::all(&mut ranges, |range| {
                let follows = range.start >= last;
                last = range.end;
                follows && text.get(indices(range)).is_some()
            })
        };
        let is_sound = start <= end
            && of.start < of.end
            && !paragraphs.is_empty()
            && are_sound(&mut paragraphs.iter())
            && are_sound(&mut words.iter().map(|word| &word.range))
            && words.iter().all(|word| word.start <= word.end && !word.range.is_empty());
        is_sound.then_some(Self { speaker, start, end, confidence, text, words, paragraphs, of })
    }

    /// Its parts.
    pub fn parts(&self) -> TurnParts {
        TurnParts {
            speaker: self.speaker,
            times: (self.start, self.end),
            confidence: self.confidence,
            text: self.text.clone(),
            words: self.words.clone(),
            paragraphs: self.paragraphs.clone(),
            of: self.of.clone(),
        }
    }

    /// A turn of the original.
    pub(super) fn of_original(original: &Transcript, turn: &Turn) -> Self {
        let base = turn.text.start;
        let moved = |range: &Range<u32>| range.start - base..range.end - base;
        Self {
            speaker: turn.speaker,
            start: turn.start,
            end: turn.end,
            confidence: turn.confidence,
            text: original.turn_text(turn).to_owned(),
            words: original
                .words(turn)
                .map(|word| OwnWord {
                    range: moved(&word.range),
                    start: word.start,
                    end: word.end,
                    confidence: word.confidence,
                    speaker: word.speaker,
                })
                .collect(),
            paragraphs: original.paragraphs(turn).iter().map(|p| moved(&p.range())).collect(),
            of: turn.index..turn.index + 1,
        }
    }

    /// The same turn, spoken by another. Words that are said to be a third one's stay that one's.
    pub(super) fn spoken_by(mut self, speaker: SpeakerId) -> Self {
        for word in self.words.iter_mut().filter(|word| word.speaker == self.speaker) {
            word.speaker = speaker;
        }
        self.speaker = speaker;
        self
    }

    /// This turn and another behind it as one, spoken by whom this is spoken by.
    pub(super) fn joined(&self, next: &Self) -> Self {
        let next = next.clone().spoken_by(self.speaker);
        let mut all = self.clone();
        if !self.text.is_empty() && !next.text.is_empty() && !is_close(&self.text, &next.text) {
            all.text.push(' ');
        }
        let base = count(all.text.len());
        all.text.push_str(&next.text);
        all.words.extend(next.words.iter().map(|word| word.moved(base)));
        all.start = self.start.min(next.start);
        all.end = self.end.max(next.end);
        all.confidence = together(self, &next);
        all.of = self.of.start.min(next.of.start)..self.of.end.max(next.of.end);
        all.in_paragraphs()
    }

    /// The same, cut into paragraphs as every turn is.
    pub(super) fn in_paragraphs(mut self) -> Self {
        let records: Vec<WordRecord> = self.words.iter().map(|word| word.record(0)).collect();
        let mut cut = Vec::new();
        let (text, words) = (0..count(self.text.len()), 0..count(records.len()));
        Cutter::default().cut(&self.text, &records, &text, &words, self.start, &mut cut);
        self.paragraphs = cut.iter().map(crate::Paragraph::range).collect();
        self
    }

    /// The positions of the words of a paragraph.
    pub(super) fn words_of(&self, paragraph: &Range<u32>) -> Range<usize> {
        let before = |byte| self.words.partition_point(|word| word.range.start < byte);
        before(paragraph.start)..before(paragraph.end)
    }
}

/// How sure the service is of two turns as one: their mean, by length.
fn together(a: &OwnTurn, b: &OwnTurn) -> Option<Confidence> {
    let (sure, other) = (a.confidence?.get(), b.confidence?.get());
    let (mine, theirs) = (f64::from(count(a.text.len())), f64::from(count(b.text.len())));
    let sum = f64::from(sure).mul_add(mine, f64::from(other) * theirs);
    Confidence::new(sum / (mine + theirs).max(1.0))
}

/// Whether two texts follow each other without a blank, as Chinese, Japanese and Thai ones do.
fn is_close(before: &str, after: &str) -> bool {
    let is_spaceless = |c: Option<char>| c.is_some_and(is_spaceless);
    is_spaceless(before.chars().next_back()) && is_spaceless(after.chars().next())
}
