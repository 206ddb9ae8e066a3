//! Tables as our export writes them (`turn,speaker,start,end,confidence,text` or `word` at the end),
//! and as a spreadsheet saves them again: other separators, other columns beside them, commas in
//! numbers. <https://www.rfc-editor.org/rfc/rfc4180>

mod rows;
mod words;

use transcript::TranscriptBuilder;

use crate::Imported;
use crate::error::{Expected, ImportError};
use crate::room::Room;
use rows::Rows;
use words::Words;

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
    let rows = Rows::of(text, columns);
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

#[cfg(test)]
mod tests {
    use transcript::Confidence;

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
