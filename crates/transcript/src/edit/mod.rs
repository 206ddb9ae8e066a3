//! Corrections: edits over a transcript that itself is never altered.
//!
//! [`Editing`] holds the conversation as a list of turns, each the original's or one of its own.
//! An [`Edit`] puts some turns in place of others, or says anew who the voices are; so its inverse
//! is at hand, whatever it does, and undoing costs the same after ten thousand of them. What an
//! edit of each kind does is made by the methods in `turns`, `words` and `voices`; committed
//! edits are [written down](Editing::written) and [made again](Replay) later.
//!
//! | file | subject |
//! |---|---|
//! | `change` | what an edit is made of |
//! | `turn` | a corrected turn, and joining two |
//! | `cut` | cutting one |
//! | `align` | times of words that were typed |
//! | `assemble` | the corrected [`Transcript`] |
//! | `give` | whose a turn is, or a part of it |
//! | `turns` | where turns begin and end |
//! | `words` | what is said |
//! | `voices` | who is heard |
//! | `difference` | what differs from the original |
//! | `review` | what a person should look at |
//! | `typed` | how an edit is written down |
//! | `replay` | edits made again as they were written down |

mod align;
mod assemble;
mod change;
mod cut;
mod difference;
mod give;
mod replay;
mod review;
#[cfg(test)]
mod tests;
mod turn;
mod turns;
mod typed;
mod voices;
mod words;

use std::rc::Rc;

use crate::model::count;
use crate::{SpeakerId, Transcript};
use assemble::assemble;
pub use change::{Edit, Kind, Role, Slot, Source, Splice};
pub use difference::{Difference, Side};
pub use give::Who;
pub use replay::Replay;
pub use review::{Doubtful, Spot};
pub use turn::{OwnTurn, OwnWord, TurnParts};
pub use typed::{TurnChange, Written};

/// A conversation for tests.
#[cfg(test)]
pub(crate) use tests::talk as tests_talk;

/// A conversation that is being corrected.
#[derive(Clone, Debug)]
pub struct Editing {
    original: Rc<Transcript>,
    now: Rc<Transcript>,
    slots: Vec<Slot>,
    roles: Vec<Role>,
    done: Vec<Done>,
    undone: Vec<Edit>,
}

/// An edit that was made, with what brings back what was before.
#[derive(Clone, Debug)]
struct Done {
    edit: Edit,
    inverse: Edit,
}

/// What an edit that cannot be made would have needed: turns, characters or voices that are not
/// there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unfit;

impl std::fmt::Display for Unfit {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("the edit does not fit this conversation")
    }
}

impl std::error::Error for Unfit {}

impl Editing {
    /// Nothing is corrected yet, and the voices have the names of their labels.
    pub fn new(original: Rc<Transcript>) -> Self {
        let roles = original.speakers().iter().map(|speaker| Role::new(speaker.name())).collect();
        let slots = (0..original.turns().len()).map(|at| Slot::original(count(at)));
        let slots = slots.collect();
        let now = Rc::clone(&original);
        Self { original, now, slots, roles, done: Vec::new(), undone: Vec::new() }
    }

    /// The conversation as it is corrected.
    pub const fn transcript(&self) -> &Rc<Transcript> {
        &self.now
    }

    /// The conversation as it came.
    pub const fn original(&self) -> &Rc<Transcript> {
        &self.original
    }

    /// The voices by the index of their id, those that became another's among them.
    pub fn roles(&self) -> &[Role] {
        &self.roles
    }

    /// What the voices are called, by the index of their id.
    pub fn names(&self) -> Vec<String> {
        self.roles.iter().map(|role| role.name.clone()).collect()
    }

    /// The turns, by index.
    pub fn slots(&self) -> &[Slot] {
        &self.slots
    }

    /// Whether a turn was corrected.
    pub fn is_edited(&self, turn: usize) -> bool {
        self.slots.get(turn).is_some_and(Slot::is_edited)
    }

    /// The edits that were made and not undone, the oldest first.
    pub fn done(&self) -> impl ExactSizeIterator<Item = &Edit> + DoubleEndedIterator {
        self.done.iter().map(|done| &done.edit)
    }

    /// How many undone edits could be made again.
    pub const fn undone(&self) -> usize {
        self.undone.len()
    }

