//! What the builder makes of good and of strange sources.

use super::*;
use crate::{Confidence, SpeakerId};

fn word(text: &str, start: u32, end: u32) -> SourceWord<'_> {
    SourceWord { text, start: Millis(start), end: Millis(end), ..SourceWord::default() }
}

fn said_by<'a>(speaker: &'a str, word: SourceWord<'a>) -> SourceWord<'a> {
    SourceWord { speaker: Some(speaker), ..word }
}

/// An utterance with text and times, without words.
fn utterance(speaker: &str, text: &str, start: u32, end: u32) -> SourceUtterance {
    SourceUtterance {
        speaker: Some(speaker.into()),
        text: Some(text.into()),
        start: Some(Millis(start)),
        end: Some(Millis(end)),
        ..SourceUtterance::default()
    }
}

fn build(utterances: impl IntoIterator<Item = SourceUtterance>) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for utterance in utterances {
        builder.push_utterance(&utterance);
    }
    builder.finish()
}

fn texts(transcript: &Transcript) -> Vec<&str> {
    transcript.turns().iter().map(|turn| transcript.turn_text(turn)).collect()
}

fn labels(transcript: &Transcript) -> Vec<&str> {
    transcript.speakers().iter().map(crate::Speaker::label).collect()
}

fn words_of(transcript: &Transcript, turn: usize) -> Vec<&str> {
    transcript.words(transcript.turn(turn).unwrap()).map(|word| word.text).collect()
}

#[test]
fn nothing_pushed_is_an_empty_transcript() {
    let transcript = TranscriptBuilder::new().finish();
    assert!(transcript.is_empty());
    assert_eq!(transcript.turns(), []);
    assert_eq!(transcript.speakers(), []);
    assert_eq!(transcript.end(), Millis(0));
}

#[test]
fn each_utterance_is_a_turn_even_of_the_same_speaker() {
    let transcript = build([utterance("A", "One.", 0, 900), utterance("A", "Two.", 900, 2_000)]);
    assert_eq!(texts(&transcript), ["One.", "Two."]);
    assert!(!transcript.turns()[0].continues);
    assert!(transcript.turns()[1].continues);
}

#[test]
fn an_utterance_with_nothing_to_read_is_dropped() {
    let mut blank_words = utterance("B", "", 5, 6);
    blank_words.words = [word("", 5, 6), word(" ", 6, 6)].into();
    let transcript = build([utterance("A", " \n", 0, 5), blank_words, utterance("C", "Hi", 7, 8)]);
    assert_eq!(texts(&transcript), ["Hi"]);
    assert_eq!(labels(&transcript), ["C"]);
}

#[test]
fn text_that_holds_its_words_is_kept_as_it_came() {
    let mut source = utterance("A", " «Oh»,  he said. ", 0, 900);
    source.words = [word("Oh", 0, 300), word("he", 300, 500), word("said", 500, 900)].into();
    let transcript = build([source]);
    assert_eq!(texts(&transcript), [" «Oh»,  he said. "]);
    assert_eq!(words_of(&transcript, 0), ["Oh", "he", "said"]);
}

#[test]
fn words_that_their_text_does_not_say_go() {
    let mut source = utterance("A", "Some twenty people", 0, 900);
    source.words = [word("Some", 0, 1), word("20", 1, 300), word("people", 300, 900)].into();
    let redacted = SourceUtterance {
        text: Some("[NAME]".into()),
        words: [word("Ann", 1_000, 1_200), word("Lee", 1_200, 1_500)].into(),
        ..SourceUtterance::default()
    };
    let transcript = build([source, redacted]);
    assert_eq!(texts(&transcript), ["Some twenty people", "[NAME]"]);
    assert_eq!(words_of(&transcript, 0), ["Some", "people"]);
    assert_eq!(words_of(&transcript, 1), [""; 0]);
    let turn = &transcript.turns()[1];
    assert_eq!((turn.start, turn.end), (Millis(1_000), Millis(1_500)));
}

#[test]
fn without_utterances_words_are_found_in_the_text_of_the_whole() {
    let mut builder = TranscriptBuilder::new();
    builder.set_text(" 今天天气很好，我们去散步吧。 OK, [NAME]! ".into());
    let words = [
        ("A", "今天"),
        ("A", "天气"),
        ("A", "很好"),
        ("B", "我们"),
        ("B", "去"),
        ("B", "散步吧"),
        ("A", "OK"),
        ("A", "Ann"),
    ];
    for (at, (speaker, text)) in (0..).zip(words) {
        builder.push_word(&said_by(speaker, word(text, at * 100, at * 100 + 90)));
    }
    let transcript = builder.finish();
    assert_eq!(texts(&transcript), ["今天天气很好，", "我们去散步吧。", "OK, [NAME]!"]);
    assert_eq!(words_of(&transcript, 1), ["我们", "去", "散步吧"]);
    assert_eq!(words_of(&transcript, 2), ["OK"]);
    let turn = &transcript.turns()[1];
    assert_eq!((turn.start, turn.end), (Millis(300), Millis(590)));
}

