//! Tables as our export writes them (`turn,speaker,start,end,confidence,text` or `word` at the end),
//! and as a spreadsheet saves them again: other separators, other columns beside them, commas in
//! numbers. <https://www.rfc-editor.org/rfc/rfc4180>

use transcript::{Confidence, Millis, SourceUtterance, SourceWord, TranscriptBuilder};

use crate::Imported;
use crate::error::{Expected, ImportError};
use crate::seconds::seconds;
use crate::turns::push_joined;

/// What may stand between cells.
const SEPARATORS: [u8; 3] = [b',', b';', b'\t'];

/// Which cell of a row says what.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Columns {
    separator: u8,
    count: usize,
    turn: Option<usize>,
    speaker: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    confidence: Option<usize>,
    text: Option<usize>,
    word: Option<usize>,
}

impl Columns {
    /// The columns that a first line names, if it is the first line of such a table.
    pub(crate) fn of(header: &str) -> Option<Self> {
        let found = SEPARATORS.iter().map(|separator| Self::parted(header, *separator));
        found.max_by_key(|columns| columns.count).filter(|columns| {
            columns.text.or(columns.word).is_some() && columns.turn.or(columns.start).is_some()
        })
    }

    fn parted(header: &str, separator: u8) -> Self {
        let mut columns = Self { separator, ..Self::default() };
        for (index, name) in header.split(char::from(separator)).enumerate() {
            let place = match name.trim().trim_matches('"') {
                "turn" => &mut columns.turn,
                "speaker" => &mut columns.speaker,
                "start" => &mut columns.start,
                "end" => &mut columns.end,
                "confidence" => &mut columns.confidence,
                "text" => &mut columns.text,
                "word" => &mut columns.word,
                _ => continue,
            };
            *place = place.or(Some(index));
        }
        columns.count = header.split(char::from(separator)).count();
        columns
    }
}

/// Reads rows: turns, or words by the turn that they belong to.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let header = text.split(['\r', '\n']).next().unwrap_or_default();
    let columns = Columns::of(header).ok_or_else(|| Expected::CsvCells.at(1))?;
    let mut rows = Rows { rest: text, line: 1, separator: columns.separator };
    let _header = rows.next();
    let mut builder = TranscriptBuilder::new();
    let mut turn = Words::default();
    for record in rows {
        let row = Row::of(&record?, &columns)?;
        if columns.word.is_some() {
            if turn.is_over(&row) {
                turn.push_to(&mut builder);
            }
            turn.rows.push(row);
        } else {
            builder.push_utterance(&row.utterance());
        }
    }
    turn.push_to(&mut builder);
    Ok(Imported { transcript: builder.finish(), ..Imported::default() })
}

/// A row of the file: its first line, and its cells with quotes undone.
struct Record {
    line: u32,
    cells: Vec<String>,
}

/// What is left of the file, row by row.
struct Rows<'a> {
    rest: &'a str,
    line: u32,
    separator: u8,
}

impl Iterator for Rows<'_> {
    type Item = Result<Record, ImportError>;

    fn next(&mut self) -> Option<Self::Item> {
        // Empty lines are no rows.
        while let Some(rest) = self.after_line_end() {
            self.rest = rest;
        }
        (!self.rest.is_empty()).then(|| self.row())
    }
}

impl<'a> Rows<'a> {
    fn row(&mut self) -> Result<Record, ImportError> {
        let mut record = Record { line: self.line, cells: Vec::new() };
        loop {
            record.cells.push(self.cell()?);
            if self.rest.as_bytes().first() == Some(&self.separator) {
                self.rest = self.rest.get(1..).unwrap_or_default();
                continue;
            }
            if let Some(rest) = self.after_line_end() {
                self.rest = rest;
            }
            return Ok(record);
        }
    }

