//! The stored form of corrections: JSON text, one for each step, with the version of its form.
//!
//! An edit is stored as what it puts in place of what, so that a later version of the page makes
//! the same of it, however words are aligned by then; of a turn that was typed over only what changed.
//!
//! | form | since version | content |
//! |---|---|---|
//! | log | 1 | `done`, `all`: so many edits are made, and so many are stored |
//! | log | 2 | `of`: the hash of the original's turns; `steps`: how many are stored |
//! | step | 1 | an edit that was made: `kind`, `splices`, `voices` |
//! | step | 2 | a turn that was typed over: `kind`, `turn`, and what changed |
//! | step | 2 | `step`: `undo` or `redo`; an edit with `amends` was made in place of the last |

mod book;
mod log;
mod parting;
mod read;
mod step;
#[cfg(test)]
mod tests;
mod write;

pub use book::{Texts, corrected, read_book};
pub use log::Log;
pub use parting::{Left, Parting};
pub use read::from_stored;
pub use step::{read_step, write_step};
pub use write::to_stored;

/// The version that a whole edit is written under.
const EDIT: u64 = 1;
/// The version of all that came later.
const LATEST: u64 = 2;
