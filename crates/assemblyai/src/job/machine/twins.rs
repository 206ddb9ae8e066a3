//! Jobs that the browser had made twice.
//!
//! Chromium repeats a request by itself, a `POST` too, when a connection that it had kept is reset
//! before the answer; the page hears of one answer only, and cannot forbid it. So once a job is
//! there, the page looks whether the account has another one of the same submission and has that
//! deleted. It is done in the pauses between polls, which it never makes longer; it cannot fail the
//! job, and what could not be done is told.

use super::super::state::Twins;
use super::{Cause, Effect, Failure, Job, RequestId, Waiting, Wall, Work};

/// Tries, after which it is left as it is.
const TRIES: u32 = 8;
/// A request that is begun at the end of a pause has so long at least.
const LEAST_MS: u64 = 1_000;

impl Job {
    /// What is still to be done.
    pub(super) const fn twin_work(&self) -> Option<Work> {
        match &self.kept.twins {
            Twins::Sought => Some(Work::FindTwins),
            Twins::Found(_) => Some(Work::DeleteTwin),
            Twins::None | Twins::Deleted | Twins::NotDeleted | Twins::NotSought => None,
        }
    }

    /// Does in a pause what is still to be done.
    pub(super) fn use_pause(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        if let Some(work) = self.twin_work() {
            self.begin(work, now, effects);
        }
    }

    /// Until when it may take: the pause's end.
    pub(super) fn aside_patience(&self, now: Wall) -> u64 {
        self.poll_due.since(now).max(LEAST_MS)
    }

    pub(super) fn start_twin_work(
        &self,
        work: Work,
        request: RequestId,
        effects: &mut Vec<Effect>,
    ) {
        let (Some(audio_url), Some(id)) = (self.audio_url(), self.kept.id.clone()) else { return };
        match &self.kept.twins {
            Twins::Found(ids) if work == Work::DeleteTwin => {
                let twin = ids.first().cloned().unwrap_or_default();
                effects.push(Effect::DeleteTwin(request, twin));
            }
            _ => effects.push(Effect::FindTwins(request, self.wanted(audio_url), id)),
        }
    }

    pub(super) fn twins_found(&mut self, ids: Vec<String>, now: Wall, effects: &mut Vec<Effect>) {
        self.set_twins(if ids.is_empty() { Twins::None } else { Twins::Found(ids) }, effects);
        self.go_on_pausing(now, effects);
    }

    pub(super) fn twin_deleted(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        self.forget_twin(effects);
        self.go_on_pausing(now, effects);
    }

    /// One fewer is there.
    fn forget_twin(&mut self, effects: &mut Vec<Effect>) {
        if let Twins::Found(ids) = &self.kept.twins {
            let left: Vec<String> = ids.iter().skip(1).cloned().collect();
            let twins = if left.is_empty() { Twins::Deleted } else { Twins::Found(left) };
            self.set_twins(twins, effects);
        }
    }

    /// It is tried again in the next pause. What is gone already is as good as deleted.
    pub(super) fn twin_work_failed(
        &mut self,
        work: Work,
        failure: &Failure,
        effects: &mut Vec<Effect>,
    ) {
        self.waiting = Waiting::PollPause { until: self.poll_due };
        if work == Work::DeleteTwin && Cause::of(failure) == Some(Cause::TranscriptGone) {
            return self.forget_twin(effects);
        }
        self.twin_tries += 1;
        if self.twin_tries >= TRIES {
            self.close_twins(effects);
        }
    }

    /// What was not done by now is not done any more, and is told.
    pub(super) fn close_twins(&mut self, effects: &mut Vec<Effect>) {
        match &self.kept.twins {
            Twins::Sought => self.set_twins(Twins::NotSought, effects),
            Twins::Found(_) => self.set_twins(Twins::NotDeleted, effects),
            _ => {}
        }
    }

    fn set_twins(&mut self, twins: Twins, effects: &mut Vec<Effect>) {
        self.kept.twins = twins;
        self.save(effects);
    }

    fn go_on_pausing(&mut self, now: Wall, effects: &mut Vec<Effect>) {
        self.twin_tries = 0;
        self.waiting = Waiting::PollPause { until: self.poll_due };
        self.use_pause(now, effects);
    }
}
