//! Talks to `AssemblyAI` and reads its answers. Decides nothing: the job machine does.

pub mod account;
pub mod archive;
pub mod checksum;
pub mod exact;
pub mod export;
mod http;
pub mod inside;
mod place;
pub mod read;
pub mod runner;
pub mod sample;
pub mod storage;
mod upload;
pub mod vault;

pub use http::Access;
pub use place::place;
pub use runner::{Order, Received, Runner, Saving};
