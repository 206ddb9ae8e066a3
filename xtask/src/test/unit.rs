//! Native tests: those of every package of the workspace.

use anyhow::{Context, Result};
use serde_json::Value;

use super::plan::Closing;
use super::results;
use crate::{shell, toolbox};

pub(super) fn run() -> Result<Closing> {
    shell::step("Running native tests", "3 to 5 min the first time, then 1");
    let mut closing = Closing { lines: Vec::new(), is_ok: true };
    for package in packages()? {
        let mut command = toolbox::cargo();
        command.args(["test", "--no-fail-fast", "--package", &package]).args(targets(&package));
        let (status, said) = shell::run_listening(&mut command)?;
        closing.is_ok &= status.success();
        let results = results::of(&said);
        if results.is_empty() && !status.success() {
            closing.lines.push(format!("{package}: does not build"));
        }
        closing.lines.extend(results.iter().map(|line| format!("{package}: {line}")));
    }
    Ok(closing)
}

/// Which of a package's tests need no browser.
fn targets(package: &str) -> &'static [&'static str] {
    match package {
        // Their other tests run in browsers.
        "diarist" | "e2e" => &["--lib"],
        _ => &[],
    }
}

/// Every package of the workspace, as cargo knows them: none can be forgotten here.
fn packages() -> Result<Vec<String>> {
    let mut cargo = toolbox::cargo();
    cargo.args(["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let metadata: Value = serde_json::from_str(&shell::capture(&mut cargo)?)?;
    let packages = metadata["packages"].as_array().context("cargo names no packages")?;
    Ok(packages.iter().filter_map(|package| package["name"].as_str()).map(str::to_owned).collect())
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;

    #[test]
    fn no_package_is_left_out() {
        let packages = packages().expect("cargo answers");
        let crates = fs::read_dir(paths::root().join("crates")).expect("is there");
        let mut folders: Vec<String> = crates
            .flatten()
            .filter(|entry| entry.path().join("Cargo.toml").is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        assert!(folders.len() > 6, "{folders:?}");
        folders.extend(["diarist", "xtask", "e2e"].map(str::to_owned));
        for folder in folders {
            assert!(packages.contains(&folder), "the tests of {folder} are run by nobody");
        }
    }
}
