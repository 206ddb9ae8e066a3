//! Times as digits, to milliseconds without floats in between: `75.0205` is always 75,021 ms.

use transcript::Millis;

/// Digits that surely fit in a `u64`; further ones change no millisecond.
const DIGITS: u32 = 18;

/// A decimal number of seconds, with a point or a comma, maybe with an exponent, rounded to the
/// nearest millisecond. Negative numbers are 0, what is too large is the largest.
pub(crate) fn seconds(text: &str) -> Option<Millis> {
    let is_negative = text.starts_with('-');
    let text = text.strip_prefix(['-', '+']).unwrap_or(text);
    let (digits, power) = match text.split_once(['e', 'E']) {
        Some((digits, power)) => (digits, power.parse::<i16>().ok()?),
        None => (text, 0),
    };
    let (whole, fraction) = digits.split_once(['.', ',']).unwrap_or((digits, ""));
    if whole.is_empty() && fraction.is_empty() {
        return None;
    }
    let (mut mantissa, mut exponent, mut taken) = (0_u64, i32::from(power) + 3, 0);
    for (index, digit) in whole.bytes().chain(fraction.bytes()).enumerate() {
        if !digit.is_ascii_digit() {
            return None;
        }
        let is_fraction = index >= whole.len();
        if taken < DIGITS {
            mantissa = mantissa * 10 + u64::from(digit - b'0');
            taken += u32::from(mantissa > 0);
            exponent -= i32::from(is_fraction);
        } else {
            exponent = exponent.saturating_add(i32::from(!is_fraction));
        }
    }
    Some(if is_negative { Millis::default() } else { scaled(mantissa, exponent) })
}

/// `mantissa` × 10 to the `exponent`, rounded half up.
fn scaled(mantissa: u64, exponent: i32) -> Millis {
    if mantissa == 0 {
        return Millis::default();
    }
    let power = 10_u64.checked_pow(exponent.unsigned_abs());
    let value = match (power, exponent < 0) {
        (None, true) => 0,
        (None, false) => u64::MAX,
        (Some(power), true) => mantissa.saturating_add(power / 2) / power,
        (Some(power), false) => mantissa.saturating_mul(power),
    };
    Millis(u32::try_from(value).unwrap_or(u32::MAX))
}

/// A time of a cue: `1:02:03,450`, `02:03.45` or `02:03`.
fn clock(text: &str) -> Option<Millis> {
    let (front, last) = text.rsplit_once(':')?;
    // No sign, no exponent.
    if !last.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',')) {
        return None;
    }
    let mut total = u64::from(seconds(last)?.0);
    let mut unit = 60_000_u64;
    for (index, part) in front.rsplit(':').enumerate() {
        let is_number = !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
        if !is_number || index > 1 {
            return None;
        }
        let number = part.parse::<u64>().unwrap_or(u64::MAX);
        total = total.saturating_add(number.saturating_mul(unit));
        unit *= 60;
    }
    Some(Millis(u32::try_from(total).unwrap_or(u32::MAX)))
}

/// A single time between brackets.
pub(crate) fn mark(text: &str) -> Option<Millis> {
    clock(text.trim())
}

/// The line above a cue, `00:00:05,000 --> 00:00:06,200`; what follows (its place on the screen) is
/// not looked at.
pub(crate) fn timing(line: &str) -> Option<(Millis, Millis)> {
    let (start, rest) = line.split_once("-->")?;
    let end = rest.split_whitespace().next()?;
    let (start, end) = (clock(start.trim())?, clock(end)?);
    Some((start.min(end), start.max(end)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seconds_are_exact() {
        let cases = [
            ("0", 0),
            ("75.02", 75_020),
            ("1.0005", 1_001),
            ("1.00049999999999999999999", 1_000),
            ("8.575", 8_575),
            ("0,48", 480),
            (".5", 500),
            ("5.", 5_000),
            ("1e-3", 1),
            ("1.2345E+2", 123_450),
            ("-3", 0),
            ("4294967.295", u32::MAX),
            ("99999999999999999999999", u32::MAX),
            ("1e999", u32::MAX),
            ("1e-999", 0),
            ("0e999", 0),
            ("0000000000000000000000001.5", 1_500),
        ];
        for (text, millis) in cases {
            assert_eq!(seconds(text), Some(Millis(millis)), "{text}");
        }
        for text in ["", ".", "-", "1.2.3", "1:2", "NaN", "1e", "e3", " 1", "0x1"] {
            assert_eq!(seconds(text), None, "{text}");
        }
    }

    #[test]
    fn every_millisecond_of_a_second_stays_itself() {
        for millis in 0..1_000 {
            let text = format!("1193.{millis:03}");
            assert_eq!(seconds(&text), Some(Millis(1_193_000 + millis)));
        }
    }

    #[test]
    fn cues_have_times_in_several_dialects() {
        let both = |line| timing(line).map(|(start, end)| (start.0, end.0));
        assert_eq!(both("00:00:05,000 --> 00:00:06,200"), Some((5_000, 6_200)));
        assert_eq!(both("1:02:03.4-->1:02:05"), Some((3_723_400, 3_725_000)));
        assert_eq!(both(" 00:05.000 --> 00:06.200 align:start position:0%"), Some((5_000, 6_200)));
        assert_eq!(both("00:06.000 --> 00:05.000"), Some((5_000, 6_000)));
        assert_eq!(both("99999999999999999999:00:00 --> 00:00"), Some((0, u32::MAX)));
        for wrong in ["5 --> 6", "00:05 -> 00:06", "a --> b", "00:05 -->", "1:2:3:4 --> 1:2", "-->"]
        {
            assert_eq!(both(wrong), None, "{wrong}");
        }
        assert_eq!(mark("00:00:01.000"), Some(Millis(1_000)));
        assert_eq!(mark("c.red"), None);
    }
}
