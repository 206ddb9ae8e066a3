//! `cargo xtask lint`: formatting, clippy, and the rules that no tool knows.

mod deny;
mod layers;
mod purity;
mod text;
mod tokens;
mod tracked;

use anyhow::{Result, bail};

use crate::setup::{self, Need};
use crate::{shell, toolbox};

/// Checks formatting, clippy (native code, and the page for WebAssembly), and the architecture:
/// which layer may use which, crates without a browser in them, no inline styles, no paths of a
/// machine. Long files are reported, they do not fail. Where cargo-deny is installed, licences,
/// sources and advisories of the crates too.
///
/// Takes 2 to 4 minutes on two cores the first time, then seconds.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// Everything but the page, which builds for WebAssembly.
const NATIVE: [&str; 2] = ["--workspace", "--exclude=diarist"];
const PAGE: [&str; 4] = ["--package", "diarist", "--target", "wasm32-unknown-unknown"];
const CLIPPY: [&str; 2] = ["clippy", "--all-targets"];
const DENY: [&str; 3] = ["--", "--deny", "warnings"];

pub(crate) fn run() -> Result<()> {
    setup::ensure(Need::LINT)?;
    let mut failed = Vec::new();
    let mut note = |name: &'static str, result: Result<()>| {
        if let Err(error) = result {
            eprintln!("{error:#}");
            failed.push(name);
        }
    };

    shell::step("Checking the formatting", "seconds");
    note("rustfmt", shell::run(toolbox::cargo().args(["fmt", "--all", "--check"])));

    shell::step("Checking the architecture", "seconds");
    note("architecture", architecture());

    shell::step("Running clippy on native code", "1 to 2 min the first time");
    note("clippy", shell::run(toolbox::cargo().args(CLIPPY).args(NATIVE).args(DENY)));

    shell::step("Running clippy on the page", "1 to 2 min the first time");
    note("clippy of the page", shell::run(toolbox::cargo().args(CLIPPY).args(PAGE).args(DENY)));

    shell::step("Checking the crates that are used", "seconds");
    note("cargo-deny", deny::check());

    if failed.is_empty() {
        println!("\nlint: ok");
        return Ok(());
    }
    bail!("lint: {} failed", failed.join(", "))
}

fn architecture() -> Result<()> {
    let tracked = tracked::files()?;
    let mut problems = layers::problems(&tracked);
    problems.extend(purity::problems(&tracked)?);
    problems.extend(text::problems(&tracked));
    for remark in text::remarks(&tracked) {
        println!("  remark: {remark}");
    }
    if problems.is_empty() {
        return Ok(());
    }
    bail!("{}", problems.join("\n"))
}