    /// Makes an edit. What was undone is forgotten.
    pub fn commit(&mut self, edit: Edit) -> Result<(), Unfit> {
        self.make(edit)?;
        self.undone.clear();
        self.assemble();
        Ok(())
    }

    /// Makes an edit in place of the last one, as one goes on typing. The last one must be there.
    pub fn amend(&mut self, edit: Edit) -> Result<(), Unfit> {
        let last = self.done.pop().ok_or(Unfit)?;
        let outcome = self.apply(&last.inverse).and_then(|_| self.commit(edit));
        if outcome.is_err() {
            // It is as it was before.
            self.commit(last.edit)?;
        }
        outcome
    }

    /// Takes the last edit back. `None`: there is none.
    pub fn undo(&mut self) -> Option<&Edit> {
        let Done { edit, inverse } = self.done.pop()?;
        // The inverse of what was made always fits.
        let _fits = self.apply(&inverse);
        self.undone.push(edit);
        self.assemble();
        self.undone.last()
    }

    /// Makes the edit again that was undone last. `None`: there is none.
    pub fn redo(&mut self) -> Option<&Edit> {
        let edit = self.undone.pop()?;
        let _fits = self.make(edit);
        self.assemble();
        self.done.last().map(|done| &done.edit)
    }

    fn make(&mut self, edit: Edit) -> Result<(), Unfit> {
        let inverse = self.apply(&edit)?;
        self.done.push(Done { edit, inverse });
        Ok(())
    }

    /// Makes an edit, or nothing of it; returns its inverse.
    fn apply(&mut self, edit: &Edit) -> Result<Edit, Unfit> {
        let voices = edit.roles.as_ref().map_or(self.roles.len(), Vec::len);
        let is_known = |id: SpeakerId| usize::from(id.0) < voices;
        let fits = |slot: &Slot| {
            let is_there = match &slot.source {
                Source::Original(index) => (*index as usize) < self.original.turns().len(),
                Source::Own(own) => {
                    is_known(own.speaker) && own.words.iter().all(|word| is_known(word.speaker))
                }
            };
            is_there && slot.by.is_none_or(is_known)
        };
        let are_roles_sound = edit.roles.as_ref().is_none_or(|roles| {
            roles.len() >= self.original.speakers().len()
                && roles.iter().all(|role| role.into.is_none_or(is_known))
        });
        let mut length = self.slots.len();
        for splice in &edit.splices {
            let (at, count) = (splice.at as usize, splice.count as usize);
            if at + count > length || !splice.new.iter().all(fits) {
                return Err(Unfit);
            }
            length = length - count + splice.new.len();
        }
        if !are_roles_sound {
            return Err(Unfit);
        }
        let mut inverse = Vec::with_capacity(edit.splices.len());
        for splice in &edit.splices {
            let at = splice.at as usize;
            let replaced = at..at + splice.count as usize;
            let new = self.slots.splice(replaced, splice.new.iter().cloned()).collect();
            inverse.push(Splice { at: splice.at, count: count(splice.new.len()), new });
        }
        inverse.reverse();
        let roles = edit.roles.clone().map(|roles| std::mem::replace(&mut self.roles, roles));
        Ok(Edit { kind: edit.kind, splices: inverse, roles })
    }

    fn assemble(&mut self) {
        let is_original = self.done.iter().all(|done| done.edit.kind == Kind::Name);
        self.now = if is_original && self.slots.len() == self.original.turns().len() {
            Rc::clone(&self.original)
        } else {
            Rc::new(assemble(&self.original, &self.slots, &self.roles))
        };
    }

    /// A turn as one of its own.
    fn own(&self, turn: usize) -> Option<OwnTurn> {
        self.own_of(self.slots.get(turn)?)
    }

    /// What stands at a slot as a turn of its own.
    fn own_of(&self, slot: &Slot) -> Option<OwnTurn> {
        let own = match &slot.source {
            Source::Original(index) => {
                OwnTurn::of_original(&self.original, self.original.turn(*index as usize)?)
            }
            Source::Own(own) => (**own).clone(),
        };
        Some(match slot.by {
            Some(by) => own.spoken_by(by),
            None => own,
        })
    }
}
