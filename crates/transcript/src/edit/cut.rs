//! A turn that is cut in two: its text where a caret stands, its words and its times with it.

use std::ops::Range;

use super::turn::{OwnTurn, OwnWord};
use crate::Millis;
use crate::letter::is_said;
use crate::meaning::mark;
use crate::model::count;
use crate::paragraphs::seam;
use crate::time::share;

impl OwnTurn {
    /// Both parts of it, cut where a caret at a byte of its text stands. `None` if one of them would say
    /// nothing.
    pub(super) fn split(&self, byte: usize) -> Option<(Self, Self)> {
        self.cut(mark::cut(&self.text, byte)?)
    }

    /// Both parts of it, the second beginning with the word at this position.
    pub(super) fn split_before(&self, word: usize) -> Option<(Self, Self)> {
        self.split(self.seam(word)?)
    }

    fn cut(&self, cut: usize) -> Option<(Self, Self)> {
        let (before, after) = self.text.split_at_checked(cut)?;
        let (before, rest) = (before.trim_end(), after.trim_start());
        let from = count(self.text.len() - rest.len());
        let (first, mut second) = self.words_around(cut);
        for word in &mut second {
            word.range = word.range.start - from..word.range.end - from;
        }
        let (until, since) = self.times_at(&first, &second, cut);
        let part = |text: &str, words: Vec<OwnWord>, start: Millis, end: Millis| {
            let (text, of) = (text.to_owned(), self.of.clone());
            let part = Self { start, end, text, words, paragraphs: Vec::new(), of, ..*self };
            part.in_paragraphs()
        };
        Some((part(before, first, self.start, until), part(rest, second, since, self.end)))
    }

    /// The words before a byte and after it. One that it lies in becomes two, which share its time.
    fn words_around(&self, cut: usize) -> (Vec<OwnWord>, Vec<OwnWord>) {
        let cut = count(cut);
        let at = self.words.partition_point(|word| word.range.end <= cut);
        let (first, rest) = self.words.split_at(at);
        let (mut first, mut second) = (first.to_vec(), rest.to_vec());
        if let Some(word) = rest.first().filter(|word| word.range.start < cut) {
            let (left, right) = self.halves(word, cut);
            first.extend(left);
            second.splice(..1, right);
        }
        (first, second)
    }

    /// Both parts of a word, without blanks at the cut. What says nothing is no word beside what
    /// does, and takes no time.
    fn halves(&self, word: &OwnWord, cut: u32) -> (Option<OwnWord>, Option<OwnWord>) {
        let text =
            |from: u32, to: u32| self.text.get(from as usize..to as usize).unwrap_or_default();
        let (left, right) = (text(word.range.start, cut), text(cut, word.range.end));
        let (left, right) = (left.trim_end(), right.trim_start());
        let (end, start) =
            (word.range.start + count(left.len()), word.range.end - count(right.len()));
        let is_word =
            |text: &str, other: &str| !text.is_empty() && (is_said(text) || !is_said(other));
        let (has_left, has_right) = (is_word(left, right), is_word(right, left));
        let at = match (has_left, has_right) {
            (true, true) => {
                let (left, right) = (left.chars().count(), right.chars().count());
                share(word.start, word.end, left, left + right)
            }
            (true, false) => word.end,
            (false, _) => word.start,
        };
        let first = || OwnWord { range: word.range.start..end, end: at, ..word.clone() };
        let second = || OwnWord { range: start..word.range.end, start: at, ..word.clone() };
        (has_left.then(first), has_right.then(second))
    }

    /// Until when the first part of it goes, and from when the second: by their words; where only
    /// one of them has any, the other has what is left; and without words by the share of the text.
    fn times_at(&self, first: &[OwnWord], second: &[OwnWord], cut: usize) -> (Millis, Millis) {
        let ends = first.iter().map(|word| word.end).max();
        let starts = second.iter().map(|word| word.start).min();
        let (until, since) = match (ends, starts) {
            (Some(end), Some(start)) => (end, start),
            (Some(at), None) | (None, Some(at)) => (at, at),
            (None, None) => {
                let characters = |to| self.text.get(..to).unwrap_or_default().chars().count();
                let at = share(self.start, self.end, characters(cut), characters(self.text.len()));
                (at, at)
            }
        };
        (until.clamp(self.start, self.end), since.clamp(self.start, self.end))
    }

    /// The words between two bytes of its text, with the marks that belong to them.
    pub(super) fn with_marks(&self, bytes: &Range<u32>) -> Range<usize> {
        let first = self.words.partition_point(|word| word.range.end <= bytes.start);
        let after = self.words.partition_point(|word| word.range.start < bytes.end);
        self.seam(first).unwrap_or(0)..self.seam(after).unwrap_or(self.text.len())
    }

    /// The byte before the word at this position, and after what closes the one before it.
    fn seam(&self, at: usize) -> Option<usize> {
        let from = self.words.get(at.checked_sub(1)?)?.range.end as usize;
        let to = self.words.get(at)?.range.start as usize;
        let gap = self.text.get(from..to)?;
        Some(from + seam(gap))
    }
}
