//! `cargo xtask explore`: walks the page at random and holds it to its rules.

use std::process::Command;
use std::time::SystemTime;

use anyhow::{Result, ensure};

use crate::setup::{self, Need};
use crate::test::{Browser, needs};
use crate::{build, paths, shell, toolbox};

/// Walks the real page at random (clicks, keys, typing, files, faults of the service, reloads, second
/// tabs, a full disk) and holds it to its rules after each step: no error in the console, nothing against
/// the content policy, no word lost, undone to the beginning it is the original, the key nowhere, a true
/// title, nothing for axe-core, and never still for more than a second.
///
/// Builds the site first (1 to 2 min). A broken rule is told with the seed and the shortest path that
/// was found, as a command that walks it again.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How long to walk, shared among the browsers
    #[arg(long, default_value_t = 10.0)]
    minutes: f64,
    /// Where to begin; another one each time unless it is said
    #[arg(long)]
    seed: Option<u64>,
    /// Only in this browser; may be given several times
    #[arg(long, value_enum)]
    browser: Vec<Browser>,
    /// Walk only this path, as it was printed
    #[arg(long)]
    path: Option<String>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let browsers = if args.browser.is_empty() { Browser::all() } else { args.browser.clone() };
    let mut wanted = Need::BUILD.to_vec();
    wanted.extend(needs(&browsers));
    setup::ensure(&wanted)?;
    build::run(&build::Args::default())?;
    let seed = args.seed.unwrap_or_else(|| {
        let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
        since.map_or(0, |since| since.as_secs())
    });
    walk(&browsers, args.minutes, seed, args.path.as_deref())
}

/// Walks the built site.
pub(crate) fn walk(
    browsers: &[Browser],
    minutes: f64,
    seed: u64,
    path: Option<&str>,
) -> Result<()> {
    shell::step("Walking the page at random", &format!("{minutes} min"));
    shell::run(toolbox::cargo().args(["build", "--quiet", "--workspace", "--bin=explore"]))?;
    let mut explore = Command::new(paths::target().join("debug").join("explore"));
    explore
        .args(["--minutes", &minutes.to_string(), "--seed", &seed.to_string()])
        .env("DIARIST_DIST", paths::dist());
    for browser in browsers {
        explore.args(["--browser", browser.name()]);
    }
    if let Some(path) = path {
        explore.args(["--path", path]);
    }
    let (status, _) = shell::run_listening(&mut explore)?;
    ensure!(status.success(), "a rule was broken: see above");
    Ok(())
}
