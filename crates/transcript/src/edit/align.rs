//! Words of a text that was typed over: those that stay keep their times and confidence, new ones
//! get times between their neighbours.

use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::turn::OwnWord;
use crate::letter::{is_letter, is_wide};
use crate::model::count;
use crate::time::share;
use crate::{Confidence, Millis, SpeakerId};

/// A paragraph before it was typed over. Ranges are bytes of `text`.
pub(super) struct Before<'a> {
    pub(super) text: &'a str,
    pub(super) words: &'a [OwnWord],
    /// From when until when it may have been said: to where the words around it reach.
    pub(super) times: (Millis, Millis),
    pub(super) speaker: SpeakerId,
}

/// A word to be, in bytes of the new text.
pub(super) struct Token<'a> {
    pub(super) range: Range<usize>,
    pub(super) text: &'a str,
}

/// The words of `text`, which was typed over the text before. Their times ascend as the times of the words
/// before did.
pub(super) fn align(before: &Before<'_>, text: &str) -> Vec<OwnWord> {
    let (head, tail) = kept_at_the_ends(before, text);
    let words = before.words;
    let (first, rest) = words.split_at(head);
    let (changed, last) = rest.split_at(rest.len() - tail);
    let shift = |at: u32| (at as usize + text.len()).saturating_sub(before.text.len());
    let from = first.last().map_or(0, |word| word.range.end as usize);
    let to = last.first().map_or(text.len(), |word| shift(word.range.start));

    let mut all = first.to_vec();
    let tokens = tokens(text, from..to.max(from));
    let until = last.first().map_or(before.times.1, |word| word.start);
    Typed { before, changed, tokens: &tokens, until }.push(&mut all);
    all.extend(last.iter().map(|word| OwnWord {
        range: count(shift(word.range.start))..count(shift(word.range.end)),
        ..word.clone()
    }));
    all
}

/// How many words at the beginning and at the end are as they were.
fn kept_at_the_ends(before: &Before<'_>, text: &str) -> (usize, usize) {
    let (old, words) = (before.text, before.words);
    let same = old.chars().zip(text.chars()).take_while(|(a, b)| a == b);
    let prefix: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let same = old.chars().rev().zip(text.chars().rev()).take_while(|(a, b)| a == b);
    let suffix: usize = same.map(|(c, _)| c.len_utf8()).sum();
    // A word at the edge is whole if nothing was typed to it.
    let ends_at = |at: usize| text.get(at..).is_some_and(starts_apart);
    let head = words.partition_point(|word| {
        let end = word.range.end as usize;
        end < prefix || (end == prefix && ends_at(end))
    });
    let begins_at = |at: usize| {
        let before = text.get(..at).unwrap_or_default();
        before.chars().next_back().is_none_or(|c| c.is_whitespace() || is_wide(c))
    };
    let start_of_suffix = old.len() - suffix;
    let first = words.partition_point(|word| {
        let start = word.range.start as usize;
        let moved = (start + text.len()).saturating_sub(old.len());
        start < start_of_suffix || (start == start_of_suffix && !begins_at(moved))
    });
    // What was typed once may match at both ends: no letter is counted twice.
    let room = old.len().min(text.len());
    let mut tail = words.len() - first.max(head);
    let head_end =
        head.checked_sub(1).and_then(|at| words.get(at)).map_or(0, |word| word.range.end);
    while tail > 0
        && let Some(word) = words.get(words.len() - tail)
        && head_end as usize + (old.len() - word.range.start as usize) > room
    {
        tail -= 1;
    }
    (head, tail)
}

fn starts_apart(rest: &str) -> bool {
    rest.chars().next().is_none_or(|c| c.is_whitespace() || is_wide(c))
}

