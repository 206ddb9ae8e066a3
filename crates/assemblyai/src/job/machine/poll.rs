//! Asking how the job stands, until it has ended.

use super::super::state::Twins;
use super::{Cause, Effect, Job, RequestId, State, Waiting, Wall, Work};
use crate::decode::Status;

/// At first a poll every so often, and for so long …
pub(super) const POLL_MS: u64 = 3_000;
const POLL_STEADY_MS: u64 = 40_000;
/// … then each pause is 1.3 times the one before, up to this.
const POLL_MAX_MS: u64 = 10_000;
/// Coming back to the tab polls at once, unless the last poll is younger than this.
const POLL_MIN_MS: u64 = 1_000;

impl Job {
    pub(super) fn start_poll(
        &mut self,
        request: RequestId,
        id: String,
        now: Wall,
        effects: &mut Vec<Effect>,
    ) {
        self.enter_queue(now);
        self.last_poll = now;
        effects.push(Effect::Poll(request, id));
    }

    /// The service has the job, which is not known to be any further.
    pub(super) fn enter_queue(&mut self, now: Wall) {
        if !matches!(self.state, State::Queued | State::Processing(_)) {
            self.enter(State::Queued, now);
            self.restart_polls(now);
        }
    }

    pub(super) const fn restart_polls(&mut self, now: Wall) {
        self.poll_since = now;
        self.poll_pause_ms = POLL_MS;
    }

    /// Whether the last poll is old enough for another.
    pub(super) const fn may_poll(&self, now: Wall) -> bool {
        now.since(self.last_poll) >= POLL_MIN_MS
    }

    /// A pause, which may be used for what is done aside.
    pub(super) fn pause_before_poll(&mut self, ms: u64, now: Wall, effects: &mut Vec<Effect>) {
        self.poll_due = now.plus(ms);
        self.waiting = Waiting::PollPause { until: self.poll_due };
        self.use_pause(now, effects);
    }

    pub(super) fn on_status(
        &mut self,
        status: Status,
        error: Option<String>,
        now: Wall,
        effects: &mut Vec<Effect>,
    ) {
        match status {
            Status::Completed => {
                self.close_twins(effects);
                return self.end(State::Completed, now);
            }
            Status::Error => {
                // The failed job is done with; the upload may serve another.
                self.kept.id = None;
                self.kept.twins = Twins::None;
                self.save(effects);
                let cause = Cause::of_job(error.unwrap_or_default(), self.link.is_some());
                return self.fail(Work::Poll, cause, now);
            }
            Status::Queued => self.enter(State::Queued, now),
            Status::Processing => self.enter(State::Processing(None), now),
            Status::Other(name) => self.enter(State::Processing(Some(name)), now),
        }
        if now.since(self.poll_since) > POLL_STEADY_MS {
            self.poll_pause_ms = (self.poll_pause_ms * 13 / 10).min(POLL_MAX_MS);
        }
        self.pause_before_poll(self.poll_pause_ms, now, effects);
    }
}
