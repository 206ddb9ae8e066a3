//! What holds of every transcript, as the documentation of the `transcript` crate lists it.

use transcript::{Millis, Transcript, Turn, initials, plain_text};

/// Checks every promise.
///
/// # Panics
///
/// Where one is broken.
pub fn check(transcript: &Transcript) {
    let exported = plain_text(transcript, &[]);
    let mut text_end = 0;
    let mut word_count = 0;
    assert!(transcript.turns().is_sorted_by_key(|turn| turn.start));
    for (index, turn) in transcript.turns().iter().enumerate() {
        assert_eq!(turn.index as usize, index);
        assert!(turn.start <= turn.end);
        assert!(turn.gap_before.is_none_or(|gap| gap > Millis(10_000)));
        assert!(turn.range().start >= text_end, "turns overlap in the buffer");
        text_end = turn.range().end;
        assert!(is_readable(transcript.turn_text(turn)));
        assert!(transcript.speaker(turn.speaker).is_some());
        word_count += words_lie_in(transcript, turn);
        paragraphs_cover(transcript, turn, &exported);
    }
    assert_eq!(word_count, transcript.word_count());
    for (index, speaker) in transcript.speakers().iter().enumerate() {
        assert_eq!(usize::from(speaker.id.0), index);
        assert!(speaker.label.as_deref() != Some(""));
        assert!(is_readable(&speaker.name()));
        assert!(is_readable(&initials(&speaker.name())));
    }
}

/// Whether there is anything to read.
#[must_use]
pub fn is_readable(text: &str) -> bool {
    !text.trim().is_empty()
}

/// The words of a turn are pieces of its text, one after the other; how many there are.
fn words_lie_in(transcript: &Transcript, turn: &Turn) -> usize {
    let text = transcript.turn_text(turn);
    let mut at = turn.range().start;
    for word in transcript.words(turn) {
        assert!(word.range.start >= at && word.range.end > word.range.start);
        at = word.range.end;
        let from = (word.range.start - turn.range().start) as usize;
        let to = (word.range.end - turn.range().start) as usize;
        assert_eq!(text.get(from..to), Some(word.text));
        assert!(word.start <= word.end);
        assert!(transcript.speaker(word.speaker).is_some());
    }
    assert!(at <= turn.range().end);
    transcript.words(turn).len()
}

fn paragraphs_cover(transcript: &Transcript, turn: &Turn, exported: &str) {
    let text = transcript.turn_text(turn);
    let paragraphs = transcript.paragraphs(turn);
    assert!(!paragraphs.is_empty());
    let base = turn.range().start;
    let mut at = base;
    let mut words = transcript.words(turn);
    for (nth, paragraph) in paragraphs.iter().enumerate() {
        let range = paragraph.range();
        let between = text.get((at - base) as usize..(range.start - base) as usize);
        assert!(between.is_some_and(|between| !is_readable(between)));
        assert!(nth > 0 || range.start == base);
        assert!(nth > 0 || paragraph.gap_before.is_none());
        at = range.end;
        let shown = transcript.paragraph_text(paragraph);
        assert!(is_readable(shown));
        // White space is cut off, unless it belongs to a word.
        let mut own = transcript.paragraph_words(paragraph).map(|word| word.text);
        let first = own.next().unwrap_or_default();
        let last = own.next_back().unwrap_or(first);
        let is_white = char::is_whitespace;
        let (is_first, is_last) = (nth == 0, nth + 1 == paragraphs.len());
        assert!(is_first || !shown.starts_with(is_white) || first.starts_with(is_white));
        assert!(is_last || !shown.ends_with(is_white) || last.ends_with(is_white));
        assert!(exported.contains(shown));
        for word in transcript.paragraph_words(paragraph) {
            assert!(range.start <= word.range.start && word.range.end <= range.end);
            assert_eq!(words.next(), Some(word));
        }
    }
    assert_eq!(at, turn.range().end);
    assert_eq!(words.next(), None);
}
