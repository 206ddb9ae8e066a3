//! The running job as the screens see it.

use assemblyai::job::{
    Cause, Event, Fault, NextStep, Pace, Snapshot, Stage, State, Trouble, TroubleKind, Wall,
};
use assemblyai::{ApiBase, JobOptions};
use leptos::prelude::*;

use super::document::{Document, Open};
use super::draft::Draft;
use super::navigation::Navigation;
use super::recording::Recording;
use super::session::{KeyState, Session};
use super::use_state;
use crate::platform::clock::now_ms;
use crate::platform::events::{PageEvent, ask_before_leaving, is_offline, listen};
use crate::platform::listener::Listener;
use crate::platform::task::spawn;
use crate::reactive::Var;
use crate::route::Route;
use crate::service::{Access, Runner};

/// The service deletes uploads from 24 hours on; one hour is kept in hand.
const UPLOAD_LIVES_MS: u64 = 23 * 60 * 60 * 1000;

/// What the progress screen shows.
#[derive(Clone, Debug, PartialEq)]
pub struct Progress {
    /// Where the job is.
    pub state: State,
    /// The fault that it waits out.
    pub trouble: Option<Trouble>,
    /// The fault of the tries before the present one, and how many.
    pub failed_tries: Option<(TroubleKind, u32)>,
    /// The upload's speed.
    pub pace: Option<Pace>,
    /// How long the upload took.
    pub upload_took_ms: Option<u64>,
    /// When the state began.
    pub since: Wall,
    /// Whether the job has an id: it exists at the service.
    pub is_submitted: bool,
}

/// What the job was made from.
#[derive(Clone)]
struct Order {
    recording: Recording,
    options: JobOptions,
    base: ApiBase,
}

/// The job of this page, if there is one.
#[derive(Clone, Copy)]
pub struct Work {
    progress: Var<Option<Progress>>,
    order: Var<Option<Order>>,
    runner: StoredValue<Option<Runner>, LocalStorage>,
    leaving: StoredValue<Option<Listener>, LocalStorage>,
    session: Session,
    draft: Draft,
    open: Open,
    navigation: Navigation,
}

impl Work {
    /// Starts without a job.
    pub(super) fn new(session: Session, draft: &Draft, open: Open, navigation: Navigation) -> Self {
        let work = Self {
            progress: Var::new(None),
            order: Var::new(None),
            runner: StoredValue::new_local(None),
            leaving: StoredValue::new_local(None),
            session,
            draft: *draft,
            open,
            navigation,
        };
        let events = listen(move |event| {
            work.feed(match event {
                PageEvent::Online => Event::WentOnline,
                PageEvent::Offline => Event::WentOffline,
                PageEvent::Visible => Event::BecameVisible,
            });
        });
        StoredValue::new_local(events);
        work
    }

    /// How the job stands; `None` without one.
    pub fn progress(self) -> Option<Progress> {
        self.progress.get()
    }

    /// How the job stands, without following it.
    pub fn progress_untracked(self) -> Option<Progress> {
        self.progress.get_untracked()
    }

    /// The recording of the job.
    pub fn recording(self) -> Option<Recording> {
        self.order.with(|order| order.as_ref().map(|order| order.recording.clone()))
    }

    /// The host that the job's requests go to.
    pub fn host(self) -> String {
        self.order.with(|order| {
            order.as_ref().map(|order| order.base.host().to_owned()).unwrap_or_default()
        })
    }

    /// "Transcribe": checks the form, and starts a job or goes on with one that stopped.
    pub fn start(self) {
        let key = self.session.require_key();
        spawn(async move {
            let ready = self.draft.read().await;
            let (Some(key), Some((recording, options))) = (key, ready) else { return };
            let order = Order { recording, options, base: self.session.base() };
            let kept = self.kept_for(&order);
            self.replace_runner(order, key, kept);
            self.feed(Event::Start);
            if is_offline() {
                self.feed(Event::WentOffline);
            }
            self.navigation.go(Route::Progress);
        });
    }

    /// What an earlier job for the same file at the same place left. With other options its
    /// upload serves a new job; with the same options the job itself goes on.
    fn kept_for(self, order: &Order) -> Snapshot {
        let same = self.order.with_untracked(|before| {
            before
                .as_ref()
                .filter(|b| b.recording.file == order.recording.file && b.base == order.base)
                .map(|b| b.options == order.options)
        });
        let kept = self
            .runner
            .with_value(|runner| runner.as_ref().map(|r| r.with_job(|job| job.kept().clone())));
        let (Some(has_same_options), Some(kept)) = (same, kept) else {
            return Snapshot::default();
        };
        let is_old = kept.uploaded_at.is_none_or(|at| Wall(now_ms()).since(at) > UPLOAD_LIVES_MS);
        let ended = self.progress.with_untracked(|p| p.as_ref().map(|p| p.state.clone()));
        let (is_over, is_useless) = match ended {
            Some(State::Completed) => (true, false),
            Some(State::Failed(fault)) => match fault.cause.next_step() {
                NextStep::StartOver => (true, false),
                NextStep::UploadAgain | NextStep::ChooseFile => (true, true),
                _ => (false, false),
            },
            _ => (false, false),
        };
        if is_useless || (is_old && kept.id.is_none()) {
            Snapshot::default()
        } else if has_same_options && !is_over {
            kept
        } else {
            Snapshot { id: None, submit_pending: false, ..kept }
        }
    }

