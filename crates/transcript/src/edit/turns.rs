//! Whose a turn is, and where it begins and ends.

use std::ops::Range;

use super::change::{Edit, Kind, Slot, Splice};
use super::turn::OwnTurn;
use super::{Editing, Source};
use crate::model::count;
use crate::{Millis, SpeakerId};

/// Who is to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who<'a> {
    /// A voice that is there.
    Voice(SpeakerId),
    /// A voice more, of this name.
    New(&'a str),
}

impl Editing {
    /// Gives turns to a voice. `None`: it says them all already, or there is none.
    pub fn reassign(&self, turns: impl IntoIterator<Item = usize>, who: Who<'_>) -> Option<Edit> {
        let (roles, voice) = self.voice(who)?;
        let mut splices: Vec<Splice> = Vec::new();
        for turn in turns {
            let (slot, now) = (self.slots.get(turn)?, self.now.turn(turn)?);
            if now.speaker == voice {
                continue;
            }
            // Whose it was first is no correction.
            let own = match &slot.source {
                Source::Original(index) => self.original.turn(*index as usize)?.speaker,
                Source::Own(own) => own.speaker,
            };
            let new = Slot { by: (own != voice).then_some(voice), ..slot.clone() };
            let at = count(turn);
            match splices.last_mut().filter(|last| last.at + last.count == at) {
                Some(last) => {
                    last.count += 1;
                    last.new.push(new);
                }
                None => splices.push(Splice { at, count: 1, new: vec![new] }),
            }
        }
        (!splices.is_empty()).then_some(Edit { kind: Kind::Reassign, splices, roles })
    }

    /// All turns of a voice from one on.
    pub fn turns_of(&self, voice: SpeakerId, from: usize) -> Vec<usize> {
        let turns = self.now.turns().iter().enumerate().skip(from);
        turns.filter(|(_, turn)| turn.speaker == voice).map(|(at, _)| at).collect()
    }

    /// Gives the words between two bytes of a turn's text to a voice: they become a turn of their own.
    /// `None`: there are none, or they are its.
    pub fn reassign_words(&self, turn: usize, bytes: Range<usize>, who: Who<'_>) -> Option<Edit> {
        self.reassign_part(turn, &self.own(turn)?, bytes, who)
    }

    /// As [`Self::reassign_words`], for a turn as it is to be.
    pub(super) fn reassign_part(
        &self,
        turn: usize,
        whole: &OwnTurn,
        bytes: Range<usize>,
        who: Who<'_>,
    ) -> Option<Edit> {
        let (roles, voice) = self.voice(who)?;
        if whole.speaker == voice {
            return None;
        }
        let (before, rest) = apart(whole, bytes.start);
        let cut = whole.text.len() - rest.text.len();
        let (taken, after) = match rest.split(bytes.end.saturating_sub(cut)) {
            Some((taken, after)) if bytes.end < whole.text.len() => (taken, Some(after)),
            _ => (rest, None),
        };
        let parts = [before, Some(taken.spoken_by(voice)), after];
        let new = parts.into_iter().flatten().map(Slot::own).collect();
        let splice = self.in_order(turn, 1, new);
        Some(Edit { kind: Kind::Reassign, splices: vec![splice], roles })
    }

    /// Makes two turns of one, cut near a byte of its text. `None`: one of them would be empty.
    pub fn split(&self, turn: usize, byte: usize) -> Option<Edit> {
        let (first, second) = self.own(turn)?.split(byte)?;
        let new = vec![Slot::own(first), Slot::own(second)];
        Some(Edit::of_turns(Kind::Split, vec![self.in_order(turn, 1, new)]))
    }

    /// Makes one turn of a turn and the next, spoken by whom the first is spoken by. `None`: there is
    /// no next.
    pub fn join(&self, turn: usize) -> Option<Edit> {
        let joined = self.own(turn)?.joined(&self.own(turn + 1)?);
        let splice = self.in_order(turn, 2, vec![Slot::own(joined)]);
        Some(Edit::of_turns(Kind::Join, vec![splice]))
    }

