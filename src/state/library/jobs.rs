//! The jobs of the library: starting, stopping, going on.

use std::rc::Rc;

use assemblyai::job::{Event, NextStep, Snapshot, Stage, State, Wall};
use assemblyai::{ApiBase, ApiKey, JobOptions};
use leptos::prelude::*;
use library::edits::Texts;
use library::{Fingerprint, Outcome, Patch, Record, Standing, Summary, Turn, whose_turn};
use web_sys::File;

use super::entry::{Phase, Progress};
use super::{Entry, Library, length, summary};
use crate::platform::clock::now_ms;
use crate::platform::events::{PageEvent, ask_before_leaving, is_offline, listen};
use crate::platform::frame::painted;
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::route::Route;
use crate::service::{Access, Order, Runner, Saving, runner};
use crate::state::document::Document;
use crate::state::draft::Chosen;
use crate::state::linking::Given;
use crate::state::open::Wanted;
use crate::state::recording::{Recording, title_of};
use crate::state::session::KeyState;

impl Library {
    /// The network and the user's attention matter to every job.
    pub(super) fn listen_to_the_page(self) {
        let events = listen(move |event| {
            if event != PageEvent::Offline {
                // What could not be stored may be now.
                spawn(self.save_the_unsaved());
            }
            let event = match event {
                PageEvent::Online => Event::WentOnline,
                PageEvent::Offline => Event::WentOffline,
                PageEvent::Visible => Event::BecameVisible,
            };
            for entry in self.entries_untracked() {
                feed(entry, event.clone());
            }
        });
        StoredValue::new_local(events);
    }

    /// "Transcribe": checks the form, and starts a job for each file, or goes on with one that
    /// stopped.
    pub fn start(self) {
        let key = self.session.require_key();
        spawn(async move {
            let base = self.session.base();
            let ready = self.draft.read(&base).await;
            let (Some(key), Some((chosen, options))) = (key, ready) else { return };
            let keeps_media = self.draft.keeps_media();
            // The first of the files is to be the first in the queue.
            let entries: Vec<Entry> = match chosen {
                Chosen::Files(recordings) => {
                    let take = |recording| self.take_up(recording, options, &base);
                    recordings.into_iter().map(take).collect()
                }
                Chosen::Link(link) => vec![self.take_up_link(&link, options, &base)],
            };
            self.draft.remove_files();
            self.draft.linking.clear();
            entries.iter().copied().for_each(|entry| self.keep_handle(entry));
            if keeps_media {
                entries
                    .iter()
                    .copied()
                    .filter(|entry| self.can_keep_media(*entry))
                    .for_each(|entry| self.keep_media(entry));
            }
            for entry in &entries {
                self.run(*entry, key.clone());
            }
            if let [entry] = entries[..] {
                self.navigation.go(Route::Recording(entry.id()));
            }
        });
    }

    /// The entry for a file: one whose job stopped, or a new one. What is at the service already
    /// is not sent again.
    fn take_up(self, recording: Recording, options: JobOptions, base: &ApiBase) -> Entry {
        let file = recording.fingerprint();
        if let Some(entry) = self.take_up_open(&file, options, base) {
            entry.file.set(Some(recording));
            entry.refresh();
            return entry;
        }
        let kept = self
            .same_as_untracked(&file, Record::is_ready)
            .map(|before| {
                let now = Wall(now_ms());
                before.with_record(|record| record.kept_for(options, base.host(), now))
            })
            .unwrap_or_default();
        let record = Record {
            id: self.new_id(),
            created: self.now(),
            title: recording.title(),
            file,
            link: None,
            length: recording.duration.map(|duration| u64::from(duration.get())),
            media: None,
            host: base.host().to_owned(),
            options,
            kept,
            outcome: Outcome::Open,
        };
        self.add(record, Some(recording))
    }

    /// The entry whose job is open, or stopped, for the same recording.
    fn take_up_open(
        self,
        file: &Fingerprint,
        options: JobOptions,
        base: &ApiBase,
    ) -> Option<Entry> {
        let entry = self.same_as_untracked(file, |record| !record.is_ready())?;
        if !entry.is_taken() {
            let now = Wall(now_ms());
            let kept = entry.with_record(|record| record.kept_for(options, base.host(), now));
            entry.rest();
            let seen = entry.kept();
            entry.patch(Patch::Anew { seen, kept, host: base.host().to_owned(), options });
        }
        Some(entry)
    }

