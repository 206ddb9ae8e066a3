//! What our own export writes is read again as the same conversation, as far as the format
//! carries it.

#![allow(clippy::expect_used, reason = "a file that cannot be read is what is looked for")]

use import::{Format, Recognised, SPEECH, read, recognise};
use transcript::export::{Choice, CueLimits, Format as Written, Input, Options, export};
use transcript::{Confidence, Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

/// Name, start, end and text of a turn.
type Told = (String, u32, u32, String);

/// Somebody says a text, 280 ms per word and 120 ms between words.
fn say(builder: &mut TranscriptBuilder, speaker: &str, start: u32, text: &str) {
    let mut now = start;
    let words = text.split(' ').map(|text| {
        let (start, end) = (Millis(now), Millis(now + 280));
        now += 400;
        let confidence = Confidence::new(1.0 - f64::from(now % 512) / 1024.0);
        SourceWord { text, start, end, confidence, speaker: Some(speaker) }
    });
    let words = words.collect();
    builder.push_utterance(&SourceUtterance {
        speaker: Some(speaker.to_owned()),
        text: Some(text.to_owned()),
        start: Some(Millis(start)),
        confidence: Confidence::new(0.9375),
        words,
        ..SourceUtterance::default()
    });
}

/// Invented people on a boat: an overlap, a long silence, letters that run the other way.
fn boat() -> Transcript {
    let mut builder = TranscriptBuilder::new();
    say(&mut builder, "Ada Holm", 480, "Thank you for having me. How did it all begin?");
    say(
        &mut builder,
        "Bo \"Captain\" Ek",
        5_200,
        "It was my grandfather's boat. He had built it himself, in the shed behind the house, over \
         three winters, and nobody in the village thought that it would ever float. \"You forgot \
         the keel,\" they said.",
    );
    say(&mut builder, "Ada Holm", 9_000, "Mm-hm, mm-hm, yes.");
    say(&mut builder, "Bo \"Captain\" Ek", 22_000, "So: we built it again.");
    say(&mut builder, "ليلى", 45_000, "شكرًا، نعم. 谢谢，我很好。");
    say(&mut builder, "C", 3_725_000, "Goodbye, all of you, goodbye.");
    builder.finish()
}

/// Names and texts that have broken somebody's files; each name speaks twice.
fn hostile() -> Transcript {
    let names = [
        "a --> b",
        "\"Bo\", 'Bo' \"\"",
        "tab\there",
        "Line\r\nEnd\n\nFar",
        "=cmd|' /C calc'!A0",
        "\u{202e}evil\u{202c} \u{2066}x",
        "<v Ann>&amp;",
        "-- >",
    ];
    let texts = [
        "00:00:01,000 --> 00:00:02,000 is a time",
        "=1+1",
        "@SUM(A1,A2)",
        "\"quoted\", and \"\"more\"\"",
        "a,b;c\td",
        "first\r\n\r\n2\r\n00:00:01,000 --> 00:00:02,000\r\nsecond",
        "<i>hot</i> {\\an8}& &lt; <00:00:01.000>cold",
        "\u{202e}the other way\u{202c}",
    ];
    let mut builder = TranscriptBuilder::new();
    let mut start = 0;
    for round in 0..2 {
        for (index, name) in names.iter().enumerate() {
            let text = texts[(index + 3 * round) % texts.len()];
            builder.push_utterance(&SourceUtterance {
                speaker: Some((*name).to_owned()),
                text: Some(text.to_owned()),
                start: Some(Millis(start)),
                end: Some(Millis(start + 2_500)),
                ..SourceUtterance::default()
            });
            start += 3_000;
        }
    }
    builder.finish()
}

/// A single voice, which is named once.
fn monologue() -> Transcript {
    let mut builder = TranscriptBuilder::new();
    say(&mut builder, "A", 0, "I was born by the sea, and so was she. It was a cold winter there.");
    builder.finish()
}

fn told(transcript: &Transcript) -> Vec<Told> {
    let turns = transcript.turns().iter().map(|turn| {
        let name = transcript.speaker(turn.speaker).map(transcript::Speaker::name);
        let text = transcript.turn_text(turn).to_owned();
        (name.unwrap_or_default(), turn.start.0, turn.end.0, text)
    });
    turns.collect()
}

/// Exports a conversation and reads the file, which must be recognised.
fn again(
    transcript: &Transcript,
    written: Written,
    format: Format,
    options: &Options,
) -> Transcript {
    let file = export(written, &Input::new(transcript), options);
    let recognised = recognise(file.as_bytes());
    assert_eq!(recognised, Some(Recognised::Elsewhere(format)), "{file}");
    read(format, file.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{file}")).transcript
}

/// A text or a name as one line, as subtitles have it: without controls.
fn line(text: &str) -> String {
    let kept: String = text.chars().filter(|c| !c.is_control() || c.is_whitespace()).collect();
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A name as all formats write it: without what turns the writing round.
fn name(text: &str) -> String {
    let turns = |c: char| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    line(&text.replace(turns, ""))
}

/// What `SubRip` cannot hold is written with signs that look alike.
fn alike(text: &str) -> String {
    let text = text.replace("-->", "→").replace("{\\", "(\\");
    let mut out = String::new();
    for (at, c) in text.char_indices() {
        let after = text[at + c.len_utf8()..].chars().next();
        let is_tag = c == '<' && after.is_some_and(|c| c.is_ascii_alphabetic() || c == '/');
        out.push(if is_tag { '‹' } else { c });
    }
    out
}

/// Subtitles tell who says what in which order, and when each turn begins; a cue may be shown for
/// longer than it is spoken.
fn check_subtitles(written: Written, format: Format, as_written: fn(&str) -> String) {
    for limits in [CueLimits::default(), CueLimits { line: 60, lines: 1, time: Millis(4_000) }] {
        let options = Options::default().with_cues(limits);
        for transcript in [boat(), monologue(), hostile()] {
            let read = told(&again(&transcript, written, format, &options));
            let expected = told(&transcript);
            assert_eq!(read.len(), expected.len(), "{read:#?}");
            for (read, expected) in read.iter().zip(&expected) {
                assert_eq!(read.0, as_written(&name(&expected.0)));
                assert_eq!(read.1, expected.1);
                let longest = expected.2.max(expected.1 + 1_000);
                assert!((expected.2..=longest).contains(&read.2), "{read:?} {expected:?}");
                assert_eq!(read.3, as_written(&line(&expected.3)));
            }
        }
    }
}

#[test]
fn srt_is_read_again() {
    check_subtitles(Written::Srt, Format::Srt, alike);
}

#[test]
fn webvtt_is_read_again() {
    check_subtitles(Written::WebVtt, Format::WebVtt, str::to_owned);
}

#[test]
fn rttm_is_read_again() {
    for transcript in [boat(), monologue(), hostile()] {
        let read = told(&again(&transcript, Written::Rttm, Format::Rttm, &Options::default()));
        let expected = told(&transcript).into_iter();
        let expected: Vec<Told> = expected
            .map(|(own, start, end, _)| (name(&own), start, end, SPEECH.to_owned()))
            .collect();
        assert_eq!(read, expected);
    }
}

#[test]
fn tables_of_turns_are_read_again() {
    for bom in [true, false] {
        let options =
            Options::default().with(Choice::ByteOrderMark, bom).with(Choice::Confidence, true);
        for transcript in [boat(), monologue(), hostile()] {
            let copy = again(&transcript, Written::CsvTurns, Format::Csv, &options);
            let expected = told(&transcript).into_iter();
            let expected: Vec<Told> =
                expected.map(|(own, start, end, text)| (name(&own), start, end, text)).collect();
            assert_eq!(told(&copy), expected);
            let sure = |t: &Transcript| {
                t.turns().iter().map(|t| t.confidence.map(Confidence::get)).collect::<Vec<_>>()
            };
            assert_eq!(sure(&copy), sure(&transcript));
        }
    }
}

#[test]
fn tables_of_words_are_read_again() {
    let options = Options::default().with(Choice::Confidence, true);
    for transcript in [boat(), monologue()] {
        let copy = again(&transcript, Written::CsvWords, Format::Csv, &options);
        assert_eq!(told(&copy), told(&transcript));
        let words = |t: &Transcript| -> Vec<(String, Millis, Millis, Option<u8>)> {
            let words = t.turns().iter().flat_map(|turn| t.words(turn));
            let told = words.map(|word| {
                (
                    word.text.to_owned(),
                    word.start,
                    word.end,
                    word.confidence.map(Confidence::percent),
                )
            });
            told.collect()
        };
        assert_eq!(words(&copy), words(&transcript));
    }
}

#[test]
fn words_that_would_be_formulas_are_read_again() {
    let mut builder = TranscriptBuilder::new();
    for (index, text) in ["=1+1", "\"so\"", "-2", "'tis", "a,b", "\u{202e}x"].iter().enumerate() {
        let start = u32::try_from(index).expect("few") * 400;
        builder.push_word(&SourceWord {
            text,
            start: Millis(start),
            end: Millis(start + 300),
            speaker: Some("=cmd|' /C calc'!A0"),
            ..SourceWord::default()
        });
    }
    let transcript = builder.finish();
    let copy = again(&transcript, Written::CsvWords, Format::Csv, &Options::default());
    assert_eq!(told(&copy), told(&transcript));
}

#[test]
fn our_json_is_an_answer_of_the_service() {
    for transcript in [boat(), monologue(), hostile()] {
        let file = export(Written::Json, &Input::new(&transcript), &Options::default());
        assert_eq!(recognise(file.as_bytes()), Some(Recognised::AssemblyAi));
        let answer = assemblyai::decode::decode(file.into_bytes()).expect("an answer");
        let copy = told(&answer.transcript);
        assert_eq!(copy, told(&transcript));
        assert_eq!(answer.transcript.word_count(), transcript.word_count());
    }
}
