//! A quotation: what was said, by whom, when, and in which recording.

use std::ops::Range;

use super::line::push_plain_line;
use crate::model::indices;
use crate::{Clock, Millis, Transcript};

/// Where a quotation is from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recording<'a> {
    /// The name of its file.
    pub file_name: &'a str,
    /// The SHA-256 of its bytes in hexadecimal digits, where it is known.
    pub sha256: Option<&'a str>,
}

/// What lies between two places, each a turn and a byte of its text. Empty if nothing is said there.
///
/// A line for each turn, with the words in quotation marks, the speaker's name and the time of the
/// first word; then the recording. Names are by the index of the speaker's id.
///
/// ```text
/// “Nobody had slept.” – Ada Example, 12:03
/// harbour.mp3, SHA-256 2c26b46b68ffc68ff99b453c1d30413413422d706483bfa0f98a5e886266e7ae
/// ```
pub fn quotation(
    transcript: &Transcript,
    names: &[String],
    (from, to): ((usize, usize), (usize, usize)),
    recording: Recording<'_>,
) -> String {
    let mut out = String::new();
    for at in from.0..=to.0 {
        let Some(turn) = transcript.turn(at) else { continue };
        let text = transcript.turn_text(turn);
        let start = if at == from.0 { floor(text, from.1) } else { 0 };
        let end = if at == to.0 { floor(text, to.1) } else { text.len() };
        let Some(said) = text.get(start..end).filter(|said| !said.trim().is_empty()) else {
            continue;
        };
        out.push('“');
        push_plain_line(&mut out, said);
        out.push_str("” – ");
        let name = names.get(usize::from(turn.speaker.0)).map(String::as_str);
        push_plain_line(&mut out, name.unwrap_or_default());
        let time = time_of(transcript, at, start..end).unwrap_or(turn.start);
        out.push_str(", ");
        out.push_str(&Clock(time).to_string());
        out.push('\n');
    }
    if !out.is_empty() {
        push_plain_line(&mut out, recording.file_name);
        if let Some(hash) = recording.sha256 {
            out.push_str(", SHA-256 ");
            out.push_str(hash);
        }
        out.push('\n');
    }
    out
}

/// When the first word is heard that lies in these bytes of a turn at least partly.
fn time_of(transcript: &Transcript, turn: usize, bytes: Range<usize>) -> Option<Millis> {
    let turn = transcript.turn(turn)?;
    let base = indices(&turn.range()).start;
    let mut words = transcript.words(turn);
    let word = words.find(|word| indices(&word.range).end > base + bytes.start)?;
    (indices(&word.range).start < base + bytes.end).then_some(word.start)
}

/// The place of a byte, or of the character it is in.
fn floor(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{SourceUtterance, SourceWord, TranscriptBuilder};

    fn talk() -> Transcript {
        let mut builder = TranscriptBuilder::new();
        let mut at = 59_000;
        for (voice, texts) in [("A", vec!["We", "cast", "off."]), ("B", vec!["Très", "tôt!"])] {
            let words = texts.into_iter().map(|text| {
                at += 500;
                SourceWord {
                    text,
                    start: Millis(at),
                    end: Millis(at + 400),
                    confidence: None,
                    speaker: None,
                }
            });
            builder.push_utterance(&SourceUtterance {
                speaker: Some(voice.to_owned()),
                words: words.collect(),
                ..SourceUtterance::default()
            });
        }
        builder.finish()
    }

    fn quoted(from: (usize, usize), to: (usize, usize), recording: Recording<'_>) -> String {
        let names = ["Ada\nExample\u{0}".to_owned(), "Ben".to_owned()];
        quotation(&talk(), &names, (from, to), recording)
    }

    #[test]
    fn words_of_one_turn() {
        let recording = Recording { file_name: "a \n b.mp3", sha256: Some("00ff") };
        let quote = quoted((0, 3), (0, 7), recording);
        assert_eq!(quote, "“cast” – Ada Example, 1:00\na b.mp3, SHA-256 00ff\n");
    }

    #[test]
    fn a_line_for_each_turn() {
        let recording = Recording { file_name: "a.mp3", sha256: None };
        let quote = quoted((0, 8), (1, 6), recording);
        assert_eq!(quote, "“off.” – Ada Example, 1:00\n“Très” – Ben, 1:01\na.mp3\n");
    }

    #[test]
    fn places_within_a_character_and_behind_the_end_do_no_harm() {
        let recording = Recording::default();
        assert_eq!(quoted((1, 3), (1, 900), recording), "“ès tôt!” – Ben, 1:01\n\n");
        assert_eq!(quoted((0, 900), (0, 900), recording), "");
        assert_eq!(quoted((7, 0), (9, 0), recording), "");
    }
}
