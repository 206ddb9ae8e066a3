//! The conversation as data: what a reader of a diarized recording sees, without the browser.
//!
//! A decoder pushes what came over the wire into a [`TranscriptBuilder`]; `finish` gives a
//! [`Transcript`], which is never changed afterwards. Nothing here does I/O or knows a service, and
//! nothing but `std`, a diff and the borders of characters is needed, so all of it is tested natively and stays small in the
//! page.
//!
//! ```
//! use transcript::{Millis, SourceUtterance, TranscriptBuilder, plain_text};
//!
//! let mut builder = TranscriptBuilder::new();
//! builder.push_utterance(&SourceUtterance {
//!     speaker: Some("A".into()),
//!     text: Some("Good morning.".into()),
//!     start: Some(Millis::new(5_000)),
//!     end: Some(Millis::new(6_200)),
//!     ..SourceUtterance::default()
//! });
//! let transcript = builder.finish();
//! assert_eq!(plain_text(&transcript, &[]), "Speaker A [0:05]\nGood morning.\n");
//! ```
//!
//! # What holds of every transcript
//!
//! * One [`Turn`] per utterance that has anything to read, sorted by start; utterances with the
//!   same start keep the order in which they came. Without utterances, one turn per run of words
//!   of one speaker; without words, one turn of the whole text.
//! * The text is exactly what came: markup, NUL, bidi controls and joiners are kept. It lies in
//!   one buffer, and words, paragraphs and turns are byte ranges of that buffer.
//! * The words of a turn have ascending ranges that never overlap, and `text[range]` is the word
//!   as it came. Words of white space alone are dropped: there is nothing to point at.
//! * The [`Paragraph`]s of a turn cover it: between two of them lies white space or nothing.
//! * Times may overlap, be zero-length or lie; an interval that runs backwards is turned round.
//! * Speakers are numbered in the order of their first turn, then those heard only as single
//!   words inside other people's turns. No label and an empty label are one unknown speaker.
//! * Nothing panics. Text beyond 4 GiB (what a `u32` can point at) is left out, and speakers
//!   beyond 65,535 are counted as unknown.
//!
//! # Where to find what
//!
//! | module | subject |
//! |---|---|
//! | `time`, `confidence`, `speaker`, `look`, `initials` | the small types |
//! | `source` | what a decoder feeds in |
//! | `builder` | from the source to the model: alignment, order, numbering |
//! | `paragraphs`, `sentence` | where long turns are cut |
//! | `letter` | letters and capitals without the Unicode tables |
//! | `model` | what the screen and the exports read |
//! | `packed` | a transcript as bytes, for a worker |
//! | [`lanes`] | who spoke when, as a drawing |
//! | [`statistics`] | figures of a whole conversation |
//! | [`timeline`] | what is heard at a moment |
//! | [`search`] | finding text, whatever its case and accents |
//! | [`export`] | one file per format |
//! | [`edit`] | corrections over a transcript |
//! | [`meaning`] | what a caret, a selection, a click and a digit mean |

mod builder;
mod confidence;
pub mod edit;
pub mod export;
#[cfg(test)]
mod fixture;
mod hash;
mod initials;
pub mod lanes;
mod letter;
mod look;
pub mod meaning;
mod model;
mod packed;
mod pairing;
mod paragraphs;
pub mod search;
mod sentence;
mod source;
mod speaker;
pub mod statistics;
mod time;
pub mod timeline;

pub use builder::{Arranging, TranscriptBuilder};
pub use confidence::Confidence;
pub use export::quote::{Recording, quotation};
pub use export::text::plain_text;
pub use initials::initials;
pub use letter::{is_letter, is_lower, is_wide};
pub use look::Look;
pub use model::{Paragraph, Transcript, Turn, Word};
pub use source::{SourceUtterance, SourceWord, SourceWords};
pub use speaker::{Speaker, SpeakerId, is_own_name};
pub use time::{Clock, Millis};
