//! `cargo xtask bench read`: opening, searching, scrolling and hearing long conversations.
//!
//! Diarist and a hand-written page (`floor.html`) show the same made-up answer, from the same
//! stand-in, in turns, each time in a new browser. The pages mark what they reach on the
//! performance timeline; scripts of ours do the rest, the same ones in both.

mod answer;
mod devtools;
pub(super) mod edit;
pub(super) mod export;
mod generator;
mod listening;
mod measure;
mod memory;
mod random;
mod recording;
mod sample;
mod scene;
mod script;
mod table;
mod visit;
mod vocabulary;

use std::collections::BTreeMap;

use anyhow::{Context, Result, bail, ensure};

use self::measure::Measure;
use self::sample::Sample;
use self::scene::Scene;
use self::script::note;
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
/// renaming, moving the playhead, scrolling and memory, with the goals. Of Diarist it finds out
/// once for each size whether 10,000 places in the recording mark the right word, how far the mark
/// is behind the sound, and how often the browser styles and lays out for it.
///
/// In Chromium it fails if a goal is missed where it is judged: memory, nodes, and opening and
/// closing 20 times, at 20,000 words; renaming at 30,000 turns; all others at 100,000 words.
/// Elsewhere it only reports.
///
/// Takes about 13 minutes with all six sizes, 1 to 3 with one; the first time it builds the
/// stand-in before, 1 to 3 minutes more.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Words of the conversation; may be given several times [default: 5000 20000 40000 100000
    /// 200000, and 30000 turns]
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    words: Vec<u32>,
    /// Turns of a conversation of short turns instead, or as well
    #[arg(long, value_parser = clap::value_parser!(u32).range(2..=200_000))]
    turns: Vec<u32>,
    /// The browser; Chromium alone tells of long tasks, memory, styles and layouts
    #[arg(long, value_enum, default_value_t = Browser::Chromium)]
    browser: Browser,
    /// Visits to each page
    #[arg(long, default_value_t = 5)]
    rounds: usize,
}

const SIZES: [Scene; 6] = [
    Scene::Words(5_000),
    Scene::TWO_HOURS,
    Scene::Words(40_000),
    Scene::TEN_HOURS,
    TWICE,
    Scene::CHATTER,
];
const TWICE: Scene = Scene::Words(200_000);
/// Twice the words may take this many times as long to be seen.
const GROWTH: f64 = 2.1;

pub(super) fn run(args: &Args) -> Result<()> {
    ensure!(args.rounds > 0, "--rounds must be at least 1");
    setup::ensure(&[Need::Linker, args.browser.need()])?;
    let site = site::with_page("read-site", "floor.html", include_str!("floor.html"))?;
    let standin = Standin::start(&site, &["--scriptable"])?;

    let words = args.words.iter().copied().map(Scene::Words);
    let mut scenes: Vec<_> = words.chain(args.turns.iter().copied().map(Scene::Turns)).collect();
    if scenes.is_empty() {
        scenes.extend(SIZES);
    }
    scenes.sort_unstable();
    scenes.dedup();
    let mut missed = Vec::new();
    let mut first_turns = BTreeMap::new();
    for scene in scenes {
        let setting = Setting::prepare(&site, args.browser, scene)?;
        let megabytes = f64::from(u32::try_from(setting.bytes)?) / 1e6;
        shell::step(
            &format!("{scene}, {megabytes:.1} MB, in {}", args.browser.name()),
            "10 to 25 s a round, half a minute more the first",
        );
        let (mut page, floor) = visits(&setting, scene, &standin, args.rounds)?;
        if scene == Scene::TWO_HOURS && args.browser == Browser::Chromium {
            println!("  opening and closing");
            page.extend(note(setting.reopen(&standin)));
        }
        let table = Table::of(scene, &page, &floor);
        table.print();
        first_turns.insert(scene, table.page(Measure::FirstTurns));
        missed.extend(table.missed());
    }
    let at = |scene| first_turns.get(&scene).copied().flatten();
    if let (Some(half), Some(whole)) = (at(Scene::TEN_HOURS), at(TWICE)) {
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
    scene: Scene,
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
                Page::Diarist => {
                    let is_listening = round == 1 && scene.is_heard();
                    page.push(setting.visit(which, standin, is_listening).context("Diarist")?);
                }
                Page::Floor => {
                    floor.push(setting.visit(which, standin, false).context("the floor page")?);
                }
            }
        }
    }
    Ok((page, floor))
}
