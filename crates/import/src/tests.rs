//! What the tests of the formats have in common, and what holds of all formats.

use proptest::prelude::*;
use transcript::Transcript;

use crate::{Expected, Format, GLANCE, ImportError, Recognised, may_begin, read, recognise};

/// Label, start, end and text of every turn.
pub(crate) fn turns(transcript: &Transcript) -> Vec<(String, u32, u32, String)> {
    let shown = transcript.turns().iter().map(|turn| {
        let label = transcript.speaker(turn.speaker).map_or("", |speaker| speaker.label());
        let text = transcript.turn_text(turn).to_owned();
        (label.to_owned(), turn.start.0, turn.end.0, text)
    });
    shown.collect()
}

/// Text, start and end of every word.
pub(crate) fn words(transcript: &Transcript) -> Vec<(String, u32, u32)> {
    let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
    words.map(|word| (word.text.to_owned(), word.start.0, word.end.0)).collect()
}

/// A file of each format.
const FILES: [(Format, &str); 12] = [
    (
        Format::Srt,
        "1\n00:00:05,000 --> 00:00:06,200\nAnn: {\\an8}Yes.\n\n2\n00:07 --> 00:08\n[Bo] No.",
    ),
    (
        Format::WebVtt,
        "WEBVTT\nLanguage: en\n\nNOTE x\n\n1\n00:01.000 --> 00:03.000 line:0\n<v Ann &amp; Bo>So<00:01.500> it was.\n",
    ),
    (Format::Rttm, ";; x\nSPEAKER talk 1 0.480 3.88 <NA> <NA> Ann_Lee <NA> <NA>\n"),
    (
        Format::Csv,
        "turn,speaker,start,end,confidence,text\r\n1,\"Bo \"\"C\"\"\",0.480,4.360,0.9,'=1\r\n",
    ),
    (Format::Csv, "turn,speaker,start,end,word\r\n1,Ann,0.480,4.360,Yes\r\n"),
    (
        Format::Whisper,
        r#"{"text":"x","segments":[{"start":0.0,"end":2.5,"text":" So.","speaker":"A","words":[{"word":" So.","start":0.1,"end":0.4,"score":0.7}]}]}"#,
    ),
    (Format::Csv, "start\tend\ttext\n380\t2760\tSo.\n"),
    (
        Format::Srt,
        "1\n0:0:1,5 --> 0:0:2\n>> ANN: So.\n- [BO] No.\n2\n\n2\n00:03:500 --> 00:04:000\n(Ann Lee)\n<u>Yes.</u>\n",
    ),
    (
        Format::Whisper,
        r#"{"text":"So. No.","words":[{"word":"So","start":0.0,"end":2.5,"speaker_id":"A"},{"word":"No","start":NaN}]}"#,
    ),
    (
        Format::Whisper,
        r#"{"result":{"language":"en"},"transcription":[{"offsets":{"from":0,"to":1200},"text":" So.","tokens":[{"text":" S","offsets":{"from":0,"to":9}},{"text":"o"}]}]}"#,
    ),
    (
        Format::Whisper,
        r#"[{"startTime":0,"start":0.0,"duration":2.5,"text":" So.","speaker":"A","timestamp":[1,null]}]"#,
    ),
    (
        Format::Deepgram,
        r#"{"metadata":{"duration":4},"results":{"channels":[{"alternatives":[{"words":[{"word":"so","start":0.08,"end":0.32,"speaker":0}]}]}]}}"#,
    ),
];

#[test]
fn files_are_recognised_by_their_content() {
    for (format, file) in FILES {
        let expected = Some(Recognised::Elsewhere(format));
        assert_eq!(recognise(file.as_bytes()), expected, "{file}");
        assert_eq!(recognise(format!("\u{feff}{file}").as_bytes()), expected, "{file}");
        assert!(read(format, format!("\u{feff}{file}").as_bytes()).is_ok(), "{file}");
    }
}

#[test]
fn answers_of_the_service_and_unknown_json_go_to_its_decoder() {
    for file in [
        r#"{"id":"x","status":"completed","segments":[]}"#,
        r#"{"text":"x","words":[],"utterances":[]}"#,
        r#"{"hello":1}"#,
        r#"{"results":null}"#,
        "[1,2,3]",
        "{",
        "",
        " \n",
    ] {
        assert_eq!(recognise(file.as_bytes()), Some(Recognised::AssemblyAi), "{file}");
    }
}

