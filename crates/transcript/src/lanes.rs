//! Who spoke when, as a drawing of limited width: it costs the same for ten minutes and for ten
//! hours.

use std::ops::Range;

use crate::{Millis, Transcript};

/// For every speaker, by the index of their id, the columns in which they speak.
///
/// Ascending ranges that do not touch, of `columns` equal parts of `whole`. Who speaks at all is
/// seen: a column counts as soon as a part of it is spoken in.
#[must_use]
pub fn lanes(transcript: &Transcript, whole: Millis, columns: u32) -> Vec<Vec<Range<u32>>> {
    let mut lanes = vec![Vec::<Range<u32>>::new(); transcript.speakers().len()];
    for turn in transcript.turns() {
        let Some(lane) = lanes.get_mut(usize::from(turn.speaker.0)) else { continue };
        let from = column(turn.start, whole, columns);
        let last = Millis(turn.end.0.saturating_sub(1));
        let to = column(last, whole, columns).max(from) + 1;
        match lane.last_mut() {
            Some(last) if from <= last.end => last.end = last.end.max(to),
            _ => lane.push(from..to),
        }
    }
    lanes
}

/// The column that a moment lies in, below `columns`.
#[must_use]
pub fn column(at: Millis, whole: Millis, columns: u32) -> u32 {
    let place = u64::from(at.0) * u64::from(columns) / u64::from(whole.0.max(1));
    u32::try_from(place).unwrap_or(u32::MAX).min(columns.saturating_sub(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::spoken;

    #[test]
    fn speech_fills_columns_and_neighbours_join() {
        let talk = spoken([("A", 0, 250), ("B", 260, 499), ("A", 300, 410), ("A", 990, 1_000)]);
        let lanes = lanes(&talk, Millis(1_000), 10).concat();
        assert_eq!(lanes, [0..5, 9..10, 2..5]);
    }

    #[test]
    fn a_drawing_has_no_more_pieces_than_columns() {
        let turns = (0..20_000).map(|n| (if n % 2 == 0 { "A" } else { "B" }, n * 10, n * 10 + 9));
        let lanes = lanes(&spoken(turns), Millis(200_000), 500);
        assert!(lanes.iter().all(|lane| lane.len() <= 500));
        assert!(lanes.iter().flatten().all(|piece| piece.end <= 500));
    }

    #[test]
    fn times_beyond_the_end_stay_inside() {
        let lanes = lanes(&spoken([("A", 5_000, 9_000)]), Millis(1_000), 10).concat();
        assert_eq!(lanes, core::iter::once(9..10).collect::<Vec<_>>());
        assert_eq!(column(Millis(7), Millis(0), 10), 9);
    }
}
