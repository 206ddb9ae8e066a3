//! Whatever a service sends, the transcript keeps its promises (those listed in the crate's
//! documentation).

use invariants::promises::{self, is_readable};
use proptest::{collection::vec, option, prelude::*, sample::select};
use transcript::{
    Confidence, Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder, initials,
};

/// Text of any characters, with what is known to break naive code more often than chance has it.
fn any_text() -> impl Strategy<Value = String> {
    let known = select(vec![
        "",
        " ",
        "\0",
        "a",
        "so.",
        "<b>",
        "-->",
        "\u{202e}",
        "e\u{301}",
        "👩‍🔬",
        "中文。",
        "؟",
        "\n",
        "no?\"",
        "\u{200d}",
        "Dr.",
        "Yes!",
    ]);
    prop_oneof![
        4 => known.prop_map(str::to_owned),
        2 => "[a-c]{1,3}[.,?]?",
        1 => any::<String>(),
    ]
}

/// Mostly close together, sometimes anywhere.
fn any_time() -> impl Strategy<Value = Millis> {
    prop_oneof![4 => 0_u32..60_000, 1 => any::<u32>()].prop_map(Millis)
}

fn any_label() -> impl Strategy<Value = Option<String>> {
    option::of(prop_oneof![4 => "[A-D]?", 1 => any::<String>()])
}

fn any_confidence() -> impl Strategy<Value = Option<Confidence>> {
    any::<f64>().prop_map(Confidence::new)
}

prop_compose! {
    fn any_word()(
        text in any_text(),
        start in any_time(),
        end in any_time(),
        confidence in any_confidence(),
        speaker in any_label(),
    ) -> Said {
        Said { text, start, end, confidence, speaker }
    }
}

/// A word that owns its letters.
#[derive(Clone, Debug, Default)]
struct Said {
    text: String,
    start: Millis,
    end: Millis,
    confidence: Option<Confidence>,
    speaker: Option<String>,
}

impl Said {
    fn word(&self) -> SourceWord<'_> {
        SourceWord {
            text: &self.text,
            start: self.start,
            end: self.end,
            confidence: self.confidence,
            speaker: self.speaker.as_deref(),
        }
    }
}

/// Words that follow each other, a breath or a silence between them, as in a real recording.
fn spoken_words(most: usize) -> impl Strategy<Value = Vec<Said>> {
    let pause = prop_oneof![8 => 0_u32..200, 2 => 1_000_u32..3_000, 1 => 9_000_u32..12_000];
    vec((any_text(), pause), 0..most).prop_map(|words| {
        let mut now = 0;
        let timed = words.into_iter().map(|(text, pause)| {
            let start = Millis(now + pause);
            now += pause + 250;
            Said { text, start, end: Millis(now), ..Said::default() }
        });
        timed.collect()
    })
}

/// The text of an utterance in relation to its words.
#[derive(Clone, Debug)]
enum Text {
    None,
    Joined,
    Unspaced,
    Other(String),
}

prop_compose! {
    fn any_utterance()(
        speaker in any_label(),
        text in prop_oneof![
            1 => Just(Text::None),
            4 => Just(Text::Joined),
            1 => Just(Text::Unspaced),
            1 => any_text().prop_map(Text::Other),
            1 => vec(any_text(), 0..200).prop_map(|parts| Text::Other(parts.join(" "))),
        ],
        start in option::weighted(0.9, any_time()),
        end in option::weighted(0.9, any_time()),
        confidence in any_confidence(),
        words in prop_oneof![4 => vec(any_word(), 0..8), 1 => spoken_words(400)],
    ) -> SourceUtterance {
        let parts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let text = match text {
            Text::None => None,
            Text::Joined => Some(parts.join(" ")),
            Text::Unspaced => Some(parts.concat()),
            Text::Other(text) => Some(text),
        };
        let words = words.iter().map(Said::word).collect();
        SourceUtterance { speaker, text, start, end, confidence, words }
    }
}

fn build(utterances: &[SourceUtterance], words: &[Said], text: &str) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for word in words {
        builder.push_word(&word.word());
    }
    for utterance in utterances {
        builder.push_utterance(utterance);
    }
    builder.set_text(text.to_owned());
    builder.finish()
}

