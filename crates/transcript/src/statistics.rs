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

/// The longest stretch of a speaker's turns in which nobody else is heard. `None` for somebody
/// who is never heard alone.
#[must_use]
pub fn clean_excerpt(transcript: &Transcript, speaker: SpeakerId) -> Option<Range<Millis>> {
    let turns = transcript.turns();
    let mut latest = Millis::default();
    let mut best: Option<Range<Millis>> = None;
    for (at, turn) in turns.iter().enumerate() {
        // Turns are sorted by start: others overlap with this one before it or right after it.
        let next = turns.get(at + 1).map_or(turn.end, |next| next.start);
        let clean = turn.start.max(latest)..turn.end.min(next);
        latest = latest.max(turn.end);
        let length = |range: &Range<Millis>| range.end.saturating_sub(range.start);
        let is_longer = best.as_ref().is_none_or(|best| length(&clean) > length(best));
        if turn.speaker == speaker && length(&clean) > Millis::default() && is_longer {
            best = Some(clean);
        }
    }
    best
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
        let excerpt = |speaker| clean_excerpt(&talk, SpeakerId(speaker));
        assert_eq!(excerpt(0), Some(Millis(0)..Millis(1_000)));
        assert_eq!(excerpt(1), Some(Millis(5_200)..Millis(9_000)));
        assert_eq!(excerpt(2), None);
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