#[test]
fn missing_text_is_told_by_the_words() {
    let source = SourceUtterance {
        words: [word("Good", 10, 20), word("", 20, 25), word("day", 25, 40)].into(),
        ..SourceUtterance::default()
    };
    let transcript = build([source]);
    assert_eq!(texts(&transcript), ["Good day"]);
    let turn = &transcript.turns()[0];
    assert_eq!((turn.start, turn.end), (Millis(10), Millis(40)));
    assert_eq!(transcript.word_count(), 2);
}

#[test]
fn what_breaks_naive_pages_is_kept_exactly() {
    let hostile = [
        "<script>alert(1)</script>",
        "a --> b",
        "nul\0nul",
        "\u{202e}desrever\u{202c}",
        "👩‍👩‍👧‍👦 and 🇸🇪",
        "e\u{301}\u{327}",
        "不用空格写的中文。没有空格。",
        "&amp; {} \\ \" '",
    ];
    let utterances = hostile.map(|text| {
        let words = text.split(' ').map(|text| word(text, 0, 0)).collect();
        SourceUtterance { words, ..utterance("A", text, 0, 0) }
    });
    let transcript = build(utterances);
    assert_eq!(texts(&transcript), hostile);
    assert_eq!(words_of(&transcript, 1), ["a", "-->", "b"]);
}

#[test]
fn utterances_are_sorted_by_start_and_otherwise_keep_their_order() {
    let mut late = utterance("A", "late words", 500, 900);
    late.words = [word("late", 500, 600), word("words", 600, 900)].into();
    let transcript = build([
        late,
        utterance("B", "first", 0, 100),
        utterance("C", "x", 300, 400),
        utterance("D", "y", 300, 350),
    ]);
    assert_eq!(texts(&transcript), ["first", "x", "y", "late words"]);
    assert_eq!(labels(&transcript), ["B", "C", "D", "A"]);
    assert_eq!(words_of(&transcript, 3), ["late", "words"]);
    let indices: Vec<u32> = transcript.turns().iter().map(|turn| turn.index).collect();
    assert_eq!(indices, [0, 1, 2, 3]);
}

#[test]
fn intervals_that_run_backwards_are_turned_round() {
    let mut source = utterance("A", "Hm", 900, 100);
    source.words = [word("Hm", 800, 200)].into();
    let transcript = build([source]);
    let turn = &transcript.turns()[0];
    assert_eq!((turn.start, turn.end), (Millis(100), Millis(900)));
    let only = transcript.words(turn).next().unwrap();
    assert_eq!((only.start, only.end), (Millis(200), Millis(800)));
}

#[test]
fn an_utterance_without_times_stays_behind_the_one_before_it() {
    let untimed = SourceUtterance { text: Some("and".into()), ..SourceUtterance::default() };
    let transcript =
        build([utterance("A", "one", 1_000, 2_000), untimed, utterance("B", "two", 1_500, 3_000)]);
    assert_eq!(texts(&transcript), ["one", "and", "two"]);
    assert_eq!(transcript.turns()[1].start, Millis(1_000));
}

#[test]
fn silences_of_more_than_ten_seconds_are_marked() {
    let transcript = build([
        utterance("A", "a", 10_001, 30_000),
        utterance("B", "inside a's", 20_000, 21_000),
        utterance("B", "ten to the dot", 40_000, 41_000),
        utterance("B", "longer", 51_001, 52_000),
    ]);
    let gaps: Vec<_> = transcript.turns().iter().map(|turn| turn.gap_before).collect();
    assert_eq!(gaps, [Some(Millis(10_001)), None, None, Some(Millis(10_001))]);
    let continues: Vec<_> = transcript.turns().iter().map(|turn| turn.continues).collect();
    assert_eq!(continues, [false, false, true, false]);
}

#[test]
fn a_word_of_another_speaker_keeps_its_speaker() {
    let mut source = utterance("A", "well yes no so", 0, 9);
    source.words = [
        said_by("A", word("well", 0, 1)),
        said_by("C", word("yes", 2, 3)),
        said_by("", word("no", 4, 5)),
        word("so", 6, 9),
    ]
    .into();
    let transcript = build([source, utterance("B", "Right.", 10, 20)]);
    // B has a turn, so it comes before C, who has only a word.
    assert_eq!(labels(&transcript), ["A", "B", "C"]);
    let speakers: Vec<_> =
        transcript.words(&transcript.turns()[0]).map(|word| word.speaker.0).collect();
    assert_eq!(speakers, [0, 2, 0, 0]);
}

