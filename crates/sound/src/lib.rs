//! Where the frames of a recording are: read from slices of its file, never from the whole in memory, and
//! without a browser.
//!
//! Browsers guess where a time is in files without an index, and may be minutes off. With the index that is
//! read here, a page can play the same bytes in a container that leaves nothing to guess.

pub mod adts;
mod format;
mod frames;
pub mod mp4;
pub mod mpeg;
mod scan;

pub use format::{ENOUGH, Format, Pass, format, tag_length};
pub use frames::{Coding, Frames, Part, Run};
pub use scan::Framing;
