//! Figures of a whole conversation.

use std::ops::Range;

use crate::{Millis, SpeakerId, Transcript};

/// How much one speaker spoke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Talk {
    /// Who.
    pub speaker: SpeakerId,
    /// The sum of the lengths of their turns, in milliseconds; overlapping speech counts for
    /// each who speaks.
    pub ms: u64,
    /// Number of turns.
    pub turns: u32,
    /// Number of words that have times.
    pub words: u32,
}

impl Talk {
    /// How fast they speak: words per minute of their own turns. `None` in less than a second, and
    /// where no words are known.
    #[must_use]
    pub fn words_per_minute(&self) -> Option<u32> {
        (self.ms >= 1_000 && self.words > 0)
            .then(|| u32::try_from(u64::from(self.words) * 60_000 / self.ms).unwrap_or(u32::MAX))
    }
}

/// Every speaker who has a turn, the one who spoke longest first.
#[must_use]
pub fn talk(transcript: &Transcript) -> Vec<Talk> {
    let mut talk: Vec<Talk> = transcript
        .speakers()
        .iter()
        .map(|speaker| Talk { speaker: speaker.id, ms: 0, turns: 0, words: 0 })
        .collect();
    for turn in transcript.turns() {
        if let Some(entry) = talk.get_mut(usize::from(turn.speaker.0)) {
            entry.ms += u64::from(turn.end.saturating_sub(turn.start).get());
            entry.turns += 1;
            entry.words += turn.words.end - turn.words.start;
        }
    }
    talk.retain(|entry| entry.turns > 0);
    talk.sort_by_key(|entry| core::cmp::Reverse(entry.ms));
    talk
}

/// A stretch of a turn in which nobody else is heard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// [`crate::Turn::index`].
    pub turn: u32,
    /// From when until when.
    pub times: Range<Millis>,
}

/// The longest stretches of a speaker's turns in which nobody else is heard, the longest first, at
/// most so many. None for somebody who is never heard alone.
#[must_use]
pub fn clean_excerpts(transcript: &Transcript, speaker: SpeakerId, most: usize) -> Vec<Excerpt> {
    let turns = transcript.turns();
    let mut latest = Millis::default();
    let mut all = Vec::new();
    for (at, turn) in turns.iter().enumerate() {
        // Turns are sorted by start: others overlap with this one before it or right after it.
        let next = turns.get(at + 1).map_or(turn.end, |next| next.start);
        let clean = turn.start.max(latest)..turn.end.min(next);
        latest = latest.max(turn.end);
        if turn.speaker == speaker && clean.start < clean.end {
            all.push(Excerpt { turn: turn.index, times: clean });
        }
    }
    let length = |excerpt: &Excerpt| excerpt.times.end.saturating_sub(excerpt.times.start);
    // Of two as long the earlier one: the sort is stable.
    all.sort_by_key(|excerpt| core::cmp::Reverse(length(excerpt)));
    all.truncate(most);
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::spoken;

    #[test]
    fn the_clean_excerpt_is_the_longest_stretch_alone() {
        let talk = spoken([
            ("A", 0, 3_000),
            ("B", 1_000, 1_500),
            ("A", 4_000, 5_200),
            ("B", 5_000, 9_000),
        ]);
        let excerpts = |speaker| -> Vec<_> {
            let all = clean_excerpts(&talk, SpeakerId(speaker), 2).into_iter();
            all.map(|excerpt| (excerpt.turn, excerpt.times.start.0..excerpt.times.end.0)).collect()
        };
        assert_eq!(excerpts(0), [(0, 0..1_000), (2, 4_000..5_000)]);
        assert_eq!(excerpts(1), vec![(3, 5_200..9_000); 1]);
        assert_eq!(excerpts(2), []);
    }

    #[test]
    fn speed_is_told_where_it_means_something() {
        let talk = |ms, words| Talk { speaker: SpeakerId(0), ms, turns: 1, words };
        assert_eq!(talk(60_000, 150).words_per_minute(), Some(150));
        assert_eq!(talk(900, 3).words_per_minute(), None);
        assert_eq!(talk(60_000, 0).words_per_minute(), None);
    }

    #[test]
    fn speakers_come_by_the_time_they_spoke() {
        let turns = [("A", 0, 1_000), ("B", 500, 4_500), ("A", 5_000, 6_000)];
        let talk = talk(&spoken(turns));
        let figures: Vec<_> = talk.iter().map(|t| (t.speaker.0, t.ms, t.turns)).collect();
        assert_eq!(figures, [(1, 4_000, 1), (0, 2_000, 2)]);
    }
}
