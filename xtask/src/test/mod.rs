//! `cargo xtask test`: all checks, or one group of them.

mod browser;
mod plan;
mod results;
mod unit;
mod web;
mod webdriver;

use anyhow::Result;
use clap::ValueEnum;

pub(crate) use browser::{Browser, needs};
pub(crate) use webdriver::Session;

/// Runs the checks. Without a group: setup, lint, unit, build, size, web and e2e, going on after
/// a failure, with every runner's closing lines at the end.
///
/// The first run on a bare machine with two cores takes about an hour (6 to 12 minutes of it setup),
/// later ones about 40 minutes.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// One group of checks instead of all
    #[arg(value_enum)]
    group: Option<Group>,
    /// Only in this browser; may be given several times
    #[arg(long, value_enum)]
    browser: Vec<Browser>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Group {
    /// Native tests of the crates and of the page's pure parts
    Unit,
    /// Component tests, in browsers
    Web,
    /// User stories on the release site, in browsers
    E2e,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let browsers = if args.browser.is_empty() { Browser::all() } else { args.browser.clone() };
    match args.group {
        Some(Group::Unit) => plan::unit_only(),
        Some(Group::Web) => plan::web_only(&browsers),
        Some(Group::E2e) => plan::e2e_only(&browsers),
        None => plan::everything(&browsers),
    }
}
