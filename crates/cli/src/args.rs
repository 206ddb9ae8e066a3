//! What can be said on the command line.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::builder::TypedValueParser as _;
use clap::{Parser, Subcommand};
use transcript::Millis;
use transcript::export::{Choice, CueLimits, FileKind, Options};

use crate::formats;

/// Converts transcripts: SRT, WebVTT, JSON of many services, tables and more become subtitles, documents,
/// tables and annotations.
#[derive(Parser)]
#[command(name = "diarist", version)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Convert files; what they are is told by their content
    Convert(Convert),
    /// List what is read and written
    Formats,
}

#[derive(clap::Args)]
#[expect(clippy::struct_excessive_bools, reason = "each is a switch of the command line")]
pub(crate) struct Convert {
    /// The files; `-` is standard input
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
    /// What to write: a name of `diarist formats`
    #[arg(long, default_value = "json", value_parser = kind())]
    pub(crate) to: FileKind,
    /// Where to write: a file, or for several files a folder; else it goes to standard output
    #[arg(short, long, value_name = "OUT")]
    pub(crate) out: Option<PathBuf>,
    /// Leave times out of texts and tables
    #[arg(long)]
    no_timestamps: bool,
    /// Leave names out
    #[arg(long)]
    no_names: bool,
    /// Say how sure the service is, where it says so
    #[arg(long)]
    confidence: bool,
    /// Mark silences of more than 10 s
    #[arg(long)]
    gaps: bool,
    /// P1, P2 … in place of names
    #[arg(long)]
    pseudonyms: bool,
    /// No byte order mark before tables, which only Excel needs
    #[arg(long)]
    no_byte_order_mark: bool,
    /// Tiers of single words, for Praat and ELAN
    #[arg(long)]
    word_tiers: bool,
    /// Characters of a line of subtitles
    #[arg(long, value_name = "CHARACTERS", value_parser = clap::value_parser!(u16).range(10..=500))]
    line: Option<u16>,
    /// Lines of a cue
    #[arg(long, value_parser = clap::value_parser!(u8).range(1..=10))]
    lines: Option<u8>,
    /// Seconds that a cue is shown at most
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=3_600))]
    seconds: Option<u32>,
}

impl Convert {
    /// What is chosen about what is written.
    pub(crate) fn options(&self) -> Options {
        let usual = CueLimits::default();
        let cues = CueLimits {
            line: self.line.unwrap_or(usual.line),
            lines: self.lines.unwrap_or(usual.lines),
            time: self.seconds.map_or(usual.time, |seconds| Millis(seconds * 1_000)),
        };
        [
            (Choice::Timestamps, !self.no_timestamps),
            (Choice::Names, !self.no_names),
            (Choice::Confidence, self.confidence),
            (Choice::Gaps, self.gaps),
            (Choice::Pseudonyms, self.pseudonyms),
            (Choice::ByteOrderMark, !self.no_byte_order_mark),
            (Choice::WordTiers, self.word_tiers),
        ]
        .into_iter()
        .fold(Options::default().with_cues(cues), |options, (choice, is_on)| {
            options.with(choice, is_on)
        })
    }
}

/// A name of a format.
fn kind() -> impl clap::builder::TypedValueParser<Value = FileKind> {
    let names = FileKind::ALL.map(formats::name);
    PossibleValuesParser::new(names).try_map(|name| {
        FileKind::ALL
            .into_iter()
            .find(|kind| formats::name(*kind) == name)
            .ok_or_else(|| format!("no format is called {name}"))
    })
}
