//! JSON numbers.
//!
//! The standard library's exact parser brings tables of powers, several kilobytes of the page.
//! Times, durations and confidences have a dozen digits at most, and those are exact here too;
//! of longer numbers the last digit may differ.

/// Digits that surely fit in a `u64`.
const DIGITS: u32 = 18;

/// The number that `bytes` begins with, and how many bytes it takes.
pub(super) fn read(bytes: &[u8]) -> Option<(f64, usize)> {
    let byte = |at: usize| bytes.get(at).copied().unwrap_or_default();
    let mut at = usize::from(byte(0) == b'-');
    let (mut mantissa, mut exponent, mut digits) = (0_u64, 0_i32, 0_u32);
    let (mut is_fraction, mut has_digits) = (false, false);
    loop {
        match byte(at) {
            digit @ b'0'..=b'9' => {
                has_digits = true;
                if digits < DIGITS {
                    mantissa = mantissa * 10 + u64::from(digit - b'0');
                    digits += u32::from(mantissa > 0);
                    exponent -= i32::from(is_fraction);
                } else {
                    exponent += i32::from(!is_fraction);
                }
            }
            b'.' if !is_fraction => is_fraction = true,
            _ => break,
        }
        at += 1;
    }
    if matches!(byte(at), b'e' | b'E') {
        at += 1;
        let is_small = byte(at) == b'-';
        at += usize::from(matches!(byte(at), b'+' | b'-'));
        let mut power = 0_i32;
        if !byte(at).is_ascii_digit() {
            return None;
        }
        while byte(at).is_ascii_digit() {
            power = power.saturating_mul(10).saturating_add(i32::from(byte(at) - b'0'));
            at += 1;
        }
        exponent = exponent.saturating_add(if is_small { -power } else { power });
    }
    let value = scaled(mantissa, exponent);
    let value = if byte(0) == b'-' { -value } else { value };
    (has_digits && !is_part(byte(at))).then_some((value, at))
}

/// How many bytes look like a number at the start of `bytes`.
pub(super) fn length(bytes: &[u8]) -> usize {
    bytes.iter().position(|byte| !is_part(*byte)).unwrap_or(bytes.len())
}

const fn is_part(byte: u8) -> bool {
    matches!(byte, b'0'..=b'9' | b'-' | b'+' | b'.' | b'e' | b'E')
}

/// `mantissa` × 10 to the `exponent`. Exact where both are: below 2^53, and up to 10^22.
#[expect(clippy::cast_precision_loss, reason = "18 digits; see the module's documentation")]
fn scaled(mantissa: u64, exponent: i32) -> f64 {
    let value = mantissa as f64;
    let steps = exponent.unsigned_abs();
    // 10^308 is the largest power there is; what is smaller is reached in two steps.
    let (first, second) = (steps.min(300), steps.saturating_sub(300).min(300));
    if exponent < 0 {
        value / power(first) / power(second)
    } else {
        value * power(first) * power(second)
    }
}

fn power(steps: u32) -> f64 {
    (0..steps).fold(1.0, |power, _| power * 10.0)
}
