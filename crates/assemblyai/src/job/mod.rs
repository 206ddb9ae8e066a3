//! The job machine: one run from a recording to its transcript, decided without I/O.
//!
//! ```text
//! New → Checking → Uploading → Submitting → Queued → Processing → Completed
//!          └──────────┴────────────┴──────────┴──────────┴→ Failed | Cancelled
//! ```
//!
//! [`Job::handle`] takes an [`Event`] and the time, and returns the [`Effect`]s that the shell
//! must perform, in order. Every request carries a [`RequestId`]; answers to any other than the
//! running one are ignored, so a late answer can do no harm.
//!
//! Rules that the tests hold over every order of events, faults and restarts:
//! * one job at the service per recording: a submission without an answer is looked for by its
//!   `audio_url` and adopted before it is ever sent again; what the browser had made twice by itself
//!   is deleted, or told;
//! * a snapshot is saved before the effect that depends on it;
//! * an upload address or an id, once known, is kept; a finished stage is not repeated;
//! * every failure names its stage, and whether and how it can go on.

mod cause;
mod clock;
mod effect;
mod event;
mod machine;
mod speed;
mod state;
#[cfg(test)]
mod tests;
pub(crate) mod trouble;

pub use cause::{Cause, NextStep};
pub use clock::{Steady, Wall};
pub use effect::{Effect, RequestId, TimerId, Wanted};
pub use event::{Event, Reply};
pub use machine::Job;
pub use speed::Pace;
pub use state::{Fault, Snapshot, Source, Stage, State, Twins};
pub use trouble::{Trouble, TroubleKind};
