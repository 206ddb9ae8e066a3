//! Native tests: those of every package of the workspace.

use anyhow::{Result, bail};
use serde_json::Value;

use super::plan::Closing;
use super::results;
use crate::{shell, toolbox};

pub(super) fn run() -> Result<Closing> {
    shell::step("Running native tests", "4 to 6 min the first time, then 1");
    let targets = targets(&packages()?);
    let mut programs = toolbox::cargo();
    programs.args(["test", "--no-fail-fast", "--workspace", "--lib"]).args(targets);
    let mut examples = toolbox::cargo();
    examples.args(["test", "--no-fail-fast", "--workspace", "--doc"]);
    let mut closing = Closing { lines: Vec::new(), is_ok: true };
    for command in [&mut programs, &mut examples] {
        let (status, said) = shell::run_listening_to_all(command)?;
        closing.is_ok &= status.success();
        let results = results::of(&said);
        if results.is_empty() && !status.success() {
            closing.lines.push("they do not build".to_owned());
        }
        closing.lines.extend(results);
    }
    Ok(closing)
}

/// Packages of which all tests but those of the library run in browsers.
const IN_BROWSERS: [&str; 2] = ["diarist", "e2e"];

/// The programs and tests that need no browser, for one command: what the packages are made of is built
/// once for all of them so, instead of once for each, as each alone wants other features of it.
fn targets(packages: &[Value]) -> Vec<String> {
    let natives = packages.iter().filter(|package| {
        package["name"].as_str().is_some_and(|name| !IN_BROWSERS.contains(&name))
    });
    let targets = natives.flat_map(|package| package["targets"].as_array().into_iter().flatten());
    // The page's program and that of the command line are called the same; neither has tests in it.
    let targets = targets.filter(|target| target["test"] != false);
    let named = targets.filter_map(|target| {
        let kind = target["kind"].as_array()?.iter().find_map(|kind| {
            ["bin", "test"].into_iter().find(|known| kind.as_str() == Some(known))
        })?;
        Some(format!("--{kind}={}", target["name"].as_str()?))
    });
    named.collect()
}

/// Every package of the workspace, as cargo knows them: none can be forgotten here.
fn packages() -> Result<Vec<Value>> {
    let mut cargo = toolbox::cargo();
    cargo.args(["metadata", "--no-deps", "--format-version", "1", "--offline"]);
    let mut metadata: Value = serde_json::from_str(&shell::capture(&mut cargo)?)?;
    match metadata["packages"].take() {
        Value::Array(packages) => Ok(packages),
        _ => bail!("cargo names no packages"),
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::paths;

    #[test]
    fn no_package_is_left_out() {
        let packages = packages().expect("cargo answers");
        let targets = targets(&packages);
        let crates = fs::read_dir(paths::root().join("crates")).expect("is there");
        let mut folders: Vec<String> = crates
            .flatten()
            .filter(|entry| entry.path().join("Cargo.toml").is_file())
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        assert!(folders.len() > 6, "{folders:?}");
        folders.extend(["diarist", "xtask", "e2e"].map(str::to_owned));
        for folder in folders {
            let is_known = packages.iter().any(|package| package["name"] == folder);
            assert!(is_known, "the tests of {folder} are run by nobody");
        }
        for wanted in ["--bin=xtask", "--bin=standin", "--test=round_trip", "--test=ten_hours"] {
            assert!(targets.iter().any(|target| target == wanted), "no {wanted} in {targets:?}");
        }
        for browsers in ["--test=stories", "--test=web", "--bin=explore"] {
            assert!(!targets.iter().any(|target| target == browsers), "{browsers} in {targets:?}");
        }
    }
}
