//! Whatever is said, by whomever, whatever is chosen: every format can be read again.

use invariants::NASTY;
use proptest::{collection::vec, option, prelude::*, sample::select};
use transcript::{
    Confidence, Millis, SourceUtterance, SourceWord, SpeakerId, TranscriptBuilder,
    export::{Choice, CueLimits, Format, Input, Options},
};

use crate::{fixture::Given, reread};

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![
        3 => select(NASTY).prop_map(str::to_owned),
        3 => "[a-c]{1,9}[.,?]?",
        1 => any::<String>(),
        1 => vec(prop_oneof![2 => "[a-z]{1,9}[.,]?", 1 => select(NASTY).prop_map(str::to_owned)], 0..40)
            .prop_map(|parts| parts.join(" ")),
    ]
}

fn any_time() -> impl Strategy<Value = Millis> {
    prop_oneof![12 => 0_u32..60_000, 1 => any::<u32>(), 1 => Just(u32::MAX)].prop_map(Millis)
}

type Said = (String, Millis, Millis, Option<f64>);

fn any_word() -> impl Strategy<Value = Said> {
    (any_text(), any_time(), any_time(), option::of(0.0..=1.0))
}

/// Words that follow each other as in a real recording.
fn spoken() -> impl Strategy<Value = Vec<Said>> {
    vec((any_text(), 0_u32..1_500), 0..60).prop_map(|words| {
        let mut now = 0;
        let timed = words.into_iter().map(|(text, pause)| {
            let start = now + pause;
            now = start + 250;
            (text, Millis(start), Millis(now), Some(0.5))
        });
        timed.collect()
    })
}

prop_compose! {
    fn any_utterance()(
        speaker in option::of(prop_oneof![3 => "[A-D]", 1 => any_text()]),
        text in option::of(any_text()),
        start in any_time(),
        end in option::of(any_time()),
        words in prop_oneof![1 => Just(Vec::new()), 1 => vec(any_word(), 0..5), 1 => spoken()],
        confidence in option::of(0.0..=1.0),
    ) -> SourceUtterance {
        let text = text.filter(|_| words.is_empty());
        let word = |(text, start, end, share): &Said| (text.clone(), *start, *end, *share);
        let words: Vec<Said> = words.iter().map(word).collect();
        let words = words.iter().map(|(text, start, end, share)| SourceWord {
            text,
            start: *start,
            end: *end,
            confidence: share.and_then(Confidence::new),
            speaker: None,
        });
        let words = words.collect();
        let confidence = confidence.and_then(Confidence::new);
        SourceUtterance { speaker, text, start: Some(start), end, confidence, words }
    }
}

prop_compose! {
    fn any_given()(
        utterances in vec(any_utterance(), 0..6),
        names in vec(any_text(), 0..4),
        title in any_text(),
        file_name in any_text(),
        duration in option::of(any_time()),
    ) -> Given {
        let mut builder = TranscriptBuilder::new();
        for utterance in &utterances {
            builder.push_utterance(utterance);
        }
        if let Some(duration) = duration {
            builder.set_duration(duration);
        }
        Given { transcript: builder.finish(), names, title, file_name }
    }
}

prop_compose! {
    fn any_options()(
        chosen in vec(any::<bool>(), Choice::ALL.len()),
        line in prop_oneof![2 => Just(42), 1 => 10_u16..60, 1 => any::<u16>()],
        lines in prop_oneof![2 => Just(2), 1 => any::<u8>()],
        time in prop_oneof![2 => Just(Millis(7_000)), 1 => any_time()],
    ) -> Options {
        let choices = Choice::ALL.into_iter().zip(chosen);
        choices
            .fold(Options::default(), |options, (choice, is_on)| options.with(choice, is_on))
            .with_cues(CueLimits { line, lines, time })
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn every_format_can_be_read_again(
        given in any_given(),
        options in any_options(),
        turns in option::weighted(0.2, (0_u32..8, any::<u32>())),
        speakers in option::weighted(0.2, vec((0_u16..6).prop_map(SpeakerId), 0..4)),
    ) {
        let input = Input {
            turns: turns.map(|(from, to)| from..to),
            speakers: speakers.as_deref(),
            ..given.input()
        };
        for format in Format::ALL {
            reread::check(format, &input, &options);
        }
    }
}
