//! The machine itself: what there is of it, and what happens.
//!
//! `reading` is what comes of looking at the disk, `writing` what is handed to it.

mod reading;
mod writing;

use std::collections::VecDeque;
use std::rc::Rc;

use crate::effect::{Effect, WriteId};
use crate::event::{Event, Fault};
use crate::standing::{Seal, Standing};
use crate::step::Step;

/// What could not be stored or read is tried again after so long.
const RETRY_MS: u32 = 10_000;

/// Whether the disk may be read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Access {
    /// There is no store, or nothing of it was read yet.
    Closed,
    /// It was read, and is as known.
    Open,
    /// It is not touched.
    Sealed(Seal),
    /// The user goes on without it.
    Alone,
}

/// Whose it is to correct.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    /// Not known yet.
    Asking,
    /// This tab's.
    Mine,
    /// Another tab's; this one reads along.
    Along,
}

/// A step that is not on the disk, as far as is known.
#[derive(Clone, Debug)]
struct Owed {
    step: Step<Rc<str>>,
    /// It was handed to the disk under its number, and stands for it from then on.
    is_bound: bool,
}

/// A write that is under way, up to before this number.
#[derive(Clone, Copy, Debug)]
struct Flight {
    id: WriteId,
    to: u32,
    /// It looks at nothing before it writes, and so outlives the page.
    is_last: bool,
}

/// The corrections of one conversation. See the [crate] for its rules.
#[derive(Clone, Debug)]
pub struct Journal {
    of: u64,
    access: Access,
    role: Role,
    /// How many steps are on the disk.
    stored: u32,
    /// Those that follow.
    owed: VecDeque<Owed>,
    /// So many of the first of them are on the disk in another form, and need no write of their own.
    assumed: usize,
    flights: Vec<Flight>,
    next_write: u32,
    /// Why the last try to store failed.
    fault: Option<Fault>,
    /// What is read next is to be shown.
    is_awaited: bool,
    /// Nothing is written before the disk was looked at.
    must_look: bool,
    /// The page is about to go, or hidden: what is written now has to outlive it.
    is_going: bool,
}

impl Journal {
    /// The journal of a conversation whose original has this hash. Nothing of it is read yet.
    #[must_use]
    pub const fn new(of: u64) -> Self {
        Self {
            of,
            access: Access::Closed,
            role: Role::Asking,
            stored: 0,
            owed: VecDeque::new(),
            assumed: 0,
            flights: Vec::new(),
            next_write: 0,
            fault: None,
            is_awaited: false,
            must_look: false,
            is_going: false,
        }
    }

    /// The hash of the original that it is of.
    #[must_use]
    pub const fn original(&self) -> u64 {
        self.of
    }

    /// How it stands.
    #[must_use]
    pub fn standing(&self) -> Standing {
        let count = self.count_owed();
        match self.access {
            Access::Sealed(seal) => Standing::Sealed { seal, owed: count },
            Access::Alone => Standing::OnlyHere(count),
            _ if count == 0 => Standing::Kept,
            Access::Open if self.role != Role::Along && self.fault.is_none() => Standing::Working,
            Access::Closed | Access::Open => Standing::Owed { count, fault: self.fault },
        }
    }

    /// The steps that are only in this tab, the oldest first.
    pub fn owed(&self) -> impl Iterator<Item = &Step<Rc<str>>> {
        self.owed.iter().skip(self.assumed).map(|owed| &owed.step)
    }

    /// Whether the last step is a correction that has not left this tab: nobody else has seen it.
    #[must_use]
    pub fn is_last_here(&self) -> bool {
        self.owed.len() > self.assumed
            && self.owed.back().is_some_and(|last| {
                !last.is_bound && matches!(last.step, Step::Made(_) | Step::Amended(_))
            })
    }

    /// Takes what happened, and returns what is to be done.
    pub fn handle(&mut self, event: Event) -> Vec<Effect> {
        match event {
            Event::Opened => self.open(),
            Event::StoreOpened if self.access == Access::Closed => {
                // What was done here meanwhile is on the screen already.
                self.is_awaited |= self.count_owed() == 0;
                vec![Effect::Read]
            }
            Event::TryAgain | Event::OthersStored => self.read_and_show(),
            Event::ReadBack(Ok(found)) => self.take(found),
            Event::ReadBack(Err(why)) => self.miss(why),
            Event::NotShown(seal) => self.seal(seal, true),
            Event::Granted => self.begin_to_correct(),
            Event::TakenOver => {
                self.role = Role::Along;
                Vec::new()
            }
            Event::LetGo => {
                self.role = Role::Asking;
                Vec::new()
            }
            Event::Made(text) => self.push(Step::Made(text)),
            Event::Amended(text) => self.amend(text),
            Event::Undone => self.push(Step::Undone),
            Event::Redone => self.push(Step::Redone),
            Event::Assumed(step) => self.assume(step),
            Event::Stored(id) => self.stored(id),
            Event::StoreFailed(id, fault) => self.failed(id, fault),
            Event::Hurry => {
                self.is_going = false;
                self.try_again()
            }
            Event::Woke | Event::StoreOpened => self.try_again(),
            Event::Leaving => {
                self.is_going = true;
                self.write()
            }
            Event::GoOnWithout => self.go_on_without(),
            Event::PutAside(outcome) => self.put_aside(outcome),
        }
    }

    pub(super) fn all_here(&self) -> Vec<Step<Rc<str>>> {
        self.owed.iter().map(|owed| owed.step.clone()).collect()
    }

    pub(super) fn count_owed(&self) -> u32 {
        u32::try_from(self.owed.len() - self.assumed).unwrap_or(u32::MAX)
    }
}
