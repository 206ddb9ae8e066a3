//! Texts that have broken somebody's parser, in the files of other programs: read as text or refused,
//! never a panic, and safe in what is made of them.

#![allow(clippy::expect_used, reason = "a file that cannot be read is what is looked for")]

use std::rc::Rc;

use import::{Format, Recognised, read, recognise};
use invariants::NASTY;
use serde_json::json;
use transcript::Transcript;
use transcript::edit::Editing;
use transcript::export::{Format as Written, Input, Options, export};

/// Files in which somebody of this name says this, as their programs write them.
fn files(text: &str) -> [(Format, String); 6] {
    let line = text.replace(['\r', '\n'], " ");
    let cell = format!("\"{}\"", text.replace('"', "\"\""));
    let whisper = json!({ "language": "en", "segments": [
        { "id": 0, "start": 0.0, "end": 1.5, "text": text, "speaker": text,
          "words": [{ "word": text, "start": 0.0, "end": 1.5, "score": 0.9, "speaker": text }] }
    ]});
    let deepgram = json!({ "metadata": { "duration": 2.0 }, "results": { "channels": [
        { "alternatives": [{ "transcript": text, "confidence": 0.9, "words": [
            { "word": text, "punctuated_word": text, "start": 0.0, "end": 1.5, "confidence": 0.9,
              "speaker": 0 }
        ]}]}
    ]}});
    [
        (Format::Srt, format!("1\n00:00:00,000 --> 00:00:01,500\n{line}: {line}\n")),
        (Format::WebVtt, format!("WEBVTT\n\n00:00.000 --> 00:01.500\n<v {line}>{line}\n")),
        (
            Format::Rttm,
            format!("SPEAKER a 1 0.0 1.5 <NA> <NA> {} <NA> <NA>\n", line.replace(' ', "_")),
        ),
        (
            Format::Csv,
            format!(
                "turn,speaker,start,end,confidence,text\r\n1,{cell},0.000,1.500,0.9,{cell}\r\n"
            ),
        ),
        (Format::Whisper, whisper.to_string()),
        (Format::Deepgram, deepgram.to_string()),
    ]
}

/// What must hold of whatever came of it.
fn check(transcript: Transcript, text: &str) {
    let page = |transcript: &Transcript, names: &[String]| {
        let input = Input { names, title: text, file_name: text, ..Input::new(transcript) };
        export(Written::Html, &input, &Options::default())
    };
    let only_ours = |page: &str| {
        let count = |what: &str| page.matches(what).count();
        // The page's own script, style and policy, and nothing of what was said.
        assert_eq!((count("<script"), count("<style"), count("<meta")), (1, 1, 3), "{text:?}");
        for markup in ["<img", "<svg", "<iframe", "<base", "<link", "<form", "<math", "<object"] {
            assert_eq!(count(markup), 0, "{text:?} became {markup}");
        }
    };
    only_ours(&page(&transcript, &[]));

    // As a name and as words that were typed over.
    let mut editing = Editing::new(Rc::new(transcript));
    let voice = editing.transcript().turns().first().map(|turn| turn.speaker);
    if let Some(edit) = voice.and_then(|voice| editing.name(voice, text)) {
        editing.commit(edit).expect("it fits");
    }
    if let Some(edit) = editing.retype(0, 0, &format!("so {text} then")) {
        editing.commit(edit).expect("it fits");
        let now = editing.transcript();
        let said = now.turns().first().map(|turn| now.turn_text(turn)).unwrap_or_default();
        assert!(!said.contains(['\n', '\r', '\t']), "{said:?} is more than a line");
    }
    only_ours(&page(editing.transcript(), &editing.names()));
    while editing.undo().is_some() {}
    assert_eq!(editing.transcript().turns().len(), editing.original().turns().len());
}

#[test]
fn nothing_that_is_imported_does_anything() {
    let mut read_at_all = 0;
    for text in NASTY {
        for (format, file) in files(text) {
            // What is recognised as something else is read as that.
            let recognised = match recognise(file.as_bytes()) {
                Some(Recognised::Elsewhere(recognised)) => recognised,
                Some(Recognised::AssemblyAi | Recognised::Foreign(_)) | None => format,
            };
            // A refusal names a line of the file, or none.
            match read(recognised, file.as_bytes()) {
                Ok(imported) => {
                    read_at_all += 1;
                    check(imported.transcript, text);
                }
                Err(error) => {
                    let lines = file.lines().count() + 1;
                    assert!(error.line.is_none_or(|line| line as usize <= lines), "{error:?}");
                }
            }
        }
    }
    // Texts of nothing but blanks and controls are nothing that is said.
    assert!(read_at_all > NASTY.len() * 5, "only {read_at_all} files were read");
}
