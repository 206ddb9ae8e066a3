//! Time in a recording: [`Millis`] and how people read it, [`Clock`].

use std::fmt;

/// Milliseconds since the start of the recording, up to 49 days; arithmetic saturates.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Millis(pub u32);

impl Millis {
    /// Wraps a number of milliseconds.
    pub const fn new(millis: u32) -> Self {
        Self(millis)
    }

    /// The number of milliseconds.
    pub const fn get(self) -> u32 {
        self.0
    }

    /// The time from `earlier` to `self`, zero when `earlier` is later.
    #[must_use]
    pub const fn saturating_sub(self, earlier: Self) -> Self {
        Self(self.0.saturating_sub(earlier.0))
    }

    /// Milliseconds as JSON numbers bring them: rounded to the nearest; NaN and negative numbers
    /// are 0, too large ones the largest.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a float-to-integer cast saturates and turns NaN into 0, which is what is wanted"
    )]
    pub const fn from_f64(millis: f64) -> Self {
        Self(millis.round() as u32)
    }

    /// Seconds, as media elements count them.
    pub fn as_secs_f64(self) -> f64 {
        f64::from(self.0) / 1000.0
    }
}

/// The moment after `part` of `whole` equal steps on the way from one to another; the end after all of
/// them.
pub(crate) fn share(start: Millis, end: Millis, part: usize, whole: usize) -> Millis {
    let length = u64::from(end.saturating_sub(start).0);
    let since = length * part.min(whole) as u64 / whole.max(1) as u64;
    Millis(start.0.saturating_add(u32::try_from(since).unwrap_or(u32::MAX)))
}

/// A time as a reader writes it: `0:05`, `12:04`, `1:02:03`. Parts of a second are cut off.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Clock(pub Millis);

impl fmt::Display for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let seconds = self.0.0 / 1000;
        let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
        if hours == 0 {
            write!(f, "{minutes}:{seconds:02}")
        } else {
            write!(f, "{hours}:{minutes:02}:{seconds:02}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_shows_hours_only_when_there_are_some() {
        let shown = |millis| Clock(Millis(millis)).to_string();
        assert_eq!(shown(0), "0:00");
        assert_eq!(shown(5_999), "0:05");
        assert_eq!(shown(724_000), "12:04");
        assert_eq!(shown(3_599_999), "59:59");
        assert_eq!(shown(3_723_000), "1:02:03");
        assert_eq!(shown(u32::MAX), "1193:02:47");
    }

    #[test]
    fn any_float_becomes_a_time() {
        assert_eq!(Millis::from_f64(f64::NAN), Millis(0));
        assert_eq!(Millis::from_f64(-7.0), Millis(0));
        assert_eq!(Millis::from_f64(12.6), Millis(13));
        assert_eq!(Millis::from_f64(f64::INFINITY), Millis(u32::MAX));
        assert_eq!(Millis::from_f64(1e300), Millis(u32::MAX));
    }

    #[test]
    fn subtraction_stops_at_zero() {
        assert_eq!(Millis(5).saturating_sub(Millis(7)), Millis(0));
        assert_eq!(Millis(7).saturating_sub(Millis(5)), Millis(2));
    }

    #[test]
    fn seconds_keep_the_milliseconds() {
        assert!((Millis(1_250).as_secs_f64() - 1.25).abs() < f64::EPSILON);
    }
}
