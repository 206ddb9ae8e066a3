//! One region of the service: its uploads, jobs, script and counters. Regions share nothing but the
//! pause, which acts the network's absence.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex};

use axum::http::Method;
use serde_json::Value;
use tokio::sync::watch;

use crate::Object;
use crate::builder::Pace;
use crate::error::ApiError;
use crate::job::{Job, Jobs};
use crate::library::Library;
use crate::media::upload::Upload;
use crate::script::{Fault, JobStat, NextAnswer, Preflight, Rule, Script, Stats};
use crate::sync::lock;

/// The handle of one region, for tests in the same process. What it does works with and without
/// `--scriptable`, which only opens the same over HTTP.
#[derive(Debug, Clone)]
pub struct Region {
    pub(crate) inner: Arc<Inner>,
}

impl Region {
    /// Appends rules to the fault script.
    pub fn add_faults(&self, rules: impl IntoIterator<Item = Rule>) {
        self.inner.add_faults(rules);
    }

    /// The next created job ends so. Several are used one after the other.
    pub fn set_next_answer(&self, answer: NextAnswer) {
        self.inner.set_next_answer(answer);
    }

    /// The counters.
    pub fn stats(&self) -> Stats {
        self.inner.stats()
    }

    /// Clears script, prepared answers, counters, uploads and jobs, and ends a pause.
    pub fn reset(&self) {
        self.inner.reset();
    }

    /// Resets every connection to the API from now on, in all regions, as if offline.
    pub fn pause(&self) {
        self.inner.set_paused(true);
    }

    /// Ends [`pause`](Self::pause).
    pub fn resume(&self) {
        self.inner.set_paused(false);
    }
}

/// The state behind one port.
#[derive(Debug)]
pub(crate) struct Inner {
    /// The recordings that have answers.
    pub(crate) library: Arc<Library>,
    /// How jobs advance.
    pub(crate) pace: Pace,
    /// Whether the network is away.
    pub(crate) switch: watch::Sender<bool>,
    /// Uploads by id.
    pub(crate) uploads: Mutex<BTreeMap<String, Arc<Upload>>>,
    /// Jobs in the order of their creation.
    pub(crate) jobs: Mutex<Jobs>,
    script: Mutex<Script>,
    counters: Mutex<Counters>,
    upload_bytes: Arc<AtomicU64>,
    other_bytes: Arc<AtomicU64>,
    /// Changes when the script is reset.
    epoch: watch::Sender<u64>,
    /// Changes when kept connections are to end.
    renewal: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Counters {
    requests: BTreeMap<String, u64>,
    uploads_completed: u64,
    keys: BTreeSet<String>,
    ids: BTreeSet<String>,
    refusals: BTreeMap<String, u32>,
    csp_violations: Vec<Value>,
}

impl Inner {
    pub(crate) fn new(library: Arc<Library>, pace: Pace, switch: watch::Sender<bool>) -> Self {
        Self {
            library,
            pace,
            switch,
            uploads: Mutex::default(),
            jobs: Mutex::default(),
            script: Mutex::default(),
            counters: Mutex::default(),
            upload_bytes: Arc::default(),
            other_bytes: Arc::default(),
            epoch: watch::Sender::new(0),
            renewal: watch::Sender::new(0),
        }
    }

    pub(crate) fn add_faults(&self, rules: impl IntoIterator<Item = Rule>) {
        let is_renewed = {
            let mut script = lock(&self.script);
            rules.into_iter().for_each(|rule| script.add(rule));
            script.has_repeated()
        };
        if is_renewed {
            self.renewal.send_modify(|count| *count += 1);
        }
    }

    /// Changes when kept connections are to end: see [`wants_fresh_connections`].
    ///
    /// [`wants_fresh_connections`]: Self::wants_fresh_connections
    pub(crate) fn renewal(&self) -> watch::Receiver<u64> {
        self.renewal.subscribe()
    }

    /// Whether every request is to come on a connection of its own, because a reset or a 408 is
    /// scripted: on a kept connection browsers repeat a request by themselves when it ends without
    /// an answer, or with that one, and the page would never see the fault.
    pub(crate) fn wants_fresh_connections(&self) -> bool {
        lock(&self.script).has_repeated()
    }

    pub(crate) fn set_next_answer(&self, answer: NextAnswer) {
        lock(&self.jobs).prepared.push_back(answer);
    }

    pub(crate) fn set_paused(&self, paused: bool) {
        self.switch.send_replace(paused);
    }

    pub(crate) fn reset(&self) {
        self.set_paused(false);
        *lock(&self.script) = Script::default();
        *lock(&self.counters) = Counters::default();
        *lock(&self.jobs) = Jobs::default();
        lock(&self.uploads).clear();
        self.upload_bytes.store(0, Ordering::Relaxed);
        self.epoch.send_modify(|epoch| *epoch += 1);
    }

