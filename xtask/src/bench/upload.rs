//! `cargo xtask bench upload`: Diarist's upload against a page that does nothing else.
//!
//! Both pages come from the same stand-in and upload to it across origins, in turns, each time in
//! a new browser. The time is that of the request itself as the browser's resource timing has it.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::memory;
use super::report::{self, Figures};
use crate::build::files;
use crate::setup::{self, Need};
use crate::shell::Group;
use crate::test::{Browser, Session};
use crate::{paths, ports, shell, toolbox, wait};

/// Uploads a large sparse file with Diarist and with a bare page, in turns, and compares speed,
/// memory, progress and long tasks. Needs `cargo xtask build` before.
///
/// Takes about 3 minutes.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Size of the file in bytes; it takes no space itself
    #[arg(long, default_value_t = 2_200_000_000)]
    bytes: u64,
    /// Uploads with each page
    #[arg(long, default_value_t = 3)]
    rounds: usize,
}

const START: Duration = Duration::from_secs(20);
const AT_MOST: Duration = Duration::from_mins(5);
const LOOK: Duration = Duration::from_millis(250);

/// The two pages, and how each is made to upload.
#[derive(Clone, Copy)]
enum Page {
    Diarist,
    Bare,
}

pub(super) fn run(args: &Args) -> Result<()> {
    ensure!(args.rounds > 0, "--rounds must be at least 1");
    setup::ensure(&[Need::Linker, Need::Chromium])?;
    let site = site_with_bare_page()?;
    let recording = sparse_file(args.bytes)?;
    shell::step("Building the stand-in for AssemblyAI, optimised", "2 to 3 min the first time");
    let mut build = toolbox::cargo();
    build.args(["build", "--package", "standin", "--release"]);
    // The release profile is for the page: small. This is for speed, soon.
    for (key, value) in [("LTO", "off"), ("OPT_LEVEL", "2"), ("CODEGEN_UNITS", "16")] {
        build.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
    }
    shell::run(&mut build)?;
    let port = ports::any_free()?;
    let mut standin = Group::spawn(
        Command::new(paths::target().join("release").join("standin"))
            .args(["--port", &port.to_string()])
            .arg("--dist")
            .arg(&site),
    )?;
    ports::wait_for(port, START, || Ok(standin.ended()?.is_none()))
        .context("the stand-in did not start")?;

    let (mut page, mut bare) = (Vec::new(), Vec::new());
    for round in 1..=args.rounds {
        shell::step(&format!("Round {round} of {}", args.rounds), "about 30 s each");
        // In turns, and each first in every other round: the machine may get faster or slower.
        if round % 2 == 1 {
            bare.push(upload(Page::Bare, port, &recording).context("the bare page")?);
            page.push(upload(Page::Diarist, port, &recording).context("Diarist")?);
        } else {
            page.push(upload(Page::Diarist, port, &recording).context("Diarist")?);
            bare.push(upload(Page::Bare, port, &recording).context("the bare page")?);
        }
    }
    report::print(&page, &bare, args.bytes)
}

/// A copy of dist/ with the bare page beside it.
fn site_with_bare_page() -> Result<PathBuf> {
    let dist = paths::dist();
    ensure!(dist.join("index.html").is_file(), "there is no dist/.\nRemedy: cargo xtask build");
    let site = paths::target().join("bench").join("site");
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    for file in files::all(&dist)? {
        let to = site.join(file.strip_prefix(&dist)?);
        fs::create_dir_all(to.parent().unwrap_or(&site))?;
        fs::copy(&file, &to)?;
    }
    fs::write(site.join("bare.html"), include_str!("bare.html"))?;
    Ok(site)
}

fn sparse_file(bytes: u64) -> Result<PathBuf> {
    let path = paths::target().join("bench").join("sparse.mp3");
    let file = File::create(&path).with_context(|| format!("could not make {}", path.display()))?;
    file.set_len(bytes).context("could not make a sparse file of that size")?;
    Ok(path)
}

fn upload(page: Page, port: u16, recording: &Path) -> Result<Figures> {
    let session = Session::open(Browser::Chromium)?;
    let name = match page {
        Page::Diarist => "",
        Page::Bare => "bare.html",
    };
    session.visit(&format!("http://127.0.0.1:{port}/{name}"))?;
    wait::until("the page's file input", START, LOOK, || Ok(session.find(FILE_INPUT).ok()))?;
    session.script(include_str!("watch.js"), &json!([]))?;

    let before = memory::of_descendants(session.driver_id());
    start(page, &session, recording)?;
    let mut highest = before;
    let seen = wait::until("the upload's answer", AT_MOST, LOOK, || {
        highest = highest.max(memory::of_descendants(session.driver_id()));
        let seen = session.script(include_str!("read.js"), &json!([]))?;
        Ok((!seen.is_null()).then_some(seen))
    })?;
    let number = |key: &str| {
        let value: Option<f64> = seen.get(key).and_then(Value::as_f64);
        value.with_context(|| format!("the page did not measure {key}"))
    };
    Ok(Figures {
        upload_ms: number("upload_ms")?,
        memory: highest.saturating_sub(before),
        gap_ms: number("gap_ms")?,
        task_ms: number("task_ms")?,
    })
}

const FILE_INPUT: &str = "input[type=file]";

fn start(page: Page, session: &Session, recording: &Path) -> Result<()> {
    let path = recording.to_string_lossy();
    if matches!(page, Page::Diarist) {
        let key = labelled(session, "AssemblyAI API key")?;
        session.type_into(&key, "bench-key")?;
        session.type_into(&session.find(FILE_INPUT)?, &path)?;
        // The button may wait for the file to be looked at.
        wait::until("the button Transcribe", START, LOOK, || {
            let done = session.script(CLICK, &json!(["Transcribe"]))?;
            Ok((done == json!(true)).then_some(()))
        })
    } else {
        session.type_into(&session.find(FILE_INPUT)?, &path)
    }
}

/// Clicks the enabled button of that name; false if there is none yet.
const CLICK: &str = "const [name] = arguments;
    const button = [...document.querySelectorAll('button')]
        .find((button) => button.textContent.trim() === name && !button.disabled);
    if (button) button.click();
    return Boolean(button);";

/// The field that the label of that text is for.
fn labelled(session: &Session, label: &str) -> Result<String> {
    let found = session.script(
        "const [text] = arguments;
         const label = [...document.querySelectorAll('label')]
             .find((label) => label.textContent.trim().startsWith(text));
         return label ? label.control : document.querySelector(`[aria-label='${text}']`);",
        &json!([label]),
    )?;
    Session::element(&found).with_context(|| format!("the page has no field {label}"))
}
