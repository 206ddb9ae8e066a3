//! What happened outside the journal.

use std::rc::Rc;

use crate::effect::WriteId;
use crate::standing::Seal;
use crate::step::Step;

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The conversation is to be shown.
    Opened,
    /// The store is there, or there again.
    StoreOpened,
    /// What was asked for by [`crate::Effect::Read`].
    ReadBack(Result<Found, Unread>),
    /// What was to be shown cannot be made of this original, for this reason.
    NotShown(Seal),
    /// Another tab has stored something.
    OthersStored,
    /// This tab may correct from now on, and no other does.
    Granted,
    /// Another tab corrects now.
    TakenOver,
    /// The conversation was left, and with it the right to correct it.
    LetGo,
    /// A correction was made, written as this.
    Made(Rc<str>),
    /// One was made in place of the last.
    Amended(Rc<str>),
    /// The last was undone.
    Undone,
    /// The one that was undone last was made again.
    Redone,
    /// This is so without having been done: the disk has it in another form. It is written with what
    /// is done next.
    Assumed(Step<Rc<str>>),
    /// A write is on the disk.
    Stored(WriteId),
    /// A write is not, as far as is known.
    StoreFailed(WriteId, Fault),
    /// The timer fired.
    Woke,
    /// The page is in view again, or has a network again, or there may be room again.
    Hurry,
    /// The page is about to go; it may also be put away.
    Leaving,
    /// The user wants to try again to read what could not be read.
    TryAgain,
    /// The user goes on without what cannot be read: it is put aside.
    GoOnWithout,
    /// What [`crate::Effect::PutAside`] asked for is done, or was not.
    PutAside(Result<(), Fault>),
}

/// What the disk has of a conversation's corrections.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// The original that they were made of, as its hash; `None` where that was not stored.
    pub of: Option<u64>,
    /// All steps that it means, the oldest first.
    pub steps: Vec<Step<Rc<str>>>,
    /// How many of them are stored as steps. An older form means some more than it has.
    pub stored: u32,
}

/// Why the disk's corrections are not to be had.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unread {
    /// There is no store, or none yet.
    NoStore,
    /// Reading failed.
    Failed,
    /// A newer version of the page wrote them.
    Newer,
    /// Something is missing, or cannot be understood.
    Damaged,
}

/// Why something was not stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// There is no room.
    Full,
    /// The browser refuses, or its store is gone for now.
    Refused,
    /// A newer version of the page has the store.
    Newer,
    /// A number is there already.
    Conflict,
    /// The recording was removed.
    Removed,
}
