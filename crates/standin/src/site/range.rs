//! The `Range` header, which media elements need to seek.

use std::ops::Range;

/// What a request wants of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Wanted {
    /// The whole file: no range, or one that is not understood.
    All,
    /// These bytes.
    Part(Range<usize>),
    /// Bytes that the file does not have.
    Nothing,
}

/// What `header` (`bytes=0-99`, `bytes=100-`, `bytes=-50`) wants of a file of this length. Several
/// ranges are answered with the whole file, as a server may.
pub(crate) fn wanted(header: &str, length: usize) -> Wanted {
    let Some((first, last)) = header.strip_prefix("bytes=").and_then(|text| text.split_once('-'))
    else {
        return Wanted::All;
    };
    let number = |text: &str| text.trim().parse::<usize>();
    let part = match (number(first), number(last)) {
        (Ok(first), Ok(last)) => first..last.saturating_add(1).min(length),
        (Ok(first), Err(_)) if last.trim().is_empty() => first..length,
        (Err(_), Ok(count)) if first.trim().is_empty() => length.saturating_sub(count)..length,
        _ => return Wanted::All,
    };
    if part.start < part.end { Wanted::Part(part) } else { Wanted::Nothing }
}

#[cfg(test)]
mod tests {
    use super::{Wanted, wanted};

    #[test]
    fn reads_the_three_forms() {
        assert_eq!(wanted("bytes=0-1", 10), Wanted::Part(0..2));
        assert_eq!(wanted("bytes=4-", 10), Wanted::Part(4..10));
        assert_eq!(wanted("bytes=-3", 10), Wanted::Part(7..10));
        assert_eq!(wanted("bytes=8-99", 10), Wanted::Part(8..10));
    }

    #[test]
    fn refuses_what_the_file_does_not_have() {
        for header in ["bytes=10-", "bytes=12-20", "bytes=5-4", "bytes=-0"] {
            assert_eq!(wanted(header, 10), Wanted::Nothing, "{header}");
        }
    }

    #[test]
    fn answers_whole_what_it_does_not_understand() {
        for header in ["", "lines=1-2", "bytes=a-b", "bytes=0-1,3-4", "bytes=-"] {
            assert_eq!(wanted(header, 10), Wanted::All, "{header}");
        }
    }
}
