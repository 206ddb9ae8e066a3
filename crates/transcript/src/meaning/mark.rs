//! Carets and selections: what they mark in a text.

use std::ops::Range;

use unicode_segmentation::GraphemeCursor;

use crate::Transcript;
use crate::letter::is_said;

/// A place in the conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Mark {
    /// The turn, by index.
    pub turn: usize,
    /// Bytes of the turn's text before it.
    pub byte: usize,
}

/// Where a caret at a byte cuts a text: `None` if nothing is said on one side of it.
pub(crate) fn cut(text: &str, byte: usize) -> Option<usize> {
    let cut = begins(text, byte);
    let (before, after) = text.split_at_checked(cut)?;
    (is_said(before) && is_said(after)).then_some(cut)
}

/// What a selection between two bytes of a text marks: whole characters, without blanks at its ends.
/// Where nothing but marks is left before it or after it, they go along: nobody says a full stop. `None`
/// if nothing is said in it.
pub(crate) fn selected(text: &str, bytes: Range<usize>) -> Option<Range<usize>> {
    let from = text.floor_char_boundary(bytes.start);
    let touched = text.get(from..text.ceil_char_boundary(bytes.end))?;
    let said = touched.trim();
    let start = from + (touched.len() - touched.trim_start().len());
    let (start, end) = (begins(text, start), ends(text, start + said.len()));
    if !is_said(text.get(start..end)?) || said.is_empty() {
        return None;
    }
    let start = cut(text, start).unwrap_or(0);
    let end = cut(text, end).unwrap_or(text.len());
    Some(start..end)
}

/// The turns of which anything between two places is marked; `None` if nothing is.
pub fn turns_of(transcript: &Transcript, marks: &Range<Mark>) -> Option<Range<usize>> {
    let all = transcript.turns();
    let last = marks.end.turn.min(all.len().checked_sub(1)?);
    let is_marked = |turn: &usize| {
        let text = all.get(*turn).map_or("", |turn| transcript.turn_text(turn));
        let from = if *turn == marks.start.turn { marks.start.byte } else { 0 };
        let to = if *turn == marks.end.turn { marks.end.byte } else { text.len() };
        selected(text, from..to).is_some()
    };
    let first = (marks.start.turn..=last).find(is_marked)?;
    let last = (first..=last).rev().find(is_marked)?;
    Some(first..last + 1)
}

/// The first byte of the character, as people count them, in which a byte lies.
fn begins(text: &str, byte: usize) -> usize {
    let at = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        // A text in one piece always tells.
        Ok(true) | Err(_) => at,
        Ok(false) => cursor.prev_boundary(text, 0).ok().flatten().unwrap_or(0),
    }
}

/// The byte behind that character, or the same if a character ends there.
fn ends(text: &str, byte: usize) -> usize {
    let at = text.floor_char_boundary(byte);
    let mut cursor = GraphemeCursor::new(at, text.len(), true);
    match cursor.is_boundary(text, 0) {
        Ok(true) | Err(_) => at,
        Ok(false) => cursor.next_boundary(text, 0).ok().flatten().unwrap_or(text.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_caret_inside_of_a_character_stands_before_it() {
        let text = "ok 👩‍👩‍👧 e\u{301}a";
        let family = 3;
        for inside in family..family + "👩‍👩‍👧".len() {
            assert_eq!(cut(text, inside), Some(family), "{inside}");
        }
        let accent = text.find('\u{301}').expect("there is one");
        assert_eq!(cut(text, accent), Some(accent - 1));
    }

    #[test]
    fn nothing_is_cut_off_that_says_nothing() {
        assert_eq!(cut("well", 0), None);
        assert_eq!(cut("well", 4), None);
        assert_eq!(cut("well", 400), None);
        assert_eq!(cut("  well", 2), None);
        assert_eq!(cut("That is true.", 12), None);
        assert_eq!(cut("“Oh", 3), None);
        assert_eq!(cut("\u{200f}نعم", 3), None);
        assert_eq!(cut("", 0), None);
    }

    #[test]
    fn a_turn_at_whose_border_a_selection_ends_is_none_of_it() {
        let talk = crate::edit::tests_talk(&[(0, 2, 0), (1, 1, 0), (0, 1, 0)]);
        let turns = |start: (usize, usize), end: (usize, usize)| {
            let mark = |(turn, byte)| Mark { turn, byte };
            turns_of(&talk, &(mark(start)..mark(end)))
        };
        // "well the", "was", "it"
        assert_eq!(turns((0, 0), (0, 8)), Some(0..1));
        assert_eq!(turns((0, 0), (1, 0)), Some(0..1));
        assert_eq!(turns((0, 8), (2, 1)), Some(1..3));
        assert_eq!(turns((0, 8), (2, 0)), Some(1..2));
        assert_eq!(turns((0, 8), (1, 0)), None);
        assert_eq!(turns((7, 0), (9, 0)), None);
    }

    #[test]
    fn a_selection_is_what_it_touches() {
        let chosen = |text: &'static str, bytes: Range<usize>| {
            selected(text, bytes).map(|bytes| &text[bytes])
        };
        assert_eq!(chosen("well the harbour", 4..9), Some("the"));
        assert_eq!(chosen("well the harbour", 6..8), Some("he"));
        assert_eq!(chosen("a 👍🏽 b", 4..5), Some("👍🏽"));
        assert_eq!(chosen("That is true.", 8..12), Some("true."));
        assert_eq!(chosen("It is true, yes.", 6..10), Some("true"));
        assert_eq!(chosen("a b", 1..2), None);
        assert_eq!(chosen("a b", 1..1), None);
        assert_eq!(chosen("\u{200f}نعم لا", 2..9), Some("\u{200f}نعم"));
    }
}
