//! One browser API per file, as small functions and guards. Uses nothing of ours.

pub mod clipboard;
pub mod clock;
pub mod download;
pub mod events;
pub mod file;
pub mod file_drop;
pub mod focus;
pub mod frame;
pub mod host;
pub mod listener;
pub mod media;
pub mod preference;
pub mod task;
