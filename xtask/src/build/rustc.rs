//! xtask in the place of rustc, for release builds: hides from a macro where crates are kept.
//!
//! `wasm_split_helpers`, which Leptos brings, names an export by a hash of the path of its own
//! manifest. That path is in cargo's home, so the bundle would differ between two users.

use std::env;
use std::path::Path;
use std::process::Command;

use anyhow::{Context, Result};

/// Tells this program that cargo calls it instead of rustc.
const MARK: &str = "DIARIST_AS_RUSTC";

/// Makes cargo, when `command` runs it, call this program with rustc and its arguments.
pub(super) fn stand_before(command: &mut Command) -> Result<()> {
    let this = env::current_exe().context("could not find this program itself")?;
    command.env("RUSTC_WRAPPER", this).env(MARK, "1");
    Ok(())
}

/// Whether cargo called this program as rustc.
pub(crate) fn is_called_as() -> bool {
    env::var_os(MARK).is_some()
}

/// Runs rustc with what cargo asked for; its exit code.
pub(crate) fn run() -> Result<i32> {
    let mut arguments = env::args_os().skip(1);
    let rustc = arguments.next().context("cargo named no rustc")?;
    let mut command = Command::new(rustc);
    command.args(arguments).env_remove(MARK);
    if let Some(path) = env::var("CARGO_PKG_NAME").ok().and_then(|name| fixed_manifest(&name)) {
        command.env("CARGO_MANIFEST_PATH", path);
    }
    let status = command.status().context("could not start rustc")?;
    Ok(status.code().unwrap_or(1))
}

/// The path that is told instead of the true one, where it gets into the bundle. Other macros
/// read the file.
fn fixed_manifest(package: &str) -> Option<&'static Path> {
    (package == "wasm_split_helpers").then(|| Path::new("wasm_split_helpers/Cargo.toml"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_crate_that_hashes_its_path_is_told_another() {
        assert!(fixed_manifest("wasm_split_helpers").is_some());
        assert_eq!(fixed_manifest("diarist"), None);
    }
}
