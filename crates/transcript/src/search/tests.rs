use proptest::prelude::*;
use unicode_normalization::UnicodeNormalization;

use super::*;
use crate::{SourceUtterance, TranscriptBuilder};

fn fold(c: char, in_one_case: bool) -> String {
    let parts: String = std::iter::once(c).nfkd().collect();
    if in_one_case { parts.to_uppercase().to_lowercase() } else { parts }
}

fn transcript(turns: &[(&str, &str)]) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for (speaker, text) in turns {
        builder.push_utterance(&SourceUtterance {
            speaker: Some((*speaker).to_owned()),
            text: Some((*text).to_owned()),
            ..SourceUtterance::default()
        });
    }
    builder.finish()
}

fn hits(transcript: &Transcript, query: &Query) -> Vec<Hit> {
    let index = SearchIndex::new(transcript, &mut fold);
    index.search(transcript, query, &mut fold)
}

fn texts(transcript: &Transcript, query: &Query) -> Vec<String> {
    let text = |hit: &Hit| transcript.text[crate::model::indices(&hit.range)].to_owned();
    hits(transcript, query).iter().map(text).collect()
}

fn query(text: &str) -> Query {
    Query { text: text.to_owned(), ..Query::default() }
}

fn found(text: &str, wanted: &str) -> Vec<String> {
    texts(&transcript(&[("A", text)]), &query(wanted))
}

#[test]
fn case_and_accents_do_not_matter_unless_asked_for() {
    let talk = transcript(&[("A", "Résumé, resume and RESUME; re\u{301}sume\u{301}!")]);
    assert_eq!(
        texts(&talk, &query("resume")),
        ["Résumé", "resume", "RESUME", "re\u{301}sume\u{301}"]
    );
    let strict = |match_case, match_diacritics, text| {
        texts(&talk, &Query { match_case, match_diacritics, ..query(text) })
    };
    assert_eq!(strict(true, false, "resume"), ["resume", "re\u{301}sume\u{301}"]);
    assert_eq!(strict(false, true, "résumé"), ["Résumé", "re\u{301}sume\u{301}"]);
    assert_eq!(strict(false, true, "resume"), ["resume", "RESUME"]);
    assert_eq!(strict(true, true, "Résumé"), ["Résumé"]);
}

#[test]
fn whole_words_end_at_borders_where_words_have_some() {
    let talk = transcript(&[("A", "The other, the; there’s the-one 中国人在中国")]);
    let whole = |text| texts(&talk, &Query { whole_words: true, ..query(text) });
    assert_eq!(whole("the"), ["The", "the", "the"]);
    assert_eq!(whole("中国").len(), 2);
    assert_eq!(whole("oth").len(), 0);
}

#[test]
fn a_phrase_runs_over_any_white_space_but_never_into_the_next_turn() {
    let talk = transcript(&[("A", "one  two\n three"), ("B", "four one two")]);
    assert_eq!(texts(&talk, &query(" one two ")), ["one  two", "one two"]);
    assert_eq!(texts(&talk, &query("two three")), ["two\n three"]);
    assert!(texts(&talk, &query("three four")).is_empty());
    let of_b = Query { speaker: Some(SpeakerId(1)), ..query("one") };
    assert_eq!(hits(&talk, &of_b).iter().map(|hit| hit.turn).collect::<Vec<_>>(), [1]);
}

#[test]
fn a_phrase_over_the_border_of_paragraphs_has_a_part_in_each() {
    let sentence = "This is a sentence of a speaker who goes on and on about it. ";
    let talk = transcript(&[("A", &sentence.repeat(40))]);
    let turn = &talk.turns()[0];
    let paragraphs = talk.paragraphs(turn);
    assert!(paragraphs.len() > 1, "one paragraph");
    let found = hits(&talk, &query("about it. This is"));
    assert_eq!(found.len(), 39);
    let split: Vec<_> = found.iter().filter(|hit| hit.parts(&talk).count() == 2).collect();
    assert_eq!(split.len(), paragraphs.len() - 1);
    for hit in split {
        let texts: Vec<_> = hit
            .parts(&talk)
            .map(|(at, part)| &talk.paragraph_text(&paragraphs[at])[crate::model::indices(&part)])
            .collect();
        assert_eq!(texts, ["about it.", "This is"]);
    }
}

