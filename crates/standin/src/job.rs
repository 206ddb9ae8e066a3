//! Jobs: how far each one is, and what it ends with.

use std::collections::VecDeque;
use std::time::{Duration, Instant, SystemTime};

use serde_json::Value;

use crate::builder::Pace;
use crate::error::ApiError;
use crate::script::NextAnswer;
use crate::{Object, answer};

/// How long a job waits before it is worked on, at the pace of the real service.
const QUEUED: Duration = Duration::from_secs(2);
/// What a job takes at the least, at the pace of the real service.
const SET_UP: Duration = Duration::from_secs(3);
/// How much faster than the recording the real service is.
const SPEED: u32 = 100;

/// The jobs of a region.
#[derive(Debug, Default)]
pub(crate) struct Jobs {
    list: Vec<Job>,
    /// Answers for the jobs to come.
    pub(crate) prepared: VecDeque<NextAnswer>,
}

impl Jobs {
    pub(crate) fn push(&mut self, job: Job) {
        self.list.push(job);
    }

    pub(crate) const fn created(&self) -> u64 {
        self.list.len() as u64
    }

    /// Oldest first.
    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = &Job> {
        self.list.iter()
    }

    /// Notes the end of jobs that time has finished.
    pub(crate) fn settle(&mut self) {
        self.list.iter_mut().for_each(Job::settle);
    }

    /// The job of this id, if it belongs to the project.
    pub(crate) fn find_mut(&mut self, id: &str, project: &str) -> Option<&mut Job> {
        self.list.iter_mut().find(|job| job.id == id && job.project == project)
    }
}

/// How a job goes from queued to finished.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Schedule {
    /// So many polls say "queued", then so many "processing".
    Polls {
        /// Polls that say "queued".
        queued: u32,
        /// Polls that say "processing".
        processing: u32,
    },
    /// By the wall clock since the creation.
    Time {
        /// Until then "queued".
        queued: Duration,
        /// Until then "processing".
        finished: Duration,
    },
    /// Queued for ever.
    Stuck,
}

impl Schedule {
    /// The schedule of this pace for a recording of so many seconds.
    pub(crate) fn new(pace: Pace, seconds: f64) -> Self {
        match pace {
            Pace::Fast => Self::Polls { queued: 0, processing: 1 },
            Pace::Real => {
                let length = Duration::try_from_secs_f64(seconds).unwrap_or_default();
                Self::Time { queued: QUEUED, finished: QUEUED + SET_UP + length / SPEED }
            }
        }
    }
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Stage {
    Queued,
    Processing,
    Finished,
}

/// One job.
#[derive(Debug)]
pub(crate) struct Job {
    pub(crate) id: String,
    pub(crate) project: String,
    pub(crate) audio_url: String,
    /// The request as it was accepted.
    pub(crate) request: Object,
    pub(crate) created: SystemTime,
    /// When it was first seen to be finished.
    pub(crate) completed: Option<SystemTime>,
    pub(crate) schedule: Schedule,
    /// What it ends with, status included.
    pub(crate) ending: Object,
    /// The exact final body, where a test wants one.
    pub(crate) raw: Option<String>,
    pub(crate) deleted: bool,
    /// Whether what its link leads to is still fetched.
    is_fetching: bool,
    started: Instant,
    polls: u32,
}

impl Job {
    pub(crate) fn new(
        id: String,
        project: String,
        audio_url: String,
        request: Object,
        schedule: Schedule,
        ending: Object,
    ) -> Self {
        Self {
            id,
            project,
            audio_url,
            request,
            created: SystemTime::now(),
            completed: None,
            schedule,
            ending,
            raw: None,
            deleted: false,
            is_fetching: false,
            started: Instant::now(),
            polls: 0,
        }
    }

    /// It waits until [`Job::fetched`].
    pub(crate) const fn fetch(&mut self) {
        self.is_fetching = true;
    }

    /// What its link leads to is known: it goes on from here, and ends so.
    pub(crate) fn fetched(&mut self, schedule: Schedule, ending: Object) {
        self.is_fetching = false;
        self.schedule = schedule;
        self.ending = ending;
        self.started = Instant::now();
        self.polls = 0;
    }

    /// Where the job stands, without moving it on.
    pub(crate) fn stage(&self) -> Stage {
        if self.completed.is_some() {
            return Stage::Finished;
        }
        if self.is_fetching {
            return Stage::Queued;
        }
        match self.schedule {
            Schedule::Stuck => Stage::Queued,
            Schedule::Polls { queued, processing } => {
                if self.polls <= queued {
                    Stage::Queued
                } else if self.polls - queued <= processing {
                    Stage::Processing
                } else {
                    Stage::Finished
                }
            }
            Schedule::Time { queued, finished } => {
                let elapsed = self.started.elapsed();
                if elapsed < queued {
                    Stage::Queued
                } else if elapsed < finished {
                    Stage::Processing
                } else {
                    Stage::Finished
                }
            }
        }
    }

