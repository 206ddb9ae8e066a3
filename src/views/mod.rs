//! Screens and their parts: read signals, call use cases. Wording lives here.

pub mod bar;
pub mod conversation;
mod not_kept;
pub mod opening;
pub mod outdated;
pub mod progress;
pub mod start;
pub mod status;
pub mod tab;
pub mod twins;
pub mod wording;
