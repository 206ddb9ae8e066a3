//! `cargo xtask bench`: figures that need a real browser and a lot of bytes.

mod form;
mod memory;
mod read;
mod report;
mod seek;
mod site;
mod upload;

use anyhow::Result;

/// Measures what a test cannot hold: speed, memory, smoothness.
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(clap::Subcommand)]
enum Bench {
    /// A large upload, against a page that does nothing but upload
    Upload(upload::Args),
    // Described by its arguments: a line here would hide from --help what it does and how long.
    Read(read::Args),
    Export(read::export::Args),
    Edit(read::edit::Args),
    Seek(seek::Args),
}

pub(crate) fn run(args: &Args) -> Result<()> {
    match &args.bench {
        Bench::Upload(args) => upload::run(args),
        Bench::Read(args) => read::run(args),
        Bench::Export(args) => read::export::run(args),
        Bench::Edit(args) => read::edit::run(args),
        Bench::Seek(args) => seek::run(args),
    }
}
