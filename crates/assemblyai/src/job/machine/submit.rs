//! Asking for a job, and looking for one whose answer was lost.

use super::super::effect::Wanted;
use super::super::state::Twins;
use super::{Effect, Job, POLL_MS, RequestId, State, Wall, Work};

impl Job {
    /// The address that the job is to be made from: the link, or that of the upload.
    pub(super) fn audio_url(&self) -> Option<String> {
        self.link.clone().or_else(|| self.kept.upload_url.clone())
    }

    /// What tells the jobs of this submission from all others of the account.
    pub(super) fn wanted(&self, audio_url: String) -> Wanted {
        Wanted { audio_url, before: self.kept.before.clone() }
    }

    /// Asks for a job. From here on one may exist: whoever restarts must look for it first.
    pub(super) fn start_submit(
        &mut self,
        request: RequestId,
        audio_url: String,
        effects: &mut Vec<Effect>,
    ) {
        self.kept.submit_pending = true;
        // Not that of a later check: an answer that was lost, or a refusal of what the browser had
        // asked for twice, may hide a job that was made since.
        if self.kept.before.is_none() {
            self.kept.before.clone_from(&self.newest);
        }
        self.save(effects);
        effects.push(Effect::Submit(request, audio_url));
    }

    /// The job is made. The browser may have asked for it twice by itself.
    pub(super) fn submitted(&mut self, id: String, now: Wall, effects: &mut Vec<Effect>) {
        self.kept.id = Some(id);
        self.kept.submit_pending = false;
        self.kept.twins = Twins::Sought;
        self.save(effects);
        self.enter(State::Queued, now);
        self.restart_polls(now);
        self.pause_before_poll(POLL_MS, now, effects);
    }

    /// A refusal made no job.
    pub(super) fn submit_refused(&mut self, effects: &mut Vec<Effect>) {
        self.kept.submit_pending = false;
        self.save(effects);
    }

    /// The first work that is not done yet.
    pub(super) const fn open_work(&self) -> Work {
        if self.kept.id.is_some() {
            Work::Poll
        } else if self.link.is_none() && self.kept.upload_url.is_none() {
            Work::Upload
        } else if self.kept.submit_pending {
            Work::Find
        } else {
            Work::Submit
        }
    }
}
