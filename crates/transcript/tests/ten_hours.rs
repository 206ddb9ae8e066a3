//! The longest recordings: a hundred thousand words, in one breath or in twenty thousand turns.

use transcript::{Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

const WORDS: u32 = 100_000;

/// Six words a sentence, 300 ms each.
fn word(index: u32) -> SourceWord<'static> {
    let text = if index % 6 == 5 { "end." } else { "word" };
    let (start, end) = (Millis(index * 360), Millis(index * 360 + 300));
    SourceWord { text, start, end, ..SourceWord::default() }
}

fn utterance(words: std::ops::Range<u32>) -> SourceUtterance {
    let text: Vec<&str> = words.clone().map(|index| word(index).text).collect();
    let words = words.map(word).collect();
    SourceUtterance { text: Some(text.join(" ")), words, ..SourceUtterance::default() }
}

fn build(utterances: impl Iterator<Item = SourceUtterance>) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    utterances.for_each(|utterance| builder.push_utterance(&utterance));
    builder.finish()
}

#[test]
fn ten_hours_in_one_turn_are_readable_paragraphs() {
    let transcript = build(std::iter::once(utterance(0..WORDS)));
    let turn = transcript.turn(0).unwrap();
    assert_eq!(transcript.words(turn).len(), WORDS as usize);
    let paragraphs = transcript.paragraphs(turn);
    assert!((WORDS as usize / 90..WORDS as usize / 40).contains(&paragraphs.len()));
    let (last, others) = paragraphs.split_last().unwrap();
    assert!(others.iter().all(|p| (40..=90).contains(&transcript.paragraph_words(p).len())));
    assert!(transcript.paragraph_words(last).len() >= 20);
}

#[test]
fn twenty_thousand_turns_backwards_are_put_in_order() {
    let transcript = build((0..WORDS / 5).rev().map(|turn| utterance(turn * 5..turn * 5 + 5)));
    assert_eq!(transcript.turns().len(), WORDS as usize / 5);
    assert_eq!(transcript.word_count(), WORDS as usize);
    let starts = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
    assert!(starts.map(|word| word.start).eq((0..WORDS).map(|index| word(index).start)));
}
