//! Tables: comma-separated values as in RFC 4180, <https://www.rfc-editor.org/rfc/rfc4180>.

use super::{
    Choice,
    number::{push_number, push_seconds, push_share},
    view::View,
};
use crate::{Confidence, Millis, SpeakerId};

/// One row per turn: `turn,speaker,start,end,confidence,text`. Turns are numbered from 1 in the
/// whole conversation, times are seconds, confidence is a share or empty. Names, times and
/// confidence are columns only where they are chosen.
pub(super) fn write_turns(view: &View<'_>, out: &mut String) {
    push_header(view, out, "text");
    for turn in view.turns() {
        let text = view.transcript.turn_text(turn);
        let times = (turn.start, turn.end);
        push_row(view, out, turn.index, turn.speaker, times, turn.confidence, text);
    }
}

/// One row per word, `word` in place of `text`; turns without words are left out. The speaker is
/// the word's own.
pub(super) fn write_words(view: &View<'_>, out: &mut String) {
    push_header(view, out, "word");
    for turn in view.turns() {
        for word in view.transcript.words(turn) {
            let times = (word.start, word.end);
            push_row(view, out, turn.index, word.speaker, times, word.confidence, word.text);
        }
    }
}

fn push_header(view: &View<'_>, out: &mut String, last: &str) {
    if view.has(Choice::ByteOrderMark) {
        out.push('\u{feff}');
    }
    out.push_str("turn,");
    if view.has(Choice::Names) {
        out.push_str("speaker,");
    }
    if view.has(Choice::Timestamps) {
        out.push_str("start,end,");
    }
    if view.has(Choice::Confidence) {
        out.push_str("confidence,");
    }
    out.push_str(last);
    out.push_str("\r\n");
}

fn push_row(
    view: &View<'_>,
    out: &mut String,
    turn: u32,
    speaker: SpeakerId,
    (start, end): (Millis, Millis),
    confidence: Option<Confidence>,
    text: &str,
) {
    push_number(out, turn.saturating_add(1));
    out.push(',');
    if view.has(Choice::Names) {
        push_cell(out, view.name(speaker));
        out.push(',');
    }
    if view.has(Choice::Timestamps) {
        push_seconds(out, start);
        out.push(',');
        push_seconds(out, end);
        out.push(',');
    }
    if view.has(Choice::Confidence) {
        if let Some(confidence) = confidence {
            push_share(out, confidence);
        }
        out.push(',');
    }
    push_cell(out, text);
    out.push_str("\r\n");
}

/// What a formula may begin with, alone or after spaces.
const FORMULA: [char; 11] = ['=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠'];

/// Appends text as it is, save that NUL is left out and that an apostrophe goes before what a
/// spreadsheet would run as a formula (<https://owasp.org/www-community/attacks/CSV_Injection>).
fn push_cell(out: &mut String, text: &str) {
    let is_formula = text.trim_start_matches(['\0', ' ']).starts_with(FORMULA);
    let quotes = text.contains([',', '"', '\r', '\n', ';', '\t']);
    if quotes {
        out.push('"');
    }
    if is_formula {
        out.push('\'');
    }
    for c in text.chars().filter(|c| *c != '\0') {
        out.push(c);
        if c == '"' {
            out.push(c);
        }
    }
    if quotes {
        out.push('"');
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{
        Format, Input, Options, export,
        fixture::{conversation, words, written},
    };

    fn cell(text: &str) -> String {
        let mut out = String::new();
        push_cell(&mut out, text);
        out
    }

    #[test]
    fn a_cell_is_quoted_where_it_must_be() {
        assert_eq!(cell("plain"), "plain");
        assert_eq!(cell("a, b"), "\"a, b\"");
        assert_eq!(cell("\"a\"\nb\0"), "\"\"\"a\"\"\nb\"");
    }

    #[test]
    fn no_cell_is_a_formula() {
        assert_eq!(cell("=1+1"), "'=1+1");
        assert_eq!(cell(" \0-2"), "' -2");
        assert_eq!(cell("\0@SUM(A1,A2)"), "\"'@SUM(A1,A2)\"");
        assert_eq!(cell("1-1"), "1-1");
        for start in ["+", "-", "\t", "\r", "\n", "＝"] {
            assert!(cell(start).trim_matches('"').starts_with('\''));
        }
    }

    #[test]
    fn columns_are_those_that_are_chosen() {
        let transcript = conversation(&[("A", "Yes."), ("B", "No, no.")]);
        let turns = "\u{feff}turn,speaker,start,end,text\r\n1,Speaker A,0.000,1.000,Yes.\r\n\
            2,Speaker B,1.000,2.000,\"No, no.\"\r\n";
        assert_eq!(written(Format::CsvTurns, &transcript), turns);
        let options = Options::default()
            .with(Choice::Names, false)
            .with(Choice::Timestamps, false)
            .with(Choice::Confidence, true)
            .with(Choice::ByteOrderMark, false);
        let words = words(&[("Yes.", 0, 10)]);
        let csv = export(Format::CsvWords, &Input::new(&words), &options);
        assert_eq!(csv, "turn,confidence,word\r\n1,,Yes.\r\n");
    }
}
