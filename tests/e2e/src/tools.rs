//! Finds the programs the stories need, and says how to get one that is missing.

use std::env;
use std::path::{Path, PathBuf};

use anyhow::{Result, anyhow};

use crate::paths;

/// What brings every tool: said whenever one is missing.
const REMEDY: &str = "`cargo xtask setup` installs it or says how";

/// The first of `names` that is a program on `PATH`, or what the variable `over` names.
pub fn program(over: &str, names: &[&str]) -> Result<PathBuf> {
    if let Some(named) = env::var_os(over) {
        return Ok(PathBuf::from(named));
    }
    let mut folders: Vec<PathBuf> =
        env::var_os("PATH").map(|path| env::split_paths(&path).collect()).unwrap_or_default();
    folders.push(paths::target().join("tools").join("bin"));
    if let Some(home) = env::var_os("HOME") {
        folders.push(Path::new(&home).join(".cargo").join("bin"));
    }
    names
        .iter()
        .flat_map(|name| folders.iter().map(move |folder| folder.join(name)))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| anyhow!("{} is not installed: {REMEDY}", names.join(" or ")))
}

/// WebKitGTK's small browser, which no distribution puts on `PATH`.
pub fn mini_browser() -> Result<PathBuf> {
    if let Some(named) = env::var_os("DIARIST_MINIBROWSER") {
        return Ok(PathBuf::from(named));
    }
    let mut roots = vec![PathBuf::from("/usr/libexec"), PathBuf::from("/usr/lib")];
    if let Ok(entries) = std::fs::read_dir("/usr/lib") {
        roots.extend(entries.flatten().map(|entry| entry.path()));
    }
    roots
        .iter()
        .map(|root| root.join("webkit2gtk-4.1").join("MiniBrowser"))
        .find(|candidate| candidate.is_file())
        .ok_or_else(|| anyhow!("WebKitGTK's MiniBrowser (4.1) is not installed: {REMEDY}"))
}

/// The source of axe-core, from npm's package of that name.
pub fn axe() -> Result<PathBuf> {
    let path = env::var_os("DIARIST_AXE").map_or_else(
        || paths::target().join("tools").join("node_modules").join("axe-core").join("axe.min.js"),
        PathBuf::from,
    );
    if path.is_file() {
        Ok(path)
    } else {
        Err(anyhow!("axe-core is not at {}: {REMEDY}", path.display()))
    }
}
