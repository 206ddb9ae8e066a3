//! Leptos' signals and effects, each in one shape.
//!
//! Its generic types are compiled anew for every type of value and every closure, about 700 bytes
//! a time; the page has dozens of each and a budget (150 kB in all). What is here has the same
//! meaning and the same names, over one type of signal and one of effect.

mod var;
mod watch;

pub use var::Var;
pub use watch::{track, watch};
