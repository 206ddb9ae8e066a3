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

/// How a fraction of a second is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fraction {
    /// `2.9` is 2,900 ms.
    Decimal,
    /// `2.90` is 2,090 ms: milliseconds without the zeros before them, as Microsoft Graph writes them.
    Millis,
}

/// A time as it stands in a file.
struct Clock<'a> {
    /// Hours, minutes and seconds, as many as there are.
    parts: [&'a str; 4],
    count: usize,
    /// The seconds with their fraction.
    last: &'a str,
    is_negative: bool,
}

impl<'a> Clock<'a> {
    /// The time that a text begins with, and what follows it. Translation programs put blanks around
    /// colons.
    fn read(text: &'a str) -> Option<(Self, &'a str)> {
        let text = text.trim_start();
        let (is_negative, mut rest) = match text.strip_prefix(['-', '−']) {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut clock = Self { parts: [""; 4], count: 0, last: "", is_negative };
        loop {
            let (digits, after) = digits(rest);
            if digits.is_empty() {
                return None;
            }
            *clock.parts.get_mut(clock.count)? = digits;
            clock.count += 1;
            clock.last = digits;
            let next = after.trim_start_matches([' ', '\t']).strip_prefix(':');
            let next = next.map(|next| next.trim_start_matches([' ', '\t']));
            match next.filter(|next| next.starts_with(|c: char| c.is_ascii_digit())) {
                Some(next) => rest = next,
                None if after.starts_with(['.', ',']) => {
                    let length = fraction(after);
                    clock.last = rest.get(..digits.len() + length).unwrap_or(digits);
                    return Some((clock, after.get(length..).unwrap_or_default()));
                }
                None => return Some((clock, after)),
            }
        }
    }

    fn has_fraction(&self) -> bool {
        self.parts.get(self.count.saturating_sub(1)).is_some_and(|digits| *digits != self.last)
    }

    /// The time; `None` where nobody knows what it means.
    fn millis(&self, kind: Fraction) -> Option<Millis> {
        let (parts, last) = self.parts.get(..self.count)?.split_last().map(|(l, p)| (p, *l))?;
        // No unit of time but milliseconds has three digits.
        let has_millis = parts.len() > 1 && last.len() == 3 && !self.has_fraction();
        let (whole, last) = match parts.split_last() {
            Some((seconds, parts)) if has_millis => {
                (parts, u64::from(seconds_of(seconds).0) + number(last))
            }
            _ if parts.len() > 2 => return None,
            _ => (parts, u64::from(self.seconds(kind)?.0)),
        };
        let units = whole.iter().rev().zip([60_000_u64, 3_600_000]);
        let total = units.fold(last, |total, (part, unit)| {
            total.saturating_add(number(part).saturating_mul(unit))
        });
        Some(if self.is_negative {
            Millis::default()
        } else {
            Millis(u32::try_from(total).unwrap_or(u32::MAX))
        })
    }

    /// The seconds and their fraction.
    fn seconds(&self, kind: Fraction) -> Option<Millis> {
        let mut parts = self.last.split(['.', ',']);
        let (whole, fraction) = (parts.next()?, parts.next().unwrap_or_default());
        match (parts.next(), kind) {
            // A program printed milliseconds with a fraction of their own.
            (Some(after), _) if fraction.len() == 3 => {
                let up = u32::from(after.starts_with(['5', '6', '7', '8', '9']));
                seconds(&[whole, ".", fraction].concat()).map(|at| Millis(at.0.saturating_add(up)))
            }
            (None, Fraction::Millis) if fraction.len() < 3 => {
                let millis = number(fraction).saturating_add(u64::from(seconds_of(whole).0));
                Some(Millis(u32::try_from(millis).unwrap_or(u32::MAX)))
            }
            (None, _) => seconds(self.last),
            _ => None,
        }
    }
}

/// The digits that a text begins with, and what follows.
fn digits(text: &str) -> (&str, &str) {
    text.split_at(text.bytes().take_while(u8::is_ascii_digit).count())
}

/// How long the fraction is that a text begins with, `.5` or `,239.999`.
fn fraction(text: &str) -> usize {
    let part = |text: &str| {
        let after = text.strip_prefix(['.', ',']);
        after.map_or(0, |after| 1 + digits(after).0.len())
    };
    let first = part(text);
    let second = text.get(first..).map_or(0, part);
    first + if second > 1 { second } else { 0 }
}

fn number(digits: &str) -> u64 {
    if digits.is_empty() { 0 } else { digits.parse().unwrap_or(u64::MAX) }
}

fn seconds_of(digits: &str) -> Millis {
    seconds(digits).unwrap_or_default()
}

/// A single time between brackets.
pub(crate) fn mark(text: &str) -> Option<Millis> {
    let (clock, rest) = Clock::read(text)?;
    if clock.count < 2 || !rest.trim_end().is_empty() {
        return None;
    }
    clock.millis(Fraction::Decimal)
}

/// The two times above a cue.
fn times(line: &str) -> Option<(Clock<'_>, Clock<'_>)> {
    // Most lines are none.
    if !line.contains("-->") {
        return None;
    }
    let (start, rest) = Clock::read(line)?;
    let (end, rest) = Clock::read(rest.trim_start().strip_prefix("-->")?)?;
    // Its place on the screen may follow.
    (rest.is_empty() || rest.starts_with(char::is_whitespace)).then_some((start, end))
}

/// The line above a cue, `00:00:05,000 --> 00:00:06,200`; what follows (its place on the screen) is
/// not looked at. Of an end before its start the end is wrong: nothing is known of it then. Times
/// before the beginning are 0.
pub(crate) fn timing(line: &str) -> Option<(Millis, Millis)> {
    let (start, end) = times(line)?;
    if start.count < 2 || end.count < 2 {
        return None;
    }
    let (start, end) = (start.millis(Fraction::Decimal)?, end.millis(Fraction::Decimal)?);
    Some((start, end.max(start)))
}

/// The same in `WebVTT`, where a program writes plain seconds, `0.860 --> 3.380`, and another one
/// fractions as it likes.
pub(crate) fn timing_in_vtt(line: &str, fraction: Fraction) -> Option<(Millis, Millis)> {
    let (start, end) = times(line)?;
    if [&start, &end].iter().any(|clock| clock.count < 2 && !clock.has_fraction()) {
        return None;
    }
    let (start, end) = (start.millis(fraction)?, end.millis(fraction)?);
    Some((start, end.max(start)))
}

/// A line that was to be the times of a cue, and was not understood.
pub(crate) fn is_like_timing(line: &str) -> bool {
    let line = line.trim_start();
    let is_time = line.starts_with(|c: char| c.is_ascii_digit() || c == '-');
    (is_time && (line.contains("->") || line.contains("- >"))) || line.contains("-->")
}

/// How the fractions of a file are written: where minutes or seconds lack their zero, so do they.
pub(crate) fn fraction_of(text: &str) -> Fraction {
    let is_bare = |clock: &Clock<'_>| {
        let parts = clock.parts.get(1..clock.count).unwrap_or_default();
        clock.count == 3 && parts.iter().any(|part| part.len() == 1)
    };
    let is_any = |(start, end): (Clock<'_>, Clock<'_>)| is_bare(&start) || is_bare(&end);
    let mut lines = text.lines().filter_map(times);
    if lines.any(is_any) { Fraction::Millis } else { Fraction::Decimal }
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
        assert_eq!(both("00:06.000 --> 00:05.000"), Some((6_000, 6_000)));
        assert_eq!(both("99999999999999999999:00:00 --> 00:00"), Some((u32::MAX, u32::MAX)));
        assert_eq!(both("00: 00: 03,240 --> 00 : 00:04,500"), Some((3_240, 4_500)));
        assert_eq!(both("-00:00:01,250 --> 00:00:00,900"), Some((0, 900)));
        assert_eq!(both("00:01:200 --> 00:03:450 X"), Some((1_200, 3_450)));
        assert_eq!(both("00:00:15.431 --> 00:00:23:482"), Some((15_431, 23_482)));
        assert_eq!(both("00:00:03,239.99999999999272 --> 00:00:04,500"), Some((3_240, 4_500)));
        assert_eq!(both("0:0:4,8 --> 0:0:7,4"), Some((4_800, 7_400)));
        for wrong in [
            "5 --> 6",
            "0.5 --> 1.5",
            "00:05 -> 00:06",
            "a --> b",
            "00:05 -->",
            "1:2:3:4 --> 1:2",
            "00:00:03:05 --> 00:00:04:12",
            "00:1:00:04,000 --> 00:1:00:11,000",
            "00:05 --> 00:06x",
            "-->",
        ] {
            assert_eq!(both(wrong), None, "{wrong}");
        }
        assert_eq!(mark("00:00:01.000"), Some(Millis(1_000)));
        assert_eq!(mark("c.red"), None);
    }

    #[test]
    fn webvtt_has_seconds_alone_and_bare_milliseconds() {
        let both = |line, fraction| timing_in_vtt(line, fraction).map(|(from, to)| (from.0, to.0));
        assert_eq!(both("0.860 --> 61.1", Fraction::Decimal), Some((860, 61_100)));
        assert_eq!(both("1 --> 2", Fraction::Decimal), None);
        assert_eq!(both("0:0:2.90 --> 0:0:14.480", Fraction::Millis), Some((2_090, 14_480)));
        assert_eq!(fraction_of("WEBVTT\n\n0:0:0.0 --> 0:0:2.70\nSo.\n"), Fraction::Millis);
        for padded in ["00:05.5 --> 00:06.2", "1:02:24.5 --> 1:04:48.0", "0.5 --> 1.5", "5 --> 6:7"]
        {
            assert_eq!(fraction_of(padded), Fraction::Decimal, "{padded}");
        }
    }
}
