//! cargo-deny, where it is installed: licences and sources of all crates, and known vulnerabilities
//! where their list can be fetched. `deny.toml` says what is allowed.

use anyhow::{Result, bail};

use crate::setup::deny;
use crate::{shell, toolbox};

/// What needs no network.
const OFFLINE: [&str; 5] = ["--offline", "check", "bans", "licenses", "sources"];

pub(super) fn check() -> Result<()> {
    if !deny::is_installed() {
        println!(
            "  remark: cargo-deny is not installed: licences, sources and advisories are not looked \
             at.\n  Remedy: cargo xtask setup --for lint, or: {}",
            deny::by_hand()
        );
        return Ok(());
    }
    let mut failed = Vec::new();
    if shell::run(cargo_deny().args(OFFLINE)).is_err() {
        failed.push("bans, licences or sources");
    }
    if shell::capture(cargo_deny().args(["fetch", "db"])).is_err() {
        println!("  remark: the list of advisories could not be fetched, so none are looked at");
    } else if shell::run(cargo_deny().args(["check", "--disable-fetch", "advisories"])).is_err() {
        failed.push("advisories");
    }
    if failed.is_empty() {
        return Ok(());
    }
    bail!("cargo-deny refuses: {}", failed.join(", "))
}

fn cargo_deny() -> std::process::Command {
    toolbox::command("cargo-deny")
}
