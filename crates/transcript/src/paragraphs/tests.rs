//! Where turns are cut, seen through the builder.

use crate::{Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

/// Each word takes 300 ms; `pauses` are (index of a word, milliseconds of silence before it).
fn spoken(text: &str, pauses: &[(usize, u32)]) -> Transcript {
    let mut now = 0;
    let words = text.split(' ').enumerate().map(|(index, text)| {
        now += pauses.iter().filter(|(at, _)| *at == index).map(|(_, pause)| pause).sum::<u32>();
        let start = Millis(now);
        now += 300;
        SourceWord { text, start, end: Millis(now), ..SourceWord::default() }
    });
    let words = words.collect();
    build(&SourceUtterance { text: Some(text.into()), words, ..SourceUtterance::default() })
}

fn written(text: &str) -> Transcript {
    build(&SourceUtterance { text: Some(text.into()), ..SourceUtterance::default() })
}

fn build(utterance: &SourceUtterance) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    builder.push_utterance(utterance);
    builder.finish()
}

/// The paragraphs of the only turn.
fn pieces(transcript: &Transcript) -> Vec<&str> {
    assert_eq!(transcript.turns().len(), 1);
    let paragraphs = transcript.paragraphs(&transcript.turns()[0]);
    paragraphs.iter().map(|paragraph| transcript.paragraph_text(paragraph)).collect()
}

fn lengths(transcript: &Transcript) -> Vec<usize> {
    pieces(transcript).iter().map(|text| text.split_whitespace().count()).collect()
}

/// So many sentences of so many words.
fn sentences(count: usize, words: usize) -> String {
    let mut sentence = vec!["We"];
    sentence.resize(words - 1, "said");
    sentence.push("so.");
    vec![sentence.join(" "); count].join(" ")
}

#[test]
fn a_short_turn_is_one_paragraph() {
    let text = sentences(7, 10);
    assert_eq!(pieces(&spoken(&text, &[])), [text.as_str()]);
    assert_eq!(pieces(&written(&text)), [text.as_str()]);
}

#[test]
fn a_long_turn_is_cut_at_sentence_ends_into_even_pieces() {
    for transcript in [spoken(&sentences(20, 10), &[]), written(&sentences(20, 10))] {
        for (piece, length) in pieces(&transcript).iter().zip(lengths(&transcript)) {
            assert!(piece.ends_with("so."), "{piece}");
            assert!((40..=90).contains(&length), "{length}");
        }
    }
}

#[test]
fn somewhat_more_than_enough_is_halved() {
    assert_eq!(lengths(&spoken(&sentences(7, 10), &[])), [70]);
    assert_eq!(lengths(&spoken(&sentences(8, 10), &[])), [40, 40]);
}

#[test]
fn what_would_leave_a_tiny_rest_is_not_cut() {
    let text = [sentences(1, 65), sentences(1, 15)].join(" ");
    assert_eq!(lengths(&spoken(&text, &[])), [80]);
}

#[test]
fn the_last_paragraph_is_not_tiny() {
    for count in 15..60 {
        let transcript = spoken(&sentences(count, 5), &[]);
        let last = lengths(&transcript).pop().unwrap();
        assert!(last >= 20, "{count} sentences: {last}");
    }
}

#[test]
fn many_characters_are_long_as_well() {
    let sentence = "Donaudampfschifffahrtsgesellschaften veröffentlichen Zusammenfassungen.";
    let transcript = spoken(&[sentence; 12].join(" "), &[]);
    let pieces = pieces(&transcript);
    assert!(pieces.len() > 1);
    assert!(pieces.iter().all(|piece| piece.chars().count() < 600));
}

#[test]
fn a_sentence_end_at_a_pause_is_preferred() {
    let transcript = spoken(&sentences(20, 10), &[(70, 1_500)]);
    assert_eq!(lengths(&transcript)[0], 70);
}

#[test]
fn a_sentence_end_nearby_is_preferred_to_a_pause() {
    let transcript = spoken(&sentences(20, 10), &[(65, 1_500)]);
    assert_eq!(lengths(&transcript)[0], 60);
    let transcript = spoken(&sentences(5, 50), &[(66, 1_500)]);
    assert_eq!(lengths(&transcript)[0], 66);
}

#[test]
fn without_sentence_ends_pauses_cut() {
    let transcript = spoken(&["word"; 120].join(" "), &[(50, 1_500)]);
    assert_eq!(lengths(&transcript), [50, 70]);
}

#[test]
fn without_either_the_longest_pause_within_the_limit_cuts() {
    let transcript = spoken(&["word"; 200].join(" "), &[(30, 300), (110, 900), (190, 1_400)]);
    assert_eq!(lengths(&transcript), [110, 90]);
    let transcript = spoken(&["word"; 120].join(" "), &[(60, 1_400)]);
    assert_eq!(lengths(&transcript), [120]);
}

#[test]
fn a_stream_of_words_without_any_pause_is_cut_all_the_same() {
    let transcript = spoken(&["word"; 1_000].join(" "), &[]);
    let mut lengths = lengths(&transcript);
    assert!(lengths.pop().is_some_and(|last| last <= 160));
    assert!(lengths.iter().all(|length| *length == 65));
}