fn has_anything_to_read(utterance: &SourceUtterance) -> bool {
    utterance.text.as_deref().is_some_and(is_readable)
        || utterance.words.iter().any(|word| is_readable(word.text))
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_utterances_give_a_sound_transcript(utterances in vec(any_utterance(), 0..12)) {
        let transcript = build(&utterances, &[], "");
        promises::check(&transcript);
        let readable = utterances.iter().filter(|u| has_anything_to_read(u)).count();
        prop_assert_eq!(transcript.turns().len(), readable);
        let words = utterances.iter().flat_map(|u| u.words.iter());
        let words = words.filter(|word| is_readable(word.text)).count();
        prop_assert!(transcript.word_count() <= words, "none is made up");
    }

    #[test]
    fn any_transcript_is_the_same_when_unpacked(
        utterances in vec(any_utterance(), 0..8),
        words in vec(any_word(), 0..8),
        text in any_text(),
    ) {
        let transcript = build(&utterances, &words, &text);
        let back = Transcript::unpack(&transcript.pack());
        prop_assert_eq!(format!("{back:?}"), format!("{:?}", Some(&transcript)));
        if let Some(back) = back {
            promises::check(&back);
        }
    }

    #[test]
    fn bytes_that_are_no_transcript_are_refused(bytes in vec(any::<u8>(), 0..400)) {
        if let Some(transcript) = Transcript::unpack(&bytes) {
            prop_assert!(transcript.word_count() <= bytes.len());
        }
    }

    #[test]
    fn the_words_come_back_as_they_came(utterance in any_utterance()) {
        let transcript = build(std::slice::from_ref(&utterance), &[], "");
        let Some(turn) = transcript.turn(0) else { return Ok(()) };
        let mut came = utterance.words.iter().filter(|word| is_readable(word.text));
        let text = utterance.text.as_deref().filter(|text| is_readable(text));
        let mut left_out = 0;
        for word in transcript.words(turn) {
            // In order, those left out that the text does not say.
            let source = loop {
                let Some(source) = came.next() else { panic!("{word:?} never came") };
                if source.text == word.text
                    && source.start.min(source.end) == word.start
                    && source.start.max(source.end) == word.end
                {
                    break source;
                }
                left_out += 1;
            };
            prop_assert_eq!(word.confidence, source.confidence);
        }
        left_out += came.count();
        match text {
            None => prop_assert_eq!(left_out, 0, "all of them are the text"),
            Some(text) => prop_assert_eq!(transcript.turn_text(turn), text),
        }
    }

    #[test]
    fn words_that_make_their_text_are_all_found(words in vec("[a-zé中]{1,6}[.,?]?", 1..60)) {
        let text = words.join(" ");
        let sources = words.iter().map(|text| SourceWord { text, ..SourceWord::default() });
        let utterance = SourceUtterance {
            text: Some(text),
            words: sources.collect(),
            ..SourceUtterance::default()
        };
        let transcript = build(&[utterance], &[], "");
        prop_assert_eq!(transcript.word_count(), words.len());
    }

    #[test]
    fn text_made_of_its_words_is_kept(words in vec(any_word(), 1..30), spaced in any::<bool>()) {
        let parts: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
        let text = if spaced { parts.join(" ") } else { parts.concat() };
        prop_assume!(is_readable(&text));
        let utterance = SourceUtterance {
            text: Some(text.clone()),
            words: words.iter().map(Said::word).collect(),
            ..SourceUtterance::default()
        };
        let transcript = build(&[utterance], &[], "");
        prop_assert_eq!(transcript.turn_text(&transcript.turns()[0]), text);
    }

    #[test]
    fn any_words_give_a_sound_transcript(words in vec(any_word(), 0..40), text in any_text()) {
        let transcript = build(&[], &words, &text);
        promises::check(&transcript);
        let readable = words.iter().filter(|word| is_readable(&word.text)).count();
        prop_assert!(transcript.word_count() <= readable && transcript.word_count() * 2 >= readable);
        prop_assert!(readable == 0 || transcript.turns().iter().all(|t| transcript.words(t).len() > 0));
    }

    #[test]
    fn any_text_gives_a_sound_transcript(text in prop_oneof![any::<String>(), any_text()]) {
        let transcript = build(&[], &[], &text);
        promises::check(&transcript);
        prop_assert_eq!(transcript.is_empty(), !is_readable(&text));
        if let Some(turn) = transcript.turn(0) {
            prop_assert_eq!(transcript.turn_text(turn), text);
        }
    }

    #[test]
    fn any_name_has_initials(name in any::<String>()) {
        let letters = initials(&name);
        prop_assert!(is_readable(&letters));
        prop_assert!(letters.chars().count() <= 32);
    }
}
