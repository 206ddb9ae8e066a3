//! The order of the checks, what each needs from those before it, and the summary at the end.

use std::time::Instant;

use anyhow::{Result, bail};

use super::browser::{self, Browser};
use super::{results, unit, web};
use crate::setup::{self, Need};
use crate::{build, explore, lint, paths, shell, size, toolbox};

/// One check that was run, or could not be.
struct Outcome {
    name: &'static str,
    /// The runner's closing lines, or why there are none.
    lines: Vec<String>,
    is_ok: bool,
}

#[derive(Default)]
struct Summary(Vec<Outcome>);

impl Summary {
    /// Runs `check`; its error is shown at once and kept for the end.
    fn add(&mut self, name: &'static str, check: impl FnOnce() -> Result<Closing>) -> bool {
        let start = Instant::now();
        let (mut lines, is_ok) = match check() {
            Ok(closing) => (closing.lines, closing.is_ok),
            Err(error) => {
                eprintln!("\nerror: {error:#}");
                let first = format!("{error:#}").lines().next().unwrap_or_default().to_owned();
                (vec![first], false)
            }
        };
        if lines.is_empty() {
            lines.push("nothing to say".to_owned());
        }
        let seconds = start.elapsed().as_secs();
        self.0.push(Outcome { name, lines: titled(lines, seconds), is_ok });
        is_ok
    }

    fn skip(&mut self, name: &'static str, why: &str) {
        self.0.push(Outcome { name, lines: vec![format!("not run: {why}")], is_ok: false });
    }

    /// Prints all outcomes; an error if any failed.
    fn end(self) -> Result<()> {
        println!("\n── Summary ──");
        for outcome in &self.0 {
            let mark = if outcome.is_ok { "ok    " } else { "FAILED" };
            for (at, line) in outcome.lines.iter().enumerate() {
                let (mark, name) = if at == 0 { (mark, outcome.name) } else { ("", "") };
                println!("{mark:6} {name:7} {line}");
            }
        }
        let failed: Vec<_> =
            self.0.iter().filter(|outcome| !outcome.is_ok).map(|outcome| outcome.name).collect();
        if failed.is_empty() {
            println!("\nAll checks passed.");
            return Ok(());
        }
        bail!("failed: {}", failed.join(", "))
    }
}

fn titled(lines: Vec<String>, seconds: u64) -> Vec<String> {
    let mut lines = lines;
    if let Some(first) = lines.first_mut() {
        first.push_str(&format_time(seconds));
    }
    lines
}

fn format_time(seconds: u64) -> String {
    if seconds < 60 {
        format!(" ({seconds} s)")
    } else {
        format!(" ({} min {} s)", seconds / 60, seconds % 60)
    }
}

/// How a runner closed.
pub(super) struct Closing {
    pub(super) lines: Vec<String>,
    pub(super) is_ok: bool,
}

impl Closing {
    fn ok(line: &str) -> Self {
        Self { lines: vec![line.to_owned()], is_ok: true }
    }
}

pub(super) fn unit_only() -> Result<()> {
    setup::ensure(&[Need::Linker])?;
    let mut summary = Summary::default();
    summary.add("unit", unit::run);
    summary.end()
}

pub(super) fn web_only(browsers: &[Browser]) -> Result<()> {
    let mut needs = vec![Need::Linker, Need::WasmTarget, Need::WasmBindgen];
    needs.extend(browser::needs(browsers));
    setup::ensure(&needs)?;
    let mut summary = Summary::default();
    summary.add("web", || web::run(browsers));
    summary.end()
}

pub(super) fn e2e_only(browsers: &[Browser]) -> Result<()> {
    let mut needs = Need::BUILD.to_vec();
    needs.extend(browser::needs(browsers));
    setup::ensure(&needs)?;
    let mut summary = Summary::default();
    if summary.add("build", build_site) {
        summary.add("e2e", || stories(browsers));
    } else {
        summary.skip("e2e", "the site does not build");
    }
    summary.end()
}

pub(super) fn everything(browsers: &[Browser]) -> Result<()> {
    let mut summary = Summary::default();
    let ready = summary.add("setup", || {
        setup::ensure(Need::ALL)?;
        Ok(Closing::ok("everything is there"))
    });
    if !ready {
        // What can run without the missing piece still says something.
        println!("Going on with what there is.");
    }
    summary.add("lint", || {
        lint::run()?;
        Ok(Closing::ok("formatting, clippy and architecture are clean"))
    });
    summary.add("unit", unit::run);
    if summary.add("build", build_site) {
        summary.add("size", weigh);
        summary.add("web", || web::run(browsers));
        summary.add("e2e", || stories(browsers));
        summary.add("explore", || explored(browsers));
    } else {
        summary.skip("size", "the site does not build");
        summary.add("web", || web::run(browsers));
        summary.skip("e2e", "the site does not build");
        summary.skip("explore", "the site does not build");
    }
    summary.end()
}

/// A short walk, always the same way.
fn explored(browsers: &[Browser]) -> Result<Closing> {
    explore::walk(browsers, 1.0, 1, None)?;
    Ok(Closing::ok("no rule is broken"))
}

fn build_site() -> Result<Closing> {
    build::run(&build::Args::default())?;
    Ok(Closing::ok("dist/ is built"))
}

fn weigh() -> Result<Closing> {
    let bytes = size::run()?;
    Ok(Closing::ok(&format!("{bytes} bytes after brotli at the first visit")))
}

/// User stories on dist/. They start the stand-in and the drivers themselves.
fn stories(browsers: &[Browser]) -> Result<Closing> {
    shell::step("Running the user stories", "35 to 50 min");
    let names: Vec<_> = browsers.iter().map(|browser| browser.name()).collect();
    let mut stories = toolbox::cargo();
    stories
        // Of the whole workspace, as the native tests: what they share is built once.
        .args(["test", "--workspace", "--test=stories"])
        .env("DIARIST_BROWSERS", names.join(","))
        .env("DIARIST_DIST", paths::dist());
    let (status, said) = shell::run_listening(&mut stories)?;
    Ok(Closing { lines: results::of(&said), is_ok: status.success() })
}
