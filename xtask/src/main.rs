//! The command line of `cargo xtask`: names the commands, hands each to its module.

mod bench;
mod build;
mod explore;
mod lint;
mod paths;
mod ports;
mod serve;
mod setup;
mod shell;
mod size;
mod test;
mod toolbox;
mod wait;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Diarist's build chain. `cargo xtask serve` opens the app, `cargo xtask test` checks everything.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Install what the other commands need, and only what is missing
    Setup(setup::Args),
    /// Build the app, serve it with the stand-in, open the browser, rebuild on change
    Serve(serve::Args),
    /// Build the release site into dist/
    Build(build::Args),
    /// Run the checks: all of them, or one group
    Test(test::Args),
    /// Formatting, clippy, and the architecture's rules
    Lint(lint::Args),
    // Described by its arguments.
    Explore(explore::Args),
    /// Measure what needs a real browser and a lot of bytes
    Bench(bench::Args),
    /// Weigh the release site against its budget
    Size(size::Args),
}

fn main() -> ExitCode {
    if build::rustc::is_called_as() {
        return match build::rustc::run() {
            Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
            Err(error) => failed(&error),
        };
    }
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("\nerror: {error:#}");
    ExitCode::FAILURE
}

fn run() -> anyhow::Result<()> {
    let cli = Cli::parse();
    shell::end_children_on_signal()?;
    match cli.command {
        Command::Setup(args) => setup::run(&args),
        Command::Serve(args) => serve::run(&args),
        Command::Build(args) => build::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Lint(_) => lint::run(),
        Command::Explore(args) => explore::run(&args),
        Command::Bench(args) => bench::run(&args),
        Command::Size(_) => size::run().map(drop),
    }
}