#[test]
fn a_file_is_named_as_what_it_is() {
    assert_eq!(Format::Srt.file_name("talk.srt"), "talk.srt");
    assert_eq!(Format::Srt.file_name("Talk.SRT"), "Talk.SRT");
    assert_eq!(Format::Csv.file_name("notes.hta"), "notes.hta.csv");
    assert_eq!(Format::WebVtt.file_name("é"), "é.vtt");
    assert_eq!(Format::Rttm.file_name("rttm"), "rttm.rttm");
}

#[test]
fn other_files_are_nothing() {
    for file in [
        "<html><!-- x --></html>",
        "So it began.",
        "WEBVTTX",
        "a,b,text\n",
        "SPEAKER",
        "1 --> 2",
        "\u{fffd}\u{90}d",
        "\"text\"",
    ] {
        assert_eq!(recognise(file.as_bytes()), None, "{file}");
    }
    assert_eq!(recognise(b"\xff\xfb\x90\x64\0\0"), None);
}

#[test]
fn a_glance_tells_what_is_worth_reading() {
    for (_, file) in FILES {
        assert!(may_begin(file.as_bytes()), "{file}");
        // The last letter is cut in two.
        let long = [file.as_bytes(), &"é".repeat(GLANCE).into_bytes()].concat();
        let odd = GLANCE + usize::from((GLANCE - file.len()).is_multiple_of(2));
        assert!(may_begin(&long[..odd]), "{file}");
    }
    assert!(may_begin(b"{"));
    assert!(may_begin(&vec![b' '; GLANCE]));
    assert!(!may_begin(&vec![0; GLANCE]));
    assert!(!may_begin(&b"\0\0\0\x20ftypisom\0\0\x02\0".repeat(GLANCE / 16)));
    let late = ["x\n".repeat(GLANCE), "00:01 --> 00:02\nYes.\n".to_owned()].concat();
    assert!(!may_begin(late.as_bytes()));
}

#[test]
fn broken_letters_are_told_with_their_line() {
    for (format, file) in FILES {
        let mut bytes = file.as_bytes().to_vec();
        bytes.push(0x81);
        assert_eq!(recognise(&bytes), Some(Recognised::Elsewhere(format)), "{file}");
        let line = u32::try_from(file.matches('\n').count()).unwrap_or_default() + 1;
        assert_eq!(read(format, &bytes).err(), Some(Expected::Utf8.at(line)), "{file}");
    }
}

#[test]
fn a_file_in_which_nobody_speaks_is_refused() {
    for (format, file) in [
        (Format::WebVtt, "WEBVTT\n\nNOTE x\n"),
        (Format::Rttm, "SPKR-INFO x 1 <NA> <NA>\n"),
        (Format::Whisper, "{\"segments\":[]}"),
        (Format::Csv, "turn,speaker,start,end,text\n"),
        (Format::Srt, "1\n00:01 --> 00:02\n\n"),
    ] {
        let expected = ImportError { line: None, expected: Expected::Speech };
        assert_eq!(read(format, file.as_bytes()).err(), Some(expected), "{file}");
    }
}

fn read_all(bytes: &[u8]) {
    let _known_or_not = recognise(bytes);
    for format in Format::ALL {
        let _read_or_not = read(format, bytes);
    }
}

/// Pieces of files, in any order.
fn mixed() -> impl Strategy<Value = String> {
    let pieces: Vec<&str> = FILES
        .iter()
        .flat_map(|(_, file)| file.split_inclusive([' ', '\n', ',', '"', '<', '>', ':', '{']))
        .collect();
    prop::collection::vec(
        prop_oneof![8 => prop::sample::select(pieces).prop_map(str::to_owned), 1 => ".{0,4}"],
        0..60,
    )
    .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..300)) {
        read_all(&bytes);
    }

    #[test]
    fn any_text_is_read_or_refused(text in ".{0,200}") {
        read_all(text.as_bytes());
    }

    #[test]
    fn pieces_of_files_are_read_or_refused(text in mixed()) {
        read_all(text.as_bytes());
    }

    #[test]
    fn files_with_changed_bytes_are_read_or_refused(
        which in 0..FILES.len(), at in any::<prop::sample::Index>(), byte in any::<u8>(),
        cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = FILES[which].1.as_bytes().to_vec();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        read_all(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        read_all(&bytes);
    }
}
