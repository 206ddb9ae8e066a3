//! Performs what the journal of a recording wants, and tells how it stands.
//!
//! It lives as long as the recording's entry: what could not be stored is there also when another
//! conversation was opened between.

use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};

use gloo_timers::callback::Timeout;
use journal::{Batch, Effect, Event, Fault, Found, Journal, Seal, Standing, Step, Unread};
use library::edits::{Texts, corrected, read_book, to_stored, write_step};
use transcript::edit::Editing;

use crate::platform::download;
use crate::platform::events::{self, PageEvent, PageEvents, ask_before_leaving};
use crate::platform::listener::Listener;
use crate::platform::locks::Lock;
use crate::platform::task::spawn;
use crate::service::place;
use crate::service::storage::{StorageError, Write};
use crate::state::document::{Document, Keep};

use super::super::{Entry, Library};

/// The corrections of a recording on their way to the disk.
pub(in crate::state::library) struct Keeper {
    library: Library,
    entry: Entry,
    journal: RefCell<Journal>,
    /// The conversation that is shown, or was shown last.
    document: RefCell<Weak<Document>>,
    /// What is stored is in the form of version 1, which leaves more behind than it means.
    is_older: Cell<bool>,
    timer: RefCell<Option<Timeout>>,
    /// While something would be lost with the tab, leaving it asks first.
    leaving: RefCell<Option<Listener>>,
    /// The right to correct, as long as the conversation is open or something is owed.
    lock: RefCell<Option<Lock>>,
    /// While the page is told that it goes: what it stores now is left beside the storage as well. A page
    /// that lives on in the background stores as ever.
    is_told_to_go: Cell<bool>,
    /// What is heard of the page as a whole, for as long.
    page: RefCell<(Option<PageEvents>, Vec<Listener>)>,
}

impl Keeper {
    /// The keeper of a recording's corrections, whose original has this hash.
    pub(super) fn new(library: Library, entry: Entry, of: u64) -> Rc<Self> {
        Rc::new(Self {
            library,
            entry,
            journal: RefCell::new(Journal::new(of)),
            document: RefCell::default(),
            is_older: Cell::default(),
            timer: RefCell::default(),
            leaving: RefCell::default(),
            lock: RefCell::default(),
            is_told_to_go: Cell::default(),
            page: RefCell::default(),
        })
    }

    /// Hears of the page as a whole.
    fn listen(self: &Rc<Self>) {
        let feed = |keeper: &Weak<Self>, event| {
            if let Some(keeper) = keeper.upgrade() {
                keeper.feed(event);
            }
        };
        let (heard, left) = (Rc::downgrade(self), Rc::downgrade(self));
        let page = events::listen(move |event| {
            if matches!(event, PageEvent::Online | PageEvent::Visible) {
                feed(&heard, Event::Hurry);
            }
        });
        let leaving = events::on_leaving(move || {
            if let Some(keeper) = left.upgrade() {
                keeper.is_told_to_go.set(true);
                keeper.feed(Event::Leaving);
                // Whoever else hears of it may have more to be kept, in the same event.
                Timeout::new(0, move || keeper.is_told_to_go.set(false)).forget();
            }
        });
        self.page.replace((page, leaving));
    }

    /// Shows a conversation, whose original has this hash, with the corrections that were read for it.
    pub(super) fn open(
        self: &Rc<Self>,
        document: &Rc<Document>,
        of: u64,
        read: Result<Texts, Unread>,
    ) {
        self.listen();
        self.document.replace(Rc::downgrade(document));
        self.feed_with(Event::Opened, read);
        if self.journal.borrow().original() != of {
            // The answer was fetched anew, and is another; what is owed belongs to the one before.
            self.feed(Event::NotShown(Seal::Misfit));
        }
        document.keep_by(Box::new(Open(Rc::clone(self))));
        self.ask_to_correct();
    }

