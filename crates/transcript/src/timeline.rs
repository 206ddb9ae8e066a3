//! What is heard at a moment: the word, the turn, the silences.
//!
//! Times of an answer may overlap, be zero-length or out of order, so nothing is taken to be
//! sorted. Each question is a binary search and, where speech overlaps, a few steps back.

use std::ops::Range;

use crate::sentence::ends_between;
use crate::{Millis, Transcript, Turn};

/// How long a word stays the spoken one after its end, while no other begins: a breath between
/// two words is no silence, and a mark that goes out at each of them flickers.
pub const HOLD: Millis = Millis(1_000);

/// A word as a place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WordPlace {
    /// [`Turn::index`].
    pub turn: u32,
    /// Position of the paragraph in its turn.
    pub paragraph: u32,
    /// Its bytes in the paragraph's text.
    pub range: Range<u32>,
    /// Where it starts.
    pub start: Millis,
}

/// Intervals by their start, for asking which of them is at a moment.
#[derive(Clone, Debug, Default)]
struct Intervals {
    /// Start, end and number, sorted by start; those of one start as they came.
    sorted: Vec<(Millis, Millis, u32)>,
    /// The latest end of the interval at this position and all before it.
    reach: Vec<Millis>,
}

impl Intervals {
    fn new(intervals: impl Iterator<Item = (Millis, Millis)>) -> Self {
        let mut sorted: Vec<_> =
            intervals.zip(0..).map(|((start, end), number)| (start, end, number)).collect();
        // Services send them sorted, and to see that is quicker than to sort.
        if !sorted.is_sorted_by_key(|(start, ..)| *start) {
            sorted.sort_by_key(|(start, ..)| *start);
        }
        let mut latest = Millis::default();
        let reach = sorted
            .iter()
            .map(|(_, end, _)| {
                latest = latest.max(*end);
                latest
            })
            .collect();
        Self { sorted, reach }
    }

    /// How many have started.
    fn started(&self, at: Millis) -> usize {
        self.sorted.partition_point(|(start, ..)| *start <= at)
    }

    /// Of those around this moment the one that started last; around none, the one that started
    /// last of all, with its end.
    fn at(&self, at: Millis) -> Option<(Millis, u32)> {
        let started = self.started(at);
        let before = self.sorted.get(..started)?;
        let around = before
            .iter()
            .zip(&self.reach)
            .rev()
            .take_while(|(_, reach)| **reach > at)
            .find(|((_, end, _), _)| *end > at)
            .map(|(interval, _)| interval);
        around.or_else(|| before.last()).map(|(_, end, number)| (*end, *number))
    }
}

/// The times of a transcript, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    words: Intervals,
    turns: Intervals,
}

impl Timeline {
    /// Reads all times once.
    #[must_use]
    pub fn new(transcript: &Transcript) -> Self {
        let turns = transcript.turns();
        Self {
            words: Intervals::new(transcript.words.iter().map(|word| (word.start, word.end))),
            turns: Intervals::new(turns.iter().map(|turn| (turn.start, turn.end))),
        }
    }

    /// The word that is spoken: of the words around this moment the one that started last, or the
    /// last one before it if that ended less than [`HOLD`] ago.
    #[must_use]
    pub fn word_at(&self, transcript: &Transcript, at: Millis) -> Option<WordPlace> {
        let (end, number) = self.words.at(at)?;
        (at.saturating_sub(end) < HOLD).then(|| place_of(transcript, number))?
    }

    /// The turn that is spoken: of the turns around this moment the one that started last, or the
    /// last one before it. `None` before the first.
    #[must_use]
    pub fn turn_at(&self, at: Millis) -> Option<usize> {
        self.turns.at(at).map(|(_, number)| number as usize)
    }

    /// Where the next word or sentence begins, or the one before: the nearest start that is
    /// not the one being spoken.
    #[must_use]
    pub fn step(
        &self,
        transcript: &Transcript,
        at: Millis,
        unit: Unit,
        forward: bool,
    ) -> Option<Millis> {
        let spoken = self.words.started(at);
        let (before, after) = self.words.sorted.split_at_checked(spoken)?;
        let begins = |number: u32| match unit {
            Unit::Word => true,
            Unit::Sentence => begins_sentence(transcript, number),
        };
        let start = |(start, _, number): &(Millis, Millis, u32)| begins(*number).then_some(*start);
        if forward {
            return after.iter().find_map(start);
        }
        // The start of the unit at this moment does not count: it has been there.
        let mut starts = before.iter().rev().filter_map(start);
        let own = starts.next()?;
        Some(starts.find(|start| *start < own).unwrap_or(own))
    }

