//! Search for what is there, and for what is hard to find.

use core::iter::once;

use transcript::search::{Hit, Query, SearchIndex, in_turns};
use transcript::{SpeakerId, Transcript};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::canonical_combining_class;

/// Words of the conversation that are searched for.
const WORDS: usize = 3;

/// Letters that are parts of others when those are taken apart, marks, half a flag, white space.
const OTHERS: [&str; 10] = ["", " ", "e", "s", "\u{301}", "🇩", "a b", "ß", "\u{202e}", "ل"];

/// What browsers do for the page: `normalize("NFKD")`, and in one case upper, then lower.
fn fold(c: char, in_one_case: bool) -> String {
    let parts: String = once(c).nfkd().collect();
    if in_one_case { parts.to_uppercase().to_lowercase() } else { parts }
}

/// The letters of a text in one case, without what stands on them.
fn letters(text: &str) -> String {
    let bare = |c: &char| canonical_combining_class(*c) == 0 && *c != '\u{640}';
    let folded: String = text.chars().filter(bare).map(|c| fold(c, true)).collect();
    folded.chars().filter(bare).filter(|c| c.is_alphanumeric()).collect()
}

pub(super) fn check(transcript: &Transcript) {
    let index = SearchIndex::new(transcript, &mut fold);
    let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
    let every = transcript.word_count().div_ceil(WORDS).max(1);
    for word in words.step_by(every) {
        let is_found = !check_queries(transcript, &index, word.text).is_empty();
        let is_plain = word.text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        assert!(is_found || !is_plain, "{} is there", word.text);
    }
    for text in OTHERS {
        check_queries(transcript, &index, text);
    }
}

/// Searches in every way; returns what the plain search found.
fn check_queries(transcript: &Transcript, index: &SearchIndex, text: &str) -> Vec<Hit> {
    let query = Query { text: text.to_owned(), ..Query::default() };
    let search = |query: &Query| {
        let hits = index.search(transcript, query, &mut fold);
        check_hits(transcript, &hits, query);
        hits
    };
    let plain = search(&query);
    for stricter in [
        Query { match_case: true, ..query.clone() },
        Query { match_diacritics: true, ..query.clone() },
        Query { whole_words: true, ..query.clone() },
        Query { speaker: Some(SpeakerId(0)), ..query },
    ] {
        search(&stricter);
    }
    plain
}

fn check_hits(transcript: &Transcript, hits: &[Hit], query: &Query) {
    assert!(hits.is_empty() || !query.is_empty());
    assert!(hits.is_sorted_by(|one, next| one.range.end <= next.range.start));
    for hit in hits {
        let turn = &transcript.turns()[hit.turn as usize];
        assert!(query.speaker.is_none_or(|speaker| speaker == turn.speaker));
        let base = turn.range().start;
        let bytes = (hit.range.start - base) as usize..(hit.range.end - base) as usize;
        let found = transcript.turn_text(turn).get(bytes);
        assert!(found.is_some_and(|text| !text.trim().is_empty()), "{query:?} found {found:?}");
        assert_eq!(found.map(letters), Some(letters(&query.text)));
        for (paragraph, range) in hit.parts(transcript) {
            let text = transcript.paragraph_text(&transcript.paragraphs(turn)[paragraph]);
            assert!(text.get(range.start as usize..range.end as usize).is_some());
        }
        assert!(hit.parts(transcript).next().is_some(), "it can be shown");
    }
    let turns = transcript.turns().len();
    assert_eq!(in_turns(hits, &(0..turns)), 0..hits.len());
    assert_eq!(in_turns(hits, &(turns..turns)), hits.len()..hits.len());
}
