//! Transcripts converted on the command line: everything that the page opens becomes anything that it
//! saves, by the same code.
//!
//! ```text
//! diarist convert talk.srt --to vtt -o talk.vtt
//! diarist formats
//! ```
//!
//! | module | subject |
//! |---|---|
//! | `args` | what can be said on the command line |
//! | `open` | from a file to a conversation, or why not |
//! | `convert` | from a conversation to a file |
//! | `formats` | what is read and written, as a list |

mod args;
mod convert;
mod formats;
mod open;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::Parser;

use args::{Args, Command};

/// Runs what the command line says.
///
/// The exit code is 0 where all was done, 1 where a file could not be read or written (the others are
/// written all the same), and 2 where the command line is wrong.
pub fn run() -> ExitCode {
    let Args { command } = Args::parse();
    match command {
        Command::Convert(args) => convert::run(&args),
        Command::Formats => match write!(io::stdout(), "{}", formats::list()) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("diarist: {error}");
                ExitCode::FAILURE
            }
        },
    }
}