#[test]
fn scripts_are_found_as_they_are_written() {
    assert_eq!(found("我在北京。北京很大", "北京").len(), 2);
    assert_eq!(found("الكِتَابُ والكتاب", "كتاب"), ["كِتَابُ", "كتاب"]);
    assert_eq!(found("أحمد واحمد", "احمد").len(), 2);
    assert_eq!(found("हिन्दी में हिंदी", "हिन्दी").len(), 1);
    assert!(found("कि", "का").is_empty(), "vowel signs are no accents");
    assert_eq!(found("Straße STRASSE", "strasse").len(), 2);
    assert_eq!(found("ΟΔΥΣΣΕΥΣ οδυσσεύς", "οδυσσευς").len(), 2);
    assert_eq!(found("İstanbul istanbul", "istanbul").len(), 2);
    assert_eq!(found("ﬁnal ｆｉｎａｌ final", "final").len(), 3);
    assert_eq!(found("한국어", "한국").len(), 1);
}

#[test]
fn characters_are_never_cut() {
    assert!(found("がく", "か").is_empty(), "half of a syllable");
    assert!(found("Straße", "s").len() == 1, "half of an ß");
    assert!(found("🇧🇩🇪🇸", "🇩🇪").is_empty(), "halves of two flags");
    assert_eq!(found("🇩🇪🇧🇩", "🇧🇩").len(), 1);
    let row = "🇩🇪🇧🇩".repeat(40);
    assert_eq!((found(&row, "🇧🇩").len(), found(&row, "🇪🇧").len()), (40, 0));
    assert_eq!(found("👩‍🔬 and 👍🏽", "👍🏽"), ["👍🏽"]);
}

#[test]
fn nothing_is_found_by_nothing() {
    for nothing in ["", "  ", "\n"] {
        assert!(query(nothing).is_empty());
        assert!(found("some text", nothing).is_empty());
    }
}

#[test]
fn hits_of_some_turns_are_a_part_of_the_list() {
    let talk = transcript(&[("A", "a a"), ("B", "b"), ("A", "a"), ("B", "a")]);
    let all = hits(&talk, &query("a"));
    assert_eq!(in_turns(&all, &(0..1)), 0..2);
    assert_eq!(in_turns(&all, &(1..3)), 2..3);
    assert_eq!(in_turns(&all, &(1..usize::MAX)), 2..4);
}

proptest! {
    #[test]
    fn ascii_is_found_where_the_standard_library_finds_it(
        turns in prop::collection::vec("[abAB .]{1,30}", 1..5), wanted in "[abAB]{1,3}",
    ) {
        let talk = transcript(&turns.iter().map(|text| ("A", text.as_str())).collect::<Vec<_>>());
        let expected: usize = talk
            .turns()
            .iter()
            .map(|turn| talk.turn_text(turn).to_lowercase().matches(&wanted.to_lowercase()).count())
            .sum();
        prop_assert_eq!(hits(&talk, &query(&wanted)).len(), expected);
    }

    #[test]
    fn any_part_of_any_text_is_found_in_it(text in "\\PC{1,40}", from in 0_usize..40, length in 1_usize..6) {
        let talk = transcript(&[("A", &text)]);
        let part: String = text.chars().skip(from).take(length).collect();
        let hits = hits(&talk, &query(&part));
        for hit in &hits {
            prop_assert!(talk.text.get(crate::model::indices(&hit.range)).is_some());
        }
        // A part may begin or end with what belongs to a neighbour: half a flag, an accent.
        if !part.is_empty() && part.chars().all(|c| c.is_ascii_alphanumeric()) {
            prop_assert!(!hits.is_empty(), "{part:?} in {text:?}");
        }
    }
}

#[test]
fn a_text_of_lines_is_looked_through() {
    let text = "Good morning.\nThe Caf\u{e9} is open, the cafe\u{301}\nis not. Morning!";
    let look = |wanted: &str| look_through(text, wanted, &mut fold);
    let first = |wanted: &str| {
        look(wanted).map(|found| {
            let range = found.first.start as usize..found.first.end as usize;
            (text[range].to_owned(), found.count)
        })
    };
    assert_eq!(first(" MORNING"), Some(("morning".into(), 2)));
    assert_eq!(first("cafe"), Some(("Caf\u{e9}".into(), 2)));
    assert_eq!(first("the cafe"), Some(("The Caf\u{e9}".into(), 2)));
    assert_eq!(first("open, the"), Some(("open, the".into(), 1)));
    // From one speaker to the next there is no phrase.
    assert_eq!(look("morning. the"), None);
    assert_eq!(look("caf\u{e9} is not"), None);
    assert_eq!(look("evening"), None);
    assert_eq!(look(""), None);
    assert_eq!(look_through("", "a", &mut fold), None);
}