#[test]
fn text_without_words_is_cut_at_sentence_ends_only() {
    let endless = ["word"; 1_000].join(" ");
    assert_eq!(pieces(&written(&endless)), [endless.as_str()]);
}

#[test]
fn a_long_silence_always_cuts_and_is_marked() {
    let transcript = spoken("Wait a. Moment please", &[(1, 10_000), (3, 10_001)]);
    assert_eq!(pieces(&transcript), ["Wait a. Moment", "please"]);
    let paragraphs = transcript.paragraphs(&transcript.turns()[0]);
    let marks: Vec<_> = paragraphs.iter().map(|p| (p.start, p.gap_before)).collect();
    assert_eq!(marks, [(Millis(0), None), (Millis(20_901), Some(Millis(10_001)))]);
}

#[test]
fn silence_is_measured_from_the_latest_end_so_far() {
    let word = |text: &'static str, start, end| SourceWord {
        text,
        start: Millis(start),
        end: Millis(end),
        ..SourceWord::default()
    };
    let words = [word("a", 0, 20_000), word("b", 100, 200), word("c", 21_000, 21_100)].into();
    let transcript = build(&SourceUtterance { words, ..SourceUtterance::default() });
    assert_eq!(pieces(&transcript), ["a b c"]);
}

#[test]
fn white_space_at_the_cut_belongs_to_neither_side() {
    let text = format!(" {}\n \t{} ", sentences(5, 10), sentences(5, 10));
    let transcript = written(&text);
    assert_eq!(pieces(&transcript), [format!(" {}", sentences(5, 10)), sentences(5, 10) + " "]);
    assert_eq!(transcript.turn_text(&transcript.turns()[0]), text);
}

#[test]
fn quotes_stay_with_their_sentence() {
    let speech = sentences(5, 10);
    let text = format!("“{speech}” “{speech}”");
    let words = speech.split(' ').chain(speech.split(' '));
    let words = words.map(|word| SourceWord { text: word, ..SourceWord::default() });
    let transcript = build(&SourceUtterance {
        text: Some(text),
        words: words.collect(),
        ..SourceUtterance::default()
    });
    assert_eq!(pieces(&transcript), vec![format!("“{speech}”"); 2]);
}

#[test]
fn chinese_is_cut_without_white_space() {
    let sentence = "我们今天在这里谈论一个很长的故事，大家都想知道结果。";
    let text = sentence.repeat(40);
    let transcript = written(&text);
    let pieces = pieces(&transcript);
    assert!(pieces.len() > 1);
    assert!(pieces.iter().all(|piece| piece.ends_with('。')));
    assert_eq!(pieces.concat(), text);
}

#[test]
fn chinese_quotes_stay_with_their_sentence() {
    let text = "他说：「我们今天在这里谈论一个很长的故事！？」".repeat(40);
    let transcript = written(&text);
    assert!(pieces(&transcript).len() > 1);
    assert!(pieces(&transcript).iter().all(|piece| piece.ends_with('」')));
}

#[test]
fn marks_that_belong_to_no_word_stay_with_the_one_before() {
    let word = |text: &'static str, start| {
        let (start, end) = (Millis(start), Millis(start + 300));
        SourceWord { text, start, end, ..SourceWord::default() }
    };
    let transcript = build(&SourceUtterance {
        text: Some("你好。」「世界。".into()),
        words: [word("你好", 0), word("世界", 20_000)].into(),
        ..SourceUtterance::default()
    });
    assert_eq!(pieces(&transcript), ["你好。」", "「世界。"]);
}

#[test]
fn the_first_paragraph_starts_with_its_turn() {
    let transcript = build(&SourceUtterance {
        start: Some(Millis(400)),
        words: [SourceWord { text: "Well", ..SourceWord::default() }].into(),
        end: Some(Millis(900)),
        ..SourceUtterance::default()
    });
    let turn = &transcript.turns()[0];
    assert_eq!(transcript.paragraphs(turn)[0].start, Millis(400));
}

#[test]
fn the_words_of_a_paragraph_lie_inside_it() {
    let transcript = spoken(&sentences(30, 10), &[(17, 11_000)]);
    let turn = &transcript.turns()[0];
    let mut count = 0;
    for paragraph in transcript.paragraphs(turn) {
        let text = transcript.paragraph_text(paragraph);
        let from = paragraph.range().start;
        for word in transcript.paragraph_words(paragraph) {
            let (start, end) =
                ((word.range.start - from) as usize, (word.range.end - from) as usize);
            assert_eq!(text.get(start..end), Some(word.text));
            count += 1;
        }
    }
    assert_eq!(count, 300);
}

#[test]
fn one_word_beyond_all_measure_stays_whole() {
    let giant = "x".repeat(5_000);
    let transcript = spoken(&["a", &giant, "b", &giant, "c"].join(" "), &[]);
    assert_eq!(pieces(&transcript), [format!("a {giant}"), format!("b {giant}"), "c".into()]);
}