    /// A poll: moves the job on, and says where it stands then.
    pub(crate) fn poll(&mut self) -> Stage {
        self.polls = self.polls.saturating_add(1);
        self.settle();
        self.stage()
    }

    /// Notes when the job was first seen to be finished.
    fn settle(&mut self) {
        if self.completed.is_none() && self.stage() == Stage::Finished {
            self.completed = Some(SystemTime::now());
        }
    }

    /// Deletes the transcript. A job that was still under way ends so.
    pub(crate) fn delete(&mut self) {
        self.completed.get_or_insert_with(SystemTime::now);
        self.deleted = true;
    }

    /// The status that the API shows.
    pub(crate) fn status(&self) -> String {
        match self.stage() {
            Stage::Queued => "queued".to_owned(),
            Stage::Processing => "processing".to_owned(),
            Stage::Finished if self.deleted => "completed".to_owned(),
            Stage::Finished => {
                self.ending.get("status").and_then(Value::as_str).unwrap_or_default().to_owned()
            }
        }
    }

    /// The error that a job ended with, or nothing.
    pub(crate) fn error(&self) -> &str {
        let has_ended = self.stage() == Stage::Finished && !self.deleted;
        let error = self.ending.get("error").filter(|_| has_ended);
        error.and_then(Value::as_str).unwrap_or_default()
    }

    /// The finished transcript, for what presents it in another form; `what` names that.
    ///
    /// # Errors
    /// When the transcript was deleted, failed, or is not finished.
    pub(crate) fn finished(&self, what: &str) -> Result<&Object, ApiError> {
        if self.deleted {
            return Err(ApiError::lookup());
        }
        let status = self.status();
        if self.stage() == Stage::Finished && status == "completed" {
            return Ok(&self.ending);
        }
        Err(ApiError::Bad(format!(
            "This transcript has a status of '{status}'. Transcripts must have a status of \
             'completed' before requesting {what}."
        )))
    }

    /// The transcript as it is now.
    pub(crate) fn transcript(&self) -> Object {
        if self.deleted {
            return answer::deleted(&self.ending);
        }
        match self.stage() {
            Stage::Queued => answer::pending(self, "queued"),
            Stage::Processing => answer::pending(self, "processing"),
            Stage::Finished => self.ending.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{Job, Jobs, Schedule, Stage};
    use crate::Object;
    use crate::builder::Pace;

    fn job(schedule: Schedule) -> Job {
        let text = String::new;
        Job::new(text(), text(), text(), Object::new(), schedule, Object::new())
    }

    #[test]
    fn polls_move_a_job_on() {
        let mut job = job(Schedule::new(Pace::Fast, 90.0));
        assert_eq!(job.stage(), Stage::Queued);
        assert_eq!(job.poll(), Stage::Processing);
        assert_eq!(job.poll(), Stage::Finished);
        assert_eq!(job.poll(), Stage::Finished);
    }

    #[test]
    fn looking_does_not_move_a_job_on() {
        let job = job(Schedule::Polls { queued: 0, processing: 0 });
        assert_eq!(job.status(), "queued");
        assert_eq!(job.status(), "queued");
    }

    #[test]
    fn each_stage_lasts_as_many_polls_as_was_asked() {
        let mut job = job(Schedule::Polls { queued: 2, processing: 1 });
        let stages: Vec<Stage> = (0..4).map(|_| job.poll()).collect();
        let expected = [Stage::Queued, Stage::Queued, Stage::Processing, Stage::Finished];
        assert_eq!(stages, expected);
    }

    #[test]
    fn time_alone_finishes_a_job_and_its_end_is_noted_once() {
        let none = Duration::ZERO;
        let mut jobs = Jobs::default();
        jobs.push(job(Schedule::Time { queued: none, finished: none }));
        jobs.settle();
        let ended = jobs.iter().next().and_then(|job| job.completed);
        assert!(ended.is_some());
        jobs.settle();
        assert_eq!(jobs.iter().next().and_then(|job| job.completed), ended);
    }

    #[test]
    fn longer_recordings_take_longer_at_the_real_pace() {
        let Schedule::Time { finished: short, .. } = Schedule::new(Pace::Real, 60.0) else {
            panic!("the real pace goes by time");
        };
        let Schedule::Time { finished: long, .. } = Schedule::new(Pace::Real, 3780.0) else {
            panic!("the real pace goes by time");
        };
        assert!(short < long);
        assert!(long.as_secs() < 60, "an hour takes well under a minute, not {long:?}");
    }
}
