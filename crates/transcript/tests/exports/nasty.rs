//! Text that has broken somebody's exports: markup, formulas, templates, times, controls, writing
//! that runs the other way.

use invariants::NASTY;
use transcript::{
    Millis, SourceUtterance, SourceWord, TranscriptBuilder,
    export::{Choice, Format},
};

use crate::{
    fixture::{self, Given},
    reread,
};

/// Somebody of this name says it, once as text and once as a word between others.
fn said(text: &str) -> Given {
    let mut builder = TranscriptBuilder::new();
    builder.push_utterance(&SourceUtterance {
        speaker: Some(text.to_owned()),
        text: Some(text.to_owned()),
        start: Some(Millis(0)),
        end: Some(Millis(900)),
        ..SourceUtterance::default()
    });
    let words = ["so", text, text, "then"].into_iter().zip([1_000, 1_300, 1_600, 1_900]);
    let words = words.map(|(text, start)| SourceWord {
        text,
        start: Millis(start),
        end: Millis(start + 200),
        ..SourceWord::default()
    });
    builder.push_utterance(&SourceUtterance {
        speaker: Some("A".to_owned()),
        words: words.collect(),
        ..SourceUtterance::default()
    });
    Given {
        transcript: builder.finish(),
        names: vec![text.to_owned()],
        title: text.to_owned(),
        file_name: text.to_owned(),
    }
}

#[test]
fn nothing_that_is_said_does_anything() {
    assert!(NASTY.len() >= 200);
    for text in NASTY {
        let given = said(text);
        for format in Format::ALL {
            for everything in [true, false] {
                let options = fixture::options(everything);
                reread::check(format, &given.input(), &options);
                let options = options.with(Choice::Names, true);
                reread::check(format, &given.input(), &options);
            }
        }
    }
}
