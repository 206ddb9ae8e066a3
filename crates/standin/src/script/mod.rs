//! What tests say to the stand-in: faults for coming requests, prepared answers, and counters to
//! read back. In-process through [`Region`](crate::Region), or over HTTP under `/__standin/`.

mod control;
mod fault;
mod next_answer;
mod rule;
mod stats;

pub(crate) use control::router;
pub use fault::{Fault, ResetWhen, Then};
pub use next_answer::NextAnswer;
pub use rule::{Match, Rule};
pub(crate) use rule::{Preflight, Script};
pub use stats::{JobStat, Stats};