    /// The entry for a link: one whose job stopped, or a new one. Another job of the same link is
    /// asked for anew: what is there may have changed.
    fn take_up_link(self, link: &Given, options: JobOptions, base: &ApiBase) -> Entry {
        let file = Fingerprint::of_link(&link.address, &link.name);
        if let Some(entry) = self.take_up_open(&file, options, base) {
            entry.refresh();
            return entry;
        }
        let record = Record {
            id: self.new_id(),
            created: self.now(),
            title: title_of(&link.name),
            file,
            link: Some(link.address.clone()),
            length: None,
            media: None,
            host: base.host().to_owned(),
            options,
            kept: Snapshot::default(),
            outcome: Outcome::Open,
        };
        self.add(record, None)
    }

    /// Runs a job as soon as it is its turn: one upload goes on at a time.
    pub(super) fn run(self, entry: Entry, key: ApiKey) {
        if !entry.is_taken() {
            entry.set_phase(Phase::Waiting(key));
            self.advance();
        }
    }

    /// "Go on": runs every job that waits for the key.
    pub fn go_on(self) {
        let Some(key) = self.session.require_key() else { return };
        let waits = |entry: &Entry| entry.standing_untracked() == Standing::NeedsKey;
        for entry in self.entries_untracked().into_iter().filter(waits).rev() {
            self.run(entry, key.clone());
        }
    }

    /// Starts what can be started, the oldest first.
    pub(super) fn advance(self) {
        let entries: Vec<Entry> = self.entries_untracked().into_iter().rev().collect();
        let turns: Vec<Turn> = entries.iter().map(|entry| entry.turn()).collect();
        for at in whose_turn(&turns, self.is_paused.get_untracked()) {
            let entry = entries[at];
            if let Some(key) = entry.waiting_key() {
                entry.set_phase(Phase::Asking(key));
                self.ask_for_lock(entry);
            }
        }
    }

    /// Whether no further upload begins.
    pub fn is_paused(self) -> bool {
        self.is_paused.get()
    }

    /// Lets no further upload begin, or lets them go on.
    pub fn pause(self, is_paused: bool) {
        self.is_paused.set(is_paused);
        self.advance();
    }

    /// How many recordings wait for the uploads before them, or for the queue to go on.
    pub fn waiting_in_line(self) -> usize {
        let waits = |entry: &&Entry| entry.standing() == Standing::Waiting;
        self.entries.with(|entries| entries.iter().filter(waits).count())
    }

    /// Runs a job that no other tab runs.
    pub(super) fn begin(self, entry: Entry, key: ApiKey) {
        let Some(base) = self.session.base_of(&entry.with_record(|record| record.host.clone()))
        else {
            // The page sends to another host now: what waits there cannot be reached from here.
            return entry.rest();
        };
        entry.patch(Patch::TakenUp);
        // Until the job hears that it goes on, it stands where it stopped, and is not asked.
        entry.set_phase(Phase::Asking(key.clone()));
        spawn(async move {
            let here = self.part.arrived().await;
            set_going(self, entry, Access { base, key }, here);
        });
    }

    fn runner(self, here: Here, entry: Entry, access: Access) -> Runner {
        let own = entry.id();
        let is_others = move |job: &str| {
            self.entries_untracked().iter().any(|other| {
                !other.is(&own) && other.with_record(|r| r.kept.id.as_deref() == Some(job))
            })
        };
        let order = Order {
            is_others: Box::new(is_others),
            source: entry.with_record(Record::source),
            file: entry.file.with_untracked(|file| file.as_ref().map(|file| file.file.clone())),
            access,
            options: entry.options(),
            kept: entry.kept(),
        };
        let save = move |snapshot| -> Saving {
            entry.patch(Patch::Job(snapshot));
            Box::pin(self.saved(entry))
        };
        let on_change = move |runner: &Runner| self.changed(entry, runner);
        runner::make(here, order, Box::new(save), Box::new(on_change))
    }

    /// Whether the page sends to the host where the job of a recording is.
    pub fn is_reachable(self, entry: Entry) -> bool {
        entry.with_record(|record| self.session.base_of(&record.host).is_some())
    }

