//! How a speaker is told apart at a glance: colour, shape, filled or hollow.

use crate::SpeakerId;

/// One of 32 marks that cannot be mistaken for each other; after that they repeat.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Look {
    /// 1 to 8: which of the voice colours.
    pub colour: u8,
    /// 1 circle, 2 square, 3 arch, 4 leaf.
    pub shape: u8,
    /// Drawn as an outline: every other round of eight speakers.
    pub hollow: bool,
}

impl Look {
    /// The mark of the `n`th speaker: colours go round first, and each round shifts the shapes by
    /// one, so that the same colour comes back with another shape.
    #[expect(clippy::cast_possible_truncation, reason = "both are remainders of at most 8")]
    pub const fn of(speaker: SpeakerId) -> Self {
        let (round, colour) = (speaker.0 / 8, speaker.0 % 8);
        Self {
            colour: colour as u8 + 1,
            shape: ((colour + round) % 4) as u8 + 1,
            hollow: round % 2 == 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn the_first_eight_have_a_colour_each_and_are_filled() {
        let first = Look::of(SpeakerId(0));
        assert_eq!(first, Look { colour: 1, shape: 1, hollow: false });
        let eighth = Look::of(SpeakerId(7));
        assert_eq!(eighth, Look { colour: 8, shape: 4, hollow: false });
    }

    #[test]
    fn the_ninth_has_the_first_colour_in_another_shape_and_hollow() {
        assert_eq!(Look::of(SpeakerId(8)), Look { colour: 1, shape: 2, hollow: true });
    }

    #[test]
    fn thirty_two_speakers_look_different() {
        let looks: HashSet<Look> = (0..32).map(|n| Look::of(SpeakerId(n))).collect();
        assert_eq!(looks.len(), 32);
    }
}
