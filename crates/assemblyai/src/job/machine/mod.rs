//! The machine itself.

use crate::backoff::Jitter;
use crate::decode::Status;
use crate::failure::Failure;

use super::cause::Cause;
use super::clock::Wall;
use super::effect::{Effect, RequestId, TimerId};
use super::event::{Event, Reply};
use super::speed::{Pace, Speedometer};
use super::state::{Fault, Snapshot, Stage, State};
use super::trouble::{Trouble, TroubleKind, may_have_arrived, retry_after_s, transient};

/// An upload without progress for so long has stalled.
const STALL_MS: u64 = 30_000;
/// After the last byte the service needs a while to answer.
const UPLOAD_ANSWER_MS: u64 = 180_000;
/// Any other request that has no answer after so long is given up.
const ANSWER_MS: u64 = 20_000;
/// An answer that has begun may take so long to arrive: ten hours of words on a slow line.
const BODY_MS: u64 = 300_000;
/// At first a poll every so often, and for so long …
const POLL_MS: u64 = 3_000;
const POLL_STEADY_MS: u64 = 40_000;
/// … then each pause is 1.3 times the one before, up to this.
const POLL_MAX_MS: u64 = 10_000;
/// Coming back to the tab polls at once, unless the last poll is younger than this.
const POLL_MIN_MS: u64 = 1_000;

/// What the running request is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Work {
    Check,
    Upload,
    Probe,
    Submit,
    Find,
    Poll,
}

impl Work {
    const fn stage(self) -> Stage {
        match self {
            Self::Check => Stage::Check,
            Self::Upload | Self::Probe => Stage::Upload,
            Self::Submit | Self::Find => Stage::Submit,
            Self::Poll => Stage::Transcribe,
        }
    }
}

/// What the machine waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Waiting {
    /// Nothing: not started, or ended.
    Idle,
    /// The answer to a request.
    Answer { request: RequestId, work: Work, deadline: Wall },
    /// The end of a back-off before `work` is tried again.
    Backoff { work: Work, trouble: Trouble },
    /// The time of the next poll.
    PollPause { until: Wall },
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
    total: u64,
    speed: Speedometer,
    stage_since: Wall,
    upload_took_ms: Option<u64>,
    poll_since: Wall,
    last_poll: Wall,
    poll_pause_ms: u64,
}

impl Job {
    /// A job for a file of `total` bytes. The seed is for jitter only.
    #[must_use]
    pub fn new(total: u64, seed: u64) -> Self {
        Self::restored(Snapshot::default(), total, seed)
    }