    /// Until when the answers for this moment hold, at least.
    #[must_use]
    pub fn holds_until(&self, at: Millis) -> Millis {
        let mut until = Millis(u32::MAX);
        for intervals in [&self.words, &self.turns] {
            if let Some((start, ..)) = intervals.sorted.get(intervals.started(at)) {
                until = until.min(*start);
            }
            if let Some((end, _)) = intervals.at(at) {
                let held = Millis(end.0.saturating_add(HOLD.0));
                let next = if end > at { end } else { held };
                until = until.min(if next > at { next } else { until });
            }
        }
        until
    }

    /// Where nobody speaks for longer than `least`, from the start to the end of the recording.
    #[must_use]
    pub fn silences(&self, transcript: &Transcript, least: Millis) -> Vec<Range<Millis>> {
        let mut silences = Vec::new();
        let mut quiet_from = Millis::default();
        let ends = [(transcript.end(), transcript.end(), 0)];
        for (start, end, _) in self.turns.sorted.iter().chain(&ends) {
            if start.saturating_sub(quiet_from) > least {
                silences.push(quiet_from..*start);
            }
            quiet_from = quiet_from.max(*end);
        }
        silences
    }
}

/// What a step goes over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// One word.
    Word,
    /// Up to the next start of a sentence or of a turn.
    Sentence,
}

/// Whether a word is the first of its turn, or follows the end of a sentence.
fn begins_sentence(transcript: &Transcript, number: u32) -> bool {
    let turns = transcript.turns();
    let turn = turns.get(turns.partition_point(|turn| turn.words.end <= number));
    if turn.is_some_and(|turn| turn.words.start == number) {
        return true;
    }
    let words = &transcript.words;
    let text = |number: u32| {
        words.get(number as usize).map_or("", |word| transcript.slice(&(word.from..word.to)))
    };
    number.checked_sub(1).is_none_or(|before| ends_between(text(before), text(number)))
}

/// The place of the word with this number (its position in the transcript).
fn place_of(transcript: &Transcript, number: u32) -> Option<WordPlace> {
    let word = transcript.words.get(number as usize)?;
    let turns = transcript.turns();
    let turn = turns.get(turns.partition_point(|turn| turn.words.end <= number))?;
    let paragraphs = transcript.paragraphs(turn);
    let position = paragraphs.partition_point(|paragraph| paragraph.words.end <= number);
    let from = paragraphs.get(position)?.text.start;
    Some(WordPlace {
        turn: turn.index,
        paragraph: u32::try_from(position).ok()?,
        range: word.from.checked_sub(from)?..word.to.checked_sub(from)?,
        start: word.start,
    })
}

/// How a turn stands to the speech of others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Overlap {
    /// It does not overlap.
    #[default]
    None,
    /// It starts while another still speaks, and goes on.
    With(u32),
    /// A back-channel: under a second and three words, inside of another's turn.
    Inside(u32),
}

/// The overlap below which nobody would say that two talk at once.
const TOUCH: Millis = Millis(250);

/// For every turn, how it overlaps with one of those before it, by another speaker.
#[must_use]
pub fn overlaps(transcript: &Transcript) -> Vec<Overlap> {
    let turns = transcript.turns();
    // The turn before that reaches the furthest.
    let mut furthest: Option<&Turn> = None;
    let mut found = Vec::with_capacity(turns.len());
    for turn in turns {
        let overlap = match furthest.filter(|other| other.speaker != turn.speaker) {
            Some(other) if is_back_channel(transcript, turn, other) => Overlap::Inside(other.index),
            Some(other) if other.end.saturating_sub(turn.start) > TOUCH => {
                Overlap::With(other.index)
            }
            _ => Overlap::None,
        };
        found.push(overlap);
        if furthest.is_none_or(|other| turn.end >= other.end) {
            furthest = Some(turn);
        }
    }
    found
}

fn is_back_channel(transcript: &Transcript, turn: &Turn, other: &Turn) -> bool {
    let length = turn.end.saturating_sub(turn.start);
    let words = transcript.words(turn).len();
    length < Millis(1_000) && (1..=3).contains(&words) && turn.end <= other.end
}

#[cfg(test)]
mod tests;
