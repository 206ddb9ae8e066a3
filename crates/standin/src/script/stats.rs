//! Counters to read back.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::Object;

/// What happened since the start, or since the last reset.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stats {
    /// Requests by method and path, ids as `{id}`: `"GET /v2/transcript/{id}"`. All preflights
    /// are `"OPTIONS"`.
    pub requests: BTreeMap<String, u64>,
    /// Bytes of upload bodies received, also of those that broke off.
    pub upload_bytes: u64,
    /// Uploads that were received whole.
    pub uploads_completed: u64,
    /// Jobs created.
    pub jobs_created: u64,
    /// The jobs, oldest first.
    pub jobs: Vec<JobStat>,
    /// The different ids that were asked for, known or not, whatever came of it.
    pub ids_asked: Vec<String>,
    /// Faults of the script that have not been met yet.
    pub faults_left: u32,
    /// Reports of the page's content security policy, as the browser sent them.
    pub csp_violations: Vec<Value>,
    /// The different keys seen, masked: the first four characters and the length.
    pub keys_seen: Vec<String>,
}

impl Stats {
    /// How many requests had this method and path, for example `"POST /v2/upload"`.
    pub fn count(&self, request: &str) -> u64 {
        self.requests.get(request).copied().unwrap_or(0)
    }
}

/// One job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct JobStat {
    /// Its id.
    pub id: String,
    /// What it transcribes.
    pub audio_url: String,
    /// Where it stands, without having moved it on.
    pub status: String,
    /// The request that created it.
    pub request: Object,
    /// Whether it was deleted.
    #[serde(default)]
    pub deleted: bool,
}
