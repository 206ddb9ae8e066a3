//! The recordings of this device: what is kept of them, and the jobs that run for them.

mod correcting;
mod entry;
mod finding;
mod jobs;
mod keeping;
mod key;
mod media;
mod opening;
mod origin;
mod tabs;
mod transfer;

pub use entry::{Deleting, Entry, Progress};
pub use finding::{Finding, Said};
pub use keeping::Keeping;
pub(super) use media::has_room;
use transfer::Held;
pub use transfer::{Handed, Missing, News, Offer, Transfer, What, WhyNot, is_archive};

use std::ops::Deref;
use std::rc::Rc;

use assemblyai::Failure;
use assemblyai::job::Wall;
use leptos::prelude::*;
use library::origin::{Lasting, Remembered};
use library::{Fingerprint, Patch, Record, Standing, Summary};

use super::document::Document;
use super::draft::Draft;
use super::navigation::Navigation;
use super::open::Open;
use super::part::Part;
use super::recording::Recording;
use super::session::Session;
use super::use_state;
use crate::platform::clock::now_ms;
use crate::platform::listener::Listener;
use crate::platform::random;
use crate::platform::task::spawn;
use crate::reactive::Var;
use crate::service::storage::{Found, Storage, Unreadable};
use crate::service::{Access, account};

use finding::Search;
use tabs::Tabs;

/// Letters and digits of a record's name.
const ID_LENGTH: usize = 12;

