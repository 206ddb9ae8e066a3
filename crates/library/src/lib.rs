//! What is kept of recordings on this device, without I/O.
//!
//! A [`Record`] is all that must be known to take up a job after the page was closed, and to list
//! what is there. It is stored as JSON text, which carries the version of its form; the answer of
//! the service and the media are stored beside it, as they came. No record holds a key.

pub mod archive;
pub mod edits;
mod fingerprint;
mod id;
pub mod origin;
mod owed;
mod patch;
mod place;
mod record;
mod standing;
mod stored;
pub mod tabs;
pub mod transfer;
mod turns;

pub use fingerprint::Fingerprint;
pub use id::is_id;
pub use owed::{Mark, Owed};
pub use patch::{Patch, patched};
pub use place::Place;
pub use record::{MediaCopy, Outcome, Record, Summary};
pub use standing::Standing;
pub use stored::StoredError;
pub use turns::{Turn, whose_turn};