    /// "Cancel".
    pub fn cancel(self, entry: Entry) {
        match entry.work.with_value(|work| match work.phase {
            Phase::Running => Some(true),
            Phase::Elsewhere(_) => Some(false),
            _ => None,
        }) {
            Some(true) => feed(entry, Event::Cancel),
            Some(false) => self.ask_to_cancel(entry),
            None => {
                entry.patch_at_rest([Patch::Outcome(Outcome::Cancelled)]);
                entry.rest();
                self.save(entry);
                self.advance();
            }
        }
    }

    /// "Try again", "Try now" and "Go on". The key may have been changed in between.
    pub fn retry(self, entry: Entry) {
        if entry.is_running() {
            if let (Some(runner), Some(key)) = (entry.runner(), self.session.key()) {
                runner.set_key(key);
            }
            return feed(entry, Event::Retry);
        }
        if let Some(key) = self.session.require_key() {
            self.run(entry, key);
        }
    }

    /// Whether "Try again" and "Go on" have no key yet: the page was closed since, or loaded anew, or
    /// the key was forgotten.
    pub fn lacks_key(self) -> bool {
        self.session.key().is_none()
    }

    /// Fetches the transcript of a finished job once more, as what was kept of it is of no use.
    pub fn ask_again(self, entry: Entry) {
        entry.patch_at_rest([Patch::Outcome(Outcome::Open)]);
        self.save(entry);
        if let Some(key) = self.session.key() {
            self.run(entry, key);
        }
    }

    /// "Upload again": the old upload is of no use.
    pub fn upload_again(self, entry: Entry) {
        entry.rest();
        let anew = entry.with_record(|record| Patch::Anew {
            seen: record.kept.clone(),
            kept: Snapshot::default(),
            host: record.host.clone(),
            options: record.options,
        });
        entry.patch_at_rest([anew]);
        self.save(entry);
        if entry.file.with_untracked(Option::is_some)
            && let Some(key) = self.session.require_key()
        {
            self.run(entry, key);
        }
    }

    /// Back to the form, with the file; its upload is kept for the next "Transcribe".
    pub fn back_to_settings(self, entry: Entry) {
        if entry.is_taken() {
            self.cancel(entry);
        }
        if let Some(address) = entry.with_record(|record| record.link.clone()) {
            self.draft.put_link_back(&address);
        } else if let Some(file) = entry.file.get_untracked() {
            self.draft.put_back(file);
        }
        self.navigation.go(Route::Start);
    }

    /// Gives a job the file that it needs: the same one, chosen again. `told` hears whether it is.
    pub fn give_file(self, entry: Entry, file: File, told: impl FnOnce(bool) + 'static) {
        spawn(async move { told(self.take_file(entry, Recording::new(file)).await) });
    }

    /// Whether "Transcribe" would go on from a finished upload of the chosen file.
    pub fn has_upload(self) -> bool {
        let base = self.session.base();
        self.draft.recordings.with(|recordings| {
            let [recording] = &recordings[..] else { return false };
            let file = recording.fingerprint();
            self.same_as(&file, |record| {
                record.host == base.host()
                    && record.kept.upload_url.is_some()
                    && !record.is_upload_old(Wall(now_ms()))
            })
            .is_some()
        })
    }

    fn changed(self, entry: Entry, runner: &Runner) {
        // A job that stopped hears of the network too, and has nothing new to tell.
        if !entry.is_at_work() {
            return;
        }
        let progress = Progress::of(runner);
        let state = progress.state.clone();
        guard_leaving(entry, &state);
        self.tell_key(entry, &state);
        if state == State::Completed {
            self.complete(entry, runner);
        }
        entry.progress.set(progress);
        if !state.is_running() && state != State::New {
            // What the job knows last goes along: it is not asked any more.
            let kept = runner.with_job(|job| job.kept().clone());
            if entry.kept() != kept {
                entry.patch(Patch::Job(kept));
            }
            self.ended(entry, &state);
        }
        let before = entry.standing_untracked();
        entry.refresh();
        if entry.standing_untracked() != before {
            self.tell_standing(entry);
        }
        self.advance();
    }

    /// A job has come to an end, for good or until the user does something.
    fn ended(self, entry: Entry, state: &State) {
        let outcome = match state {
            State::Failed(fault) => Outcome::Failed(fault.clone()),
            State::Cancelled => Outcome::Cancelled,
            _ => return entry.rest(),
        };
        entry.patch(Patch::Outcome(outcome));
        entry.rest();
        self.save(entry);
        self.tell_standing(entry);
    }

