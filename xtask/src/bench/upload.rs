//! `cargo xtask bench upload`: Diarist's upload against a page that does nothing else.
//!
//! Both pages come from the same stand-in and upload to it across origins, in turns, each time in
//! a new browser. The time is that of the request itself as the browser's resource timing has it.

use std::fs::File;
use std::path::{Path, PathBuf};
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::form::{self, FILE_INPUT, LOOK, START};
use super::memory;
use super::report::{self, Figures};
use super::site::{self, Standin};
use crate::setup::{self, Need};
use crate::test::{Browser, Session};
use crate::{shell, wait};

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

const AT_MOST: Duration = Duration::from_mins(5);

/// The two pages, and how each is made to upload.
#[derive(Clone, Copy)]
enum Page {
    Diarist,
    Bare,
}

pub(super) fn run(args: &Args) -> Result<()> {
    ensure!(args.rounds > 0, "--rounds must be at least 1");
    setup::ensure(&[Need::Linker, Need::Chromium])?;
    let site = site::with_page("site", "bare.html", include_str!("bare.html"))?;
    let recording = sparse_file(args.bytes)?;
    let standin = Standin::start(&site, &[])?;

    let (mut page, mut bare) = (Vec::new(), Vec::new());
    for round in 1..=args.rounds {
        shell::step(&format!("Round {round} of {}", args.rounds), "about 30 s each");
        // In turns, and each first in every other round: the machine may get faster or slower.
        if round % 2 == 1 {
            bare.push(upload(Page::Bare, &standin, &recording).context("the bare page")?);
            page.push(upload(Page::Diarist, &standin, &recording).context("Diarist")?);
        } else {
            page.push(upload(Page::Diarist, &standin, &recording).context("Diarist")?);
            bare.push(upload(Page::Bare, &standin, &recording).context("the bare page")?);
        }
    }
    report::print(&page, &bare, args.bytes)
}

fn sparse_file(bytes: u64) -> Result<PathBuf> {
    let path = site::folder().join("sparse.mp3");
    let file = File::create(&path).with_context(|| format!("could not make {}", path.display()))?;
    file.set_len(bytes).context("could not make a sparse file of that size")?;
    Ok(path)
}

fn upload(page: Page, standin: &Standin, recording: &Path) -> Result<Figures> {
    let session = Session::open(Browser::Chromium)?;
    let name = match page {
        Page::Diarist => "",
        Page::Bare => "bare.html",
    };
    session.visit(&standin.address(name))?;
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

fn start(page: Page, session: &Session, recording: &Path) -> Result<()> {
    match page {
        Page::Diarist => form::send(session, recording),
        Page::Bare => session.type_into(&session.find(FILE_INPUT)?, &recording.to_string_lossy()),
    }
}
