//! Compiler flags of the release build: they keep the building machine out of the bundle.
//!
//! rustc writes source paths into panic messages. Each prefix that differs between machines is
//! replaced by a fixed one, so that two clones in different folders give the same bytes. Cargo
//! leaves `--remap-path-prefix` out of the hashes that it puts into symbol names.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::{paths, shell, toolbox};

/// Flags for rustc. Where several prefixes match a path the last one counts.
pub(super) fn rustflags() -> Result<Vec<String>> {
    let rustc = shell::capture(toolbox::command("rustc").arg("-vV"))?;
    let commit = commit_of(&rustc).context("`rustc -vV` names no commit")?;
    let sysroot = shell::capture(toolbox::command("rustc").args(["--print", "sysroot"]))?;
    let sysroot = PathBuf::from(sysroot.trim());

    // See `std_from_source`: a panic ends the program at once, without words.
    let mut flags = vec!["-Zunstable-options".to_owned(), "-Cpanic=immediate-abort".to_owned()];
    // See `shrink::split`: which function needs which, beside the program.
    flags.push("-Clink-arg=--emit-relocs".to_owned());
    for cargo_home in cargo_homes() {
        flags.push(remap(&cargo_home, "cargo"));
        // The folder's name is a hash of the registry's address: it differs behind a mirror.
        for registry in folders_in(&cargo_home.join("registry/src")) {
            flags.push(remap(&registry, "crates"));
        }
    }
    flags.push(remap(&sysroot, "rust"));
    // The standard library was built with this prefix. With the component rust-src installed
    // rustc turns it into the local path; this turns it back.
    flags.push(remap(&sysroot.join("lib/rustlib/src/rust"), &format!("/rustc/{commit}")));
    flags.push(remap(&paths::root(), "diarist"));
    flags.push(remap(&paths::target(), "target"));
    Ok(flags)
}

fn remap(from: &Path, to: &str) -> String {
    format!("--remap-path-prefix={}={to}", from.display())
}

fn commit_of(verbose_version: &str) -> Option<&str> {
    verbose_version.lines().find_map(|line| line.strip_prefix("commit-hash: "))
}

/// Cargo's home as it is written in paths: as given, and with links resolved.
fn cargo_homes() -> Vec<PathBuf> {
    let given = env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| env::home_dir().map(|home| home.join(".cargo")));
    let mut homes: Vec<PathBuf> = given.into_iter().collect();
    if let Some(real) = homes.first().and_then(|home| home.canonicalize().ok())
        && !homes.contains(&real)
    {
        homes.push(real);
    }
    homes
}

fn folders_in(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let mut folders: Vec<_> =
        entries.flatten().map(|entry| entry.path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The prefixes whose presence in a bundle would betray the machine it was built on.
pub(super) fn machine_paths() -> Vec<String> {
    let mut all = cargo_homes();
    all.extend(env::home_dir());
    all.push(paths::root());
    all.push(paths::target());
    let mut all: Vec<_> = all
        .iter()
        // A home of "/" (some containers) is in every path and betrays nothing.
        .filter(|path| path.components().count() > 1)
        .map(|path| format!("{}/", path.display()))
        .collect();
    all.sort();
    all.dedup();
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_commit_is_read_from_rustcs_version() {
        assert_eq!(commit_of("rustc 1.95.0\ncommit-hash: abc\nhost: x"), Some("abc"));
        assert_eq!(commit_of("rustc 1.95.0"), None);
    }

    #[test]
    fn the_workspace_and_the_standard_library_are_remapped_last() {
        let flags = rustflags().expect("rustc answers");
        let of = |to: &str| flags.iter().position(|flag| flag.ends_with(to)).expect("is there");
        assert!(of("=rust") < flags.iter().position(|f| f.contains("=/rustc/")).expect("is there"));
        assert!(of("=diarist") < of("=target"), "target/ lies in the workspace");
    }
}