    /// Asks for the right to correct, which one tab has at a time; the others read along.
    fn ask_to_correct(self: &Rc<Self>) {
        let (asked, told) = (Rc::downgrade(self), Rc::downgrade(self));
        let on_granted = move || {
            let Some(this) = asked.upgrade() else { return };
            if !this.is_elsewhere() {
                return this.feed(Event::Granted);
            }
            spawn(async move {
                // Until it is known what the other tab stored last, nothing is corrected here.
                let read = this.library.stored_edits(this.entry).await;
                this.feed_with(Event::Granted, read);
                this.set_elsewhere(false);
            });
        };
        let on_wait = move || {
            if let Some(this) = told.upgrade() {
                this.feed(Event::TakenOver);
                this.set_elsewhere(true);
            }
        };
        let name = place().name_of(&format!("edit-{}", self.entry.id()));
        let lock = Lock::ask(&name, on_granted, on_wait);
        self.lock.replace(Some(lock));
    }

    fn is_elsewhere(&self) -> bool {
        let document = self.document.borrow().upgrade();
        document.is_some_and(|document| document.is_elsewhere.get_untracked())
    }

    fn set_elsewhere(&self, is_elsewhere: bool) {
        if let Some(document) = self.document.borrow().upgrade() {
            document.is_elsewhere.set(is_elsewhere);
        }
    }

    /// Whether something of a conversation with this original, or of another, is only here.
    pub(super) fn is_wanted_for(&self, of: u64) -> bool {
        self.standing().owes() > 0 || self.journal.borrow().original() == of
    }

    /// Takes what happened, with what the disk has if that is asked for.
    fn feed_with(self: &Rc<Self>, event: Event, read: Result<Texts, Unread>) {
        let effects = self.journal.borrow_mut().handle(event);
        let mut read = Some(read);
        for effect in effects {
            match effect {
                Effect::Read if read.is_some() => {
                    if let Some(read) = read.take() {
                        self.read_back(read);
                    }
                }
                effect => self.perform(effect),
            }
        }
        self.tell();
    }

    /// Takes what happened, and does what follows.
    pub(super) fn feed(self: &Rc<Self>, event: Event) {
        let effects = self.journal.borrow_mut().handle(event);
        for effect in effects {
            self.perform(effect);
        }
        self.tell();
    }

    /// The recording is removed.
    pub(in crate::state::library) fn stop(&self) {
        self.timer.replace(None);
        self.leaving.replace(None);
        self.lock.replace(None);
    }

    /// How it stands.
    fn standing(&self) -> Standing {
        self.journal.borrow().standing()
    }

    fn perform(self: &Rc<Self>, effect: Effect) {
        match effect {
            Effect::Read => {
                let this = Rc::clone(self);
                spawn(async move {
                    let read = this.library.stored_edits(this.entry).await;
                    this.read_back(read);
                    this.tell();
                });
            }
            Effect::Show(steps) => self.show(&steps),
            Effect::ShowOriginal => self.show_original(),
            Effect::Write(batch) => self.write(&batch),
            Effect::PutAside => {
                let this = Rc::clone(self);
                spawn(async move {
                    let outcome = match this.library.storage() {
                        Some(storage) => storage.put_edits_aside(&this.entry.id()).await,
                        None => Err(StorageError::Refused),
                    };
                    this.feed(Event::PutAside(outcome.map_err(fault)));
                });
            }
            Effect::WakeIn(ms) => {
                let woken = Rc::downgrade(self);
                let wake = move || {
                    if let Some(this) = woken.upgrade() {
                        this.feed(Event::Woke);
                    }
                };
                self.timer.replace(Some(Timeout::new(ms, wake)));
            }
        }
    }

    fn read_back(self: &Rc<Self>, read: Result<Texts, Unread>) {
        let found = read.and_then(|texts| read_book(&texts));
        if let Ok(Found { of, stored, .. }) = &found {
            self.is_older.set(of.is_none() && *stored > 0);
        }
        self.feed(Event::ReadBack(found));
    }

    fn show(self: &Rc<Self>, steps: &[Step<Rc<str>>]) {
        let Some(document) = self.document.borrow().upgrade() else { return };
        match corrected(document.original(), steps) {
            Ok(editing) => document.take_corrected(editing),
            Err(seal) => self.feed(Event::NotShown(seal)),
        }
    }

    fn show_original(&self) {
        if let Some(document) = self.document.borrow().upgrade() {
            document.take_corrected(Editing::new(document.original()));
        }
    }

