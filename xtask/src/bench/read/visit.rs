//! One visit: a browser of its own opens a page, has it show the answer, and measures.

use std::path::PathBuf;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};

use super::devtools::Devtools;
use super::random::Random;
use super::sample::{self, Sample};
use super::scene::Scene;
use super::script::{note, outcome, take};
use super::{answer, listening, memory, recording};
use crate::bench::form::{self, FILE_INPUT, LOOK, START};
use crate::bench::site::{self, Standin};
use crate::test::{Browser, Session};
use crate::wait;

/// Places in the recording that the playhead goes to, to see how long each step takes, and whether
/// the right word is marked.
const PLACES: usize = 200;
const SEEKS: usize = 10_000;

/// The measures of an open conversation, in this order: what is first changes nothing for the
/// others. Names are changed last, as when one has read for a while: a page may have left behind
/// what makes each change of a text slow. Each script leaves its outcome under a name.
const MEASURES: [(&str, &str); 5] = [
    ("nodes", include_str!("nodes.js")),
    ("scroll", include_str!("scroll.js")),
    ("search", include_str!("search.js")),
    ("playhead", include_str!("playhead.js")),
    ("rename", include_str!("rename.js")),
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
    scene: Scene,
    /// How large its answer is.
    pub(super) bytes: usize,
    answer: PathBuf,
    /// What has the stand-in give that answer.
    order: Vec<u8>,
    recording: PathBuf,
    places: Value,
    seeks: Value,
}

impl Setting {
    /// Makes the conversation, puts its answer into `site`, and the recording beside.
    pub(super) fn prepare(site: &std::path::Path, browser: Browser, scene: Scene) -> Result<Self> {
        let turns = scene.conversation();
        let body = answer::json(&turns)?;
        let answer = site.join(scene.answer());
        std::fs::write(&answer, &body)?;
        let recording = site::folder().join("silence.wav");
        recording::silence(&recording, answer::length_ms(&turns).div_ceil(1_000))?;
        let order = json!({ "raw": body, "queued_polls": 0, "processing_polls": 0 });
        let mut random = Random::new(scene.seed());
        let mut places = |count| (0..count).map(|_| random.share()).collect::<Vec<f64>>();
        Ok(Self {
            browser,
            scene,
            bytes: body.len(),
            answer,
            order: serde_json::to_vec(&order)?,
            recording,
            places: json!(places(PLACES)),
            seeks: json!(places(SEEKS)),
        })
    }

    /// Opens the page on the answer and measures; listens to it too, if that is asked for.
    pub(super) fn visit(
        &self,
        page: Page,
        standin: &Standin,
        is_listening: bool,
    ) -> Result<Sample> {
        let session = self.open(page, standin)?;
        // A page that says nothing of being ready is measured all the same.
        note(outcome(&session, "opened"));
        note(take(&session, "after", include_str!("heap.js"), &json!([])));
        let devtools = self.devtools(&session);
        let memory =
            devtools.as_ref().and_then(|devtools| note(memory::of_page(&session, devtools, page)));
        for (name, script) in MEASURES {
            note(take(&session, name, script, &json!([self.places])));
        }
        let mut told = json!({});
        if is_listening {
            let heard =
                listening::listen(&session, devtools.as_ref(), &self.scene.answer(), &self.seeks);
            told = note(heard).unwrap_or(told);
        }
        told["memory"] = json!(memory);
        let mut taken = session.script(include_str!("taken.js"), &json!([]))?;
        taken["told"] = told;
        Ok(sample::read(&taken, f64::from(u32::try_from(self.bytes)?)))
    }

    /// Opens and closes the conversation with Diarist many times, and measures what is left.
    pub(super) fn reopen(&self, standin: &Standin) -> Result<Sample> {
        let growth = memory::growth(&self.answer, self.browser, standin)?;
        Ok(sample::read(&json!({ "told": { "reopening": growth } }), 1.0))
    }

    /// A browser with the page, which opens the answer.
    pub(super) fn open(&self, page: Page, standin: &Standin) -> Result<Session> {
        let session = Session::open_for_bench(self.browser)?;
        let (path, ready) = match page {
            Page::Diarist => (String::new(), FILE_INPUT),
            Page::Floor => (format!("floor.html?answer={}", self.scene.answer()), "main"),
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
        Ok(session)
    }

    /// Chromium's own protocol, where it is Chromium.
    fn devtools<'a>(&self, session: &'a Session) -> Option<Devtools<'a>> {
        (self.browser == Browser::Chromium).then(|| note(Devtools::of(session)))?
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