    pub(crate) fn stats(&self) -> Stats {
        let (jobs_created, jobs) = {
            let jobs = lock(&self.jobs);
            let list = jobs.iter().map(|job| JobStat {
                id: job.id.clone(),
                audio_url: job.audio_url.clone(),
                status: job.status(),
                request: job.request.clone(),
                deleted: job.deleted,
            });
            (jobs.created(), list.collect())
        };
        let counters = lock(&self.counters);
        Stats {
            requests: counters.requests.clone(),
            upload_bytes: self.upload_bytes.load(Ordering::Relaxed),
            uploads_completed: counters.uploads_completed,
            jobs_created,
            jobs,
            ids_asked: counters.ids.iter().cloned().collect(),
            faults_left: lock(&self.script).left(),
            csp_violations: counters.csp_violations.clone(),
            keys_seen: counters.keys.iter().cloned().collect(),
        }
    }

    /// Changes when the script is reset.
    pub(crate) fn epoch(&self) -> watch::Receiver<u64> {
        self.epoch.subscribe()
    }

    pub(crate) fn take_fault(&self, method: &Method, path: &str, is_kept: bool) -> Option<Fault> {
        lock(&self.script).take(method.as_str(), path, is_kept)
    }

    pub(crate) fn take_preflight_fault(&self, method: Option<&Method>, path: &str) -> Preflight {
        lock(&self.script).take_preflight(method, path)
    }

    pub(crate) fn count_request(&self, method: &Method, path: &str) {
        let name = request_name(method, path);
        let mut counters = lock(&self.counters);
        if *method == Method::GET {
            counters.ids.extend(id_of(path).map(str::to_owned));
        }
        *counters.requests.entry(name).or_default() += 1;
    }

    /// The counter for the body of a request to this path.
    pub(crate) fn body_counter(&self, path: &str) -> Arc<AtomicU64> {
        let is_upload = path == "/v2/upload";
        Arc::clone(if is_upload { &self.upload_bytes } else { &self.other_bytes })
    }

    pub(crate) fn saw_key(&self, key: &str) {
        let shown: String = key.chars().take(4).collect();
        lock(&self.counters).keys.insert(format!("{shown}…{}", key.chars().count()));
    }

    /// Counts a refusal of this key and returns how many it has had, this one included.
    pub(crate) fn count_refusal(&self, key: &str) -> u32 {
        let count = |count: &mut u32| {
            *count = count.saturating_add(1);
            *count
        };
        count(lock(&self.counters).refusals.entry(key.to_owned()).or_default())
    }

    pub(crate) fn saw_csp_violation(&self, report: Value) {
        lock(&self.counters).csp_violations.push(report);
    }

    /// Looks at, or changes, the job of this id, if it belongs to the project.
    ///
    /// # Errors
    /// What the API says about an id that it does not find.
    pub(crate) fn with_job<T>(
        &self,
        id: &str,
        project: &str,
        act: impl FnOnce(&mut Job) -> Result<T, ApiError>,
    ) -> Result<T, ApiError> {
        lock(&self.jobs).find_mut(id, project).map_or_else(|| Err(ApiError::lookup()), act)
    }

    /// The finished transcript of a job, for what presents it in another form; `what` names that.
    ///
    /// # Errors
    /// When there is no such transcript, or not yet, or no longer.
    pub(crate) fn finished<T>(
        &self,
        id: &str,
        project: &str,
        what: &str,
        read: impl FnOnce(&Object) -> T,
    ) -> Result<T, ApiError> {
        self.with_job(id, project, |job| job.finished(what).map(read))
    }

    /// Keeps a finished upload under its id.
    pub(crate) fn keep_upload(&self, id: String, upload: Upload) {
        lock(&self.uploads).insert(id, Arc::new(upload));
        lock(&self.counters).uploads_completed += 1;
    }
}

/// The transcript that a path is about.
fn id_of(path: &str) -> Option<&str> {
    path.strip_prefix("/v2/transcript/")?.split('/').next().filter(|id| !id.is_empty())
}

/// Method and path with ids written as `{id}`; all preflights are one.
fn request_name(method: &Method, path: &str) -> String {
    if *method == Method::OPTIONS {
        return method.to_string();
    }
    let path = path.strip_suffix('/').unwrap_or(path);
    match path.strip_prefix("/v2/transcript/") {
        Some(rest) => match rest.split_once('/') {
            Some((_, last)) => format!("{method} /v2/transcript/{{id}}/{last}"),
            None => format!("{method} /v2/transcript/{{id}}"),
        },
        None => format!("{method} {path}"),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::Method;

    use super::{id_of, request_name};

    #[test]
    fn ids_are_read_from_paths() {
        for (path, expected) in [
            ("/v2/transcript/1-2", Some("1-2")),
            ("/v2/transcript/1-2/srt", Some("1-2")),
            ("/v2/transcript/", None),
            ("/v2/transcript", None),
        ] {
            assert_eq!(id_of(path), expected);
        }
    }

    #[test]
    fn requests_are_named_without_their_ids() {
        for (method, path, expected) in [
            (Method::GET, "/v2/transcript", "GET /v2/transcript"),
            (Method::GET, "/v2/transcript/1-2", "GET /v2/transcript/{id}"),
            (Method::GET, "/v2/transcript/1-2/srt", "GET /v2/transcript/{id}/srt"),
            (Method::DELETE, "/v2/transcript/1-2", "DELETE /v2/transcript/{id}"),
            (Method::OPTIONS, "/v2/upload", "OPTIONS"),
        ] {
            assert_eq!(request_name(&method, path), expected);
        }
    }
}