/// What lies between white space; wide characters are tokens of their own. What has no letter and
/// no digit is no word.
pub(super) fn tokens(text: &str, within: Range<usize>) -> Vec<Token<'_>> {
    let mut tokens = Vec::new();
    let mut open = within.start;
    let part = text.get(within.clone()).unwrap_or_default();
    let mut close = |open: usize, to: usize| {
        let token = text.get(open..to).unwrap_or_default();
        if token.chars().any(is_said) {
            tokens.push(Token { range: open..to, text: token });
        }
    };
    for (offset, c) in part.char_indices() {
        let at = within.start + offset;
        if c.is_whitespace() {
            close(open, at);
            open = at + c.len_utf8();
        } else if is_wide(c) && is_letter(c) {
            close(open, at);
            open = at;
        }
    }
    close(open, within.end);
    tokens
}

const fn is_said(c: char) -> bool {
    is_letter(c) || c.is_ascii_digit()
}

/// What is compared of a word: its letters, whatever the marks around them and, in plain Latin, their
/// case: the tables for other scripts weigh more than they are worth here.
fn key(word: &str) -> String {
    let said: String =
        word.chars().filter(|c| is_said(*c)).map(|c| c.to_ascii_lowercase()).collect();
    if said.is_empty() { word.to_owned() } else { said }
}

/// What was typed in place of some words.
struct Typed<'a> {
    before: &'a Before<'a>,
    changed: &'a [OwnWord],
    tokens: &'a [Token<'a>],
    /// Where the word after them starts.
    until: Millis,
}

impl Typed<'_> {
    fn push(&self, all: &mut Vec<OwnWord>) {
        let text = |word: &OwnWord| {
            let range = word.range.start as usize..word.range.end as usize;
            key(self.before.text.get(range).unwrap_or_default())
        };
        let old: Vec<String> = self.changed.iter().map(text).collect();
        let new: Vec<String> = self.tokens.iter().map(|token| key(token.text)).collect();
        for op in capture_diff_slices(Algorithm::Myers, &old, &new) {
            match op {
                DiffOp::Equal { old_index, new_index, len } => {
                    let old = self.changed.get(old_index..old_index + len).unwrap_or_default();
                    put_in_place(all, old, self.tokens(new_index, len), |word| word.confidence);
                }
                DiffOp::Delete { .. } => {}
                DiffOp::Insert { old_index, new_index, new_len } => {
                    let from = all.last().map_or(self.before.times.0, |word| word.end);
                    let until = self.changed.get(old_index).map_or(self.until, |word| word.start);
                    self.spread(all, self.tokens(new_index, new_len), (from, until.max(from)));
                }
                DiffOp::Replace { old_index, old_len, new_index, new_len } => {
                    let old = self.changed.get(old_index..old_index + old_len).unwrap_or_default();
                    let tokens = self.tokens(new_index, new_len);
                    if old_len == new_len {
                        put_in_place(all, old, tokens, |_| None);
                    } else {
                        let start = old.iter().map(|word| word.start).min().unwrap_or_default();
                        let end = old.iter().map(|word| word.end).max().unwrap_or(start);
                        self.spread(all, tokens, (start, end));
                    }
                }
            }
        }
    }

    fn tokens(&self, from: usize, count: usize) -> &[Token<'_>] {
        self.tokens.get(from..from + count).unwrap_or_default()
    }

    /// Shares a time out among words, by their letters.
    fn spread(&self, all: &mut Vec<OwnWord>, tokens: &[Token<'_>], times: (Millis, Millis)) {
        let length = |token: &Token<'_>| token.text.chars().count();
        let whole = tokens.iter().map(length).sum();
        let mut past = 0;
        for token in tokens {
            let start = share(times.0, times.1, past, whole);
            past += length(token);
            let end = share(times.0, times.1, past, whole);
            let speaker = self.before.speaker;
            all.push(OwnWord { range: range(token), start, end, confidence: None, speaker });
        }
    }
}