    /// Steps over the end of a line, if it is the next thing.
    fn after_line_end(&mut self) -> Option<&'a str> {
        let rest = self.rest;
        let after = rest.strip_prefix("\r\n").or_else(|| rest.strip_prefix(['\r', '\n']))?;
        self.line = self.line.saturating_add(1);
        Some(after)
    }

    fn cell(&mut self) -> Result<String, ImportError> {
        let Some(inside) = self.rest.strip_prefix('"') else { return Ok(self.bare()) };
        let begin = self.line;
        let mut cell = String::new();
        self.rest = inside;
        loop {
            let end = self.rest.find('"').ok_or_else(|| Expected::CsvQuote.at(begin))?;
            let (part, after) = self.rest.split_at(end);
            self.count_lines(part);
            cell.push_str(part);
            self.rest = after.get(1..).unwrap_or_default();
            let Some(rest) = self.rest.strip_prefix('"') else {
                // What stands behind the closing quote by mistake is not lost.
                cell.push_str(&self.bare());
                return Ok(cell);
            };
            cell.push('"');
            self.rest = rest;
        }
    }

    /// What stands before the next separator or the end of the line.
    fn bare(&mut self) -> String {
        let separator = char::from(self.separator);
        let end = self.rest.find([separator, '\r', '\n']).unwrap_or(self.rest.len());
        let (cell, rest) = self.rest.split_at(end);
        self.rest = rest;
        cell.to_owned()
    }

    fn count_lines(&mut self, text: &str) {
        let lines =
            text.matches('\n').count() + text.matches('\r').count() - text.matches("\r\n").count();
        self.line = self.line.saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
    }
}

/// A row as data.
#[derive(Clone, Debug, Default)]
struct Row {
    turn: String,
    speaker: Option<String>,
    start: Option<Millis>,
    end: Option<Millis>,
    confidence: Option<Confidence>,
    text: String,
}

impl Row {
    fn of(record: &Record, columns: &Columns) -> Result<Self, ImportError> {
        let has_all = record.cells.len() >= columns.count;
        let is_more = record.cells.iter().skip(columns.count).any(|cell| !cell.is_empty());
        if !has_all || is_more {
            return Err(Expected::CsvCells.at(record.line));
        }
        let cell = |column: Option<usize>| {
            column.and_then(|column| record.cells.get(column)).map_or("", String::as_str)
        };
        let number = |column| match cell(column).trim() {
            "" => Ok(None),
            digits => seconds(digits).map(Some).ok_or_else(|| Expected::CsvTime.at(record.line)),
        };
        let speaker = unguarded(cell(columns.speaker));
        // As with times, the decimals may stand behind a comma.
        let share = cell(columns.confidence).trim().replace(',', ".");
        Ok(Self {
            turn: cell(columns.turn).to_owned(),
            speaker: (!speaker.trim().is_empty()).then(|| speaker.to_owned()),
            start: number(columns.start)?,
            end: number(columns.end)?,
            confidence: self::share(&share),
            text: unguarded(cell(columns.text.or(columns.word))).to_owned(),
        })
    }

