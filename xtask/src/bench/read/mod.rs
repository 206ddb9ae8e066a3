//! `cargo xtask bench read`: opening, searching and scrolling long conversations.
//!
//! Diarist and a hand-written page (`floor.html`) show the same made-up answer, from the same
//! stand-in, in turns, each time in a new browser. The pages mark what they reach on the
//! performance timeline; scripts of ours do the rest, the same ones in both.

mod answer;
mod generator;
mod measure;
mod random;
mod recording;
mod sample;
mod table;
mod visit;
mod vocabulary;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use self::measure::Measure;
use self::sample::Sample;
use self::table::Table;
use self::visit::{Page, Setting};
use super::site::{self, Standin};
use crate::setup::{self, Need};
use crate::shell;
use crate::test::Browser;

/// Reading long conversations, against a page that only shows and searches them
///
/// Opens made-up conversations with Diarist and with a hand-written page, in turns, each time in a
/// new browser, and compares. Needs `cargo xtask build` before.
///
/// For each size it prints the medians of both pages for opening, parsing, long tasks, searching,
/// moving the playhead, scrolling and memory, with the goals. It fails if a goal is missed at
/// 100,000 words in Chromium; at other sizes and in other browsers it only reports.
///
/// Takes about 6 minutes with all five sizes, 1 to 2 with one; the first time it builds the
/// stand-in before, 1 to 3 minutes more.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Words of the conversation; may be given several times [default: 5000 20000 40000 100000
    /// 200000]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    words: Vec<u32>,
    /// The browser; long tasks and memory are told by Chromium alone
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,
    /// Visits to each page
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

const SIZES: [u32; 5] = [5_000, 20_000, 40_000, 100_000, 200_000];
/// About ten hours of talk: the size that the goals are for.
const JUDGED: u32 = 100_000;
/// Twice the words may take this many times as long to be seen.
const GROWTH: f64 = 2.1;

pub(super) fn run(args: &Args) -> Result<()> {
    ensure!(args.rounds > 0, "--rounds must be at least 1");
    setup::ensure(&[Need::Linker, args.browser.need()])?;
    let site = site::with_page("read-site", "floor.html", include_str!("floor.html"))?;
    let standin = Standin::start(&site, &["--scriptable"])?;

    let mut sizes = if args.words.is_empty() { SIZES.to_vec() } else { args.words.clone() };
    sizes.sort_unstable();
    sizes.dedup();
    let mut missed = Vec::new();
    let mut first_turns = BTreeMap::new();
    for words in sizes {
        let setting = Setting::prepare(&site, args.browser, words)?;
        let megabytes = f64::from(u32::try_from(setting.bytes)?) / 1e6;
        shell::step(
            &format!("{words} words, {megabytes:.1} MB, in {}", args.browser.name()),
            "8 to 20 s a round",
        );
        let (page, floor) = visits(&setting, &standin, args.rounds)?;
        let table = Table::of(&page, &floor);
        table.print();
        first_turns.insert(words, table.page(Measure::FirstTurns));
        if words == JUDGED {
            missed.extend(table.missed());
        }
    }
    let at = |words| first_turns.get(&words).copied().flatten();
    if let (Some(half), Some(whole)) = (at(JUDGED), at(2 * JUDGED)) {
        let growth = whole / half;
        let verdict = if growth <= GROWTH { "pass" } else { "over" };
        println!(
            "\nfirst turns, 200,000 words / 100,000 words: {growth:.2}, ≤ {GROWTH}: {verdict}"
        );
        if growth > GROWTH {
            missed.push("growth from 100,000 to 200,000 words");
        }
    }
    if missed.is_empty() || args.browser != Browser::Chromium {
        return Ok(());
    }
    bail!("over the goal, or not there: {}", missed.join("; "))
}

/// Visits both pages, each first in every other round: the machine may get faster or slower.
fn visits(
    setting: &Setting,
    standin: &Standin,
    rounds: usize,
) -> Result<(Vec<Sample>, Vec<Sample>)> {
    let (mut page, mut floor) = (Vec::new(), Vec::new());
    for round in 1..=rounds {
        println!("  round {round} of {rounds}");
        let order = [Page::Floor, Page::Diarist];
        let order = if round % 2 == 1 { order } else { [order[1], order[0]] };
        for which in order {
            match which {
                Page::Diarist => page.push(setting.visit(which, standin).context("Diarist")?),
                Page::Floor => floor.push(setting.visit(which, standin).context("the floor page")?),
            }
        }
    }
    Ok((page, floor))
}
