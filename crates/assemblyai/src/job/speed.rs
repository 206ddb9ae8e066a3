//! How fast an upload goes, and how long it may still take.

use super::clock::Wall;

/// Only the last so many milliseconds count, so that a change of network shows soon.
const WINDOW_MS: u64 = 8_000;
/// Before so many milliseconds any figure would be a guess.
const SETTLE_MS: u64 = 1_000;
/// Marks are taken this far apart at least.
const MARK_MS: u64 = 250;

/// A measured speed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Pace {
    /// Bytes a second over the last seconds.
    pub bytes_per_s: f64,
    /// Milliseconds left at this speed; `None` while nothing moves.
    pub left_ms: Option<u64>,
}

/// Marks of the bytes sent over time.
#[derive(Clone, Debug, Default)]
pub(super) struct Speedometer {
    marks: Vec<(Wall, u64)>,
}

impl Speedometer {
    pub(super) fn start(now: Wall) -> Self {
        Self { marks: vec![(now, 0)] }
    }

    pub(super) fn mark(&mut self, now: Wall, sent: u64) {
        if self.marks.last().is_some_and(|(at, _)| now.since(*at) < MARK_MS) {
            return;
        }
        let old = |(at, _): &(Wall, u64)| now.since(*at) > WINDOW_MS;
        // One mark from before the window stays, so that a slow trickle has a past.
        while self.marks.len() > 2 && self.marks.get(1).is_some_and(old) {
            self.marks.remove(0);
        }
        self.marks.push((now, sent));
    }

    #[expect(clippy::cast_precision_loss, reason = "bytes and milliseconds far below 2^53")]
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    pub(super) fn pace(&self, total: u64) -> Option<Pace> {
        let ((from, sent_from), (to, sent)) = (self.marks.first()?, self.marks.last()?);
        let ms = to.since(*from);
        if ms < SETTLE_MS {
            return None;
        }
        let bytes_per_s = sent.saturating_sub(*sent_from) as f64 * 1e3 / ms as f64;
        let left = total.saturating_sub(*sent) as f64;
        let left_ms = (bytes_per_s > 0.0).then(|| (left / bytes_per_s * 1e3) as u64);
        Some(Pace { bytes_per_s, left_ms })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_steady_upload_has_its_speed_and_time_left() {
        let mut speed = Speedometer::start(Wall(0));
        assert_eq!(speed.pace(100_000), None);
        for s in 1..=20u64 {
            speed.mark(Wall(s * 1_000), s * 2_000);
        }
        let pace = speed.pace(100_000).expect("a pace");
        assert!((pace.bytes_per_s - 2_000.0).abs() < 1.0);
        assert_eq!(pace.left_ms, Some(30_000));
    }

    #[test]
    fn a_change_of_speed_shows_within_the_window() {
        let mut speed = Speedometer::start(Wall(0));
        for s in 1..=60u64 {
            speed.mark(Wall(s * 1_000), s * 10_000);
        }
        for s in 61..=75u64 {
            speed.mark(Wall(s * 1_000), 600_000 + (s - 60) * 1_000);
        }
        let pace = speed.pace(1_000_000).expect("a pace");
        assert!(pace.bytes_per_s < 1_100.0, "{pace:?}");
    }

    #[test]
    fn nothing_sent_has_no_time_left() {
        let mut speed = Speedometer::start(Wall(0));
        speed.mark(Wall(5_000), 0);
        assert_eq!(speed.pace(10).expect("a pace").left_ms, None);
    }
}
