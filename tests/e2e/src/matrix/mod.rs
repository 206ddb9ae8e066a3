//! The fault matrix as data: what can go wrong at which step, and what has to come of it. The
//! stories in `tests/stories/matrix/` go through it row by row; `docs/faults.md` is written from it.

mod body;
mod counts;
pub mod document;
mod lasting;
mod lasting_table;
mod passing;
mod passing_table;
mod step;
mod upset;

pub use body::Body;
pub use counts::Counts;
pub use lasting::{Lasting, Next, Obstacle, Sent};
pub use lasting_table::LASTING;
pub use passing::{Passing, Told};
pub use passing_table::PASSING;
pub use step::Step;
pub use upset::{Drive, Upset};
