//! The parts of the Rust tool chain that rustup brings.

use std::path::Path;

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

/// Whether the standard library's source is there.
pub(super) fn has_std_source() -> Result<bool> {
    let sysroot = shell::capture(toolbox::command("rustc").args(["--print", "sysroot"]))
        .context("rustc does not answer: install Rust with rustup first")?;
    let lock = "lib/rustlib/src/rust/library/Cargo.lock";
    Ok(Path::new(sysroot.trim()).join(lock).is_file())
}

/// Whether rustfmt and clippy answer.
pub(super) fn has_lints() -> bool {
    ["fmt", "clippy"]
        .iter()
        .all(|component| shell::capture(cargo().args([component, "--version"])).is_ok())
}

/// What rustup adds for a need: what it is called in messages, and rustup's arguments.
const fn addition(need: Need) -> Option<(&'static str, &'static [&'static str])> {
    match need {
        Need::WasmTarget => Some(("Rust's WebAssembly target", &["target", "add", TARGET])),
        Need::StdSource => {
            Some(("the standard library's source", &["component", "add", "rust-src"]))
        }
        Need::Lints => Some(("rustfmt and clippy", &["component", "add", "rustfmt", "clippy"])),
        _ => None,
    }
}

pub(super) fn install(missing: &[Need]) -> Result<()> {
    for (what, arguments) in missing.iter().filter_map(|need| addition(*need)) {
        if toolbox::find("rustup").is_none() {
            bail!(
                "rustup is not on PATH, so {what} cannot be added.\n\
                 Remedy: install Rust with rustup, or add it with your system's packages."
            );
        }
        shell::step(&format!("Adding {what}"), "seconds");
        shell::run(toolbox::command("rustup").args(arguments))
            .with_context(|| format!("rustup could not add {what}: is the network reachable?"))?;
    }
    Ok(())
}
