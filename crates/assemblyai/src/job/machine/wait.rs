//! What the machine waits for, and until when: deadlines, back-offs, the one timer.

use super::super::effect::TimerId;
use super::{Effect, Failure, Job, RequestId, Trouble, TroubleKind, Wall, Work};

/// A request that has no answer after so long is given up; an upload has a patience of its own.
pub(super) const ANSWER_MS: u64 = 20_000;
/// An answer that has begun may take so long to arrive: ten hours of words on a slow line.
pub(super) const BODY_MS: u64 = 300_000;

/// What the machine waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Waiting {
    /// Nothing: not started, or ended.
    Idle,
    /// The answer to a request.
    Answer { request: RequestId, work: Work, deadline: Wall },
    /// The end of a back-off before `work` is tried again.
    Backoff { work: Work, trouble: Trouble },
    /// The time of the next poll.
    PollPause { until: Wall },
}

impl Job {
    pub(super) fn back_off(
        &mut self,
        work: Work,
        kind: TroubleKind,
        retry_after: Option<u32>,
        now: Wall,
    ) {
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

    pub(super) const fn on_offline(&mut self) {
        self.is_offline = true;
        if let Waiting::Backoff { trouble, .. } = &mut self.waiting {
            trouble.kind = TroubleKind::Offline;
            trouble.until = None;
        }
    }

    /// The network or the user's attention is back: what waits need not wait on.
    pub(super) fn hurry(&mut self, now: Wall, is_network_back: bool, effects: &mut Vec<Effect>) {
        match self.waiting {
            Waiting::PollPause { .. } if self.may_poll(now) => {
                self.begin(Work::Poll, now, effects);
            }
            Waiting::Backoff { work, .. } if is_network_back => self.begin(work, now, effects),
            _ => self.on_deadline(now, effects),
        }
    }

    pub(super) fn on_deadline(&mut self, now: Wall, effects: &mut Vec<Effect>) {
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

    /// The head of an answer is there: its body has the time that it needs. What is done aside has
    /// the pause alone.
    pub(super) const fn on_answering(&mut self, now: Wall, id: RequestId) {
        if let Waiting::Answer { request, deadline, work } = &mut self.waiting
            && request.0 == id.0
            && !work.is_aside()
        {
            *deadline = now.plus(BODY_MS);
        }
    }

    /// Arms a timer for the next deadline. One that fires too early is armed again then, so
    /// that an upload's progress need not re-arm it.
    pub(super) fn arm(&mut self, now: Wall, effects: &mut Vec<Effect>) {
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
