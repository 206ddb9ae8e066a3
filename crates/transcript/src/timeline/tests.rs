use proptest::prelude::*;

use super::*;
use crate::{SourceUtterance, SourceWord, TranscriptBuilder};

fn transcript(turns: &[(&str, &[(u32, u32)])]) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for (speaker, words) in turns {
        builder.push_utterance(&SourceUtterance {
            speaker: Some((*speaker).to_owned()),
            words: words
                .iter()
                .map(|(start, end)| (format!("w{start}"), start, end))
                .collect::<Vec<_>>()
                .iter()
                .map(|(text, start, end)| SourceWord {
                    text,
                    start: Millis(**start),
                    end: Millis(**end),
                    ..SourceWord::default()
                })
                .collect(),
            ..SourceUtterance::default()
        });
    }
    builder.finish()
}

fn word(transcript: &Transcript, place: &WordPlace) -> String {
    let turn = transcript.turn(place.turn as usize).expect("a turn");
    let paragraph = &transcript.paragraphs(turn)[place.paragraph as usize];
    let range = place.range.start as usize..place.range.end as usize;
    transcript.paragraph_text(paragraph)[range].to_owned()
}

fn heard(transcript: &Transcript, at: u32) -> Option<String> {
    let place = Timeline::new(transcript).word_at(transcript, Millis(at))?;
    Some(word(transcript, &place))
}

#[test]
fn a_word_is_heard_from_its_start_through_a_breath() {
    let talk = transcript(&[("A", &[(100, 300), (400, 700)]), ("B", &[(5_000, 5_200)])]);
    assert_eq!(heard(&talk, 99), None);
    assert_eq!(heard(&talk, 100).as_deref(), Some("w100"));
    assert_eq!(heard(&talk, 399).as_deref(), Some("w100"));
    assert_eq!(heard(&talk, 400).as_deref(), Some("w400"));
    assert_eq!(heard(&talk, 1_699).as_deref(), Some("w400"));
    assert_eq!(heard(&talk, 1_700), None);
    assert_eq!(heard(&talk, 5_199).as_deref(), Some("w5000"));
}

#[test]
fn where_two_speak_the_later_beginning_counts_until_it_ends() {
    let talk = transcript(&[("A", &[(0, 4_000)]), ("B", &[(1_000, 1_500)])]);
    let timeline = Timeline::new(&talk);
    assert_eq!(heard(&talk, 1_200).as_deref(), Some("w1000"));
    assert_eq!(heard(&talk, 1_600).as_deref(), Some("w0"));
    assert_eq!(timeline.turn_at(Millis(1_200)), Some(1));
    assert_eq!(timeline.turn_at(Millis(2_000)), Some(0));
    assert_eq!(timeline.turn_at(Millis(60_000)), Some(1), "the last that began");
}

#[test]
fn steps_go_by_words_and_by_sentences() {
    let mut builder = TranscriptBuilder::new();
    let words = [("One", 0), ("two.", 100), ("Three", 200), ("four.", 300), ("Five", 400)];
    builder.push_utterance(&SourceUtterance {
        words: words
            .map(|(text, start)| SourceWord {
                text,
                start: Millis(start),
                end: Millis(start + 90),
                ..SourceWord::default()
            })
            .into(),
        ..SourceUtterance::default()
    });
    let talk = builder.finish();
    let timeline = Timeline::new(&talk);
    let step =
        |at, unit, forward| timeline.step(&talk, Millis(at), unit, forward).map(|start| start.0);
    assert_eq!(step(0, Unit::Word, true), Some(100));
    assert_eq!(step(250, Unit::Word, false), Some(100));
    assert_eq!(step(450, Unit::Word, true), None);
    assert_eq!(step(0, Unit::Word, false), Some(0));
    assert_eq!(step(100, Unit::Sentence, true), Some(200));
    assert_eq!(step(310, Unit::Sentence, true), Some(400));
    assert_eq!(step(310, Unit::Sentence, false), Some(0));
    assert_eq!(step(430, Unit::Sentence, false), Some(200));
}

#[test]
fn silences_are_what_no_turn_covers() {
    let talk = transcript(&[
        ("A", &[(3_000, 9_000)]),
        ("B", &[(4_000, 5_000)]),
        ("A", &[(12_000, 12_500)]),
    ]);
    let silences = Timeline::new(&talk).silences(&talk, Millis(2_000));
    assert_eq!(silences, [Millis(0)..Millis(3_000), Millis(9_000)..Millis(12_000)]);
}

#[test]
fn short_agreement_inside_a_turn_is_a_back_channel() {
    let talk = transcript(&[
        ("A", &[(0, 5_000), (5_000, 9_000)]),
        ("B", &[(2_000, 2_400)]),
        ("A", &[(9_000, 9_500)]),
        ("C", &[(8_900, 12_000)]),
        ("A", &[(11_500, 13_000)]),
    ]);
    let found = overlaps(&talk);
    let expected =
        [Overlap::None, Overlap::Inside(0), Overlap::None, Overlap::Inside(2), Overlap::With(2)];
    assert_eq!(found, expected);
}

/// The same answer by looking at every word.
fn oracle(transcript: &Transcript, at: Millis) -> Option<(Millis, Millis)> {
    let words = || transcript.words.iter().map(|word| (word.start, word.end));
    let last = |words: &mut dyn Iterator<Item = (Millis, Millis)>| {
        words.fold(None, |best: Option<(Millis, Millis)>, word| match best {
            Some(best) if best.0 > word.0 => Some(best),
            _ => Some(word),
        })
    };
    last(&mut words().filter(|(start, end)| *start <= at && at < *end)).or_else(|| {
        last(&mut words().filter(|(start, _)| *start <= at))
            .filter(|(_, end)| at.saturating_sub(*end) < HOLD)
    })
}

proptest! {
    #[test]
    fn the_word_is_the_one_that_a_linear_scan_finds(
        turns in prop::collection::vec(prop::collection::vec((0_u32..20_000, 0_u32..3_000), 1..8), 1..12),
        moments in prop::collection::vec(0_u32..24_000, 50),
    ) {
        let turns: Vec<Vec<_>> = turns
            .into_iter()
            .map(|words| words.into_iter().map(|(start, length)| (start, start + length)).collect())
            .collect();
        let turns: Vec<_> = turns.iter().map(|words| ("A", words.as_slice())).collect();
        let talk = transcript(&turns);
        let timeline = Timeline::new(&talk);
        for at in moments.into_iter().map(Millis) {
            let found = timeline.word_at(&talk, at);
            prop_assert_eq!(found.as_ref().map(|place| place.start), oracle(&talk, at).map(|w| w.0));
            // Between a moment and the end of its answer, the answer is the same.
            let until = timeline.holds_until(at);
            prop_assert!(until > at);
            let last = Millis(until.0.min(30_000).max(at.0 + 1) - 1);
            prop_assert_eq!(timeline.word_at(&talk, last), found);
            prop_assert_eq!(timeline.turn_at(last), timeline.turn_at(at));
        }
    }
}
