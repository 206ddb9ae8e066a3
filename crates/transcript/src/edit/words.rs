//! What is said: a text typed over, a text replaced wherever it is.

use std::ops::Range;

use super::Editing;
use super::align::{Before, align};
use super::change::{Edit, Kind, Slot, Splice};
use super::turn::OwnTurn;
use crate::model::count;
use crate::search::Hit;

impl Editing {
    /// Types over a paragraph of a turn. White space of any kind becomes a blank; without any text the
    /// paragraph goes, and with its last one the turn. `None`: it says that already.
    pub fn retype(&self, turn: usize, paragraph: usize, text: &str) -> Option<Edit> {
        let own = self.own(turn)?;
        let typed = in_one_line(text);
        let range = own.paragraphs.get(paragraph)?;
        if own.text.get(range.start as usize..range.end as usize)? == typed {
            return None;
        }
        Some(Edit::of_turns(Kind::Text, vec![splice(turn, own.retyped(paragraph, &typed))]))
    }

    /// Puts `with` in place of all these hits, which are in the order of the text. `None`: that changes
    /// nothing.
    pub fn replace(&self, hits: &[Hit], with: &str) -> Option<Edit> {
        let mut splices = Vec::new();
        // The last turns first: where one goes, those before it stay where they are.
        for of_turn in hits.chunk_by(|a, b| a.turn == b.turn).rev() {
            let turn = of_turn.first()?.turn as usize;
            let base = self.now.turn(turn)?.range().start;
            let own = self.own(turn)?;
            let replaced = own.replaced(of_turn, base, with);
            if replaced.as_ref() != Some(&own) {
                splices.push(splice(turn, replaced));
            }
        }
        (!splices.is_empty()).then(|| Edit::of_turns(Kind::Replace, splices))
    }
}

fn splice(turn: usize, new: Option<OwnTurn>) -> Splice {
    Splice { at: count(turn), count: 1, new: new.map(Slot::own).into_iter().collect() }
}

/// A text as one line, without blanks at its ends.
fn in_one_line(text: &str) -> String {
    let is_blank =
        |c: char| matches!(c, '\n' | '\r' | '\t' | '\u{b}' | '\u{c}' | '\u{2028}' | '\u{2029}');
    let line: String = text.chars().map(|c| if is_blank(c) { ' ' } else { c }).collect();
    line.trim().to_owned()
}

impl OwnTurn {
    /// The same with another text for one paragraph; `None` if nothing is left.
    fn retyped(self, paragraph: usize, typed: &str) -> Option<Self> {
        let range = self.paragraphs.get(paragraph)?.clone();
        if typed.is_empty() {
            return self.without(paragraph);
        }
        let within = self.words_of(&range);
        let words = self.words.get(within.clone()).unwrap_or_default();
        let own: Vec<_> = words
            .iter()
            .map(|word| super::OwnWord {
                range: word.range.start - range.start..word.range.end - range.start,
                ..word.clone()
            })
            .collect();
        let text = self.text.get(range.start as usize..range.end as usize)?;
        let start = words.first().map_or(self.start, |word| word.start);
        let end = words.iter().map(|word| word.end).max().unwrap_or(self.end);
        let before = Before { text, words: &own, times: (start, end), speaker: self.speaker };
        // Without any word there is no time to give.
        let typed_words = if own.is_empty() { Vec::new() } else { align(&before, typed) };
        Some(self.spliced(paragraph, &range, typed, (within, &typed_words)))
    }

    fn spliced(
        mut self,
        paragraph: usize,
        range: &Range<u32>,
        typed: &str,
        (within, words): (Range<usize>, &[super::OwnWord]),
    ) -> Self {
        self.text.replace_range(range.start as usize..range.end as usize, typed);
        let moved = |at: u32| (at + count(typed.len())).saturating_sub(range.end - range.start);
        let tail = self.words.split_off(within.end);
        self.words.truncate(within.start);
        self.words.extend(words.iter().map(|word| word.moved(range.start)));
        self.words.extend(tail.into_iter().map(|word| super::OwnWord {
            range: moved(word.range.start)..moved(word.range.end),
            ..word
        }));
        for (at, other) in self.paragraphs.iter_mut().enumerate().skip(paragraph) {
            let start = if at == paragraph { other.start } else { moved(other.start) };
            *other = start..moved(other.end);
        }
        self
    }

    /// The same without one paragraph, and without the white space before the next; `None` if it was the only one.
    fn without(mut self, paragraph: usize) -> Option<Self> {
        if self.paragraphs.len() == 1 {
            return None;
        }
        let gone = self.paragraphs.remove(paragraph);
        let next = self
            .paragraphs
            .get(paragraph)
            .map_or_else(|| count(self.text.len()), |next| next.start);
        let last = self.paragraphs.get(paragraph.wrapping_sub(1)).map_or(0, |last| last.end);
        // The last one goes with the white space before it.
        let gone = if next == count(self.text.len()) { last..next } else { gone.start..next };
        let length = gone.end - gone.start;
        self.text.replace_range(gone.start as usize..gone.end as usize, "");
        let moved = |at: u32| if at >= gone.end { at - length } else { at };
        self.words.retain(|word| word.range.end <= gone.start || word.range.start >= gone.end);
        for word in &mut self.words {
            word.range = moved(word.range.start)..moved(word.range.end);
        }
        for other in &mut self.paragraphs {
            *other = moved(other.start)..moved(other.end);
        }
        Some(self)
    }

    /// The same with `with` in place of each hit; `base` is where its text begins in the transcript's.
    pub(super) fn replaced(&self, hits: &[Hit], base: u32, with: &str) -> Option<Self> {
        let mut all = self.clone();
        for (paragraph, range) in self.paragraphs.iter().enumerate().rev() {
            let Some(text) = self.text.get(range.start as usize..range.end as usize) else {
                continue;
            };
            let mut typed = text.to_owned();
            for hit in hits.iter().rev() {
                let (start, end) = (hit.range.start - base, hit.range.end - base);
                let part = start.max(range.start)..end.min(range.end);
                if part.is_empty() {
                    continue;
                }
                // A hit that runs over several paragraphs is replaced in the first.
                let with = if start >= range.start { with } else { "" };
                let part = part.start - range.start..part.end - range.start;
                typed.replace_range(part.start as usize..part.end as usize, with);
            }
            let typed = in_one_line(&typed);
            if typed != text {
                all = all.retyped(paragraph, &typed)?;
            }
        }
        Some(all)
    }
}
