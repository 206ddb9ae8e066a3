//! What is heard at a moment, asked at the moments where it changes.

use transcript::timeline::{HOLD, Overlap, Timeline, Unit, overlaps};
use transcript::{Millis, Transcript, Word};

/// Turns and words of which the times are asked for.
const ASKED: usize = 5;

/// An overlap that is none.
const TOUCH: Millis = Millis(250);

pub(super) fn check(transcript: &Transcript) {
    let timeline = Timeline::new(transcript);
    for at in moments(transcript) {
        check_moment(transcript, &timeline, at);
        check_steps(transcript, &timeline, at);
    }
    for least in [0, 250, 10_000] {
        check_silences(transcript, &timeline, Millis(least));
    }
    check_overlaps(transcript);
}

fn words(transcript: &Transcript) -> impl Iterator<Item = Word<'_>> + Clone {
    transcript.turns().iter().flat_map(|turn| transcript.words(turn))
}

/// The times of some turns and words, and those right beside them.
fn moments(transcript: &Transcript) -> Vec<Millis> {
    let turns = transcript.turns().iter().map(|turn| (turn.start, turn.end));
    let words = words(transcript).map(|word| (word.start, word.end));
    let some = |count: usize| count.div_ceil(ASKED).max(1);
    let turns = turns.step_by(some(transcript.turns().len()));
    let words = words.step_by(some(transcript.word_count()));
    let mut moments = vec![Millis(0), transcript.end(), Millis(u32::MAX)];
    for (start, end) in turns.chain(words) {
        let held = end.0.saturating_add(HOLD.0);
        moments.extend([start.0, start.0.saturating_sub(1), end.0, held].map(Millis));
    }
    moments.sort_unstable();
    moments.dedup();
    moments
}

fn check_moment(transcript: &Transcript, timeline: &Timeline, at: Millis) {
    let spoken = timeline.word_at(transcript, at);
    let expected = word_at(transcript, at);
    assert_eq!(spoken.is_some(), expected.is_some(), "a word at {at:?}");
    if let (Some(place), Some(word)) = (&spoken, expected) {
        let turn = &transcript.turns()[place.turn as usize];
        let paragraph = &transcript.paragraphs(turn)[place.paragraph as usize];
        let from = paragraph.range().start;
        assert_eq!(place.start, word.start);
        assert_eq!(place.range.start + from..place.range.end + from, word.range);
        let bytes = place.range.start as usize..place.range.end as usize;
        assert_eq!(transcript.paragraph_text(paragraph).get(bytes), Some(word.text));
    }

    let turn = timeline.turn_at(at);
    assert_eq!(turn, turn_at(transcript, at), "the turn at {at:?}");

    let until = timeline.holds_until(at);
    assert!(until > at || at == Millis(u32::MAX), "an end to wait for after {at:?}");
    for later in [at.0 + until.0.saturating_sub(at.0) / 2, until.0.saturating_sub(1).max(at.0)] {
        assert_eq!(timeline.word_at(transcript, Millis(later)), spoken, "held until {until:?}");
        assert_eq!(timeline.turn_at(Millis(later)), turn, "held until {until:?}");
    }
}

/// The word that is spoken, by a look at all of them.
fn word_at(transcript: &Transcript, at: Millis) -> Option<Word<'_>> {
    let started = words(transcript).filter(|word| word.start <= at);
    let around = started.clone().filter(|word| word.end > at).max_by_key(|word| word.start);
    let last = || started.max_by_key(|word| word.start);
    around.or_else(last).filter(|word| at.saturating_sub(word.end) < HOLD)
}

/// The turn that is spoken, by a look at all of them.
fn turn_at(transcript: &Transcript, at: Millis) -> Option<usize> {
    let started = transcript.turns().iter().filter(|turn| turn.start <= at);
    let around = started.clone().filter(|turn| turn.end > at).max_by_key(|turn| turn.start);
    around.or_else(|| started.max_by_key(|turn| turn.start)).map(|turn| turn.index as usize)
}

/// A step leads to the nearest start of a word, or of some word further on that begins a sentence.
fn check_steps(transcript: &Transcript, timeline: &Timeline, at: Millis) {
    let starts = || words(transcript).map(|word| word.start);
    let next = timeline.step(transcript, at, Unit::Word, true);
    assert_eq!(next, starts().filter(|start| *start > at).min());
    let own = starts().filter(|start| *start <= at).max();
    let before = own.and_then(|own| starts().filter(|start| *start < own).max());
    assert_eq!(timeline.step(transcript, at, Unit::Word, false), before.or(own));

    let sentence = |forward| timeline.step(transcript, at, Unit::Sentence, forward);
    if let Some(start) = sentence(true) {
        assert!(start > at && starts().any(|one| one == start));
    }
    if let Some(start) = sentence(false) {
        assert!(start <= at && starts().any(|one| one == start));
    }
}

fn check_silences(transcript: &Transcript, timeline: &Timeline, least: Millis) {
    let silences = timeline.silences(transcript, least);
    assert!(silences.is_sorted_by(|one, next| one.end <= next.start));
    for silence in silences {
        assert!(silence.end.saturating_sub(silence.start) > least);
        for turn in transcript.turns() {
            assert!(turn.end <= silence.start || turn.start >= silence.end, "somebody speaks");
        }
    }
}

fn check_overlaps(transcript: &Transcript) {
    let overlaps = overlaps(transcript);
    assert_eq!(overlaps.len(), transcript.turns().len());
    for (turn, overlap) in transcript.turns().iter().zip(overlaps) {
        // The last of those that reach the furthest.
        let before = &transcript.turns()[..turn.index as usize];
        let furthest = before.iter().max_by_key(|other| other.end);
        let furthest = furthest.filter(|other| other.speaker != turn.speaker);
        let Some(other) = furthest else {
            assert_eq!(overlap, Overlap::None);
            continue;
        };
        match overlap {
            Overlap::None => assert!(other.end.saturating_sub(turn.start) <= TOUCH),
            Overlap::With(index) => assert!(index == other.index && other.end > turn.start),
            Overlap::Inside(index) => assert!(index == other.index && other.end >= turn.end),
        }
    }
}
