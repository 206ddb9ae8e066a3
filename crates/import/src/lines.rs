//! A file as text, and text as lines with their numbers.

use std::borrow::Cow;

use crate::error::{Expected, ImportError};

/// What a mark of the byte order is, and where somebody joined files, it stands among their lines.
const MARK: char = '\u{feff}';

/// What the bytes from 0x80 to 0x9f are in Windows-1252; 0 where it has none. All above are as in Unicode.
const WINDOWS_1252: [u16; 32] = [
    0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039,
    0x0152, 0, 0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc,
    0x2122, 0x0161, 0x203a, 0x0153, 0, 0x017e, 0x0178,
];

/// A text that is no UTF-8, taken for Windows-1252. `None` where that cannot be: it has bytes that mean
/// nothing there, or more than one of four letters is no letter of ASCII, as in no language that is
/// written so.
pub(crate) fn guessed(bytes: &[u8]) -> Option<String> {
    let count = |is: fn(&u8) -> bool| bytes.iter().filter(|byte| is(byte)).count();
    let (others, marks) = (count(|byte| *byte >= 0xc0), count(|byte| (0x80..0xc0).contains(byte)));
    if others.max(marks) * 3 > count(u8::is_ascii_alphabetic) || bytes.contains(&0) {
        return None;
    }
    let letter = |byte: &u8| match byte {
        0x80..=0x9f => {
            let unit = *WINDOWS_1252.get(usize::from(byte - 0x80))?;
            char::from_u32(unit.into()).filter(|c| *c != '\0')
        }
        _ => Some(char::from(*byte)),
    };
    bytes.iter().map(letter).collect()
}

/// The text of a file without marks of its byte order: UTF-8, or UTF-16 that has such a mark.
pub(crate) fn text(bytes: &[u8]) -> Result<Cow<'_, str>, ImportError> {
    let text = match bytes {
        [0xff, 0xfe, rest @ ..] => utf_16(rest, u16::from_le_bytes)?.into(),
        [0xfe, 0xff, rest @ ..] => utf_16(rest, u16::from_be_bytes)?.into(),
        _ => {
            let text = str::from_utf8(bytes).map_err(|error| {
                let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
                Expected::Utf8.at(line_after(valid))
            })?;
            Cow::Borrowed(text.trim_start_matches(MARK))
        }
    };
    Ok(if text.contains(MARK) { text.replace(MARK, "").into() } else { text })
}

fn utf_16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, ImportError> {
    let units = bytes.chunks_exact(2).map(|pair| match *pair {
        [first, second] => unit([first, second]),
        _ => 0,
    });
    let mut text = String::with_capacity(bytes.len());
    for c in char::decode_utf16(units) {
        text.push(c.map_err(|_| Expected::Utf8.at(line_after(text.as_bytes())))?);
    }
    if bytes.len().is_multiple_of(2) {
        return Ok(text);
    }
    Err(Expected::Utf8.at(line_after(text.as_bytes())))
}

/// The number of the line in which what follows these bytes stands.
pub(crate) fn line_after(before: &[u8]) -> u32 {
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => !before
            .get(at + 1..)
            .is_some_and(|rest| rest.starts_with(b"\n") || rest.starts_with(b"\r\n")),
        _ => false,
    });
    u32::try_from(ends.count()).unwrap_or(u32::MAX).saturating_add(1)
}

/// A line without what ends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Line<'a> {
    /// From 1.
    pub(crate) number: u32,
    pub(crate) text: &'a str,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.trim_start().is_empty()
    }
}

/// The lines of a text, however they end: `\n`, `\r\n`, `\r`, or `\r\r\n`, which becomes of `\r\n` that is
/// written as a text of Windows.
pub(crate) const fn lines(text: &str) -> Lines<'_> {
    Lines { rest: text, number: 0 }
}

/// What is left of a text, line by line.
#[derive(Clone, Debug)]
pub(crate) struct Lines<'a> {
    rest: &'a str,
    number: u32,
}

impl Lines<'_> {
    /// Bytes that are not read yet.
    pub(crate) const fn left(&self) -> usize {
        self.rest.len()
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.rest.is_empty() {
            return None;
        }
        let end = self.rest.find(['\n', '\r']).unwrap_or(self.rest.len());
        let (text, rest) = self.rest.split_at_checked(end)?;
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix("\r\r\n"));
        let after = after.or_else(|| rest.get(1..));
        self.rest = after.unwrap_or_default();
        self.number = self.number.saturating_add(1);
        Some(Line { number: self.number, text })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_end_in_three_ways() {
        let all: Vec<(u32, &str)> =
            lines("a\r\n\nb\rc\n").map(|line| (line.number, line.text)).collect();
        assert_eq!(all, [(1, "a"), (2, ""), (3, "b"), (4, "c")]);
        assert_eq!(line_after(b"a\r\n\nb\r"), 4);
        assert_eq!(line_after(b""), 1);
    }

    #[test]
    fn a_text_of_windows_is_guessed_where_it_can_be_one() {
        let text = "Where is the caf\u{e9}? \u{201c}Na\u{ef}ve\u{201d} \u{2013} 5 \u{20ac}";
        let bytes = b"Where is the caf\xe9? \x93Na\xefve\x94 \x96 5 \x80";
        assert_eq!(guessed(bytes).as_deref(), Some(text));
        // A byte that means nothing there; Russian in Windows-1251; Japanese in Shift JIS; a film.
        assert_eq!(guessed(b"a text with \x81 in it"), None);
        assert_eq!(guessed(b"\xcf\xf0\xe8\xe2\xe5\xf2, Anna"), None);
        assert_eq!(guessed(b"\x82\xb1\x82\xf1\x82\xc9\x82\xbf\x82\xcd ok"), None);
        assert_eq!(guessed(b"ftypisom and so on\0\xff"), None);
    }

    #[test]
    fn what_windows_writes_twice_ends_one_line() {
        let all: Vec<&str> = lines("a\r\r\n\r\r\nb\r\rc").map(|line| line.text).collect();
        assert_eq!(all, ["a", "", "b", "", "c"]);
        assert_eq!(line_after(b"a\r\r\nb\r\r\n"), 3);
    }

    #[test]
    fn text_is_utf_8_or_utf_16_with_a_mark() {
        assert_eq!(text(b"\xef\xbb\xbfa").as_deref(), Ok("a"));
        assert_eq!(text("\u{feff}\u{feff}a\n\u{feff}2\n".as_bytes()).as_deref(), Ok("a\n2\n"));
        assert_eq!(text(b"a\nb\xe9"), Err(Expected::Utf8.at(2)));
        assert_eq!(text(b"\xff\xfea\0\xe9\0").as_deref(), Ok("aé"));
        assert_eq!(text(b"\xfe\xff\0a\0\xe9").as_deref(), Ok("aé"));
        assert_eq!(text(b"\xff\xfea\0\n\0a"), Err(Expected::Utf8.at(2)), "half a letter");
        assert_eq!(text(b"\xff\xfea\0\n\0\0\xd8"), Err(Expected::Utf8.at(2)), "half a pair");
    }
}
