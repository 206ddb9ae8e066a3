//! A turn apart from the others: what a correction makes of one.

use std::ops::Range;

use crate::model::{Turn, WordRecord, count, indices};
use crate::paragraphs::{Cutter, seam};
use crate::time::share;
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

    /// Both parts of it, cut near a byte of its text: between two words, or without words at white
    /// space. `None` if one of them would be empty.
    pub(super) fn split(&self, byte: usize) -> Option<(Self, Self)> {
        let (at, cut) = match self.words.as_slice() {
            [] => (0, self.white_near(byte)?),
            words => {
                let at = words.partition_point(|word| middle(&word.range) <= byte);
                (at, self.seam(at)?)
            }
        };
        self.cut(at, cut)
    }

    /// Both parts of it, the second beginning with the word at this position.
    pub(super) fn split_before(&self, word: usize) -> Option<(Self, Self)> {
        self.cut(word, self.seam(word)?)
    }

    fn cut(&self, at: usize, cut: usize) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_at_checked(cut)?;
        let (before, rest) = (before.trim_end(), after.trim_start());
        if before.trim_start().is_empty() || rest.is_empty() {
            return None;
        }
        let skipped = count(self.text.len() - rest.len());
        let (first, second) = self.words.split_at_checked(at)?;
        let moved = |word: &OwnWord| OwnWord {
            range: word.range.start.saturating_sub(skipped)..word.range.end.saturating_sub(skipped),
            ..word.clone()
        };
        let (until, from) = self.times_at(first, second, cut);
        let part = |text: &str, words: Vec<OwnWord>, start, end| Self {
            start,
            end,
            text: text.to_owned(),
            words,
            paragraphs: Vec::new(),
            ..self.clone_bare()
        };
        Some((
            part(before, first.to_vec(), self.start, until).in_paragraphs(),
            part(rest, second.iter().map(moved).collect(), from, self.end).in_paragraphs(),
        ))
    }

    /// Until when the first part of it goes, and from when the second: by their words, or by the
    /// share of the text.
    fn times_at(&self, first: &[OwnWord], second: &[OwnWord], cut: usize) -> (Millis, Millis) {
        let ends = first.iter().map(|word| word.end).max();
        let starts = second.iter().map(|word| word.start).min();
        if let (Some(end), Some(start)) = (ends, starts) {
            return (end.clamp(self.start, self.end), start.clamp(self.start, self.end));
        }
        let at = share(self.start, self.end, cut, self.text.len());
        (at, at)
    }

    /// Everything but text, words and paragraphs.
    fn clone_bare(&self) -> Self {
        Self {
            text: String::new(),
            words: Vec::new(),
            paragraphs: Vec::new(),
            of: self.of.clone(),
            ..*self
        }
    }

    /// The byte before the word at this position, and after what closes the one before it.
    fn seam(&self, at: usize) -> Option<usize> {
        let from = self.words.get(at.checked_sub(1)?)?.range.end as usize;
        let to = self.words.get(at)?.range.start as usize;
        let gap = self.text.get(from..to)?;
        Some(from + seam(gap))
    }

    /// The white space nearest to a byte, as its end.
    fn white_near(&self, byte: usize) -> Option<usize> {
        let white = self.text.char_indices().filter(|(_, c)| c.is_whitespace());
        white.map(|(at, c)| at + c.len_utf8()).min_by_key(|at| at.abs_diff(byte))
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

/// Whether two texts follow each other without a blank, as Chinese and Japanese ones do.
fn is_close(before: &str, after: &str) -> bool {
    let wide = |c: Option<char>| c.is_some_and(super::align::is_wide);
    wide(before.chars().next_back()) && wide(after.chars().next())
}

const fn middle(range: &Range<u32>) -> usize {
    usize::midpoint(range.start as usize, range.end as usize)
}
