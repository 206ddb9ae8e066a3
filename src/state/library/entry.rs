//! One recording of the library, with its job while that runs.

use std::ops::Deref;
use std::rc::Rc;

use assemblyai::job::{Pace, Snapshot, State, Trouble, TroubleKind, Wall};
use assemblyai::{ApiKey, Failure, JobOptions};
use leptos::prelude::*;
use library::{Mark, Outcome, Owed, Patch, Record, Standing, Turn};
use transcript::Millis;

use super::correcting::Keeper;
use crate::platform::clock::now_ms;
use crate::platform::date;
use crate::platform::file_handle::FileHandle;
use crate::platform::listener::Listener;
use crate::platform::locks::Lock;
use crate::reactive::Var;
use crate::route::Route;
use crate::service::Runner;
use crate::state::document::{Media, Origin};
use crate::state::linking::playable;
use crate::state::recording::{Kind, Recording};

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
}

impl Progress {
    /// How a job stands that does not run here.
    fn at_rest(outcome: &Outcome) -> Self {
        let state = match outcome {
            Outcome::Open => State::New,
            Outcome::Ready(_) => State::Completed,
            Outcome::Failed(fault) => State::Failed(fault.clone()),
            Outcome::Cancelled => State::Cancelled,
        };
        Self {
            state,
            trouble: None,
            failed_tries: None,
            pace: None,
            upload_took_ms: None,
            since: Wall(now_ms()),
        }
    }

    /// How the job of a runner stands.
    pub(super) fn of(runner: &Runner) -> Self {
        runner.with_job(|job| Self {
            state: job.state().clone(),
            trouble: job.trouble().map(|trouble| Trouble {
                until: trouble.until.map(|until| runner.on_the_wall(until)),
                ..trouble
            }),
            failed_tries: job.failed_tries(),
            pace: job.pace(),
            upload_took_ms: job.upload_took_ms(),
            since: runner.on_the_wall(job.since()),
        })
    }
}

/// A recording of the library. Copies are the same one; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct Entry(&'static Parts);

/// What is known of a recording.
pub struct Parts {
    /// What is kept of it.
    pub(super) record: Var<Record>,
    /// How it stands, in a word.
    pub(super) standing: Var<Standing>,
    /// How its job stands.
    pub(super) progress: Var<Progress>,
    /// What became of deleting its transcript at the service.
    pub(super) deleted: Var<Option<Deleting>>,
    /// How the keeping of its corrections stands.
    pub(super) corrections: Var<journal::Standing>,
    /// Where its file is, if the browser can find it again and the user allows that.
    pub(super) handle: Var<Option<FileHandle>>,
    /// Its file, while it is at hand.
    pub(super) file: Var<Option<Recording>>,
    pub(super) work: StoredValue<Work, LocalStorage>,
}

/// Deleting a transcript at the service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Deleting {
    /// It is asked for.
    Asked,
    /// It is done, and this is what the service says now.
    Done(String),
    /// It was not done.
    Failed(Failure),
}

/// Who runs a job.
#[derive(Default)]
pub(super) enum Phase {
    /// Nobody.
    #[default]
    Rest,
    /// This tab, once the uploads before it are done.
    Waiting(ApiKey),
    /// This tab, if no other tab does.
    Asking(ApiKey),
    /// This tab.
    Running,
    /// Another tab, which says that it stands there.
    Elsewhere(Standing),
}

