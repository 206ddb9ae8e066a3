//! What a caret, a selection, a click and a digit mean. The page asks here, whatever device they
//! came from.
//!
//! * A caret cuts where it stands, in any script: behind the last character before it, as people
//!   count characters. Blanks at the cut belong to neither side.
//! * A selection is what it touches: whole characters, without the blanks at its ends. Marks that
//!   would be all that is left of a turn go along.
//! * A click plays the word that it is on, or, where no word has a time, from the place of it in its
//!   turn; and the turn is meant by the keys that follow.
//! * A digit gives away what is selected, and else the turn that is meant.
//!
//! | file | subject |
//! |---|---|
//! | `mark` | carets and selections in a text |
//! | `click` | what is heard by a click |
//! | `meant` | which turn a key is for, and what a digit gives away |

mod click;
pub(crate) mod mark;
mod meant;

pub use click::{Heard, heard};
pub use mark::{Mark, turns_of};
pub use meant::{Click, Given, Pointed, given};