/// Each token in place of a word, at the word's time.
fn put_in_place(
    all: &mut Vec<OwnWord>,
    old: &[OwnWord],
    tokens: &[Token<'_>],
    sure: impl Fn(&OwnWord) -> Option<Confidence>,
) {
    all.extend(old.iter().zip(tokens).map(|(word, token)| OwnWord {
        range: range(token),
        confidence: sure(word),
        ..word.clone()
    }));
}

fn range(token: &Token<'_>) -> Range<u32> {
    count(token.range.start)..count(token.range.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<OwnWord> {
        let mut at = 0;
        let mut all = Vec::new();
        for (number, word) in text.split(' ').enumerate() {
            let start = Millis(count(number) * 1_000);
            all.push(OwnWord {
                range: count(at)..count(at + word.len()),
                start,
                end: Millis(start.0 + 800),
                confidence: Confidence::new(0.5),
                speaker: SpeakerId(0),
            });
            at += word.len() + 1;
        }
        all
    }

    /// The words of `new`, each with when it starts and ends, and whether the service is sure.
    fn typed(old: &str, new: &str) -> Vec<(String, u32, u32, bool)> {
        let words = words(old);
        let end = Millis(count(words.len()) * 1_000);
        let times = (Millis(0), end);
        let before = Before { text: old, words: &words, times, speaker: SpeakerId(0) };
        let told = |word: OwnWord| {
            let text = &new[word.range.start as usize..word.range.end as usize];
            (text.to_owned(), word.start.0, word.end.0, word.confidence.is_some())
        };
        align(&before, new).into_iter().map(told).collect()
    }

    fn word(text: &str, start: u32, end: u32, is_sure: bool) -> (String, u32, u32, bool) {
        (text.to_owned(), start, end, is_sure)
    }

    #[test]
    fn a_word_typed_over_keeps_its_time_and_loses_its_confidence() {
        let all = typed("one too three", "one two three");
        assert_eq!(all[1], word("two", 1_000, 1_800, false));
        assert_eq!(all[0], word("one", 0, 800, true));
        assert_eq!(all[2], word("three", 2_000, 2_800, true));
    }

    #[test]
    fn a_mark_or_a_capital_changes_no_word() {
        let all = typed("yes no maybe", "Yes, no; maybe!");
        assert_eq!(all[0], word("Yes,", 0, 800, true));
        assert_eq!(all[1], word("no;", 1_000, 1_800, true));
        assert_eq!(all[2], word("maybe!", 2_000, 2_800, true));
    }

    #[test]
    fn new_words_lie_between_their_neighbours() {
        let all = typed("one four", "one two three four");
        assert_eq!(all[1], word("two", 800, 875, false));
        assert_eq!(all[2], word("three", 875, 1_000, false));
        assert_eq!(all[3], word("four", 1_000, 1_800, true));
    }

    #[test]
    fn two_words_for_one_share_its_time() {
        let all = typed("one twothree four", "one two three four");
        assert_eq!(all[1], word("two", 1_000, 1_300, false));
        assert_eq!(all[2], word("three", 1_300, 1_800, false));
    }

    #[test]
    fn a_word_that_goes_takes_nothing_along() {
        let all = typed("one uh two", "one two");
        assert_eq!(all, [word("one", 0, 800, true), word("two", 2_000, 2_800, true)]);
    }

    #[test]
    fn what_repeats_is_counted_once() {
        let all = typed("no no no", "no no");
        assert_eq!(all.len(), 2);
        assert_eq!(typed("no", "no no no").len(), 3);
        assert_eq!(typed("aa", "aaaa"), [word("aaaa", 0, 800, false)]);
    }

    #[test]
    fn letters_typed_to_a_word_are_of_it() {
        assert_eq!(typed("one two", "one twofold")[1], word("twofold", 1_000, 1_800, false));
        assert_eq!(typed("one two", "lone two")[0], word("lone", 0, 800, false));
    }

    #[test]
    fn nothing_is_left_of_what_was_removed() {
        assert_eq!(typed("one two", ""), []);
        assert_eq!(typed("one two", " – "), []);
    }

    #[test]
    fn wide_letters_are_words() {
        let all = typed("你 好", "你们好");
        assert_eq!(all.iter().map(|word| word.0.as_str()).collect::<Vec<_>>(), ["你", "们", "好"]);
        assert_eq!((all[0].3, all[1].3, all[2].3), (true, false, true));
    }
}
