//! The made-up conversation is what the figures are said to be about.

use super::*;

const TEN_HOURS_MS: u32 = 36_000_000;

fn count(turns: &[Turn], is_wanted: impl Fn(&Turn) -> bool) -> usize {
    turns.iter().filter(|turn| is_wanted(turn)).count()
}

#[test]
fn it_has_exactly_as_many_words_as_asked_for_and_is_the_same_every_time() {
    for words in [1, 100, 3_999, 4_000, 5_000, 20_000] {
        let turns = conversation(words);
        let total: usize = turns.iter().map(|turn| turn.words.len()).sum();
        assert_eq!(total, words as usize);
        assert_eq!(turns, conversation(words));
        assert!(turns.iter().all(|turn| !turn.words.is_empty()));
    }
    assert_ne!(conversation(5_000)[..3], conversation(20_000)[..3]);
}

#[test]
fn turns_are_of_mixed_length() {
    let turns = conversation(100_000);
    assert!((3_000..6_000).contains(&turns.len()), "{}", turns.len());
    let short = count(&turns, |turn| turn.end() - turn.start() < 1_000) * 100 / turns.len();
    assert!((27..=35).contains(&short), "{short} %");
    assert_eq!(count(&turns, |turn| turn.words.len() >= 1_000), 6);
    assert_eq!(count(&conversation(5_000), |turn| turn.words.len() >= 1_000), 1);
}

#[test]
fn chatter_has_as_many_turns_as_asked_for_and_all_are_short() {
    let turns = chatter(30_000);
    assert_eq!(turns.len(), 30_000);
    assert_eq!(count(&turns, |turn| (1..=5).contains(&turn.words.len())), turns.len());
    assert!(turns.is_sorted_by_key(Turn::start));
    assert!(turns.iter().any(|turn| turn.speaker == 'A'));
    let end = turns.iter().map(Turn::end).max().expect("some turn");
    assert!((TEN_HOURS_MS * 3 / 4..TEN_HOURS_MS).contains(&end), "{} h", end / 3_600_000);
}

#[test]
fn times_ascend_with_overlaps_and_a_few_long_silences() {
    let turns = conversation(100_000);
    assert!(turns.is_sorted_by_key(Turn::start));
    for turn in &turns {
        assert!(turn.words.iter().all(|word| word.start < word.end));
        assert!(turn.words.windows(2).all(|pair| pair[0].end <= pair[1].start));
    }
    let (mut end, mut silences, mut overlaps) = (0, 0, 0);
    for turn in &turns {
        silences += u32::from(turn.start() > end + 10_000);
        overlaps += u32::from(turn.start() < end);
        end = end.max(turn.end());
    }
    assert!((3..=8).contains(&silences), "{silences}");
    assert!((200..1_000).contains(&overlaps), "{overlaps}");
    assert!((TEN_HOURS_MS * 4 / 5..TEN_HOURS_MS).contains(&end), "{} h", end / 3_600_000);
}

#[test]
fn two_to_six_speak_and_each_has_a_say() {
    for words in [5_000, 20_000, 40_000, 100_000, 200_000] {
        let turns = conversation(words);
        let speakers: BTreeSet<char> = turns.iter().map(|turn| turn.speaker).collect();
        assert!((2..=6).contains(&speakers.len()), "{speakers:?}");
        assert!(speakers.iter().all(|speaker| ('A'..='F').contains(speaker)));
    }
}

#[test]
fn one_word_in_twenty_is_the() {
    let turns = conversation(100_000);
    let words = turns.iter().flat_map(|turn| &turn.words);
    let is_the = |text: &str| text.trim_end_matches(['.', ',', '?']).eq_ignore_ascii_case("the");
    let the = words.clone().filter(|word| is_the(&word.text)).count();
    assert!((4_500..=5_500).contains(&the), "{the}");
    let doubtful = words.filter(|word| word.confidence < 70_000).count();
    assert!((5_000..=7_000).contains(&doubtful), "{doubtful}");
}