#[test]
fn null_and_empty_labels_are_one_unknown_speaker() {
    let null = SourceUtterance { speaker: None, ..utterance("", "x", 0, 1) };
    let transcript = build([null, utterance("", "y", 1, 2), utterance("A", "z", 2, 3)]);
    let speakers: Vec<_> = transcript.turns().iter().map(|turn| turn.speaker).collect();
    assert_eq!(speakers, [SpeakerId(0), SpeakerId(0), SpeakerId(1)]);
    assert_eq!(transcript.speaker(SpeakerId(0)).unwrap().label, None);
}

#[test]
fn more_speakers_than_numbers_do_no_harm() {
    let transcript = build((0..70_000).map(|n| utterance(&n.to_string(), "x", n, n)));
    assert_eq!(transcript.turns().len(), 70_000);
    assert_eq!(transcript.speakers().len(), 65_535);
    let last = transcript.turns().last().unwrap();
    assert_eq!(transcript.speaker(last.speaker).unwrap().name(), "Unknown speaker");
}

#[test]
fn without_utterances_words_are_grouped_by_speaker() {
    let mut builder = TranscriptBuilder::new();
    builder.set_text("not used".into());
    for (speaker, text, start) in
        [("A", "Hello", 0), ("A", "there.", 400), ("B", "Hi.", 900), ("A", "So", 1_500)]
    {
        builder.push_word(&said_by(speaker, word(text, start, start + 300)));
    }
    builder.push_word(&word("hm", 2_000, 2_100));
    assert!(!builder.has_utterances());
    let transcript = builder.finish();
    assert_eq!(texts(&transcript), ["Hello there.", "Hi.", "So", "hm"]);
    assert_eq!(labels(&transcript), ["A", "B", ""]);
    let first = &transcript.turns()[0];
    assert_eq!((first.start, first.end), (Millis(0), Millis(700)));
    assert_eq!(words_of(&transcript, 0), ["Hello", "there."]);
}

#[test]
fn utterances_win_over_words_and_text_whatever_comes_first() {
    for words_first in [true, false] {
        let mut builder = TranscriptBuilder::new();
        builder.set_text("again".into());
        if words_first {
            builder.push_word(&said_by("Z", word("again", 0, 1)));
        }
        builder.push_utterance(&utterance("A", "Once.", 0, 1));
        assert!(builder.has_utterances());
        if !words_first {
            builder.push_word(&said_by("Z", word("again", 0, 1)));
        }
        let transcript = builder.finish();
        assert_eq!(texts(&transcript), ["Once."]);
        assert_eq!(labels(&transcript), ["A"]);
        assert_eq!(transcript.word_count(), 0);
    }
}

#[test]
fn text_alone_is_one_turn_of_nobody_known() {
    let mut builder = TranscriptBuilder::new();
    builder.set_text("Deleted by user.".into());
    builder.set_duration(Millis(282_000));
    let transcript = builder.finish();
    assert_eq!(texts(&transcript), ["Deleted by user."]);
    let turn = &transcript.turns()[0];
    assert_eq!((turn.start, turn.end), (Millis(0), Millis(282_000)));
    assert_eq!(transcript.speakers()[0].label, None);
}

#[test]
fn white_space_alone_is_no_speech() {
    let mut builder = TranscriptBuilder::new();
    builder.push_word(&word(" ", 0, 1));
    builder.set_text(" \n\t".into());
    builder.set_duration(Millis(5_000));
    let transcript = builder.finish();
    assert!(transcript.is_empty());
    assert_eq!(transcript.duration(), Some(Millis(5_000)));
    assert_eq!(transcript.end(), Millis(5_000));
}

#[test]
fn the_end_is_the_latest_end_of_a_turn_when_the_length_is_unknown() {
    let transcript = build([utterance("A", "a", 0, 9_000), utterance("B", "b", 100, 200)]);
    assert_eq!(transcript.duration(), None);
    assert_eq!(transcript.end(), Millis(9_000));
}

#[test]
fn confidence_is_handed_on_where_there_is_one() {
    let sure = Confidence::new(0.93);
    let mut source = utterance("A", "yes no", 0, 1);
    source.confidence = sure;
    source.words = [SourceWord { confidence: sure, ..word("yes", 0, 1) }, word("no", 1, 1)].into();
    let transcript = build([source]);
    let turn = &transcript.turns()[0];
    assert_eq!(turn.confidence, sure);
    let words: Vec<_> = transcript.words(turn).map(|word| word.confidence).collect();
    assert_eq!(words, [sure, None]);
}

#[test]
fn a_turn_of_another_transcript_gives_nothing_rather_than_a_panic() {
    let large = build([utterance("A", "a", 0, 1), utterance("A", "much more text", 1, 2)]);
    let stranger = &large.turns()[1];
    let small = build([utterance("A", "é", 0, 1)]);
    assert_eq!(small.turn_text(stranger), "");
    assert_eq!(small.words(stranger).len(), 0);
    assert_eq!(small.paragraphs(stranger), []);
}
