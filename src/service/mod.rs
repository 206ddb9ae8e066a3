//! Talks to `AssemblyAI` and reads its answers. Decides nothing: the job machine does.

mod http;
pub mod key_check;
pub mod read;
pub mod runner;
pub mod sample;
mod upload;

pub use http::Access;
pub use runner::{Received, Runner};
