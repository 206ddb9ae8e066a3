//! What must hold whatever a service answers.
//!
//! [`mutation`] makes answers that no service should send and files that no program should write,
//! [`cases`] runs a great many of them, [`document`] does with an answer everything that the page
//! does without a browser, and [`promises`] are what the `transcript` crate says of every
//! transcript. Used by the tests of this crate, of `transcript` and of `import`, and by the fuzz
//! targets in `fuzz/`; nothing of it is in the page.
//!
//! Checks panic where something does not hold: that is what a test and a fuzzer look for.

pub mod cases;
pub mod document;
pub mod mutation;
mod nasty;
pub mod promises;

pub use nasty::NASTY;
