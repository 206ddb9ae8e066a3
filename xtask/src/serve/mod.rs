//! `cargo xtask serve`: the app on this machine, with the stand-in for AssemblyAI.

mod browser;
mod watch;

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use clap::ValueEnum;

use crate::build::{self, Profile};
use crate::setup::{self, Need};
use crate::shell::Group;
use crate::{paths, ports, shell, toolbox, wait};

/// Builds the app, starts the stand-in for AssemblyAI that serves it, opens the browser, and
/// builds again when a source file changes. Ctrl-C ends everything.
///
/// Any key works with the stand-in; it knows the recordings in samples/. On a bare machine with
/// two cores the first page opens after about 10 minutes, later ones after seconds.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Port of the app, and of the API's US region
    #[arg(long, default_value_t = 4180)]
    port: u16,
    /// Port of the API's EU region
    #[arg(long, default_value_t = 4181)]
    eu_port: u16,
    /// Serve the release build, as it is published
    #[arg(long)]
    release: bool,
    /// Do not open a browser
    #[arg(long)]
    no_open: bool,
    /// How fast the stand-in's jobs go on
    #[arg(long, value_enum, default_value_t = Pace::Fast)]
    pace: Pace,
}

#[derive(Clone, Copy, ValueEnum)]
enum Pace {
    /// A step per question
    Fast,
    /// About as long as AssemblyAI takes
    Real,
}

/// How often the source files are looked at.
const LOOK: Duration = Duration::from_millis(500);
/// How long the stand-in may take to answer.
const START: Duration = Duration::from_secs(20);

pub(crate) fn run(args: &Args) -> Result<()> {
    ports::require_free(args.port, "--port")?;
    ports::require_free(args.eu_port, "--eu-port")?;

    let profile = if args.release { Profile::Release } else { Profile::Dev };
    setup::ensure(if args.release { Need::BUILD } else { Need::SERVE })?;
    let site = paths::target().join("site").join("served");
    // Taken before the first build, so that a change during it is seen after it.
    let sources = watch::Snapshot::take(&paths::root())?;
    build::site(profile, &site, &[])?;

    let mut standin = start_standin(args, &site)?;
    let address = format!("http://127.0.0.1:{}/", args.port);
    ports::wait_for(args.port, START, || Ok(standin.ended()?.is_none()))
        .context("the stand-in did not start")?;

    println!("\nDiarist is at {address} (Ctrl-C ends it)");
    println!("Try the sample conversation, or drop a recording from samples/: any key works here.");
    if !args.no_open {
        browser::open(&address);
    }
    rebuild_on_change(profile, &site, sources, &mut standin)
}

fn start_standin(args: &Args, site: &Path) -> Result<Group> {
    shell::step("Building the stand-in for AssemblyAI", "1 to 2 min the first time, then seconds");
    shell::run(toolbox::cargo().args(["build", "--package", "standin"]))
        .context("the stand-in does not build: rustc says why above")?;
    let program = paths::target().join("debug").join("standin");
    let mut command = Command::new(&program);
    command
        .args(["--port", &args.port.to_string(), "--eu-port", &args.eu_port.to_string()])
        .args(["--pace", if matches!(args.pace, Pace::Fast) { "fast" } else { "real" }])
        .arg("--dist")
        .arg(site)
        .current_dir(paths::root());
    shell::step("Starting the stand-in", "");
    Group::spawn(&mut command)
}

fn rebuild_on_change(
    profile: Profile,
    site: &Path,
    built_from: watch::Snapshot,
    standin: &mut Group,
) -> Result<()> {
    let mut seen = built_from;
    loop {
        let (now, changed) = wait::until("a change", Duration::MAX, LOOK, || {
            if let Some(status) = standin.ended()? {
                bail!("the stand-in ended by itself, with {status}");
            }
            let now = watch::Snapshot::take(&paths::root())?;
            let changed = now.differs_from(&seen);
            Ok(changed.map(|file| (now, file)))
        })?;
        seen = now;
        println!("\n{} changed", paths::shown(&changed));
        match build::site(profile, site, &[]) {
            Ok(()) => println!("\nBuilt: reload the page."),
            Err(error) => println!("\n{error:#}\nThe page stays as it was. Waiting for a change."),
        }
    }
}