    fn utterance(self) -> SourceUtterance {
        SourceUtterance {
            speaker: self.speaker,
            text: Some(self.text),
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
fn unguarded(text: &str) -> &str {
    let rest = text.strip_prefix('\'');
    rest.filter(|rest| rest.trim_start_matches(' ').starts_with(FORMULA)).unwrap_or(text)
}

/// Rows of words that make one turn.
#[derive(Default)]
struct Words {
    rows: Vec<Row>,
}

impl Words {
    /// Whether the next row begins another turn: by its number, or without numbers by its speaker.
    fn is_over(&self, next: &Row) -> bool {
        self.rows.last().is_some_and(|last| {
            let is_same = next.turn.is_empty() && last.speaker != next.speaker;
            last.turn != next.turn || is_same
        })
    }

    fn push_to(&mut self, builder: &mut TranscriptBuilder) {
        let rows = core::mem::take(&mut self.rows);
        let mut turn = SourceUtterance { speaker: speaker(&rows), ..SourceUtterance::default() };
        let mut text = String::new();
        for row in &rows {
            push_joined(&mut text, &row.text);
            let Some(start) = row.start.or(row.end) else { continue };
            turn.words.push(&SourceWord {
                text: row.text.trim(),
                start,
                end: row.end.unwrap_or(start),
                confidence: row.confidence,
                speaker: row.speaker.as_deref(),
            });
        }
        turn.text = Some(text);
        builder.push_utterance(&turn);
    }
}

/// Who says most of the words; single ones inside of a turn may be of others.
fn speaker(rows: &[Row]) -> Option<String> {
    let mut counts: Vec<(&Option<String>, usize)> = Vec::new();
    for row in rows {
        match counts.iter_mut().find(|(speaker, _)| **speaker == row.speaker) {
            Some((_, count)) => *count += 1,
            None => counts.push((&row.speaker, 1)),
        }
    }
    let most = counts.iter().map(|(_, count)| *count).max()?;
    counts.into_iter().find(|(_, count)| *count == most)?.0.clone()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tests::{turns, words};

    fn turn(speaker: &str, start: u32, end: u32, text: &str) -> (String, u32, u32, String) {
        (speaker.to_owned(), start, end, text.to_owned())
    }

    fn read_turns(text: &str) -> Vec<(String, u32, u32, String)> {
        turns(&read(text).expect("a table").transcript)
    }

    #[test]
    fn turns_are_rows() {
        let csv = "turn,speaker,start,end,confidence,text\r\n\
            1,\"Bo \"\"Captain\"\" Ek\",0.480,4.360,0.9375,\"Yes,\r\nno.\"\r\n\
            2,Ann,5.2,6,,'=1+1\r\n2,Ann,6,7,,'tis\r\n";
        let expected = [
            turn("Bo \"Captain\" Ek", 480, 4_360, "Yes,\r\nno."),
            turn("Ann", 5_200, 6_000, "=1+1"),
            turn("Ann", 6_000, 7_000, "'tis"),
        ];
        assert_eq!(read_turns(csv), expected);
        let transcript = read(csv).expect("a table").transcript;
        assert_eq!(transcript.turns()[0].confidence.map(Confidence::get), Some(0.9375));
    }

    #[test]
    fn words_make_turns() {
        let csv = "turn,speaker,start,end,word\n1,Ann,0.1,0.5,So\n1,Bo,0.5,0.6,mm\n1,Ann,0.6,1.0,it\n\
            2,Ann,1.5,2.0,began.\n";
        let expected = [turn("Ann", 100, 1_000, "So mm it"), turn("Ann", 1_500, 2_000, "began.")];
        assert_eq!(read_turns(csv), expected);
        let transcript = read(csv).expect("a table").transcript;
        assert_eq!(words(&transcript)[1], ("mm".to_owned(), 500, 600));
        assert_eq!(transcript.speakers().len(), 2);
    }

    #[test]
    fn spreadsheets_save_them_otherwise() {
        for csv in [
            "turn;speaker;start;end;text;note\n1;Ann;0,48;4,36;\"So; it\";\n\n;;;;;\n",
            "\"start\"\t\"end\"\t\"speaker\"\t\"text\"\n0.48\t4.36\tAnn\tSo; it\n",
        ] {
            assert_eq!(read_turns(csv), [turn("Ann", 480, 4_360, "So; it")], "{csv}");
        }
    }

    #[test]
    fn what_is_not_chosen_is_missing() {
        assert_eq!(
            read_turns("turn,text\n1,So.\n2,No.\n"),
            [turn("", 0, 0, "So."), turn("", 0, 0, "No.")]
        );
        let words = "turn,confidence,word\n1,,So\n1,0.5,it.\n2,,No.\n";
        assert_eq!(read_turns(words), [turn("", 0, 0, "So it."), turn("", 0, 0, "No.")]);
    }

    #[test]
    fn an_error_tells_its_line() {
        let head = "turn,speaker,start,end,text\n1,Ann,0,1,\"So\nit.\"\n";
        for (row, expected) in [
            ("2,Ann,1,2\n", Expected::CsvCells),
            ("2,Ann,1,2,No, no.\n", Expected::CsvCells),
            ("2,Ann,one,2,No.\n", Expected::CsvTime),
            ("2,Ann,1,2,\"No.\n3,Ann,2,3,So.\n", Expected::CsvQuote),
        ] {
            let error = read(&format!("{head}{row}")).expect_err("it is wrong");
            assert_eq!(error, expected.at(4), "{row}");
        }
    }
}
