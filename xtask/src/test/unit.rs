//! Native tests: pure crates, the stand-in, xtask itself, and what of the page needs no browser.

use anyhow::Result;

use super::plan::Closing;
use super::results;
use crate::{shell, toolbox};

/// Package, and which of its targets.
const SUITES: [(&str, &[&str]); 8] = [
    ("transcript", &[]),
    ("assemblyai", &[]),
    ("import", &[]),
    ("library", &[]),
    ("invariants", &[]),
    ("standin", &[]),
    ("xtask", &[]),
    // Its other tests run in browsers.
    ("diarist", &["--lib"]),
];

pub(super) fn run() -> Result<Closing> {
    shell::step("Running native tests", "3 to 5 min the first time, then 1");
    let mut closing = Closing { lines: Vec::new(), is_ok: true };
    for (package, targets) in SUITES {
        let mut command = toolbox::cargo();
        command.args(["test", "--no-fail-fast", "--package", package]).args(targets);
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
