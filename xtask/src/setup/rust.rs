//! The parts of the Rust tool chain that rustup brings.

use anyhow::{Context, Result, bail};

use super::Need;
use crate::toolbox::{self, cargo};
use crate::{paths, shell};

const TARGET: &str = "wasm32-unknown-unknown";

/// Whether the active tool chain can build for WebAssembly.
pub(super) fn has_wasm_target() -> Result<bool> {
    let folder = shell::capture(toolbox::command("rustc").args([
        "--print",
        "target-libdir",
        "--target",
        TARGET,
    ]))
    .context("rustc does not answer: install Rust with rustup first")?;
    Ok(paths::root().join(folder.trim()).is_dir())
}

/// Whether rustfmt and clippy answer.
pub(super) fn has_lints() -> bool {
    ["fmt", "clippy"]
        .iter()
        .all(|component| shell::capture(cargo().args([component, "--version"])).is_ok())
}

pub(super) fn install(missing: &[Need]) -> Result<()> {
    let target = missing.contains(&Need::WasmTarget);
    let lints = missing.contains(&Need::Lints);
    if !target && !lints {
        return Ok(());
    }
    if toolbox::find("rustup").is_none() {
        bail!(
            "rustup is not on PATH, so the {TARGET} target, rustfmt and clippy cannot be added.\n\
             Remedy: install Rust with rustup, or add them with your system's packages."
        );
    }
    if target {
        shell::step("Adding Rust's WebAssembly target", "seconds");
        shell::run(toolbox::command("rustup").args(["target", "add", TARGET]))
            .context("rustup could not add the target: is the network reachable?")?;
    }
    if lints {
        shell::step("Adding rustfmt and clippy", "seconds");
        shell::run(toolbox::command("rustup").args(["component", "add", "rustfmt", "clippy"]))
            .context("rustup could not add the components: is the network reachable?")?;
    }
    Ok(())
}
