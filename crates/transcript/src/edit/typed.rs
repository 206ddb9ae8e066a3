//! What differs in a turn that was typed over: so that a letter in a turn of ten hours is written down
//! as a letter.

use std::ops::Range;

use super::Editing;
use super::change::{Edit, Kind, Slot, Source};
use super::turn::{OwnTurn, OwnWord, TurnParts};
use crate::model::count;
use crate::{Confidence, Millis, SpeakerId};

/// A correction as it is written down. It means something only where it was made: behind those before
/// it.
#[derive(Clone, Debug, PartialEq)]
pub enum Written {
    /// All of it.
    Whole(Edit),
    /// This turn was typed over: what of it changed.
    Typed {
        /// The turn, by index.
        turn: u32,
        /// What changed.
        change: TurnChange,
    },
}

/// What differs between a turn and the same turn typed over. Whatever is counted as kept is as it was,
/// but for where it lies in the text.
#[derive(Clone, Debug, PartialEq)]
pub struct TurnChange {
    /// Bytes of the text that are kept at its beginning, and at its end.
    pub text_kept: (u32, u32),
    /// The text between them.
    pub text: String,
    /// Words that are kept at the beginning, and at the end.
    pub words_kept: (u32, u32),
    /// The words between them, in bytes of the new text.
    pub words: Vec<OwnWord>,
    /// Paragraphs that are kept at the beginning, and at the end.
    pub paragraphs_kept: (u32, u32),
    /// The paragraphs between them, in bytes of the new text.
    pub paragraphs: Vec<Range<u32>>,
    /// Who speaks.
    pub speaker: SpeakerId,
    /// From when until when.
    pub times: (Millis, Millis),
    /// How sure the service is of the whole.
    pub confidence: Option<Confidence>,
    /// The turns of the original that it was made from.
    pub of: Range<u32>,
}

impl Editing {
    /// The last correction as it is to be written down; `None`: there is none.
    pub fn written(&self) -> Option<Written> {
        let done = self.done.last()?;
        let typed = || {
            let ([splice], [before]) = (&done.edit.splices[..], &done.inverse.splices[..]) else {
                return None;
            };
            let ([Slot { source: Source::Own(now), by: None }], [before]) =
                (&splice.new[..], &before.new[..])
            else {
                return None;
            };
            let is_typed = done.edit.kind == Kind::Text && done.edit.roles.is_none();
            let before = self.own_of(before).filter(|_| is_typed)?;
            Some(Written::Typed { turn: splice.at, change: before.change_to(now) })
        };
        Some(typed().unwrap_or_else(|| Written::Whole(done.edit.clone())))
    }

    /// The correction that was written down; `None` if it does not fit here.
    pub(super) fn read(&self, written: &Written) -> Option<Edit> {
        match written {
            Written::Whole(edit) => Some(edit.clone()),
            Written::Typed { turn, change } => {
                let now = self.own(*turn as usize)?.changed(change)?;
                let splice = super::Splice { at: *turn, count: 1, new: vec![Slot::own(now)] };
                Some(Edit::of_turns(Kind::Text, vec![splice]))
            }
        }
    }
}

impl OwnTurn {
    fn change_to(&self, new: &Self) -> TurnChange {
        let (head, tail) = same_ends(&self.text, &new.text);
        let (from, to) = (count(head), count(new.text.len() - tail));
        let moved = |at: u32| (at + count(new.text.len())).checked_sub(count(self.text.len()));
        let moved =
            |range: &Range<u32>| moved(range.start).zip(moved(range.end)).map(|(a, b)| a..b);
        let is_moved = |old: &OwnWord, new: &OwnWord| {
            moved(&old.range).is_some_and(|range| OwnWord { range, ..old.clone() } == *new)
        };
        let words = kept(&self.words, &new.words, PartialEq::eq, is_moved);
        let paragraphs = kept(&self.paragraphs, &new.paragraphs, PartialEq::eq, |old, new| {
            moved(old).as_ref() == Some(new)
        });
        let between = |kept: (u32, u32), length: usize| kept.0 as usize..length - kept.1 as usize;
        TurnChange {
            text_kept: (count(head), count(tail)),
            text: new.text.get(from as usize..to as usize).unwrap_or_default().to_owned(),
            words_kept: words,
            words: new.words[between(words, new.words.len())].to_vec(),
            paragraphs_kept: paragraphs,
            paragraphs: new.paragraphs[between(paragraphs, new.paragraphs.len())].to_vec(),
            speaker: new.speaker,
            times: (new.start, new.end),
            confidence: new.confidence,
            of: new.of.clone(),
        }
    }

    /// The same turn, changed so; `None` if it has not what is to be kept, or no turn comes of it.
    fn changed(&self, change: &TurnChange) -> Option<Self> {
        let TurnParts { text, words, paragraphs, .. } = self.parts();
        let (head, tail) = (change.text_kept.0 as usize, change.text_kept.1 as usize);
        let end = text.len().checked_sub(tail)?;
        let new = [text.get(..head.min(end))?, &change.text, text.get(end..)?].concat();
        if head > end {
            return None;
        }
        let moved = |range: &Range<u32>| {
            let moved = |at: u32| (at + count(new.len())).checked_sub(count(text.len()));
            moved(range.start).zip(moved(range.end)).map(|(start, end)| start..end)
        };
        let moved_word =
            |word: &OwnWord| Some(OwnWord { range: moved(&word.range)?, ..word.clone() });
        Self::from_parts(TurnParts {
            speaker: change.speaker,
            times: change.times,
            confidence: change.confidence,
            words: put_between(&words, change.words_kept, &change.words, moved_word)?,
            paragraphs: put_between(
                &paragraphs,
                change.paragraphs_kept,
                &change.paragraphs,
                moved,
            )?,
            text: new,
            of: change.of.clone(),
        })
    }
}

/// The bytes that two texts have in common at their beginnings, and behind those at their ends.
fn same_ends(a: &str, b: &str) -> (usize, usize) {
    let same = a.chars().zip(b.chars()).take_while(|(a, b)| a == b);
    let head: usize = same.map(|(c, _)| c.len_utf8()).sum();
    let (a, b) = (&a[head..], &b[head..]);
    let same = a.chars().rev().zip(b.chars().rev()).take_while(|(a, b)| a == b);
    (head, same.map(|(c, _)| c.len_utf8()).sum())
}

/// How many of the first are as they were, and how many of the last, but moved.
fn kept<T>(
    old: &[T],
    new: &[T],
    is_same: impl Fn(&T, &T) -> bool,
    is_moved: impl Fn(&T, &T) -> bool,
) -> (u32, u32) {
    let head = old.iter().zip(new).take_while(|(old, new)| is_same(old, new)).count();
    let (old, new) = (&old[head..], &new[head..]);
    let tail = old.iter().rev().zip(new.iter().rev());
    (count(head), count(tail.take_while(|(old, new)| is_moved(old, new)).count()))
}

/// The first so many of `old`, then `new`, then the last so many, moved.
fn put_between<T: Clone>(
    old: &[T],
    kept: (u32, u32),
    new: &[T],
    moved: impl Fn(&T) -> Option<T>,
) -> Option<Vec<T>> {
    let end = old.len().checked_sub(kept.1 as usize)?;
    let (head, tail) = (old.get(..kept.0 as usize)?, old.get(end..)?);
    if kept.0 as usize > end {
        return None;
    }
    let tail = tail.iter().map(moved).collect::<Option<Vec<T>>>()?;
    Some([head, new, &tail].concat())
}
