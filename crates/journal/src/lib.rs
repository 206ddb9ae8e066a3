//! The journal of a conversation: its corrections on their way to the disk, decided without I/O.
//!
//! ```text
//! made → owed → written → kept
//!          ↑───────┘ failed: 10 s, or back online or in view, or before leaving
//! ```
//!
//! All that was ever done to a conversation is a list of [`Step`]s: a correction was made, or made
//! anew in place of the last, or the last was undone, or made again. Steps are numbered from 0 and
//! only ever added, so whatever is read back is how the conversation once stood.
//!
//! [`Journal::handle`] takes an [`Event`] and returns the [`Effect`]s that the shell must perform, in
//! order. What a step says is text to the journal, which compares it and never reads it.
//!
//! Rules that the tests hold over every order of events, failures, crashes and tabs:
//! * [`Standing::Kept`] is said only of what is on the disk; all else is owed, tried again, and told;
//! * a number stands for one step: what was once handed to the disk is never handed to it under another;
//! * whatever fails, the disk holds a prefix of what was done;
//! * what cannot be read, is newer, or belongs to another original is never written over: the journal
//!   is [sealed](Seal), and says why;
//! * a failure of reading is a failure, never "there is nothing".

mod effect;
mod event;
mod machine;
mod standing;
mod step;
#[cfg(test)]
mod tests;

pub use effect::{Batch, Effect, WriteId};
pub use event::{Event, Fault, Found, Unread};
pub use machine::Journal;
pub use standing::{Seal, Standing};
pub use step::Step;
