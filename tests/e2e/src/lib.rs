//! The harness of the user stories: engines, sessions, locators, checks, page objects.
//!
//! The stories themselves are in `tests/stories/`; what they run against is the built page in
//! `dist/`, served by the stand-in, which is the only fake there is.

#![expect(clippy::future_not_send, reason = "a story ends in the thread that it began in")]

mod again;
pub mod axe;
pub mod clock;
mod command;
pub mod console;
pub mod copy;
pub mod driver;
pub mod ear;
pub mod engine;
pub mod explore;
pub mod faults;
pub mod files;
pub mod inside;
pub mod lasting;
mod leaving;
pub mod locate;
pub mod matrix;
pub mod pages;
pub mod paper;
pub mod paths;
pub mod pdf;
pub mod process;
pub mod runner;
pub mod seats;
pub mod server;
pub mod stage;
pub mod story;
pub mod tab;
pub mod times;
pub mod told;
pub mod tools;
pub mod until;

pub use anyhow::{Context, Result, bail, ensure};
pub use engine::Engine;
pub use stage::Stage;
pub use story::Story;
pub use until::{soon, until};