    fn write(self: &Rc<Self>, batch: &Batch) {
        let texts: Vec<String> = batch.steps.iter().map(write_step).collect();
        let log = library::edits::Log::new(batch.of, batch.total()).to_stored();
        let write = Write {
            from: batch.from,
            again: batch.again,
            texts,
            log,
            replaces_rest: self.is_older.get(),
            is_last: batch.is_last,
        };
        let (this, id) = (Rc::clone(self), batch.id);
        let Some(storage) = self.library.storage() else {
            return self.feed(Event::StoreFailed(id, Fault::Refused));
        };
        let name = self.entry.id();
        if write.is_last && self.is_told_to_go.get() {
            storage.leave_edits(&name, &write);
        }
        spawn(async move {
            match storage.append_edits(&name, &write).await {
                Ok(()) => {
                    this.is_older.set(false);
                    this.feed(Event::Stored(id));
                    this.library.tell_corrected(&name);
                }
                Err(error) => {
                    if error == StorageError::Newer {
                        this.library.tell_outcome(Err(error));
                    }
                    this.feed(Event::StoreFailed(id, fault(error)));
                }
            }
        });
    }

    /// Tells how it stands, where that is new.
    fn tell(&self) {
        let standing = self.standing();
        if let Some(document) = self.document.borrow().upgrade() {
            let is_sealed = matches!(standing, Standing::Sealed { .. });
            if document.is_sealed.get_untracked() != is_sealed {
                document.is_sealed.set(is_sealed);
            }
        }
        let owes = standing.owes() > 0;
        if owes != self.leaving.borrow().is_some() {
            self.leaving.replace(owes.then(ask_before_leaving).flatten());
        }
        if self.entry.corrections.get_untracked() != standing {
            self.entry.corrections.set(standing);
        }
        let is_open = self.document.borrow().strong_count() > 0;
        if !is_open && !owes && standing != Standing::Working {
            self.page.take();
            let lock = self.lock.take();
            if lock.is_some() {
                self.journal.borrow_mut().handle(Event::LetGo);
            }
        }
    }

    /// Offers all corrections as a file: those that are stored, as they are, and those that are not.
    pub(super) fn save_as_file(self: &Rc<Self>) {
        let this = Rc::clone(self);
        spawn(async move {
            let stored = this.library.stored_edits(this.entry).await.unwrap_or_default();
            let mut text = stored.to_text();
            for step in this.journal.borrow().owed() {
                text.push('\n');
                text.push_str(&write_step(step));
            }
            let title = this.entry.with_record(|record| record.title.clone());
            let name = format!("{title}.corrections.jsonl");
            download::save(&name, "application/jsonl", text.as_bytes());
        });
    }
}

/// What an open conversation has of its keeper.
struct Open(Rc<Keeper>);

impl Keep for Open {
    fn keep(&self, editing: &Editing, step: Step<()>) {
        let Self(keeper) = self;
        keeper.library.ask_to_last();
        let written = || editing.written().map(|written| to_stored(&written).into());
        keeper.library.keep_names(keeper.entry, editing);
        let event = match step {
            Step::Made(()) => written().map(Event::Made),
            Step::Amended(()) => written().map(Event::Amended),
            Step::Undone => Some(Event::Undone),
            Step::Redone => Some(Event::Redone),
        };
        if let Some(event) = event {
            keeper.feed(event);
        }
    }

    fn assume(&self, editing: &Editing) {
        if let Some(written) = editing.written() {
            self.0.feed(Event::Assumed(Step::Made(to_stored(&written).into())));
        }
    }

    fn is_last_here(&self) -> bool {
        self.0.journal.borrow().is_last_here()
    }

    fn leave(&self) {
        self.0.feed(Event::Leaving);
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        // The document is gone by now, and with it whoever corrects.
        self.0.tell();
    }
}

const fn fault(error: StorageError) -> Fault {
    match error {
        StorageError::Full => Fault::Full,
        StorageError::Newer => Fault::Newer,
        StorageError::Taken => Fault::Conflict,
        StorageError::Removed => Fault::Removed,
        StorageError::Refused | StorageError::Corrupt | StorageError::Lost => Fault::Refused,
    }
}
