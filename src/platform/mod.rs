//! One browser API per file, as small functions and guards. Uses nothing of ours.

pub mod caret;
pub mod clipboard;
pub mod clock;
pub mod download;
pub mod events;
pub mod file;
pub mod file_drop;
pub mod focus;
pub mod fold;
pub mod frame;
pub mod highlight;
pub mod host;
pub mod js;
pub mod listener;
pub mod media;
pub mod media_session;
pub mod part;
pub mod picture;
pub mod preference;
pub mod task;
pub mod viewport;