    fn replace_runner(self, order: Order, key: assemblyai::ApiKey, kept: Snapshot) {
        self.discard();
        let access = Access { base: order.base.clone(), key };
        let runner =
            Runner::new(order.recording.file.clone(), access, order.options, kept, move |runner| {
                self.changed(runner);
            });
        self.order.set(Some(order));
        self.runner.set_value(Some(runner));
    }

    fn discard(self) {
        self.runner.update_value(|runner| {
            if let Some(runner) = runner.take() {
                runner.discard();
            }
        });
        self.leaving.set_value(None);
    }

    fn feed(self, event: Event) {
        if let Some(runner) = self.runner.get_value() {
            runner.feed(event);
        }
    }

    /// "Cancel".
    pub fn cancel(self) {
        self.feed(Event::Cancel);
    }

    /// "Try again" and "Try now". The key may have been changed in between.
    pub fn retry(self) {
        let is_rejected = self.progress.with_untracked(|p| {
            matches!(
                p.as_ref().map(|p| &p.state),
                Some(State::Failed(Fault { cause: Cause::KeyRejected, .. }))
            )
        });
        let key = if is_rejected { self.session.require_key() } else { self.session.key() };
        match key {
            Some(key) => {
                if let Some(runner) = self.runner.get_value() {
                    runner.set_key(key);
                }
            }
            None if is_rejected => return,
            // The running job keeps the key that it was started with.
            None => {}
        }
        self.feed(Event::Retry);
    }

    /// "Upload again".
    pub fn upload_again(self) {
        if let (Some(runner), Some(key)) = (self.runner.get_value(), self.session.key()) {
            runner.set_key(key);
        }
        self.feed(Event::UploadAgain);
    }

    /// Back to the form; the job's upload is kept for the next "Transcribe".
    pub fn back_to_settings(self) {
        self.feed(Event::Cancel);
        self.navigation.go(Route::Start);
    }

    /// Whether "Transcribe" would go on from a finished upload of the chosen file.
    pub fn has_upload(self) -> bool {
        self.progress.track();
        let is_same = self.draft.recording.with(|chosen| {
            self.order.with(|order| match (chosen, order) {
                (Some(chosen), Some(order)) => chosen.file == order.recording.file,
                _ => false,
            })
        });
        if !is_same {
            return false;
        }
        self.runner.with_value(|runner| {
            runner.as_ref().is_some_and(|r| r.with_job(|job| job.kept().upload_url.is_some()))
        })
    }

    fn changed(self, runner: &Runner) {
        let progress = runner.with_job(|job| Progress {
            state: job.state().clone(),
            trouble: job.trouble(),
            failed_tries: job.failed_tries(),
            pace: job.pace(),
            upload_took_ms: job.upload_took_ms(),
            since: job.since(),
            is_submitted: job.kept().id.is_some(),
        });
        self.guard_leaving(&progress.state);
        self.tell_key(&progress.state);
        let is_completed = progress.state == State::Completed;
        self.progress.set(Some(progress));
        if is_completed {
            self.open_result(runner);
        }
    }

    /// Leaving the page in the middle of an upload loses it, so the browser asks.
    fn guard_leaving(self, state: &State) {
        let is_sending = matches!(state, State::Uploading { .. });
        let is_guarded = self.leaving.with_value(Option::is_some);
        if is_sending != is_guarded {
            self.leaving.set_value(is_sending.then(ask_before_leaving).flatten());
        }
    }

    /// What the job learns of the key shows at its field; a key refused before anything was
    /// sent leads back to the form.
    fn tell_key(self, state: &State) {
        match state {
            State::Uploading { sent: 0, .. } => self.session.key_state.set(KeyState::Works),
            State::Failed(fault) if fault.cause.next_step() == NextStep::EnterKey => {
                self.session.key_state.set(KeyState::Rejected);
                if fault.stage == Stage::Check {
                    self.navigation.replace(Route::Start);
                }
            }
            _ => {}
        }
    }

    fn open_result(self, runner: &Runner) {
        let Some(received) = runner.take_received() else { return };
        let Some(recording) =
            self.order.with_untracked(|o| o.as_ref().map(|o| o.recording.clone()))
        else {
            return;
        };
        self.open.set(Document::from_job(&recording, received));
        self.navigation.replace(Route::Conversation);
    }
}

/// The job of this page.
pub fn use_work() -> Work {
    use_state().work
}
