//! Diarist: who said what, in your browser.
//!
//! Four layers, each of which may use only what stands below it (`cargo xtask lint` checks it):
//!
//! | layer | what it holds | may use |
//! |---|---|---|
//! | [`views`] | screens and their parts | `ui`, `state` |
//! | [`state`] | reactive state and use cases | `service`, `platform`, the pure crates |
//! | [`service`] | requests to `AssemblyAI`, the job machine's effects | `assemblyai`, `platform` |
//! | [`platform`] | one browser API per file | nothing of ours |
//!
//! [`ui`] holds app-agnostic parts. It, `views` and `state` also use [`reactive`], Leptos' signals
//! and effects in a small shape; otherwise it uses nothing of ours. [`app`] puts them together.

pub mod app;
pub mod platform;
pub mod reactive;
pub mod route;
pub mod service;
pub mod state;
pub mod ui;
pub mod views;

pub use app::start;