    /// Moves the border between a turn and the next by so many words: on (positive), so that words
    /// of the next become the turn's, or back. `None`: no word would be left on one side.
    pub fn move_border(&self, turn: usize, words: i32) -> Option<Edit> {
        let (first, second) = (self.own(turn)?, self.own(turn + 1)?);
        let many = usize::try_from(words.unsigned_abs()).ok()?;
        let (first, second) = if words > 0 {
            let (moved, rest) = second.split_before(many)?;
            (first.joined(&moved), OwnTurn { of: second.of, ..rest })
        } else {
            let (rest, moved) = first.split_before(first.words.len().checked_sub(many)?)?;
            let moved = moved.spoken_by(second.speaker);
            (rest, moved.joined(&second))
        };
        let new = vec![Slot::own(first), Slot::own(second)];
        Some(Edit::of_turns(Kind::Boundary, vec![self.in_order(turn, 2, new)]))
    }

    /// Puts the original back for a turn, with whatever else was made of the same turns. `None`: it
    /// is the original.
    pub fn restore(&self, turn: usize) -> Option<Edit> {
        if !self.is_edited(turn) {
            return None;
        }
        let mut of = self.slots.get(turn)?.of();
        // What was joined and split takes its neighbours along.
        loop {
            let touching =
                self.slots.iter().map(Slot::of).filter(|o| o.start < of.end && of.start < o.end);
            let all = touching.fold(of.clone(), |a, b| a.start.min(b.start)..a.end.max(b.end));
            if all == of {
                break;
            }
            of = all;
        }
        let is_of = |slot: &Slot| of.contains(&slot.of().start);
        let first = self.slots.iter().position(is_of)?;
        let last = self.slots.iter().rposition(is_of)?;
        let between = self.slots.get(first..=last)?.iter().filter(|slot| !is_of(slot)).cloned();
        let new = of.clone().map(Slot::original).chain(between).collect();
        let splice = self.in_order(first, last - first + 1, new);
        Some(Edit::of_turns(Kind::Restore, vec![splice]))
    }

    /// Puts the whole original back, names and voices too. `None`: nothing was corrected.
    pub fn restore_all(&self) -> Option<Edit> {
        let original = Self::new(std::rc::Rc::clone(&self.original));
        // Voices that were added stay where they are, and say nothing.
        let added = self.roles.iter().skip(original.roles.len()).cloned();
        let roles: Vec<_> = original.roles.iter().cloned().chain(added).collect();
        let is_same = original.slots == self.slots && roles == self.roles;
        let splices = if original.slots == self.slots {
            Vec::new()
        } else {
            vec![Splice { at: 0, count: count(self.slots.len()), new: original.slots }]
        };
        (!is_same).then_some(Edit { kind: Kind::Restore, splices, roles: Some(roles) })
    }

    fn voice(&self, who: Who<'_>) -> Option<(Option<Vec<super::Role>>, SpeakerId)> {
        match who {
            Who::Voice(id) => Some((None, id)),
            Who::New(name) => self.with_voice(name).map(|(roles, id)| (Some(roles), id)),
        }
    }

    /// New turns in place of `many` others, in the order of their starts, as all turns are: where one
    /// starts later than what follows, that is taken along.
    fn in_order(&self, at: usize, many: usize, mut new: Vec<Slot>) -> Splice {
        let (mut from, mut to) = (at, at + many);
        let latest = new.iter().map(|slot| self.start_of(slot)).max().unwrap_or_default();
        let earliest = new.iter().map(|slot| self.start_of(slot)).min().unwrap_or_default();
        while let Some(next) = self.slots.get(to).filter(|next| self.start_of(next) < latest) {
            new.push(next.clone());
            to += 1;
        }
        let mut before = Vec::new();
        while let Some(slot) = from
            .checked_sub(1)
            .and_then(|at| self.slots.get(at))
            .filter(|slot| self.start_of(slot) > earliest)
        {
            before.push(slot.clone());
            from -= 1;
        }
        before.reverse();
        before.append(&mut new);
        before.sort_by_key(|slot| self.start_of(slot));
        Splice { at: count(from), count: count(to - from), new: before }
    }

    fn start_of(&self, slot: &Slot) -> Millis {
        match &slot.source {
            Source::Original(index) => {
                self.original.turn(*index as usize).map_or(Millis(0), |turn| turn.start)
            }
            Source::Own(own) => own.start,
        }
    }
}

/// What lies before a byte, if anything does, and the rest.
fn apart(whole: &OwnTurn, byte: usize) -> (Option<OwnTurn>, OwnTurn) {
    match whole.split(byte).filter(|_| byte > 0) {
        Some((before, rest)) => (Some(before), rest),
        None => (None, whole.clone()),
    }
}
