//! The formats of export as whole files: what they look like, and that others' parsers read in
//! them what was said, whatever that was.

#![allow(clippy::expect_used, reason = "a file that cannot be read is what is looked for")]

mod any_input;
mod fixture;
mod golden;
mod nasty;
mod reread;
