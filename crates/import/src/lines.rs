//! A file as text, and text as lines with their numbers.

use crate::error::{Expected, ImportError};

/// The text of a file without its byte order mark.
pub(crate) fn text(bytes: &[u8]) -> Result<&str, ImportError> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    str::from_utf8(bytes).map_err(|error| {
        let valid = bytes.get(..error.valid_up_to()).unwrap_or_default();
        Expected::Utf8.at(line_after(valid))
    })
}

/// The number of the line in which what follows these bytes stands.
pub(crate) fn line_after(before: &[u8]) -> u32 {
    let ends = before.iter().enumerate().filter(|(at, byte)| match byte {
        b'\n' => true,
        b'\r' => before.get(at + 1) != Some(&b'\n'),
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

/// The lines of a text, however they end: `\n`, `\r\n` or `\r`.
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
        let after = rest.strip_prefix("\r\n").or_else(|| rest.get(1..));
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
    fn text_is_utf_8() {
        assert_eq!(text(b"\xef\xbb\xbfa"), Ok("a"));
        assert_eq!(text(b"a\nb\xe9"), Err(Expected::Utf8.at(2)));
        assert_eq!(text(b"\xff\xfea\0"), Err(Expected::Utf8.at(1)));
    }
}
