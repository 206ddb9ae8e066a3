//! `cargo xtask bench seek`: whether what is heard is the place that was gone to.

mod files;
mod tape;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use serde_json::{Value, json};

use super::form;
use super::site::{self, Standin};
use crate::setup::{self, Need};
use crate::shell;
use crate::test::{Browser, Session};
use crate::wait;

/// Going to places in recordings, beside a page that only plays them
///
/// Makes recordings in which every twentieth of a second has a tone drawn by lot, so that what is heard
/// tells where it is; in formats that players guess in and in others. Opens each with Diarist and with a
/// bare `<audio>`, goes to places drawn by lot, listens, and prints how far what was heard is from what
/// was asked for: median and worst. Needs `cargo xtask build` before, and ffmpeg.
///
/// It fails where Diarist says "Exact" and is off by more than 50 ms in the median or 150 ms at worst.
///
/// Making the recordings takes 5 to 10 minutes the first time; listening 2 to 3 s a place.
#[derive(clap::Args)]
pub(super) struct Args {
    /// Minutes of each recording
    #[arg(long, default_value_t = 60, value_parser = clap::value_parser!(u32).range(2..=600))]
    minutes: u32,
    /// Places in each recording
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u32).range(1..=1_000))]
    places: u32,
    /// Only recordings whose name has this in it
    #[arg(long)]
    only: Option<String>,
    /// The browser; may be given several times [default: all]
    #[arg(long, value_enum)]
    browser: Vec<Browser>,
    /// Without the bare page
    #[arg(long)]
    no_bare: bool,
}

/// Median and worst that are no error to a listener, in seconds.
const GOAL: (f64, f64) = (0.05, 0.15);

/// How long a page may take to show a recording: its frames are counted.
const SHOWN: Duration = Duration::from_mins(1);

const BARE: &str = "<!doctype html><meta charset=utf-8><title>bare</title>\
                    <input type=file id=file><audio preload=metadata></audio>";

pub(super) fn run(args: &Args) -> Result<()> {
    let browsers = if args.browser.is_empty() { Browser::all() } else { args.browser.clone() };
    let needs: Vec<Need> = browsers.iter().map(|browser| browser.need()).collect();
    setup::ensure(&[vec![Need::Linker], needs].concat())?;
    let folder = site::folder().join("seek");
    fs::create_dir_all(&folder)?;
    let recordings = files::make(&folder, args.minutes, args.only.as_deref())?;
    ensure!(!recordings.is_empty(), "no recording has that in its name");
    let text = folder.join("text.srt");
    fs::write(&text, "1\n00:00:00,000 --> 00:00:01,000\nAda: Here\n")?;
    let site = site::with_page("seek-site", "bare.html", BARE)?;
    let standin = Standin::start(&site, &[])?;
    let places = tape::places(args.minutes, args.places);

    let mut off = Vec::new();
    for browser in browsers {
        shell::step(
            &format!("Listening in {}", browser.name()),
            &format!("about {} min", recordings.len() * places.len() * 2 * 3 / 60 + 1),
        );
        println!("{:<28} {:>17} {:>17}  told", "s, median / worst", "bare", "Diarist");
        for recording in &recordings {
            let listen = |is_bare| {
                listen(browser, &standin, &text, recording, &places, is_bare).unwrap_or_else(
                    |error| Found { errors: Vec::new(), told: format!("{error:#}") },
                )
            };
            let bare = (!args.no_bare).then(|| listen(true));
            let ours = listen(false);
            let shown = |found: &Found| found.shown();
            let name = recording.file_stem().unwrap_or_default().to_string_lossy();
            let bare = bare.as_ref().map_or_else(|| "–".to_owned(), shown);
            println!("{name:<28} {bare:>17} {:>17}  {}", ours.shown(), ours.told);
            if !ours.is_as_told() {
                off.push(format!("{name} in {}", browser.name()));
            }
        }
    }
    if off.is_empty() {
        return Ok(());
    }
    bail!("off by more than the goal: {}", off.join("; "))
}

/// How far what was heard was from what was asked for, in seconds, and what the player says of that.
struct Found {
    /// `None` for a place where nothing was heard, or nothing known.
    errors: Vec<Option<f64>>,
    told: String,
}

impl Found {
    fn sorted(&self) -> Vec<f64> {
        let mut known: Vec<f64> = self.errors.iter().flatten().map(|error| error.abs()).collect();
        known.sort_by(f64::total_cmp);
        known
    }

    fn shown(&self) -> String {
        let known = self.sorted();
        let (Some(worst), Some(median)) = (known.last(), known.get(known.len() / 2)) else {
            return "nothing heard".to_owned();
        };
        let mut text = format!("{median:.2} / {worst:.2}");
        let silent = self.errors.len() - known.len();
        if silent > 0 {
            // Nothing can go wrong in writing to a text.
            let _written = write!(text, ", {silent} silent");
        }
        text
    }

    /// Whether it keeps what it says.
    fn is_as_told(&self) -> bool {
        if self.told != "Exact" {
            return self.told.starts_with("About");
        }
        let known = self.sorted();
        let is_near = known.get(known.len() / 2).is_some_and(|median| *median <= GOAL.0)
            && known.last().is_some_and(|worst| *worst <= GOAL.1);
        is_near && known.len() == self.errors.len()
    }
}

fn listen(
    browser: Browser,
    standin: &Standin,
    text: &Path,
    recording: &Path,
    places: &[f64],
    is_bare: bool,
) -> Result<Found> {
    let session = Session::open_for_bench(browser)?;
    let told = if is_bare {
        session.visit(&standin.address("bare.html"))?;
        let input = session.find("#file")?;
        session.type_into(&input, &recording.to_string_lossy())?;
        session.script(
            "document.querySelector('audio').src =
                 URL.createObjectURL(document.getElementById('file').files[0]);",
            &json!([]),
        )?;
        String::new()
    } else {
        open(&session, standin, text, recording)?
    };
    wait::until("the sound's length", SHOWN, form::LOOK, || {
        let is_known =
            session.script("return document.querySelector('audio').readyState > 0;", &json!([]))?;
        Ok((is_known == json!(true)).then_some(()))
    })?;
    let mut before = Value::Null;
    let mut errors = Vec::new();
    for place in places {
        let heard = session.script(
            concat!(include_str!("ear.js"), "\nreturn hear(...arguments);"),
            &json!([place, before, tape::key(), is_bare]),
        )?;
        errors.push(heard.as_f64().map(|heard| heard - place));
        before = json!(place);
    }
    Ok(Found { errors, told })
}

/// Opens a text with Diarist and puts the recording beside it; what the player then says.
fn open(session: &Session, standin: &Standin, text: &Path, recording: &Path) -> Result<String> {
    session.visit(&standin.address(""))?;
    let field = |name: &'static str| {
        wait::until(name, SHOWN, form::LOOK, || Ok(form::labelled(session, name).ok()))
    };
    session.type_into(&field("Transcript file")?, &text.to_string_lossy())?;
    session.type_into(&field("Recording to listen along")?, &recording.to_string_lossy())?;
    wait::until("what the player says", SHOWN, form::LOOK, || {
        let body = "return document.querySelector('[data-seek]')?.textContent ?? null;";
        Ok(session.script(body, &json!([]))?.as_str().map(str::to_owned))
    })
    .context("Diarist")
}
