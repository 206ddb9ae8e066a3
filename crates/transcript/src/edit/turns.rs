//! Where turns begin and end.

use super::change::{Edit, Kind, Slot, Splice};
use super::turn::OwnTurn;
use super::{Editing, Source};
use crate::Millis;
use crate::model::count;

impl Editing {
    /// Makes two turns of one, cut where a caret at a byte of its text stands. `None`: one of them would
    /// say nothing.
    pub fn split(&self, turn: usize, byte: usize) -> Option<Edit> {
        self.split_in_two(turn, byte).map(|(edit, _)| edit)
    }

    /// The same, and which turn the second part is then: others may begin before it does.
    pub fn split_in_two(&self, turn: usize, byte: usize) -> Option<(Edit, usize)> {
        let (first, second) = self.own(turn)?.split(byte)?;
        let second = Slot::own(second);
        let splice = self.in_order(turn, 1, vec![Slot::own(first), second.clone()]);
        let within = splice.new.iter().position(|slot| slot.is(&second))?;
        let place = splice.at as usize + within;
        Some((Edit::of_turns(Kind::Split, vec![splice]), place))
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

    /// New turns in place of `many` others, in the order of their starts, as all turns are: where one
    /// starts later than what follows, that is taken along.
    pub(super) fn in_order(&self, at: usize, many: usize, mut new: Vec<Slot>) -> Splice {
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
