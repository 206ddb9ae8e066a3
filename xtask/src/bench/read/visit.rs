//! One visit: a browser of its own opens a page, has it show the answer, and measures.

use std::path::PathBuf;
use std::time::Duration;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::random::Random;
use super::sample::{self, Sample};
use super::{answer, generator, recording};
use crate::bench::form::{self, FILE_INPUT, LOOK, START};
use crate::bench::site::{self, Standin};
use crate::test::{Browser, Session};
use crate::wait;

/// How long a page may take to show the answer, and to go through one measure.
const AT_MOST: Duration = Duration::from_mins(2);
/// Places in the recording that the playhead goes to.
const PLACES: usize = 200;

/// The measures of an open conversation, in this order: what is first changes nothing for the
/// others. Each script leaves its outcome under a name.
const MEASURES: [(&str, &str); 4] = [
    ("after", include_str!("heap.js")),
    ("scroll", include_str!("scroll.js")),
    ("search", include_str!("search.js")),
    ("playhead", include_str!("playhead.js")),
];

/// The two pages.
#[derive(Clone, Copy)]
pub(super) enum Page {
    Diarist,
    Floor,
}

/// A conversation, ready to be opened by both pages.
pub(super) struct Setting {
    browser: Browser,
    words: u32,
    /// How large its answer is.
    pub(super) bytes: usize,
    /// What has the stand-in give that answer.
    order: Vec<u8>,
    recording: PathBuf,
    places: Value,
}

impl Setting {
    /// Makes the conversation, puts its answer into `site`, and the recording beside.
    pub(super) fn prepare(site: &std::path::Path, browser: Browser, words: u32) -> Result<Self> {
        let turns = generator::conversation(words);
        let answer = answer::json(&turns)?;
        std::fs::write(site.join(format!("answer-{words}.json")), &answer)?;
        let recording = site::folder().join("silence.wav");
        recording::silence(&recording, answer::length_ms(&turns) / 1_000)?;
        let order = json!({ "raw": answer, "queued_polls": 0, "processing_polls": 0 });
        let mut random = Random::new(u64::from(words));
        let places: Vec<f64> = (0..PLACES).map(|_| random.share()).collect();
        Ok(Self {
            browser,
            words,
            bytes: answer.len(),
            order: serde_json::to_vec(&order)?,
            recording,
            places: json!(places),
        })
    }

    /// Opens the page on the answer and measures.
    pub(super) fn visit(&self, page: Page, standin: &Standin) -> Result<Sample> {
        let session = Session::open_for_bench(self.browser)?;
        let (path, ready) = match page {
            Page::Diarist => (String::new(), FILE_INPUT),
            Page::Floor => (format!("floor.html?words={}", self.words), "main"),
        };
        session.visit(&standin.address(&path))?;
        wait::until("the page", START, LOOK, || Ok(session.find(ready).ok()))?;
        session.script(include_str!("watch.js"), &json!([]))?;
        outcome(&session, "before")?;
        match page {
            Page::Diarist => {
                self.order(standin)?;
                form::send(&session, &self.recording)?;
            }
            Page::Floor => form::press(&session, "Open")?,
        }
        // A page that says nothing of being ready is measured all the same.
        note(outcome(&session, "opened"));
        for (name, script) in MEASURES {
            session.script(script, &json!([self.places]))?;
            note(outcome(&session, name));
        }
        let taken = session.script(include_str!("taken.js"), &json!([]))?;
        Ok(sample::read(&taken, f64::from(u32::try_from(self.bytes)?)))
    }

    /// Has the next job end with our answer, and the ones before forgotten.
    fn order(&self, standin: &Standin) -> Result<()> {
        let post = |what: &str, body: &[u8]| -> Result<()> {
            let address = standin.address(&format!("__standin/{what}"));
            let answer = ureq::post(&address).send(body).with_context(|| address.clone())?;
            ensure!(answer.status().is_success(), "{address} says {}", answer.status());
            Ok(())
        };
        post("reset", &[])?;
        post("next-answer", &self.order)
    }
}

/// Waits for what a measure found.
fn outcome(session: &Session, name: &str) -> Result<()> {
    let found = wait::until(&format!("the measure \"{name}\""), AT_MOST, LOOK, || {
        let found = session.script("return window.bench.when(arguments[0]);", &json!([name]))?;
        // A driver that does not wait for promises gives an empty object, or nothing: look again.
        let is_done = found.get("value").is_some() || found.get("error").is_some();
        Ok(is_done.then_some(found))
    })?;
    let error = found["error"].as_str();
    ensure!(error.is_none(), "the measure \"{name}\" failed: {}", error.unwrap_or_default());
    Ok(())
}

/// Says what went wrong with a measure; the others still count.
fn note(result: Result<()>) {
    if let Err(error) = result {
        println!("  {error:#}");
    }
}
