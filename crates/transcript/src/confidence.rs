//! How sure the service is of a word or an utterance.

/// A share from 0 (a guess) to 1 (certain).
#[derive(Clone, Copy, Debug, PartialEq, PartialOrd)]
pub struct Confidence(f32);

impl Confidence {
    /// Takes a number as it came: what lies outside 0 to 1 is moved to the nearer end, NaN is no
    /// confidence at all.
    #[expect(clippy::cast_possible_truncation, reason = "seven digits are more than are shown")]
    pub fn new(share: f64) -> Option<Self> {
        (!share.is_nan()).then(|| Self(share.clamp(0.0, 1.0) as f32))
    }

    /// The share, 0 to 1.
    pub const fn get(self) -> f32 {
        self.0
    }

    /// Whole per cent, 0 to 100, rounded to the nearest.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "the share is within 0 to 1"
    )]
    pub fn percent(self) -> u8 {
        (self.0 * 100.0).round() as u8
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_outside_is_moved_inside() {
        let share = |number| Confidence::new(number).map(Confidence::get);
        assert_eq!(share(-0.5), Some(0.0));
        assert_eq!(share(0.25), Some(0.25));
        assert_eq!(share(7.0), Some(1.0));
        assert_eq!(share(f64::INFINITY), Some(1.0));
        assert_eq!(share(f64::NAN), None);
    }

    #[test]
    fn per_cent_are_rounded() {
        let percent = |number| Confidence::new(number).map(Confidence::percent);
        assert_eq!(percent(0.008), Some(1));
        assert_eq!(percent(0.944), Some(94));
        assert_eq!(percent(0.996), Some(100));
    }
}
