//! Why a file is not read: data. The words for it are the page's.

use thiserror::Error;

/// Why a file that was recognised is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[error("line {line:?}: {expected:?} was expected")]
pub struct ImportError {
    /// The line, from 1; `None` where it is about the whole file.
    pub line: Option<u32>,
    /// What was expected there.
    pub expected: Expected,
}

/// What was expected where something else stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Expected {
    /// Text in UTF-8.
    Utf8,
    /// `00:00:05,000 --> 00:00:06,200`.
    SrtTime,
    /// `00:00:05.000 --> 00:00:06.200`.
    VttTime,
    /// `SPEAKER file 1 onset duration <NA> <NA> name <NA> <NA>` with two numbers.
    RttmTurn,
    /// As many cells as the header has.
    CsvCells,
    /// A time in seconds, or nothing.
    CsvTime,
    /// The closing quote of the cell that begins here.
    CsvQuote,
    /// JSON.
    Json,
    /// More JSON: the file ends in the middle.
    JsonEnd,
    /// Anything that is said.
    Speech,
    /// Turns of more than a few letters: there are more of them than a file of its length can mean.
    FewerTurns,
}

impl Expected {
    /// The error at a line.
    pub(crate) const fn at(self, line: u32) -> ImportError {
        ImportError { line: Some(line), expected: self }
    }
}
