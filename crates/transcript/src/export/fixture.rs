//! Small conversations for the tests of the formats.

use super::{Format, Input, Options, export, view::View};
use crate::{Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

/// Turns of one second each without words.
pub(super) fn conversation(turns: &[(&str, &str)]) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    let mut now = 0;
    for (speaker, text) in turns {
        builder.push_utterance(&SourceUtterance {
            speaker: Some((*speaker).to_owned()),
            text: Some((*text).to_owned()),
            start: Some(Millis(now)),
            end: Some(Millis(now + 1_000)),
            ..SourceUtterance::default()
        });
        now += 1_000;
    }
    builder.finish()
}

/// One turn of words, each with its start and end.
pub(super) fn words(words: &[(&str, u32, u32)]) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for &(text, start, end) in words {
        let (start, end) = (Millis(start), Millis(end));
        builder.push_word(&SourceWord {
            text,
            start,
            end,
            speaker: Some("A"),
            ..SourceWord::default()
        });
    }
    builder.finish()
}

/// A whole conversation in a format with nothing chosen.
pub(super) fn written(format: Format, transcript: &Transcript) -> String {
    export(format, &Input::new(transcript), &Options::default())
}

/// What the speakers are called.
pub(super) fn names_of(input: &Input<'_>, options: &Options) -> Vec<String> {
    let view = View::new(input, options);
    let speakers = input.transcript.speakers().iter();
    speakers.map(|speaker| view.name(speaker.id).to_owned()).collect()
}
