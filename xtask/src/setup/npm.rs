//! The tools that live on npm: wasm-opt, esbuild and axe-core, pinned in `xtask/npm`.

use std::fs;
use std::path::PathBuf;

use anyhow::{Context, Result};

use super::Need;
use crate::{paths, shell, toolbox};

/// axe-core's script, if it is installed.
pub(crate) fn axe_script() -> Option<PathBuf> {
    let script = paths::tools().join("node_modules/axe-core/axe.min.js");
    script.is_file().then_some(script)
}

pub(super) fn install(missing: &[Need]) -> Result<()> {
    if !missing.contains(&Need::NpmTools) {
        return Ok(());
    }
    shell::step("Installing wasm-opt, esbuild and axe-core", "seconds");
    let tools = paths::tools();
    let pinned = paths::root().join("xtask/npm");
    fs::create_dir_all(&tools)
        .with_context(|| format!("could not create {}", paths::shown(&tools)))?;
    for file in ["package.json", "package-lock.json"] {
        fs::copy(pinned.join(file), tools.join(file))
            .with_context(|| format!("could not copy xtask/npm/{file}"))?;
    }
    shell::run(
        toolbox::command("npm")
            .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            .current_dir(&tools),
    )
    .context("npm could not fetch wasm-opt, esbuild and axe-core: is the network reachable?")
}
