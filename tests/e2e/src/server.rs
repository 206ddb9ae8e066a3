//! The stand-in of one story: its own ports, its own jobs, its script and its counters.

use std::path::Path;

use anyhow::{Context, Result, ensure};
use serde_json::{Value, json};
use standin::script::{NextAnswer, Rule, Stats};
use standin::{Region, Running, Standin};

use crate::{axe, paths};

/// A running stand-in with both regions, serving the built page.
#[derive(Debug)]
pub struct Server {
    running: Running,
    eu_port: u16,
}

impl Server {
    /// Starts one on free ports.
    pub async fn start() -> Result<Self> {
        Self::start_with(&paths::dist()).await
    }

    /// Starts one that serves another folder than the built site.
    pub async fn start_with(dist: &Path) -> Result<Self> {
        let running = Standin::builder()
            .dist(dist)
            .beside(axe::NAME, axe::file()?)
            .eu_port(0)
            .scriptable(true)
            .start()
            .await
            .context("the stand-in does not start")?;
        let eu_port = running.eu_addr().map(|addr| addr.port()).unwrap_or_default();
        Ok(Self { running, eu_port })
    }

    /// Where the page is opened.
    #[must_use]
    pub fn page(&self) -> String {
        format!("{}/", self.running.url())
    }

    /// Host and port of the page, as they appear in the addresses of its files.
    #[must_use]
    pub fn host(&self) -> String {
        self.running.addr().to_string()
    }

    /// The origins that a page may contact: its own, and those of the API.
    #[must_use]
    pub fn origins(&self) -> [String; 3] {
        let port = self.running.addr().port();
        [
            self.running.url(),
            format!("http://localhost:{port}"),
            format!("http://localhost:{}", self.eu_port),
        ]
    }

    /// The region that the page uses if it is not told another.
    #[must_use]
    pub const fn us(&self) -> &Region {
        self.running.us()
    }

    /// The other region.
    pub fn eu(&self) -> Result<&Region> {
        self.running.eu().context("the stand-in has no EU region")
    }

    /// Adds faults to the script.
    pub fn faults(&self, rules: impl IntoIterator<Item = Rule>) {
        self.us().add_faults(rules);
    }

    /// Lets the next job end with these parts of an answer in place of the usual ones.
    pub fn next_answer(&self, answer: Value) -> Result<()> {
        let Value::Object(answer) = answer else { anyhow::bail!("an answer is an object") };
        self.us().set_next_answer(NextAnswer::of(answer));
        Ok(())
    }

    /// What has been counted in the US region so far.
    #[must_use]
    pub fn stats(&self) -> Stats {
        self.us().stats()
    }

    /// The body of the request for the only job there is.
    pub fn only_request(&self) -> Result<Value> {
        let stats = self.stats();
        ensure!(stats.jobs_created == 1, "{} jobs were made, not one", stats.jobs_created);
        Ok(stats.jobs.first().map_or(Value::Null, |job| json!(job.request)))
    }

    /// A file of the site, as it is served.
    pub async fn file(&self, path: &str) -> Result<String> {
        Ok(reqwest::get(format!("{}{path}", self.page())).await?.text().await?)
    }
}

/// How many requests to the API came, preflights left out.
#[must_use]
pub fn api_requests(stats: &Stats) -> u64 {
    stats.requests.iter().filter(|(what, _)| what.contains("/v2/")).map(|(_, count)| count).sum()
}