/// What a job needs while it runs, or wants to.
#[derive(Default)]
pub(super) struct Work {
    pub(super) phase: Phase,
    /// The job, as long as it runs. One that rests has none: it would keep the key. It is taken up
    /// from what is kept of it.
    pub(super) runner: Option<Runner>,
    /// Held while the job runs here, and asked for while another tab runs it.
    pub(super) lock: Option<Lock>,
    /// While bytes are on their way, leaving the page asks first.
    pub(super) leaving: Option<Listener>,
    /// What was changed of the record and is not known to be stored.
    pub(super) owed: Owed,
    /// Whether its record was stored, here or in another tab: it is not made there once more.
    pub(super) is_stored: bool,
    /// Whether it was removed: nothing of it is stored any more.
    pub(super) is_removed: bool,
    /// The answer, until it is stored.
    pub(super) unsaved: Option<Rc<Vec<u8>>>,
    /// Whether it could not be stored when that was tried.
    pub(super) has_no_room: bool,
    /// What keeps its corrections, from the first time that its conversation was opened.
    pub(super) keeper: Option<Rc<Keeper>>,
}

impl Deref for Entry {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

impl Entry {
    /// A recording whose job does not run yet.
    pub(super) fn new(record: Record, file: Option<Recording>) -> Self {
        let standing = Standing::at_rest(&record, file.is_some());
        Self(Box::leak(Box::new(Parts {
            progress: Var::new(Progress::at_rest(&record.outcome)),
            standing: Var::new(standing),
            record: Var::new(record),
            deleted: Var::new(None),
            corrections: Var::new(journal::Standing::Kept),
            handle: Var::new(None),
            file: Var::new(file),
            work: StoredValue::new_local(Work::default()),
        })))
    }

    /// The day on which it was brought, as the user's language writes it; `None` for today.
    pub fn day(self) -> Option<String> {
        let created = self.record.with_untracked(|record| record.created.0);
        (!date::is_today(created)).then(|| date::day(created))
    }

    /// Whether the service keeps its transcript no longer, as far as its age tells.
    pub fn is_past_retention(self) -> bool {
        self.with_record(|record| record.is_past_retention(Wall(now_ms())))
    }

    /// Its place in the address bar.
    pub fn address(self) -> String {
        Route::Recording(self.id()).to_hash()
    }

    /// Its name on this device.
    pub fn id(self) -> String {
        self.record.with_untracked(|record| record.id.clone())
    }

    /// Whether this is its name.
    pub fn is(self, id: &str) -> bool {
        self.record.with_untracked(|record| record.id == id)
    }

    /// What is kept of it.
    pub fn record(self) -> Record {
        self.record.get()
    }

    /// Looks at what is kept of it, without following it.
    pub fn with_record<T>(self, look: impl FnOnce(&Record) -> T) -> T {
        self.record.with_untracked(look)
    }

    /// How it stands.
    pub fn standing(self) -> Standing {
        self.standing.get()
    }

    /// How it stands, without following it.
    pub fn standing_untracked(self) -> Standing {
        self.standing.get_untracked()
    }

    /// Whether another tab runs its job.
    pub fn is_elsewhere(self) -> bool {
        self.standing.track();
        self.work.with_value(|work| matches!(work.phase, Phase::Elsewhere(_)))
    }

    /// How its job stands.
    pub fn progress(self) -> Progress {
        self.progress.get()
    }

    /// The address it was made from, if that is no file.
    pub fn link(self) -> Option<String> {
        self.with_record(|record| record.link.clone())
    }

    /// What can be heard from its link, where the page may.
    pub(super) fn linked_media(self) -> Option<Media> {
        let link = playable(&self.link()?)?;
        let kind = if link.is_film() { Kind::Video } else { Kind::Audio };
        Some(Media { address: link.address().to_owned(), kind, file: None })
    }

    /// Whether its job has an id: it exists at the service.
    pub fn is_submitted(self) -> bool {
        self.record.with(|record| record.kept.id.is_some())
    }

    /// The bytes that its transcript, and the copy of its file, take on this device.
    pub fn stored_bytes(self) -> u64 {
        self.record.with(|record| {
            let transcript = match &record.outcome {
                Outcome::Ready(summary) => summary.bytes,
                _ => 0,
            };
            transcript.saturating_add(copied(record))
        })
    }

    /// The bytes of the copy of its file.
    pub(super) fn media_bytes(self) -> u64 {
        self.record.with(copied)
    }

