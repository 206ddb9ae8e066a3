//! What differs between the original and the corrected conversation.

use std::ops::Range;

use super::align::tokens;
use super::{Editing, Slot, Source};
use crate::model::count;
use crate::pairing;

/// Which of the two is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// As it came.
    Original,
    /// As it is corrected.
    Corrected,
}

/// What a turn of one side has that the other side has not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// Words, as bytes of the turn's text; those that follow each other are one range.
    pub words: Vec<Range<u32>>,
    /// Whether another voice says it there.
    pub is_voice: bool,
}

impl Editing {
    /// What a turn of a side has that is not in the turns which stand for it on the other side. A turn
    /// that is not there differs in nothing.
    pub fn difference(&self, side: Side, turn: usize) -> Difference {
        let here = match side {
            Side::Original => &self.original,
            Side::Corrected => &self.now,
        };
        let Some(here_turn) = here.turn(turn) else { return Difference::default() };
        let there = self.counterparts(side, turn);
        let other = match side {
            Side::Original => &self.now,
            Side::Corrected => &self.original,
        };
        let others = there.iter().filter_map(|at| other.turn(*at));
        let (mut text, mut is_voice) = (String::new(), false);
        for turn in others {
            text.push_str(other.turn_text(turn));
            text.push('\n');
            is_voice |= turn.speaker != here_turn.speaker;
        }
        Difference { words: words_apart(here.turn_text(here_turn), &text), is_voice }
    }

    /// What has to be put in place of what, to come to a side from the other: the first turn that is
    /// replaced, how many are, and how many stand there then; one after another.
    pub fn way_to(&self, side: Side) -> Vec<(usize, usize, usize)> {
        let corrected = beginnings(&self.slots);
        let original: Vec<u32> = (0..count(self.original.turns().len())).collect();
        match side {
            Side::Original => way(&corrected, &original),
            Side::Corrected => way(&original, &corrected),
        }
    }

    /// The same, to come to what is corrected from what stood there before; both are of one original.
    pub fn way_from(&self, before: &[Slot]) -> Vec<(usize, usize, usize)> {
        way(&beginnings(before), &beginnings(&self.slots))
    }

    /// The turns of the other side that were made of a turn, or that it was made of.
    fn counterparts(&self, side: Side, turn: usize) -> Vec<usize> {
        match side {
            Side::Corrected => match self.slots.get(turn).map(|slot| &slot.source) {
                Some(Source::Original(index)) => vec![*index as usize],
                Some(Source::Own(own)) => own.of.clone().map(|at| at as usize).collect(),
                None => Vec::new(),
            },
            Side::Original => {
                let turn = count(turn);
                let slots = self.slots.iter().enumerate();
                slots.filter(|(_, slot)| slot.of().contains(&turn)).map(|(at, _)| at).collect()
            }
        }
    }
}

/// With which turn of the original each turn begins.
fn beginnings(slots: &[Slot]) -> Vec<u32> {
    slots.iter().map(|slot| slot.of().start).collect()
}

fn way(from: &[u32], to: &[u32]) -> Vec<(usize, usize, usize)> {
    let apart = pairing::apart(from, to).into_iter();
    apart.map(|(old, new)| (new.start, old.len(), new.len())).collect()
}

/// The words of a text that another has not, in the order in which both have the others.
fn words_apart(text: &str, other: &str) -> Vec<Range<u32>> {
    if text.trim() == other.trim() {
        return Vec::new();
    }
    let here = tokens(text, 0..text.len());
    let there = tokens(other, 0..other.len());
    let words = |tokens: &[super::align::Token<'_>]| {
        tokens.iter().map(|token| token.text.to_owned()).collect()
    };
    let (from, to): (Vec<String>, Vec<String>) = (words(&there), words(&here));
    let mut apart: Vec<Range<u32>> = Vec::new();
    let mut push = |from: usize, length: usize| {
        let range = here.get(from).zip(here.get((from + length).saturating_sub(1)));
        if let Some((first, last)) = range.filter(|_| length > 0) {
            apart.push(count(first.range.start)..count(last.range.end));
        }
    };
    for (_, new) in pairing::apart(&from, &to) {
        push(new.start, new.len());
    }
    apart
}

#[cfg(test)]
mod tests {
    use super::super::tests::{fits, talk};
    use super::*;
    use crate::SpeakerId;
    use crate::edit::Who;

    /// The words that differ, and whether the voice does.
    fn told(editing: &Editing, side: Side, turn: usize) -> (Vec<String>, bool) {
        let transcript = match side {
            Side::Original => editing.original(),
            Side::Corrected => editing.transcript(),
        };
        let text = transcript.turn_text(transcript.turn(turn).expect("it is there"));
        let difference = editing.difference(side, turn);
        let word = |range: &Range<u32>| text[range.start as usize..range.end as usize].to_owned();
        (difference.words.iter().map(word).collect(), difference.is_voice)
    }

    #[test]
    fn nothing_differs_at_first() {
        let editing = Editing::new(talk(&[(0, 5, 0), (1, 4, 0)]));
        for side in [Side::Original, Side::Corrected] {
            for turn in 0..3 {
                assert_eq!(editing.difference(side, turn), Difference::default());
            }
        }
    }

    #[test]
    fn words_that_were_typed_and_words_that_went() {
        // well the harbour, was quiet.
        let mut editing = Editing::new(talk(&[(0, 5, 0), (1, 4, 0)]));
        fits(&mut editing, |editing| editing.retype(0, 0, "well a small harbour, was quiet."));
        assert_eq!(told(&editing, Side::Corrected, 0), (vec!["a small".to_owned()], false));
        assert_eq!(told(&editing, Side::Original, 0), (vec!["the".to_owned()], false));
        assert_eq!(told(&editing, Side::Corrected, 1), (vec![], false));
    }

    #[test]
    fn a_turn_that_was_split_says_the_same() {
        let mut editing = Editing::new(talk(&[(0, 5, 0), (1, 4, 0)]));
        fits(&mut editing, |editing| editing.split(0, 9));
        fits(&mut editing, |editing| editing.reassign([1], Who::Voice(SpeakerId(1))));
        assert_eq!(told(&editing, Side::Corrected, 0), (vec![], false));
        assert_eq!(told(&editing, Side::Corrected, 1), (vec![], true));
        assert_eq!(told(&editing, Side::Original, 0), (vec![], true));
        assert_eq!(told(&editing, Side::Original, 1), (vec![], false));
    }

    #[test]
    fn the_way_to_a_side_is_there_and_back() {
        let mut editing = Editing::new(talk(&[(0, 5, 0), (1, 4, 0), (0, 3, 0), (1, 4, 0)]));
        fits(&mut editing, |editing| editing.split(0, 9));
        fits(&mut editing, |editing| editing.join(3));
        assert_eq!(editing.way_to(Side::Original), [(1, 1, 0), (3, 0, 1)]);
        assert_eq!(editing.way_to(Side::Corrected), [(1, 0, 1), (4, 1, 0)]);
        let before = editing.slots().to_vec();
        assert_eq!(editing.way_from(&before), []);
        fits(&mut editing, |editing| editing.split(2, 5));
        assert_eq!(editing.way_from(&before), [(3, 0, 1)]);
    }

    #[test]
    fn a_turn_that_went_differs_as_a_whole() {
        let mut editing = Editing::new(talk(&[(0, 5, 0), (1, 2, 0)]));
        fits(&mut editing, |editing| editing.retype(1, 0, ""));
        assert_eq!(told(&editing, Side::Original, 1).0, ["was quiet."]);
    }
}
