//! Figures of a whole conversation.

use crate::{SpeakerId, Transcript};

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
}

/// Every speaker who has a turn, the one who spoke longest first.
#[must_use]
pub fn talk(transcript: &Transcript) -> Vec<Talk> {
    let mut talk: Vec<Talk> = transcript
        .speakers()
        .iter()
        .map(|speaker| Talk { speaker: speaker.id, ms: 0, turns: 0 })
        .collect();
    for turn in transcript.turns() {
        if let Some(entry) = talk.get_mut(usize::from(turn.speaker.0)) {
            entry.ms += u64::from(turn.end.saturating_sub(turn.start).get());
            entry.turns += 1;
        }
    }
    talk.retain(|entry| entry.turns > 0);
    talk.sort_by_key(|entry| core::cmp::Reverse(entry.ms));
    talk
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Millis, SourceUtterance, TranscriptBuilder};

    #[test]
    fn speakers_come_by_the_time_they_spoke() {
        let mut builder = TranscriptBuilder::new();
        for (speaker, start, end) in [("A", 0, 1_000), ("B", 500, 4_500), ("A", 5_000, 6_000)] {
            builder.push_utterance(SourceUtterance {
                speaker: Some(speaker.to_owned()),
                text: Some("Yes.".to_owned()),
                start: Some(Millis::new(start)),
                end: Some(Millis::new(end)),
                ..SourceUtterance::default()
            });
        }
        let talk = talk(&builder.finish());
        let figures: Vec<_> = talk.iter().map(|t| (t.speaker.0, t.ms, t.turns)).collect();
        assert_eq!(figures, [(1, 4_000, 1), (0, 2_000, 2)]);
    }
}