    /// Its length, as far as it is known.
    pub fn length(self) -> Option<Millis> {
        let length = self.record.with(|record| record.length)?;
        Some(Millis::new(u32::try_from(length).unwrap_or(u32::MAX)))
    }

    /// What became of deleting its transcript at the service, if that was asked for.
    pub fn deleted(self) -> Option<Deleting> {
        self.deleted.get()
    }

    /// Its file, if it is at hand.
    pub fn file(self) -> Option<Recording> {
        self.file.get()
    }

    pub(super) fn runner(self) -> Option<Runner> {
        self.work.with_value(|work| work.runner.clone())
    }

    /// What its conversation is made from, beside the answer.
    pub(super) fn origin(self) -> Origin {
        let media = self.file.with_untracked(|file| file.as_ref().and_then(Media::of));
        self.record.with_untracked(|record| Origin {
            title: record.title.clone(),
            title_lang: None,
            file_name: record.file.name.clone(),
            media,
        })
    }

    pub(super) fn options(self) -> JobOptions {
        self.record.with_untracked(|record| record.options)
    }

    pub(super) fn kept(self) -> Snapshot {
        self.record.with_untracked(|record| record.kept.clone())
    }

    /// Whether its answer could not be stored.
    pub(super) fn has_no_room(self) -> bool {
        self.work.with_value(|work| work.has_no_room)
    }

    /// What keeps its corrections, if its conversation was opened.
    pub(super) fn keeper(self) -> Option<Rc<Keeper>> {
        self.work.with_value(|work| work.keeper.clone())
    }

    pub(super) fn keep_by(self, keeper: &Rc<Keeper>) {
        let before = self.work.try_update_value(|work| work.keeper.replace(Rc::clone(keeper)));
        drop(before);
    }

    /// Its answer, if it is only in this tab's memory.
    pub(super) fn unsaved(self) -> Option<Rc<Vec<u8>>> {
        self.work.with_value(|work| work.unsaved.clone())
    }

    /// Whether its job runs, or will without a click, here or in another tab.
    pub(super) fn is_taken(self) -> bool {
        self.work.with_value(|work| !matches!(work.phase, Phase::Rest))
    }

    /// Whether its job runs here.
    pub(in crate::state) fn is_running(self) -> bool {
        self.work.with_value(|work| matches!(work.phase, Phase::Asking(_) | Phase::Running))
    }

    /// Whether its job is about to run here.
    pub(super) fn is_asking(self) -> bool {
        self.work.with_value(|work| matches!(work.phase, Phase::Asking(_)))
    }

    /// Whether its job runs here and has begun.
    pub(super) fn is_at_work(self) -> bool {
        self.work.with_value(|work| matches!(work.phase, Phase::Running))
    }

    /// Whether others have to wait for it, or it for them.
    pub(super) fn turn(self) -> Turn {
        let needs_file = self.record.with_untracked(Record::needs_file);
        self.work.with_value(|work| match work.phase {
            Phase::Rest | Phase::Elsewhere(_) => Turn::None,
            Phase::Waiting(_) => Turn::Of { needs_file, has_begun: false },
            Phase::Asking(_) | Phase::Running => Turn::Of { needs_file, has_begun: true },
        })
    }

    /// Whether its job has a key here: it runs, or is to.
    pub(super) fn holds_key(self) -> bool {
        self.work.with_value(|work| {
            matches!(work.phase, Phase::Waiting(_) | Phase::Asking(_) | Phase::Running)
        })
    }

    /// The key of a job that waits for the uploads before it.
    pub(super) fn waiting_key(self) -> Option<ApiKey> {
        self.work.with_value(|work| match &work.phase {
            Phase::Waiting(key) => Some(key.clone()),
            _ => None,
        })
    }

    pub(super) fn set_phase(self, phase: Phase) {
        self.work.update_value(|work| work.phase = phase);
        self.refresh();
    }

