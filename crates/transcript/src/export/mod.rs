//! Ways to take a conversation away: one format per file.
//!
//! [`export`] writes what an [`Input`] chooses of a conversation in one [`Format`], as far as its
//! [`Options`] fit. Every format is UTF-8 text, written in one go, in time linear in the text.
//!
//! ```
//! use transcript::export::{Choice, Format, Input, Options, export};
//! use transcript::TranscriptBuilder;
//!
//! let mut builder = TranscriptBuilder::new();
//! builder.set_text("Good morning.".to_owned());
//! let transcript = builder.finish();
//! let options = Options::default().with(Choice::Pseudonyms, true);
//! assert_eq!(
//!     export(Format::Text, &Input::new(&transcript), &options),
//!     "P1 [0:00]\nGood morning.\n",
//! );
//! ```
//!
//! A [`FileKind`] is one of these texts, or a document of Word. An [`Order`] is an export as bytes,
//! to be made where the page's own work is not held up.
//!
//! Text comes out as it is wherever the format can hold it. Where a line ends something, white
//! space of any kind becomes one space and control characters are left out; what would be taken
//! for markup, a formula or a time is written so that it is not.

mod audacity;
mod choice;
mod csv;
mod ctm;
mod cues;
mod document;
mod elan;
#[cfg(test)]
mod fixture;
mod format;
pub mod html;
mod json;
mod kind;
mod line;
mod markdown;
mod markup;
mod number;
mod order;
mod pieces;
pub mod quote;
mod rttm;
mod spans;
mod srt;
pub mod text;
mod textgrid;
mod view;
mod vtt;

pub use choice::{Choice, CueLimits, Options};
pub use document::{Block, BlockKind, document};
pub use format::Format;
pub use kind::FileKind;
pub use order::Order;
pub use view::Input;

use view::View;

/// Writes a conversation, or the chosen part of it, in a format.
pub fn export(format: Format, input: &Input<'_>, options: &Options) -> String {
    let write: fn(&View<'_>, &mut String) = match format {
        Format::Text => text::write,
        Format::Markdown => markdown::write,
        Format::Html => html::write,
        Format::Srt => srt::write,
        Format::WebVtt => vtt::write,
        Format::CsvTurns => csv::write_turns,
        Format::CsvWords => csv::write_words,
        Format::Json => json::write,
        Format::Rttm => rttm::write,
        Format::Ctm => ctm::write,
        Format::TextGrid => textgrid::write,
        Format::Elan => elan::write,
        Format::Audacity => audacity::write,
    };
    let mut out = String::new();
    write(&View::new(input, options), &mut out);
    out
}
