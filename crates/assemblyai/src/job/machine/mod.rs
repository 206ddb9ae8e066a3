//! The machine itself: what happened, and what is to be done next. What belongs to one part of the
//! work has its file: [`upload`], [`submit`], [`twins`], [`poll`]; [`wait`] has the time.

mod poll;
mod submit;
mod twins;
mod upload;
mod wait;

use crate::backoff::Jitter;
use crate::failure::Failure;

use super::cause::Cause;
use super::clock::Wall;
use super::effect::{Effect, RequestId, TimerId};
use super::event::{Event, Reply};
use super::speed::{Pace, Speedometer};
use super::state::{Fault, Snapshot, Source, Stage, State};
use super::trouble::{Trouble, TroubleKind, may_have_arrived, retry_after_s, transient};

use poll::POLL_MS;
use upload::STALL_MS;
use wait::{ANSWER_MS, Waiting};

/// What the running request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Check,
    Upload,
    Probe,
    Submit,
    Find,
    FindTwins,
    DeleteTwin,
    Poll,
}

impl Work {
    const fn stage(self) -> Stage {
        match self {
            Self::Check => Stage::Check,
            Self::Upload | Self::Probe => Stage::Upload,
            Self::Submit | Self::Find => Stage::Submit,
            Self::FindTwins | Self::DeleteTwin | Self::Poll => Stage::Transcribe,
        }
    }

    /// Whether it is done in the pauses of the job, which does not depend on it.
    const fn is_aside(self) -> bool {
        matches!(self, Self::FindTwins | Self::DeleteTwin)
    }
}

/// One job. See the [module](super) for its rules.
#[derive(Clone, Debug)]
pub struct Job {
    state: State,
    kept: Snapshot,
    waiting: Waiting,
    armed: Option<(TimerId, Wall)>,
    next_number: u32,
    /// Tries of the current work that failed in a row.
    attempt: u32,
    last_trouble: Option<TroubleKind>,
    jitter: Jitter,
    is_offline: bool,
    /// The bytes of the file; 0 for a link.
    total: u64,
    /// What it is made from, if that is no file.
    link: Option<String>,
    speed: Speedometer,
    stage_since: Wall,
    upload_took_ms: Option<u64>,
    poll_since: Wall,
    last_poll: Wall,
    poll_pause_ms: u64,
    /// When the pause ends that is now, or when it was to end.
    poll_due: Wall,
    /// When the newest job of the account was made, as the service writes it, at the last check.
    newest: Option<String>,
    /// Tries to look for twins, or to delete one, that failed in a row.
    twin_tries: u32,
}

impl Job {
    /// A job for a recording. The seed is for jitter only.
    #[must_use]
    pub fn new(source: Source, seed: u64) -> Self {
        Self::restored(Snapshot::default(), source, seed)
    }

    /// A job taken up from what was saved. [`Event::Start`] goes on where it stopped.
    #[must_use]
    pub fn restored(kept: Snapshot, source: Source, seed: u64) -> Self {
        let (total, link) = match source {
            Source::File { bytes } => (bytes, None),
            Source::Link(address) => (0, Some(address)),
        };
        Self {
            state: State::New,
            kept,
            waiting: Waiting::Idle,
            armed: None,
            next_number: 0,
            attempt: 0,
            last_trouble: None,
            jitter: Jitter::new(seed),
            is_offline: false,
            total,
            link,
            speed: Speedometer::default(),
            stage_since: Wall(0),
            upload_took_ms: None,
            poll_since: Wall(0),
            last_poll: Wall(0),
            poll_pause_ms: POLL_MS,
            poll_due: Wall(0),
            newest: None,
            twin_tries: 0,
        }
    }

    /// Where the job is.
    #[must_use]
    pub const fn state(&self) -> &State {
        &self.state
    }

    /// What is kept over restarts.
    #[must_use]
    pub const fn kept(&self) -> &Snapshot {
        &self.kept
    }

    /// The passing fault that it waits out, if it does.
    #[must_use]
    pub const fn trouble(&self) -> Option<Trouble> {
        match self.waiting {
            Waiting::Backoff { trouble, .. } => Some(trouble),
            _ => None,
        }
    }

    /// The fault of the tries before the one that runs now, and how many there were.
    #[must_use]
    pub fn failed_tries(&self) -> Option<(TroubleKind, u32)> {
        self.last_trouble.map(|kind| (kind, self.attempt))
    }

