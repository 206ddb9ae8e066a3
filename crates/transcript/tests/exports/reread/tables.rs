//! CSV by the `csv` crate, JSON by `serde_json` and by our own decoder of the service's answers.

use serde_json::Value;
use transcript::{
    Confidence, Millis, SpeakerId,
    export::{Choice, Input, Options},
};

use super::{label, millis, name, turns, words};

struct Row<'a> {
    turn: u32,
    speaker: SpeakerId,
    times: (Millis, Millis),
    confidence: Option<Confidence>,
    text: &'a str,
}

pub(crate) fn check_turns(file: &str, input: &Input<'_>, options: &Options) {
    let rows = turns(input).into_iter().map(|turn| Row {
        turn: turn.index + 1,
        speaker: turn.speaker,
        times: (turn.start, turn.end),
        confidence: turn.confidence,
        text: input.transcript.turn_text(turn),
    });
    check_rows(file, input, options, "text", &rows.collect::<Vec<Row<'_>>>());
}

pub(crate) fn check_words(file: &str, input: &Input<'_>, options: &Options) {
    let rows = turns(input).into_iter().flat_map(|turn| {
        input.transcript.words(turn).map(|word| Row {
            turn: turn.index + 1,
            speaker: word.speaker,
            times: (word.start, word.end),
            confidence: word.confidence,
            text: word.text,
        })
    });
    check_rows(file, input, options, "word", &rows.collect::<Vec<Row<'_>>>());
}

fn check_rows(file: &str, input: &Input<'_>, options: &Options, last: &str, rows: &[Row<'_>]) {
    assert_eq!(file.starts_with('\u{feff}'), options.has(Choice::ByteOrderMark));
    let table = file.strip_prefix('\u{feff}').filter(|_| options.has(Choice::ByteOrderMark));
    let table = table.unwrap_or(file);
    assert!(table.ends_with("\r\n"));
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let columns = reader.headers().expect("a header").clone();
    assert_eq!(columns.iter().next_back(), Some(last));
    let records: Vec<csv::StringRecord> =
        reader.records().collect::<Result<_, _>>().expect("records as long as the header");
    assert_eq!(records.len(), rows.len());
    for (record, row) in records.iter().zip(rows) {
        for (column, cell) in columns.iter().zip(record) {
            check_cell(column, cell, row, &name(input, options, row.speaker));
        }
    }
}

fn check_cell(column: &str, cell: &str, row: &Row<'_>, name: &str) {
    match column {
        "turn" => assert_eq!(cell, row.turn.to_string()),
        "start" => assert_eq!(millis(cell), row.times.0.0),
        "end" => assert_eq!(millis(cell), row.times.1.0),
        "confidence" => {
            let share: Option<f32> = (!cell.is_empty()).then(|| cell.parse().expect("a number"));
            assert_eq!(share.is_some(), row.confidence.is_some());
            let share = share.unwrap_or_default() - row.confidence.map_or(0.0, Confidence::get);
            assert!(share.abs() < 1e-5);
        }
        "speaker" => check_text(cell, name),
        _ => check_text(cell, row.text),
    }
}

/// The cell is the text, but for NUL and an apostrophe before a formula.
fn check_text(cell: &str, text: &str) {
    let text = text.replace('\0', "");
    assert!(!cell.trim_start_matches(' ').starts_with(['=', '+', '-', '@', '\t', '\r', '\n']));
    assert_eq!(cell.strip_prefix('\'').filter(|rest| *rest == text).unwrap_or(cell), text);
}

pub(crate) fn check_json(file: &str, input: &Input<'_>, options: &Options) {
    let value: Value = serde_json::from_str(file).expect("JSON");
    assert_eq!(value["status"], "completed");
    let turns = turns(input);
    let utterances = value["utterances"].as_array().expect("a list");
    assert_eq!(utterances.len(), turns.len());
    for (utterance, turn) in utterances.iter().zip(&turns) {
        assert_eq!(utterance["text"], input.transcript.turn_text(turn));
        assert_eq!(
            (&utterance["start"], &utterance["end"]),
            (&turn.start.0.into(), &turn.end.0.into())
        );
        let words = utterance["words"].as_array().expect("a list");
        assert_eq!(words.len(), input.transcript.words(turn).len());
        let called = name(input, options, turn.speaker);
        let speaker = input.transcript.speaker(turn.speaker).expect("a speaker");
        let expected = if called == label(&speaker.name()) {
            speaker.label.as_deref().map_or(Value::Null, Value::from)
        } else {
            Value::from(called)
        };
        assert_eq!(utterance["speaker"], expected);
    }
    let flat = value["words"].as_array().expect("a list");
    let texts: Vec<&str> = words(input).iter().map(|word| word.text).collect();
    assert_eq!(flat.iter().map(|word| &word["text"]).collect::<Vec<_>>(), texts);
    check_decoded(file, input);
}

/// Our own decoder makes the same conversation of it.
fn check_decoded(file: &str, input: &Input<'_>) {
    let answer = assemblyai::decode::decode(file.as_bytes().to_vec()).expect("an answer");
    let turns = turns(input);
    assert_eq!(answer.transcript.turns().len(), turns.len());
    for (turn, decoded) in turns.iter().zip(answer.transcript.turns()) {
        assert_eq!((decoded.start, decoded.end), (turn.start, turn.end));
        assert_eq!(answer.transcript.turn_text(decoded), input.transcript.turn_text(turn));
        let words = |t: &transcript::Transcript, turn| -> Vec<(String, Millis, Millis)> {
            t.words(turn).map(|word| (word.text.to_owned(), word.start, word.end)).collect()
        };
        assert_eq!(words(&answer.transcript, decoded), words(input.transcript, turn));
    }
}
