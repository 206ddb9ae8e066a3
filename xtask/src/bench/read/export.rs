//! `cargo xtask bench export`: how long each format takes, and whether the page is held up.

use anyhow::{Context, Result, bail, ensure};
use serde_json::json;

use super::scene::Scene;
use super::script::{outcome, take};
use super::visit::{Page, Setting};
use crate::bench::site::{self, Standin};
use crate::setup::{self, Need};
use crate::shell;
use crate::test::Browser;

/// Saving a conversation of ten hours in each format
///
/// Opens a made-up conversation and has it saved in each format, with all that can be in the file.
/// Prints how long it takes until the browser is given the file, and the longest task of the page
/// meanwhile. Needs `cargo xtask build` before.
///
/// In Chromium it fails if at 100,000 words a text takes more than 300 ms, Word more than 3 s, or
/// the page has a task of more than 50 ms. Elsewhere it only reports.
///
/// Takes about 1 minute; the first time it builds the stand-in before, 1 to 3 minutes more.
#[derive(clap::Args)]
pub(in crate::bench) struct Args {
    /// Words of the conversation
    #[arg(long, default_value_t = 100_000, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    words: u32,
    /// The browser; Chromium alone tells of long tasks
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,
}

/// How long a text may take, in ms.
const TEXT: f64 = 300.0;
/// How long Word may take.
const WORD: f64 = 3_000.0;
/// How long a task of the page may take.
const TASK: f64 = 50.0;

pub(in crate::bench) fn run(args: &Args) -> Result<()> {
    setup::ensure(&[Need::Linker, args.browser.need()])?;
    let site = site::with_page("export-site", "floor.html", "")?;
    let standin = Standin::start(&site, &["--scriptable"])?;
    let scene = Scene::Words(args.words);
    let setting = Setting::prepare(&site, args.browser, scene)?;
    shell::step(&format!("Saving {scene} in {}", args.browser.name()), "half a minute");
    let session = setting.open(Page::Diarist, &standin)?;
    outcome(&session, "opened")?;
    let found = take(&session, "export", include_str!("export.js"), &json!([]))?;
    let found = found.as_array().context("nothing was saved")?;
    ensure!(found.len() > 2, "there is no list of formats");

    println!("{:>8} {:>8}", "ms", "task ms");
    let mut over = Vec::new();
    for row in found {
        let name = row[0].as_str().context("a format without name")?;
        let ms = row[1].as_f64().context("a format without time")?;
        let task = row[2].as_f64();
        let shown = task.map_or_else(|| "–".to_owned(), |task| format!("{task:.0}"));
        println!("{ms:>8.0} {shown:>8}  {name}");
        // How long the worker takes to come is up to the network.
        let limit = if name == "Word" || row == &found[0] { WORD } else { TEXT };
        if ms > limit || task.is_some_and(|task| task > TASK) {
            over.push(name);
        }
    }
    if over.is_empty() || args.browser != Browser::Chromium {
        return Ok(());
    }
    bail!("over the goal: {}", over.join("; "))
}