    /// The upload's speed, once there is one.
    #[must_use]
    pub fn pace(&self) -> Option<Pace> {
        matches!(self.state, State::Uploading { .. }).then(|| self.speed.pace(self.total)).flatten()
    }

    /// How long the upload took, once it is done.
    #[must_use]
    pub const fn upload_took_ms(&self) -> Option<u64> {
        self.upload_took_ms
    }

    /// When the present state began.
    #[must_use]
    pub const fn since(&self) -> Wall {
        self.stage_since
    }

    /// Takes an event and returns what is to be done, in order.
    pub fn handle(&mut self, event: Event, now: Wall) -> Vec<Effect> {
        let mut effects = Vec::new();
        match event {
            Event::Start => {
                if matches!(self.state, State::New) {
                    self.begin(Work::Check, now, &mut effects);
                }
            }
            Event::Progress { request, sent, total } => self.on_progress(request, sent, total, now),
            Event::Answering(id) => self.on_answering(now, id),
            Event::Replied(id, outcome) => {
                if let Waiting::Answer { request, work, .. } = self.waiting
                    && request == id
                {
                    match outcome {
                        Ok(reply) => self.on_reply(work, reply, now, &mut effects),
                        Err(failure) => self.on_failure(work, &failure, now, &mut effects),
                    }
                }
            }
            Event::Woke(timer) => {
                if self.armed.is_some_and(|(armed, _)| armed == timer) {
                    self.armed = None;
                    self.on_deadline(now, &mut effects);
                }
            }
            Event::WentOffline => self.on_offline(),
            Event::WentOnline => {
                self.is_offline = false;
                self.hurry(now, true, &mut effects);
            }
            Event::BecameVisible => self.hurry(now, false, &mut effects),
            Event::Cancel => {
                if self.state.is_running() {
                    self.end(State::Cancelled, now);
                    effects.push(Effect::Abort);
                }
            }
            Event::Retry => self.on_retry(now, &mut effects),
            Event::UploadAgain => {
                if matches!(self.state, State::Failed(_) | State::Cancelled) {
                    self.kept = Snapshot::default();
                    self.save(&mut effects);
                    self.begin(Work::Check, now, &mut effects);
                }
            }
        }
        self.arm(now, &mut effects);
        effects
    }

    /// Starts a request for `work`, fresh or again.
    fn begin(&mut self, work: Work, now: Wall, effects: &mut Vec<Effect>) {
        self.next_number += 1;
        let request = RequestId(self.next_number);
        let mut patience = ANSWER_MS;
        match work {
            Work::Check => {
                self.enter(State::Checking, now);
                effects.push(Effect::CheckKey(request));
            }
            Work::Upload => {
                patience = STALL_MS;
                self.start_upload(request, now, effects);
            }
            Work::Probe => effects.push(Effect::ProbeFile(request)),
            Work::Submit | Work::Find => {
                let Some(audio_url) = self.audio_url() else {
                    return self.begin(Work::Upload, now, effects);
                };
                self.enter(State::Submitting, now);
                if work == Work::Find {
                    effects.push(Effect::Find(request, self.wanted(audio_url)));
                } else {
                    self.start_submit(request, audio_url, effects);
                }
            }
            Work::FindTwins | Work::DeleteTwin => {
                patience = self.aside_patience(now);
                self.start_twin_work(work, request, effects);
            }
            Work::Poll => {
                let Some(id) = self.kept.id.clone() else {
                    return self.begin(self.open_work(), now, effects);
                };
                self.start_poll(request, id, now, effects);
            }
        }
        self.waiting = Waiting::Answer { request, work, deadline: now.plus(patience) };
    }

    /// Has what is kept stored, before whatever is asked for next.
    fn save(&self, effects: &mut Vec<Effect>) {
        effects.push(Effect::Save(self.kept.clone()));
    }

    /// Enters a state; the time is kept if the stage is the same.
    fn enter(&mut self, state: State, now: Wall) {
        if core::mem::discriminant(&self.state) != core::mem::discriminant(&state) {
            self.stage_since = now;
        }
        self.state = state;
    }

    fn end(&mut self, state: State, now: Wall) {
        self.enter(state, now);
        self.waiting = Waiting::Idle;
        self.attempt = 0;
        self.last_trouble = None;
    }

    fn fail(&mut self, work: Work, cause: Cause, now: Wall) {
        self.end(State::Failed(Fault { stage: work.stage(), cause }), now);
    }

