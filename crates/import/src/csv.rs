//! Tables as our export writes them (`turn,speaker,start,end,confidence,text` or `word` at the end),
//! and as a spreadsheet saves them again: other separators, other columns beside them, commas in
//! numbers. <https://www.rfc-editor.org/rfc/rfc4180>

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::BTreeMap;

use transcript::{Confidence, Millis, SourceUtterance, SourceWord, SourceWords, TranscriptBuilder};

use crate::Imported;
use crate::error::{Expected, ImportError};
use crate::pieces::At;
use crate::room::Room;
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
    let mut rows = Rows { rest: text, line: 1, columns };
    let _header = rows.next();
    let unit = Unit::of(columns, rows.clone());
    let mut room = Room::of_table(text);
    let mut builder = TranscriptBuilder::new();
    let mut turn = Words::default();
    for row in rows {
        let row = row?;
        let row = if unit == Unit::Millis { row.in_millis() } else { row };
        if columns.word.is_some() {
            if turn.is_over(&row) {
                turn.push_to(&mut builder, &mut room)?;
            }
            turn.push(row, &mut room);
        } else {
            room.turn()?;
            builder.push_utterance(&row.utterance());
        }
    }
    turn.push_to(&mut builder, &mut room)?;
    Ok(Imported { transcript: builder.finish(), ..Imported::default() })
}

/// What times count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Unit {
    Seconds,
    Millis,
}

impl Unit {
    /// Whisper and whisper.cpp write tables of start, end and text, and whole milliseconds in them. Our
    /// own have a turn, and seconds with a fraction; a spreadsheet may take that away.
    fn of(columns: Columns, rows: Rows<'_>) -> Self {
        let is_whispers = columns.turn.is_none()
            && columns.confidence.is_none()
            && columns.word.is_none()
            && columns.count == 3 + usize::from(columns.speaker.is_some());
        let is_millis = is_whispers && rows.map_while(Result::ok).all(|row| row.whole.is_some());
        if is_millis { Self::Millis } else { Self::Seconds }
    }
}

/// What is left of the file, row by row.
#[derive(Clone)]
struct Rows<'a> {
    rest: &'a str,
    line: u32,
    columns: Columns,
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
struct Row<'a> {
    turn: Cow<'a, str>,
    speaker: Cow<'a, str>,
    start: Option<Millis>,
    end: Option<Millis>,
    /// The same as milliseconds, if they are whole numbers.
    whole: Option<(At, At)>,
    confidence: Option<Confidence>,
    text: Cow<'a, str>,
}

impl Row<'_> {
    /// The same where what was read as seconds counts milliseconds. Whisper writes a blank before a text.
    fn in_millis(self) -> Self {
        let (start, end) =
            self.whole.map_or((self.start, self.end), |(start, end)| (start.get(), end.get()));
        let text = self.text.trim().to_owned().into();
        Self { start, end, text, ..self }
    }

    /// Who speaks, where it says so.
    fn speaker(&self) -> Option<&str> {
        Some(unguarded(&self.speaker)).filter(|speaker| !speaker.trim().is_empty())
    }

    fn utterance(self) -> SourceUtterance {
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
fn unguarded(text: &str) -> &str {
    let rest = text.strip_prefix('\'');
    rest.filter(|rest| rest.trim_start_matches(' ').starts_with(FORMULA)).unwrap_or(text)
}

/// Rows of words that make one turn.
#[derive(Default)]
struct Words {
    /// What its rows have in the first column, and who says its last word.
    last: Option<(String, Option<String>)>,
    /// Who says its words, and how many: single ones inside of a turn may be of others.
    voices: BTreeMap<Option<String>, (usize, usize)>,
    text: String,
    timed: SourceWords,
}

impl Words {
    /// Whether the next row begins another turn: by its number, or without numbers by its speaker.
    fn is_over(&self, next: &Row<'_>) -> bool {
        self.last.as_ref().is_some_and(|(turn, speaker)| {
            let is_same = next.turn.is_empty() && speaker.as_deref() != next.speaker();
            *turn != next.turn || is_same
        })
    }

    fn push(&mut self, row: Row<'_>, room: &mut Room) {
        let text = unguarded(&row.text);
        push_joined(&mut self.text, text);
        let speaker = row.speaker();
        if let Some(start) = row.start.or(row.end)
            && room.word()
        {
            self.timed.push(&SourceWord {
                text: text.trim(),
                start,
                end: row.end.unwrap_or(start),
                confidence: row.confidence,
                speaker,
            });
        }
        if self.last.as_ref().is_none_or(|(_, last)| last.as_deref() != speaker) {
            let speaker = speaker.map(str::to_owned);
            let order = self.voices.len();
            self.voices.entry(speaker.clone()).or_insert((0, order));
            self.last = Some((row.turn.into_owned(), speaker));
        }
        if let Some((count, _)) = self.last.as_ref().and_then(|(_, last)| self.voices.get_mut(last))
        {
            *count += 1;
        }
    }

    fn push_to(
        &mut self,
        builder: &mut TranscriptBuilder,
        room: &mut Room,
    ) -> Result<(), ImportError> {
        let Self { last, voices, text, timed: words } = core::mem::take(self);
        if last.is_none() {
            return Ok(());
        }
        room.turn()?;
        let most = voices.into_iter().max_by_key(|(_, (count, order))| (*count, Reverse(*order)));
        builder.push_utterance(&SourceUtterance {
            speaker: most.and_then(|(speaker, _)| speaker),
            text: Some(text),
            words,
            ..SourceUtterance::default()
        });
        Ok(())
    }
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
    fn whisper_counts_milliseconds() {
        for (csv, speaker) in [
            ("start\tend\ttext\n380\t2760\tSo it was.\n4294967\t4294968\tNo.\n", ""),
            ("start,end,speaker,text\n380,2760,1,\" So it was.\"\n4294967,4294968,1,No.\n", "1"),
        ] {
            let expected = [
                turn(speaker, 380, 2_760, "So it was."),
                turn(speaker, 4_294_967, 4_294_968, "No."),
            ];
            assert_eq!(read_turns(csv), expected, "{csv}");
        }
        let expected = [turn("", 12_000, 15_000, "So.")];
        assert_eq!(read_turns("start,end,text\n12.0,15,So.\n"), expected);
        assert_eq!(read_turns("turn,start,end,text\n1,12,15,So.\n"), expected);
        let words = "start\tend\tword\n12\t15\tSo.\n";
        assert_eq!(read_turns(words), expected);
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
