//! AssemblyAI's asynchronous API, without I/O.
//!
//! What belongs here: what goes over the wire (keys, options, endpoints, answers, errors) and
//! the [`job::Job`] machine that decides what to do next. What does not: sockets, timers, the
//! DOM. The page performs the machine's effects and feeds the results back.
//!
//! Facts about the service are those of its public documentation and clients as of
//! November 2026.

pub mod asking;
pub mod backoff;
pub mod base;
pub mod decode;
pub mod endpoint;
pub mod failure;
pub mod job;
pub mod json;
pub mod key;
pub mod language;
pub mod limits;
pub mod link;
pub mod options;
pub mod price;

pub use base::ApiBase;
pub use decode::{Answer, DecodeError, Decoder, Status};
pub use failure::Failure;
pub use job::Job;
pub use key::ApiKey;
pub use link::Link;
pub use options::{JobOptions, Voices};
