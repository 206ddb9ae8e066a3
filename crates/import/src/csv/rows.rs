//! A table cut into rows and cells, and a row as data.

use std::borrow::Cow;

use transcript::{Confidence, Millis, SourceUtterance};

use super::Columns;
use crate::error::{Expected, ImportError};
use crate::pieces::At;
use crate::seconds::seconds;

/// What is left of the file, row by row.
#[derive(Clone)]
pub(super) struct Rows<'a> {
    rest: &'a str,
    line: u32,
    columns: Columns,
}

impl<'a> Rows<'a> {
    /// The rows below the header.
    pub(super) fn of(text: &'a str, columns: Columns) -> Self {
        let mut rows = Self { rest: text, line: 1, columns };
        let _header = rows.next();
        rows
    }
}

impl<'a> Iterator for Rows<'a> {
    type Item = Result<Row<'a>, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Empty lines are no rows.
        while let Some(rest) = self.after_line_end() {
            self.rest = rest;
        }
        (!self.rest.is_empty()).then(|| self.row())
    }
}

impl<'a> Rows<'a> {
    /// A row, of which only those cells are kept that say something: a file may be all separators.
    fn row(&mut self) -> Result<Row<'a>, ImportError> {
        let mut cells = Cells { line: self.line, ..Cells::default() };
        let (mut count, mut is_more) = (0, false);
        loop {
            let cell = self.cell()?;
            is_more |= count >= self.columns.count && !cell.is_empty();
            cells.take(count, cell, &self.columns);
            count += 1;
            if self.rest.as_bytes().first() == Some(&self.columns.separator) {
                self.rest = self.rest.get(1..).unwrap_or_default();
                continue;
            }
            if let Some(rest) = self.after_line_end() {
                self.rest = rest;
            }
            if count < self.columns.count || is_more {
                return Err(Expected::CsvCells.at(cells.line));
            }
            return cells.row();
        }
    }

    /// Steps over the end of a line, if it is the next thing.
    fn after_line_end(&mut self) -> Option<&'a str> {
        let rest = self.rest;
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        self.line = self.line.saturating_add(1);
        Some(after)
    }

    fn cell(&mut self) -> Result<Cow<'a, str>, ImportError> {
        let Some(inside) = self.rest.strip_prefix('"') else { return Ok(self.bare().into()) };
        let begin = self.line;
        let mut cell = Cow::Borrowed("");
        self.rest = inside;
        loop {
            let end = self.rest.find('"').ok_or_else(|| Expected::CsvQuote.at(begin))?;
            let (part, after) = self.rest.split_at(end);
            self.count_lines(part);
            // Borrowed where it is the only part.
            cell += part;
            self.rest = after.get(1..).unwrap_or_default();
            let Some(rest) = self.rest.strip_prefix('"') else {
                // What stands behind the closing quote by mistake is not lost.
                cell += self.bare();
                return Ok(cell);
            };
            cell += "\"";
            self.rest = rest;
        }
    }

    /// What stands before the next separator or the end of the line.
    fn bare(&mut self) -> &'a str {
        let separator = char::from(self.columns.separator);
        let end = self.rest.find([separator, '\r', '\n']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell
    }

    fn count_lines(&mut self, text: &str) {
        let lines =
            text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }
}

/// The cells of a row that say something, with quotes undone.
#[derive(Default)]
struct Cells<'a> {
    /// The first line of the row.
    line: u32,
    turn: Cow<'a, str>,
    speaker: Cow<'a, str>,
    start: Cow<'a, str>,
    end: Cow<'a, str>,
    confidence: Cow<'a, str>,
    text: Cow<'a, str>,
}

impl<'a> Cells<'a> {
    /// Keeps a cell if its column says something.
    fn take(&mut self, index: usize, cell: Cow<'a, str>, columns: &Columns) {
        let is = |column: Option<usize>| column == Some(index);
        let place = if is(columns.text.or(columns.word)) {
            &mut self.text
        } else if is(columns.turn) {
            &mut self.turn
        } else if is(columns.speaker) {
            &mut self.speaker
        } else if is(columns.start) {
            &mut self.start
        } else if is(columns.end) {
            &mut self.end
        } else if is(columns.confidence) {
            &mut self.confidence
        } else {
            return;
        };
        *place = cell;
    }

    fn row(self) -> Result<Row<'a>, ImportError> {
        let number = |cell: &str| match cell.trim() {
            "" => Ok(None),
            digits => seconds(digits).map(Some).ok_or_else(|| Expected::CsvTime.at(self.line)),
        };
        // As with times, the decimals may stand behind a comma.
        let confidence = share(&self.confidence.trim().replace(',', "."));
        Ok(Row {
            start: number(&self.start)?,
            end: number(&self.end)?,
            whole: whole(&self.start).zip(whole(&self.end)),
            turn: self.turn,
            speaker: self.speaker,
            confidence,
            text: self.text,
        })
    }
}

/// The milliseconds of a cell that is a whole number, or says nothing.
fn whole(cell: &str) -> Option<At> {
    let digits = cell.trim();
    let is_whole = digits.bytes().all(|b| b.is_ascii_digit());
    let millis = (!digits.is_empty()).then(|| Millis(digits.parse().unwrap_or(u32::MAX)));
    is_whole.then(|| millis.into())
}

/// A row as data.
pub(super) struct Row<'a> {
    pub(super) turn: Cow<'a, str>,
    pub(super) speaker: Cow<'a, str>,
    pub(super) start: Option<Millis>,
    pub(super) end: Option<Millis>,
    /// The same as milliseconds, if they are whole numbers.
    pub(super) whole: Option<(At, At)>,
    pub(super) confidence: Option<Confidence>,
    pub(super) text: Cow<'a, str>,
}

impl Row<'_> {
    /// The same where what was read as seconds counts milliseconds. Whisper writes a blank before a text.
    pub(super) fn in_millis(self) -> Self {
        let (start, end) =
            self.whole.map_or((self.start, self.end), |(start, end)| (start.get(), end.get()));
        let text = self.text.trim().to_owned().into();
        Self { start, end, text, ..self }
    }

    /// Who speaks, where it says so.
    pub(super) fn speaker(&self) -> Option<&str> {
        Some(unguarded(&self.speaker)).filter(|speaker| !speaker.trim().is_empty())
    }

    pub(super) fn utterance(self) -> SourceUtterance {
        SourceUtterance {
            speaker: self.speaker().map(str::to_owned),
            text: Some(unguarded(&self.text).to_owned()),
            start: self.start,
            end: self.end,
            confidence: self.confidence,
            ..SourceUtterance::default()
        }
    }
}

/// A share as our export writes it, `0.9375`.
fn share(text: &str) -> Option<Confidence> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    if whole.is_empty() {
        return None;
    }
    let digits: u32 =
        format!("{whole}{:0<6}", fraction.get(..6).unwrap_or(fraction)).parse().ok()?;
    Confidence::new(f64::from(digits) / 1e6)
}

/// What a formula may begin with, alone or after spaces.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// A text without the apostrophe that keeps a spreadsheet from taking it for a formula.
pub(super) fn unguarded(text: &str) -> &str {
    let rest = text.strip_prefix('\'');
    rest.filter(|rest| rest.trim_start_matches(' ').starts_with(FORMULA)).unwrap_or(text)
}