    /// What the job learns of the key shows at its field; a key refused before anything was
    /// sent leads back to the form.
    fn tell_key(self, entry: Entry, state: &State) {
        match state {
            // The field may hold no key any more, while the job still has one.
            State::Uploading { sent: 0, .. } if self.session.key().is_some() => {
                self.session.key_state.set(KeyState::Works);
            }
            State::Failed(fault) if fault.cause.next_step() == NextStep::EnterKey => {
                self.session.key_state.set(KeyState::Rejected);
                // The others would fail the same way.
                let waiting = |entry: &Entry| entry.waiting_key().is_some();
                let waiting = self.entries_untracked().into_iter().filter(waiting);
                waiting.for_each(Entry::rest);
                if fault.stage != Stage::Check
                    || !self.navigation.is_at(&Route::Recording(entry.id()))
                {
                    return;
                }
                let (link, needs_file) =
                    entry.with_record(|record| (record.link.clone(), record.needs_file()));
                match (link, entry.file.get_untracked().filter(|_| needs_file)) {
                    (Some(address), _) => self.draft.put_link_back(&address),
                    (None, Some(file)) => self.draft.put_back(file),
                    (None, None) => return,
                }
                self.navigation.replace(Route::Start);
            }
            _ => {}
        }
    }

    /// The answer is there: it is stored, and shown where the user waits for it.
    fn complete(self, entry: Entry, runner: &Runner) {
        let Some(received) = runner.take_received() else { return };
        let document = Document::new(received.answer, received.raw, entry.origin());
        let raw = Rc::clone(&document.raw);
        entry.patch(Patch::Length(Some(length(&document))));
        let ready = Outcome::Ready(Summary { is_fresh: true, ..summary(&document) });
        entry.patch(Patch::Outcome(ready));
        // Another tab that may run the job from now on has to find the answer.
        let lock = entry.work.try_update_value(|work| {
            work.unsaved = Some(raw);
            work.lock.take()
        });
        // Not read once more from what is stored.
        let wanted = Wanted::Recording(entry.id());
        let is_awaited = self.navigation.is_at(&Route::Recording(entry.id()));
        if is_awaited {
            self.open.expect(&wanted);
        }
        spawn(async move {
            // It may be an answer that was asked for once more, and corrected before.
            let stored =
                if is_awaited { self.stored_edits(entry).await } else { Ok(Texts::default()) };
            if self.open.is_coming(&wanted) {
                let document = self.show(entry, document, stored);
                // To hand over an answer of ten hours takes its time, and is waited for by nobody.
                document.settled().await;
            } else {
                painted().await;
            }
            self.saved(entry).await;
            drop(lock);
        });
        let runner = entry.work.try_update_value(|work| work.runner.take());
        drop(runner);
        self.finished.set(Some(entry));
        self.ask_to_last();
    }
}

/// Sets a job going. This is in the second part, with all that follows from it.
#[inline(never)]
fn set_going(library: Library, entry: Entry, access: Access, here: Here) {
    spawn(async move {
        // What the job is made from is stored before anything is asked of the service.
        library.saved(entry).await;
        // It may have been cancelled or removed meanwhile.
        if !entry.is_asking() {
            return;
        }
        // Another tab may have brought its transcript.
        if entry.with_record(Record::is_ready) {
            entry.rest();
            return library.advance();
        }
        entry.set_phase(Phase::Running);
        let runner = library.runner(here, entry, access);
        entry.work.update_value(|work| work.runner = Some(runner));
        feed(entry, Event::Start);
        if is_offline() {
            feed(entry, Event::WentOffline);
        }
    });
}

fn feed(entry: Entry, event: Event) {
    if let Some(runner) = entry.runner() {
        runner::feed(&runner, event);
    }
}

/// Leaving the page in the middle of an upload loses it, so the browser asks.
fn guard_leaving(entry: Entry, state: &State) {
    let is_sending = matches!(state, State::Uploading { .. });
    entry.work.update_value(|work| {
        if is_sending != work.leaving.is_some() {
            work.leaving = is_sending.then(ask_before_leaving).flatten();
        }
    });
}
