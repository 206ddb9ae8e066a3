//! What the stand-in has to have counted when a passing fault is over.

use standin::script::Stats;

use super::{Passing, Step};

/// Requests, and what came of them. There is always one job.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Counts {
    /// Looks at the list: checks of the key, searches for a job, and for one that was made twice.
    pub lists: u64,
    /// Uploads begun.
    pub uploads: u64,
    /// Uploads received whole.
    pub uploads_completed: u64,
    /// Requests for a job.
    pub submits: u64,
    /// Looks at the job.
    pub polls: u64,
}

impl Counts {
    /// Without a fault: the stand-in says "processing" once, and then gives the transcript.
    pub const SMOOTH: Self =
        Self { lists: 2, uploads: 1, uploads_completed: 1, submits: 1, polls: 2 };

    /// What has to be counted for a fault at a step.
    #[must_use]
    pub fn expected(row: &Passing, step: Step) -> Self {
        let upset = row.upset;
        let failed = if upset.is_repeated() { u64::from(row.times) } else { 0 };
        let counted = if upset.is_counted() { failed } else { 0 };
        let (done, undone) = if upset.is_done() { (counted, 0) } else { (0, counted) };
        let mut counts = Self::SMOOTH;
        match step {
            Step::Check => counts.lists += counted,
            Step::Upload => {
                counts.uploads += counted;
                counts.uploads_completed += done;
            }
            Step::Submit => {
                counts.submits += undone;
                counts.lists += if upset.is_refusal() { 0 } else { failed };
            }
            Step::Find => counts.lists += 1 + counted,
            // A poll whose answer is lost moves the stand-in's job on all the same.
            Step::Poll => counts.polls += undone,
            Step::Last => counts.polls += counted,
        }
        counts
    }

    /// What was counted.
    #[must_use]
    pub fn of(stats: &Stats) -> Self {
        Self {
            lists: stats.count("GET /v2/transcript"),
            uploads: stats.count("POST /v2/upload"),
            uploads_completed: stats.uploads_completed,
            submits: stats.count("POST /v2/transcript"),
            polls: stats.count("GET /v2/transcript/{id}"),
        }
    }
}