    fn on_reply(&mut self, work: Work, reply: Reply, now: Wall, effects: &mut Vec<Effect>) {
        let failed_upload = self.last_trouble;
        // None of these is what failed: its tries go on to be counted.
        let is_beside = work.is_aside()
            || matches!((work, &reply), (Work::Probe, _) | (Work::Find, Reply::Found(None)));
        if !is_beside {
            self.attempt = 0;
            self.last_trouble = None;
        }
        match (work, reply) {
            (Work::Check, Reply::KeyWorks { newest }) => {
                self.newest = Some(newest);
                self.key_works(now, effects);
            }
            (Work::Upload, Reply::Uploaded(url)) => self.uploaded(url, now, effects),
            (Work::Probe, Reply::FileReadable(true)) => {
                let kind = failed_upload.unwrap_or(TroubleKind::Unreachable);
                self.back_off(Work::Upload, kind, None, now);
            }
            (Work::Probe, Reply::FileReadable(false)) => {
                self.fail(Work::Upload, Cause::FileChanged, now);
            }
            (Work::Submit, Reply::Submitted(id)) | (Work::Find, Reply::Found(Some(id))) => {
                self.submitted(id, now, effects);
            }
            (Work::Find, Reply::Found(None)) => self.begin(Work::Submit, now, effects),
            (Work::FindTwins, Reply::TwinsFound(ids)) => self.twins_found(ids, now, effects),
            (Work::DeleteTwin, Reply::TwinDeleted) => self.twin_deleted(now, effects),
            (Work::Poll, Reply::Polled { is_deleted: true, .. }) => {
                self.fail(Work::Poll, Cause::TranscriptDeleted, now);
            }
            (Work::Poll, Reply::Polled { status, error, .. }) => {
                self.on_status(status, error, now, effects);
            }
            // An answer of the wrong kind is the shell's mistake: treat it as garbled.
            (work, _) => self.on_failure(work, &Failure::Garbled, now, effects),
        }
    }

    /// Goes on with the first work that is not done yet.
    fn key_works(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        match self.open_work() {
            // It is best looked for at once: the job may have ended while the page was closed.
            Work::Poll if self.twin_work().is_some() => {
                self.enter_queue(now);
                self.pause_before_poll(0, now, effects);
            }
            work => self.begin(work, now, effects),
        }
    }

    fn on_failure(&mut self, work: Work, failure: &Failure, now: Wall, effects: &mut Vec<Effect>) {
        if work.is_aside() {
            return self.twin_work_failed(work, failure, effects);
        }
        if let Some(cause) = Cause::of(failure) {
            if work == Work::Submit {
                self.submit_refused(effects);
            }
            return self.fail(work, cause, now);
        }
        let kind = transient(failure).unwrap_or(TroubleKind::ServerTrouble);
        match work {
            Work::Upload if *failure == Failure::Unreachable => {
                // Status 0 has many reasons, one of which is the file itself.
                self.last_trouble = Some(self.lost_or(kind));
                self.begin(Work::Probe, now, effects);
            }
            Work::Upload => self.back_off(work, self.lost_or(kind), retry_after_s(failure), now),
            Work::Submit if !may_have_arrived(failure) => {
                self.submit_refused(effects);
                self.back_off(work, kind, retry_after_s(failure), now);
            }
            Work::Submit => self.back_off(Work::Find, kind, retry_after_s(failure), now),
            Work::Probe => self.back_off(Work::Upload, kind, None, now),
            Work::Check | Work::Find | Work::FindTwins | Work::DeleteTwin | Work::Poll => {
                self.back_off(work, kind, retry_after_s(failure), now);
            }
        }
    }

    fn on_retry(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        match (&self.state, self.waiting) {
            (State::Failed(fault), _) => {
                let work = match fault.stage {
                    Stage::Check => Work::Check,
                    _ => self.open_work(),
                };
                self.begin(work, now, effects);
            }
            // Cancelled before the key was tested: without that nobody knows which jobs were there
            // before the submission, and one that the browser makes twice would not be found.
            (State::Cancelled, _) if self.newest.is_none() => self.begin(Work::Check, now, effects),
            (State::Cancelled, _) => self.begin(self.open_work(), now, effects),
            (_, Waiting::Backoff { work, .. }) => self.begin(work, now, effects),
            _ => {}
        }
    }
}
