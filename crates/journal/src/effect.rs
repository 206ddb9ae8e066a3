//! What the shell must do for the journal.

use std::rc::Rc;

use crate::step::Step;

/// Names one write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WriteId(pub u32);

/// One thing to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// Read what the disk has ([`crate::Event::ReadBack`]).
    Read,
    /// Show the original with these steps, all that there are ([`crate::Event::NotShown`] if that
    /// cannot be).
    Show(Vec<Step<Rc<str>>>),
    /// Show the original as it came; nothing may be corrected.
    ShowOriginal,
    /// Store this: all of it, or nothing ([`crate::Event::Stored`] or [`crate::Event::StoreFailed`]).
    Write(Batch),
    /// Move whatever the disk has of corrections to where it is not read, and nothing of it is lost
    /// ([`crate::Event::PutAside`]).
    PutAside,
    /// Send [`crate::Event::Woke`] after so many milliseconds. A newer one replaces the older.
    WakeIn(u32),
}

/// Steps to be stored under their numbers, in one transaction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Names the write.
    pub id: WriteId,
    /// The original that they are made of, as its hash.
    pub of: u64,
    /// The number of the first.
    pub from: u32,
    /// So many of them are being stored by another write already: these may be there. A number of the
    /// others must not be, else nothing is stored ([`crate::Fault::Conflict`]).
    pub again: u32,
    /// The steps, at least one.
    pub steps: Vec<Step<Rc<str>>>,
    /// The page is about to go: what looks at the disk first would come too late.
    pub is_last: bool,
}

impl Batch {
    /// How many steps there are on the disk then.
    pub fn total(&self) -> u32 {
        self.from.saturating_add(u32::try_from(self.steps.len()).unwrap_or(u32::MAX))
    }
}
