//! All recordings in one file: packing them, and reading such a file.

mod open;
mod pack;

pub use open::{Archive, UnpackError, open};
pub use pack::{Made, Missing, Packed, What, pack};