    /// A job taken up from what was saved. [`Event::Start`] goes on where it stopped.
    #[must_use]
    pub fn restored(kept: Snapshot, total: u64, seed: u64) -> Self {
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
            speed: Speedometer::default(),
            stage_since: Wall(0),
            upload_took_ms: None,
            poll_since: Wall(0),
            last_poll: Wall(0),
            poll_pause_ms: POLL_MS,
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
            Event::Answering(id) => {
                if let Waiting::Answer { request, deadline, .. } = &mut self.waiting
                    && *request == id
                {
                    *deadline = now.plus(BODY_MS);
                }
            }
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

    /// The first work that is not done yet.
    const fn open_work(&self) -> Work {
        if self.kept.id.is_some() {
            Work::Poll
        } else if self.kept.upload_url.is_none() {
            Work::Upload
        } else if self.kept.submit_pending {
            Work::Find
        } else {
            Work::Submit
        }
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
                self.enter(State::Uploading { sent: 0, total: self.total }, now);
                self.speed = Speedometer::start(now);
                patience = STALL_MS;
                effects.push(Effect::Upload(request));
            }
            Work::Probe => effects.push(Effect::ProbeFile(request)),
            Work::Submit | Work::Find => {
                let Some(url) = self.kept.upload_url.clone() else {
                    return self.begin(Work::Upload, now, effects);
                };
                self.enter(State::Submitting, now);
                if work == Work::Find {
                    effects.push(Effect::Find(request, url));
                } else {
                    // From here on a job may exist: whoever restarts must look for it first.
                    self.kept.submit_pending = true;
                    self.save(effects);
                    effects.push(Effect::Submit(request, url));
                }
            }
            Work::Poll => {
                let Some(id) = self.kept.id.clone() else {
                    return self.begin(self.open_work(), now, effects);
                };
                if !matches!(self.state, State::Queued | State::Processing(_)) {
                    self.enter(State::Queued, now);
                    self.restart_polls(now);
                }
                self.last_poll = now;
                effects.push(Effect::Poll(request, id));
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

    const fn restart_polls(&mut self, now: Wall) {
        self.poll_since = now;
        self.poll_pause_ms = POLL_MS;
    }

    fn on_progress(&mut self, id: RequestId, sent: u64, total: u64, now: Wall) {
        let Waiting::Answer { request, work: Work::Upload, deadline } = &mut self.waiting else {
            return;
        };
        if *request != id {
            return;
        }
        let before = match self.state {
            State::Uploading { sent, .. } => sent,
            _ => 0,
        };
        if sent > before {
            *deadline = now.plus(if sent >= total { UPLOAD_ANSWER_MS } else { STALL_MS });
        }
        self.total = total;
        self.state = State::Uploading { sent: sent.max(before), total };
        self.speed.mark(now, sent.max(before));
    }

    fn on_reply(&mut self, work: Work, reply: Reply, now: Wall, effects: &mut Vec<Effect>) {
        let failed_upload = self.last_trouble;
        // Neither is what failed: its tries go on to be counted.
        let is_aside =
            matches!((work, &reply), (Work::Probe, _) | (Work::Find, Reply::Found(None)));
        if !is_aside {
            self.attempt = 0;
            self.last_trouble = None;
        }
        match (work, reply) {
            (Work::Check, Reply::KeyWorks) => self.begin(self.open_work(), now, effects),
            (Work::Upload, Reply::Uploaded(url)) => {
                self.upload_took_ms = Some(now.since(self.stage_since));
                self.kept.upload_url = Some(url);
                self.kept.uploaded_at = Some(now);
                self.begin(Work::Submit, now, effects);
            }
            (Work::Probe, Reply::FileReadable(true)) => {
                let kind = failed_upload.unwrap_or(TroubleKind::Unreachable);
                self.back_off(Work::Upload, kind, None, now);
            }
            (Work::Probe, Reply::FileReadable(false)) => {
                self.fail(Work::Upload, Cause::FileChanged, now);
            }
            (Work::Submit, Reply::Submitted(id)) | (Work::Find, Reply::Found(Some(id))) => {
                self.kept.id = Some(id);
                self.kept.submit_pending = false;
                self.save(effects);
                self.enter(State::Queued, now);
                self.restart_polls(now);
                self.waiting = Waiting::PollPause { until: now.plus(POLL_MS) };
            }
            (Work::Find, Reply::Found(None)) => self.begin(Work::Submit, now, effects),
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

    fn on_status(
        &mut self,
        status: Status,
        error: Option<String>,
        now: Wall,
        effects: &mut Vec<Effect>,
    ) {
        match status {
            Status::Completed => return self.end(State::Completed, now),
            Status::Error => {
                // The failed job is done with; the upload may serve another.
                self.kept.id = None;
                self.save(effects);
                let text = error.unwrap_or_default();
                return self.fail(Work::Poll, Cause::JobFailed { text }, now);
            }
            Status::Queued => self.enter(State::Queued, now),
            Status::Processing => self.enter(State::Processing(None), now),
            Status::Other(name) => self.enter(State::Processing(Some(name)), now),
        }
        if now.since(self.poll_since) > POLL_STEADY_MS {
            self.poll_pause_ms = (self.poll_pause_ms * 13 / 10).min(POLL_MAX_MS);
        }
        self.waiting = Waiting::PollPause { until: now.plus(self.poll_pause_ms) };
    }

    fn on_failure(&mut self, work: Work, failure: &Failure, now: Wall, effects: &mut Vec<Effect>) {
        if let Some(cause) = Cause::of(failure) {
            // A refusal made no job.
            if work == Work::Submit {
                self.kept.submit_pending = false;
                self.save(effects);
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
                self.kept.submit_pending = false;
                self.save(effects);
                self.back_off(work, kind, retry_after_s(failure), now);
            }
            Work::Submit => self.back_off(Work::Find, kind, retry_after_s(failure), now),
            Work::Probe => self.back_off(Work::Upload, kind, None, now),
            Work::Check | Work::Find | Work::Poll => {
                self.back_off(work, kind, retry_after_s(failure), now);
            }
        }
    }

    /// An upload that had got somewhere was lost; one that never began met `kind`.
    const fn lost_or(&self, kind: TroubleKind) -> TroubleKind {
        match (kind, &self.state) {
            (
                TroubleKind::Unreachable | TroubleKind::TimedOut,
                State::Uploading { sent, total },
            ) if *sent > 0 => TroubleKind::Lost { sent: *sent, total: *total },
            _ => kind,
        }
    }

    fn back_off(&mut self, work: Work, kind: TroubleKind, retry_after: Option<u32>, now: Wall) {
        self.attempt += 1;
        self.last_trouble = Some(kind);
        let wait = self.jitter.wait_ms(self.attempt, retry_after);
        let trouble = if self.is_offline {
            Trouble { kind: TroubleKind::Offline, attempt: self.attempt, until: None }
        } else {
            Trouble { kind, attempt: self.attempt, until: Some(now.plus(wait)) }
        };
        self.waiting = Waiting::Backoff { work, trouble };
    }

    const fn on_offline(&mut self) {
        self.is_offline = true;
        if let Waiting::Backoff { trouble, .. } = &mut self.waiting {
            trouble.kind = TroubleKind::Offline;
            trouble.until = None;
        }
    }

    /// The network or the user's attention is back: what waits need not wait on.
    fn hurry(&mut self, now: Wall, is_network_back: bool, effects: &mut Vec<Effect>) {
        match self.waiting {
            Waiting::PollPause { .. } if now.since(self.last_poll) >= POLL_MIN_MS => {
                self.begin(Work::Poll, now, effects);
            }
            Waiting::Backoff { work, .. } if is_network_back => self.begin(work, now, effects),
            _ => self.on_deadline(now, effects),
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
            (State::Cancelled, _) => self.begin(self.open_work(), now, effects),
            (_, Waiting::Backoff { work, .. }) => self.begin(work, now, effects),
            _ => {}
        }
    }

    fn on_deadline(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        match self.waiting {
            Waiting::Answer { work, deadline, .. } if now >= deadline => {
                effects.push(Effect::Abort);
                self.on_failure(work, &Failure::TimedOut, now, effects);
            }
            Waiting::Backoff { work, trouble } if trouble.until.is_some_and(|at| now >= at) => {
                self.begin(work, now, effects);
            }
            Waiting::PollPause { until } if now >= until => self.begin(Work::Poll, now, effects),
            _ => {}
        }
    }

    /// Arms a timer for the next deadline. One that fires too early is armed again then, so
    /// that an upload's progress need not re-arm it.
    fn arm(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        let deadline = match self.waiting {
            Waiting::Idle => None,
            Waiting::Answer { deadline, .. } => Some(deadline),
            Waiting::Backoff { trouble, .. } => trouble.until,
            Waiting::PollPause { until } => Some(until),
        };
        let Some(deadline) = deadline else {
            self.armed = None;
            return;
        };
        if self.armed.is_some_and(|(_, at)| at <= deadline) {
            return;
        }
        self.next_number += 1;
        let timer = TimerId(self.next_number);
        self.armed = Some((timer, deadline));
        effects.push(Effect::WakeIn(timer, deadline.since(now)));
    }
}
