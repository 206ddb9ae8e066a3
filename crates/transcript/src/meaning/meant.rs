//! The turn that a key is for, and what a digit gives away.

use std::ops::Range;

use super::Mark;
use crate::{Millis, Transcript};

/// How long after the end of a turn a key still means the turn that was clicked: a hand is slower than
/// the sound.
const AFTER: Millis = Millis(4_000);

/// The last click in the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Click {
    /// The turn that was clicked.
    pub turn: usize,
    /// Where the playhead came to by it.
    pub landed: Millis,
}

/// All that points at a turn when a key is pressed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Pointed {
    /// The turn with the focus.
    pub focused: Option<usize>,
    /// The first turn of which anything is selected.
    pub selected: Option<usize>,
    /// The last click, unless the playhead was moved otherwise since.
    pub clicked: Option<Click>,
    /// The playhead.
    pub playhead: Millis,
    /// The turn at the playhead.
    pub spoken: Option<usize>,
    /// The first turn in view.
    pub seen: Option<usize>,
}

impl Pointed {
    /// The turn that a key is for: the focus, the selection, the last click, the playhead, the view,
    /// in this order. A click counts until the sound has left its turn behind.
    pub fn turn(&self, transcript: &Transcript) -> Option<usize> {
        let clicked = self.clicked.filter(|click| {
            transcript.turn(click.turn).is_some_and(|turn| {
                let until = turn.end.max(click.landed).0.saturating_add(AFTER.0);
                (turn.start.min(click.landed).0..=until).contains(&self.playhead.0)
            })
        });
        let clicked = clicked.map(|click| click.turn);
        self.focused.or(self.selected).or(clicked).or(self.spoken).or(self.seen)
    }
}

/// What a digit gives to a voice.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Whole turns.
    Turns(Vec<usize>),
    /// What lies between two places, of one turn or of several.
    Stretch(Range<Mark>),
}

/// What a digit gives away: what is selected, or else the turn that is meant.
pub fn given(selection: Option<Range<Mark>>, meant: Option<usize>) -> Option<Given> {
    selection.map(Given::Stretch).or_else(|| meant.map(|turn| Given::Turns(vec![turn])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::tests_talk as talk;

    /// Three turns: 0 to 1.9 s, 2 to 2.4 s, and one from 20.5 s.
    fn meant(pointed: Pointed) -> Option<usize> {
        pointed.turn(&talk(&[(0, 4, 0), (1, 1, 0), (0, 2, 18_000)]))
    }

    #[test]
    fn what_points_at_a_turn_counts_in_this_order() {
        let click = Some(Click { turn: 1, landed: Millis(2_000) });
        let all = Pointed {
            focused: Some(2),
            selected: Some(0),
            clicked: click,
            playhead: Millis(2_000),
            spoken: Some(2),
            seen: Some(0),
        };
        let table = [
            (all, Some(2)),
            (Pointed { focused: None, ..all }, Some(0)),
            (Pointed { focused: None, selected: None, ..all }, Some(1)),
            (Pointed { focused: None, selected: None, clicked: None, ..all }, Some(2)),
            (Pointed { seen: Some(0), ..Pointed::default() }, Some(0)),
            (Pointed::default(), None),
        ];
        for (pointed, turn) in table {
            assert_eq!(meant(pointed), turn, "{pointed:?}");
        }
    }

    #[test]
    fn a_click_counts_until_the_sound_has_left_its_turn_behind() {
        let at = |turn, landed, playhead| {
            let clicked = Some(Click { turn, landed: Millis(landed) });
            let spoken = Some(2);
            meant(Pointed { clicked, playhead: Millis(playhead), spoken, ..Pointed::default() })
        };
        // In it, and a moment after it, though another is heard.
        assert_eq!(at(1, 2_000, 2_000), Some(1));
        assert_eq!(at(1, 2_000, 6_400), Some(1));
        assert_eq!(at(1, 2_000, 6_401), Some(2));
        // Before it: somebody went back.
        assert_eq!(at(1, 2_000, 1_999), Some(2));
        // A recording shorter than its text: the playhead cannot come there.
        assert_eq!(at(2, 3_000, 3_000), Some(2));
        assert_eq!(at(0, 1_000, 500), Some(0));
        assert_eq!(at(7, 1_000, 1_000), Some(2));
    }

    #[test]
    fn a_digit_is_for_the_selection_first() {
        let marks = Mark { turn: 0, byte: 2 }..Mark { turn: 1, byte: 3 };
        assert_eq!(given(Some(marks.clone()), Some(4)), Some(Given::Stretch(marks)));
        assert_eq!(given(None, Some(4)), Some(Given::Turns(vec![4])));
        assert_eq!(given(None, None), None);
    }
}