/// All recordings of this device. Copies are the same; it lives as long as the page.
#[derive(Clone, Copy)]
pub struct Library(&'static Shelf);

/// What the library holds.
pub struct Shelf {
    entries: Var<Vec<Entry>>,
    keeping: Var<Keeping>,
    /// What could not be read, as it is stored.
    unreadable: Var<Vec<Unreadable>>,
    /// The recording whose job was done last.
    finished: Var<Option<Entry>>,
    /// The recording of which no copy could be made, and whether there was no room for it.
    unkept_media: Var<Option<(Entry, bool)>>,
    /// What is looked for in the recordings.
    search: Var<Search>,
    /// The last archive that was made or read.
    transfer: Var<Option<Transfer>>,
    held: StoredValue<Held, LocalStorage>,
    /// Whether no further upload is to begin.
    is_paused: Var<bool>,
    storage: StoredValue<Option<Rc<Storage>>, LocalStorage>,
    tabs: StoredValue<Option<Tabs>, LocalStorage>,
    /// What the browser promises of the storage.
    lasting: Var<Lasting>,
    /// What is remembered outside of it.
    remembered: Var<Remembered>,
    has_asked_to_last: Var<bool>,
    /// While something is not stored and cannot be just now, leaving the page asks first.
    leaving: StoredValue<Option<Listener>, LocalStorage>,
    /// Entries outlive the screens on which they are made.
    owner: StoredValue<Option<Owner>, LocalStorage>,
    session: Session,
    draft: Draft,
    open: Open,
    navigation: Navigation,
    part: Part,
}

impl Deref for Library {
    type Target = Shelf;

    fn deref(&self) -> &Shelf {
        self.0
    }
}

impl Library {
    /// Starts empty, and reads what is kept.
    pub(super) fn new(
        session: Session,
        draft: Draft,
        open: Open,
        navigation: Navigation,
        part: Part,
    ) -> Self {
        let library = Self(Box::leak(Box::new(Shelf {
            entries: Var::new(Vec::new()),
            keeping: Var::new(Keeping::Opening),
            unreadable: Var::new(Vec::new()),
            finished: Var::new(None),
            unkept_media: Var::new(None),
            search: Var::new(Search::default()),
            transfer: Var::new(None),
            held: StoredValue::new_local(Held::default()),
            is_paused: Var::new(false),
            storage: StoredValue::new_local(None),
            tabs: StoredValue::new_local(None),
            lasting: Var::new(Lasting::default()),
            remembered: Var::new(origin::remembered()),
            has_asked_to_last: Var::new(false),
            leaving: StoredValue::new_local(None),
            owner: StoredValue::new_local(Owner::current()),
            session,
            draft,
            open,
            navigation,
            part,
        })));
        library.listen_to_the_page();
        library.tabs.set_value(Tabs::new(move |said| library.hear(said)));
        spawn(library.read());
        library
    }

    /// All recordings, the newest first.
    pub fn entries(self) -> Vec<Entry> {
        self.entries.get()
    }

    /// All recordings, without following them.
    pub fn entries_untracked(self) -> Vec<Entry> {
        self.entries.get_untracked()
    }

    /// The recording of this name.
    pub fn find(self, id: &str) -> Option<Entry> {
        self.entries.with(|entries| entries.iter().copied().find(|entry| entry.is(id)))
    }

    /// Whether and where recordings are kept.
    pub fn keeping(self) -> Keeping {
        self.keeping.get()
    }

    /// Whether something is stored that cannot be read, and whether all of that was written by a
    /// newer version of the page.
    pub fn unreadable(self) -> Option<bool> {
        self.unreadable
            .with(|all| (!all.is_empty()).then(|| all.iter().all(|record| record.is_newer)))
    }

    /// The recording whose job was done last.
    pub fn finished(self) -> Option<Entry> {
        self.finished.get()
    }

    /// The newest recording with the same content, if there is one that `is_wanted`.
    pub fn same_as(self, file: &Fingerprint, is_wanted: impl Fn(&Record) -> bool) -> Option<Entry> {
        self.entries.track();
        self.same_as_untracked(file, is_wanted)
    }

    /// The same, without following the recordings.
    fn same_as_untracked(
        self,
        file: &Fingerprint,
        is_wanted: impl Fn(&Record) -> bool,
    ) -> Option<Entry> {
        self.entries.with_untracked(|entries| {
            entries.iter().copied().find(|entry| {
                entry.with_record(|record| record.file.is_same_recording(file) && is_wanted(record))
            })
        })
    }

    /// Puts a new recording on top.
    pub(super) fn add(self, record: Record, file: Option<Recording>) -> Entry {
        let entry = self.make(record, file);
        self.entries.update(|entries| entries.insert(0, entry));
        self.remember_recordings();
        entry
    }

    fn make(self, record: Record, file: Option<Recording>) -> Entry {
        let make = || Entry::new(record, file);
        match self.owner.get_value() {
            Some(owner) => owner.with(make),
            None => make(),
        }
    }

    /// A name that no recording has.
    fn new_id(self) -> String {
        loop {
            let id = random::letters(ID_LENGTH);
            if !self.entries_untracked().iter().any(|entry| entry.is(&id)) {
                return id;
            }
        }
    }

    /// When a new recording is brought: after all others, as they are shown in that order.
    fn now(self) -> Wall {
        let newest = self.entries_untracked().first().map(|entry| entry.with_record(|r| r.created));
        newest.map_or_else(|| Wall(now_ms()), |newest| newest.plus(1).max(Wall(now_ms())))
    }

    /// Gives a recording another title; a blank one changes nothing.
    pub fn rename(self, entry: Entry, title: &str) {
        let title = title.trim();
        if !title.is_empty() {
            entry.patch(Patch::Title(title.to_owned()));
            self.open.call(&entry.id(), title);
            self.save(entry);
        }
    }

    /// Removes a recording from this device, whatever its job does.
    pub fn remove(self, entry: Entry) {
        let id = entry.id();
        self.forget(entry);
        self.tell_removed(&id);
        if let Some(storage) = self.storage.get_value() {
            spawn(async move {
                // What cannot be removed is there again at the next visit, and can be tried again.
                let _removed = storage.remove(&id).await;
                self.save_the_unsaved().await;
            });
        }
    }

    /// Has the transcript of a recording deleted at the service. What this device has stays.
    pub fn delete_at_service(self, entry: Entry) {
        let (id, host) = entry.with_record(|r| (r.kept.id.clone(), r.host.clone()));
        let (Some(id), Some(base)) = (id, self.session.base_of(&host)) else { return };
        let Some(key) = self.session.key() else {
            return entry.deleted.set(Some(Deleting::Failed(Failure::Status {
                status: 401,
                text: None,
                retry_after_s: None,
            })));
        };
        entry.deleted.set(Some(Deleting::Asked));
        spawn(async move {
            let outcome = account::delete(Access { base, key }, &id).await;
            entry.deleted.set(Some(match outcome {
                Ok(said) => Deleting::Done(said),
                Err(failure) => Deleting::Failed(failure),
            }));
        });
    }

    /// Takes a recording off the list that is removed, here or in another tab.
    fn forget(self, entry: Entry) {
        entry.end();
        self.entries.update(|entries| entries.retain(|other| *other != entry));
        self.remember_recordings();
        self.open.forget(&entry.id());
        self.advance();
    }

    fn find_untracked(self, id: &str) -> Option<Entry> {
        self.entries_untracked().into_iter().find(|entry| entry.is(id))
    }

    /// Takes what was read from storage: newest first, after what this visit brought already.
    fn take(self, found: Found) {
        let mut records = found.records;
        records.sort_by_key(|record| core::cmp::Reverse(record.created));
        let known = self.entries_untracked();
        let read: Vec<Entry> = records
            .into_iter()
            .filter(|record| !known.iter().any(|entry| entry.is(&record.id)))
            .map(|record| {
                let mut record = record.dated(Wall(now_ms()));
                record.drop_old_upload(Wall(now_ms()));
                let entry = self.make(record, None);
                entry.work.update_value(|work| work.is_stored = true);
                entry
            })
            .collect();
        for entry in &read {
            if entry.with_record(|record| record.media.is_some()) {
                spawn(self.recall_media(*entry));
            }
        }
        self.unreadable.set(found.unreadable);
        self.entries.update(|entries| entries.extend(read));
    }

    /// How many recordings wait for the key.
    pub fn waiting_for_key(self) -> usize {
        let waits = |entry: &&Entry| entry.standing() == Standing::NeedsKey;
        self.entries.with(|entries| entries.iter().filter(waits).count())
    }
}

/// What the list tells of a conversation.
fn summary(document: &Document) -> Summary {
    Summary {
        speakers: document.names(),
        bytes: u64::try_from(document.raw.len()).unwrap_or(u64::MAX),
        is_fresh: false,
    }
}

/// A conversation's length in milliseconds.
fn length(document: &Document) -> u64 {
    u64::from(document.duration().get())
}

/// All recordings of this device.
pub fn use_library() -> Library {
    use_state().library
}
