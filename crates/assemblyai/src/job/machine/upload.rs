//! Sending the file: progress, stalls, and what was lost.

use super::{Effect, Job, RequestId, Speedometer, State, TroubleKind, Waiting, Wall, Work};

/// An upload without progress for so long has stalled.
pub(super) const STALL_MS: u64 = 30_000;
/// After the last byte the service needs a while to answer.
const UPLOAD_ANSWER_MS: u64 = 180_000;

impl Job {
    pub(super) fn start_upload(
        &mut self,
        request: RequestId,
        now: Wall,
        effects: &mut Vec<Effect>,
    ) {
        self.enter(State::Uploading { sent: 0, total: self.total }, now);
        self.speed = Speedometer::start(now);
        effects.push(Effect::Upload(request));
    }

    pub(super) fn on_progress(&mut self, id: RequestId, sent: u64, total: u64, now: Wall) {
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

    pub(super) fn uploaded(&mut self, url: String, now: Wall, effects: &mut Vec<Effect>) {
        self.upload_took_ms = Some(now.since(self.stage_since));
        self.kept.upload_url = Some(url);
        self.kept.uploaded_at = Some(now);
        self.begin(Work::Submit, now, effects);
    }

    /// An upload that had got somewhere was lost; one that never began met `kind`.
    pub(super) const fn lost_or(&self, kind: TroubleKind) -> TroubleKind {
        match (kind, &self.state) {
            (
                TroubleKind::Unreachable | TroubleKind::TimedOut,
                State::Uploading { sent, total },
            ) if *sent > 0 => TroubleKind::Lost { sent: *sent, total: *total },
            _ => kind,
        }
    }
}