    /// Finds out anew how it stands.
    pub(super) fn refresh(self) {
        let standing = self.work.with_value(|work| match (&work.phase, &work.runner) {
            (Phase::Waiting(_), _) => Standing::Waiting,
            (Phase::Elsewhere(standing), _) => *standing,
            (Phase::Running, Some(runner)) => runner.with_job(|job| Standing::of_job(job.state())),
            (Phase::Asking(_) | Phase::Running, _) => Standing::Starting,
            (Phase::Rest, _) => {
                let has_file = self.file.with_untracked(Option::is_some);
                self.record.with_untracked(|record| Standing::at_rest(record, has_file))
            }
        });
        if self.standing.get_untracked() != standing {
            self.standing.set(standing);
        }
    }

    /// Changes what is kept of it. The change is owed to the storage from then on.
    pub(super) fn patch(self, patch: Patch) {
        self.record.update(|record| {
            patch.apply(record);
        });
        self.work.update_value(|work| work.owed.owe(patch));
    }

    /// The same while its job rests: it is shown as it stands then.
    pub(super) fn patch_at_rest(self, patches: impl IntoIterator<Item = Patch>) {
        patches.into_iter().for_each(|patch| self.patch(patch));
        self.progress.set(self.record.with_untracked(|r| Progress::at_rest(&r.outcome)));
        self.refresh();
    }

    /// What is to be stored of it: its changes, and all of it if its record is new.
    pub(super) fn owed(self) -> (Vec<Patch>, Mark, Option<Record>) {
        let (is_stored, (patches, mark)) =
            self.work.with_value(|work| (work.is_stored, work.owed.all()));
        (patches, mark, (!is_stored).then(|| self.with_record(Clone::clone)))
    }

    /// Whether its record, or a change of it, is not stored.
    pub(super) fn is_owed(self) -> bool {
        self.work.with_value(|work| !work.is_stored || !work.owed.is_empty())
    }

    /// Whether it was removed.
    pub(super) fn is_removed(self) -> bool {
        self.work.with_value(|work| work.is_removed)
    }

    /// Its record stands so in the storage, whoever has stored it. What was changed here and is not
    /// there yet stays.
    pub(super) fn take_stored(self, stored: Record) {
        let mut record = self.work.with_value(|work| work.owed.over(stored));
        if !self.is_running() {
            record.drop_old_upload(Wall(now_ms()));
        }
        self.work.update_value(|work| work.is_stored = true);
        let (is_same, has_same_outcome) =
            self.with_record(|now| (*now == record, now.outcome == record.outcome));
        if is_same {
            return;
        }
        if !has_same_outcome && !self.is_running() {
            self.progress.set(Progress::at_rest(&record.outcome));
        }
        self.record.set(record);
        self.refresh();
    }

    /// It was removed: it ends here, and what it held is given back.
    pub(super) fn end(self) {
        self.work.update_value(|work| work.is_removed = true);
        self.rest();
        let gone = self.work.try_update_value(|work| (work.unsaved.take(), work.keeper.take()));
        if let Some((_, Some(keeper))) = gone {
            keeper.stop();
        }
        self.file.set(None);
        self.handle.set(None);
    }

    /// Nobody runs its job any more; it can be taken up where it stopped. Whatever runs is aborted,
    /// and the key is gone with it.
    pub(super) fn rest(self) {
        let gone = self.work.try_update_value(|work| {
            work.phase = Phase::Rest;
            (work.lock.take(), work.leaving.take(), work.runner.take())
        });
        if let Some((_, _, Some(runner))) = &gone {
            runner.discard();
        }
        drop(gone);
        self.refresh();
    }
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        core::ptr::eq(self.0, other.0)
    }
}

/// The bytes of the copy of a recording's file, if one is kept.
fn copied(record: &Record) -> u64 {
    record.media.as_ref().map_or(0, |media| media.bytes)
}
