//! Numbers and times as digits, without the formatting machinery for floats.

use crate::{Confidence, Millis};

/// Appends a whole number.
pub(super) fn push_number(out: &mut String, number: u32) {
    push_padded(out, number, 1);
}

/// Appends a whole number with zeros in front, up to `width` digits.
pub(super) fn push_padded(out: &mut String, number: u32, width: u32) {
    let mut power = 10_u32.pow(width.saturating_sub(1).min(9));
    while let Some(next) = power.checked_mul(10)
        && number >= next
    {
        power = next;
    }
    while power > 0 {
        out.push(char::from_digit(number / power % 10, 10).unwrap_or('0'));
        power /= 10;
    }
}

/// Appends seconds with three decimals: `75.250`.
pub(super) fn push_seconds(out: &mut String, time: Millis) {
    push_number(out, time.0 / 1000);
    out.push('.');
    push_padded(out, time.0 % 1000, 3);
}

/// Appends what stands above a cue: its number, and from when until when it is shown.
pub(super) fn push_cue_head(out: &mut String, number: u32, times: (Millis, Millis), mark: char) {
    push_number(out, number);
    out.push('\n');
    push_cue_time(out, times.0, mark);
    out.push_str(" --> ");
    push_cue_time(out, times.1, mark);
    out.push('\n');
}

/// Appends the time of a cue, hours first: `00:01:15,250`, with `mark` before the milliseconds.
fn push_cue_time(out: &mut String, time: Millis, mark: char) {
    let seconds = time.0 / 1000;
    push_padded(out, seconds / 3600, 2);
    out.push(':');
    push_padded(out, seconds / 60 % 60, 2);
    out.push(':');
    push_padded(out, seconds % 60, 2);
    out.push(mark);
    push_padded(out, time.0 % 1000, 3);
}

/// Appends a share from 0 to 1 with up to six decimals: `0.9375`.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "the share is within 0 to 1"
)]
pub(super) fn push_share(out: &mut String, share: Confidence) {
    let millionths = (f64::from(share.get()) * 1e6).round() as u32;
    push_number(out, millionths / 1_000_000);
    out.push('.');
    push_padded(out, millionths % 1_000_000, 6);
    let digits = out.trim_end_matches('0').len();
    out.truncate(digits);
    if out.ends_with('.') {
        out.push('0');
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(push: impl FnOnce(&mut String)) -> String {
        let mut out = String::new();
        push(&mut out);
        out
    }

    #[test]
    fn numbers_of_any_length() {
        for number in [0, 7, 10, 999, 1_000, 65_536, 4_294_967_295] {
            assert_eq!(written(|out| push_number(out, number)), number.to_string());
        }
        assert_eq!(written(|out| push_padded(out, 7, 3)), "007");
        assert_eq!(written(|out| push_padded(out, 1_234, 3)), "1234");
    }

    #[test]
    fn times_keep_their_milliseconds() {
        assert_eq!(written(|out| push_seconds(out, Millis(75_020))), "75.020");
        assert_eq!(written(|out| push_cue_time(out, Millis(3_675_004), ',')), "01:01:15,004");
        assert_eq!(written(|out| push_cue_time(out, Millis(u32::MAX), '.')), "1193:02:47.295");
    }

    #[test]
    fn shares_have_no_needless_zeros() {
        let share = |share| {
            written(|out| push_share(out, Confidence::new(share).expect("a number was given")))
        };
        assert_eq!(share(0.9375), "0.9375");
        assert_eq!(share(1.0), "1.0");
        assert_eq!(share(0.0), "0.0");
        assert_eq!(share(0.1), "0.1");
        assert_eq!(share(0.000_001), "0.000001");
    }
}
