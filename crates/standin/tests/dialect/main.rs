//! The dialect of the stand-in, tried over real HTTP.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on stops here")]
#![allow(
    clippy::literal_string_with_formatting_args,
    reason = "`{id}` is what the counters of requests call an id"
)]

mod auth;
mod captions;
mod connection;
mod cors;
mod create;
mod faults;
mod jobs;
mod links;
mod list;
mod program;
mod recordings;
mod script;
mod site;
mod support;
mod upload;
