//! Storing what the library holds, and telling where that is not possible.

use std::rc::Rc;

use leptos::prelude::*;
use library::Record;

use super::{Entry, Library};
use crate::platform::events::ask_before_leaving;
use crate::platform::frame::breathe;
use crate::platform::task::spawn;
use crate::platform::{download, locks};
use crate::service::storage::{Bytes, Storage, StorageError};
use crate::service::{place, vault};

/// Whether recordings are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keeping {
    /// Not known yet.
    Opening,
    /// A tab with an older version of the page must be closed first.
    Blocked,
    /// They are.
    Kept,
    /// The browser refuses: they last as long as this tab.
    Refused,
    /// There is no room for the last change; what was stored before is.
    Full,
    /// A newer version of the page wrote what is there: it is left as it is.
    Newer,
    /// What is there cannot be read: it is left as it is.
    Corrupt,
    /// The browser's storage does not answer: what was stored before is.
    Lost,
    /// A newer version of the page is open in another tab, and this one writes no more.
    Outdated,
}

impl Keeping {
    const fn of(error: StorageError) -> Self {
        match error {
            StorageError::Refused => Self::Refused,
            StorageError::Newer => Self::Newer,
            StorageError::Full => Self::Full,
            StorageError::Corrupt => Self::Corrupt,
            StorageError::Lost => Self::Lost,
            // What was removed is not missed, and what is in the way is looked at.
            StorageError::Taken | StorageError::Removed => Self::Kept,
        }
    }
}

/// This is in the second part.
#[inline(never)]
fn sweep(library: Library, storage: Rc<Storage>) {
    spawn(library.recall_handles());
    spawn(library.swept(storage));
}

impl Library {
    /// Opens the storage and reads what is there. What was begun meanwhile is stored then.
    pub(super) async fn read(self) {
        let storage = Storage::open(&place(), move || self.keeping.set(Keeping::Blocked)).await;
        let read = match storage {
            Ok(storage) => storage.records().await.map(|found| (storage, found)),
            Err(error) => Err(error),
        };
        match read {
            Ok((storage, found)) => {
                let begun = self.entries_untracked();
                self.storage.set_value(Some(Rc::new(storage)));
                self.take(found);
                self.keeping.set(Keeping::Kept);
                if !self.entries_untracked().is_empty() {
                    self.remember_recordings();
                }
                spawn(self.look_at_space());
                for entry in begun {
                    self.save(entry);
                }
                self.save_the_unsaved().await;
                self.tell_keepers_of_storage();
                self.ask_other_tabs();
                spawn(self.look_at_the_rest());
                self.recall_key().await;
            }
            Err(error) => self.keeping.set(Keeping::of(error)),
        }
    }

    /// Looks for files that were at hand, and removes what was left over of recordings that are not there
    /// any more. Where nothing is stored, as at a first visit, that does not wait for the second part,
    /// which has it.
    async fn look_at_the_rest(self) {
        let Some(storage) = self.storage.get_value() else { return };
        if storage.has_belongings().await.unwrap_or(false) {
            let _here = self.part.arrived().await;
            sweep(self, storage);
        }
    }

    async fn swept(self, storage: Rc<Storage>) {
        // Without locks nobody can say what other tabs work on.
        let Some(held) = locks::all().await else { return };
        let of = |name: &String| name.rsplit('-').next().map(str::to_owned);
        let mut spared: Vec<String> = held.iter().filter_map(of).collect();
        spared.extend(self.entries_untracked().into_iter().map(Entry::id));
        // What is left over now is removed at another visit.
        let _swept = storage.sweep(&spared).await;
    }

    /// A key that was kept lets the jobs go on that wait for it.
    async fn recall_key(self) {
        let Some(storage) = self.storage.get_value() else { return };
        let decision = self.session.decision();
        let kept = vault::recall(&storage).await;
        if let Some(key) = kept.filter(|_| self.session.decision() == decision) {
            self.session.take_kept(&key);
            self.go_on();
        }
    }

    /// Whether there is a storage that keeps things.
    pub fn is_kept(self) -> bool {
        matches!(self.keeping.get(), Keeping::Kept | Keeping::Full | Keeping::Lost)
    }

    /// Whether something that was changed here is not stored.
    pub fn owes(self) -> bool {
        self.entries.with(|entries| {
            entries.iter().any(|entry| {
                entry.record.track();
                let corrections = entry.corrections.get().owes();
                corrections > 0 || entry.is_owed() || entry.unsaved().is_some()
            })
        })
    }

    /// Writes no more, as a newer version of the page does. What a job has come to is stored all the
    /// same, as far as the newer version lets that be: what is lost of it is paid for twice.
    pub(super) fn give_way(self) {
        if let Some(storage) = self.storage.get_value() {
            storage.give_way();
            self.tell_keeping(Keeping::Outdated);
        }
    }

    /// The storage, if there is one.
    pub(in crate::state) fn storage(self) -> Option<Rc<Storage>> {
        self.storage.get_value()
    }

    /// Whether the transcript of a recording is only in this tab.
    pub fn is_unsaved(self, entry: Entry) -> bool {
        entry.record.track();
        // Nothing of this visit is, where there is no storage.
        let has_none =
            matches!(self.keeping.get(), Keeping::Refused | Keeping::Newer | Keeping::Corrupt)
                && self.storage.with_value(Option::is_none);
        has_none || entry.has_no_room()
    }

    /// Stores a record soon.
    pub(super) fn save(self, entry: Entry) {
        spawn(self.saved(entry));
    }

    /// Stores a record; ends when that is done, or cannot be.
    pub(super) async fn saved(self, entry: Entry) {
        let Some(storage) = self.storage.get_value() else { return };
        // A record that says "ready" goes with its answer, or a later visit would miss that.
        if let Some(raw) = entry.unsaved() {
            return self.save_with_answer(entry, raw).await;
        }
        if entry.is_owed() && !entry.is_removed() {
            let outcome = self.store(&storage, entry, None).await;
            self.tell_outcome(outcome);
        }
    }

    /// Stores what is owed of a record, with its answer if there is one to be stored, and takes over
    /// what other tabs have changed of it meanwhile.
    async fn store(
        self,
        storage: &Storage,
        entry: Entry,
        answer: Option<&Bytes>,
    ) -> Result<(), StorageError> {
        let id = entry.id();
        let (patches, mark, new) = entry.owed();
        match storage.save(&id, &patches, new.as_ref(), answer).await? {
            Some(stored) => {
                entry.work.update_value(|work| work.owed.stored(mark));
                self.take_stored(entry, stored);
                self.tell_saved(&id);
            }
            None => self.forget(entry),
        }
        Ok(())
    }

    /// Shows a record as it is stored.
    pub(super) fn take_stored(self, entry: Entry, stored: Record) {
        entry.take_stored(stored);
        self.open.call(&entry.id(), &entry.with_record(|record| record.title.clone()));
    }

    /// Stores a record with its answer: both, or none. The answer that finds no room is kept in
    /// memory, until there is.
    pub(super) async fn save_with_answer(self, entry: Entry, raw: Rc<Vec<u8>>) {
        let outcome = match self.storage.get_value() {
            Some(storage) => {
                let bytes = Bytes::of(&raw);
                // To copy it and to hand it over are two pieces of work.
                breathe().await;
                if entry.is_removed() {
                    return;
                }
                self.store(&storage, entry, Some(&bytes)).await
            }
            None => Err(StorageError::Refused),
        };
        if entry.is_removed() {
            return;
        }
        let has_no_room = outcome.is_err();
        entry.work.update_value(|work| {
            work.unsaved = has_no_room.then_some(raw);
            work.has_no_room = has_no_room;
        });
        // Whoever looks whether it is stored follows its record.
        entry.record.update(|_| ());
        if self.storage.with_value(Option::is_some) {
            self.tell_outcome(outcome);
        }
    }

    /// Tries again to store what is not stored yet.
    pub(super) async fn save_the_unsaved(self) {
        for entry in self.entries_untracked() {
            self.saved(entry).await;
        }
        self.tell_keepers_of_room();
    }

    /// Saves what could not be read as a file, as it is stored.
    pub fn save_unreadable(self) {
        let texts: Vec<String> =
            self.unreadable.get_untracked().into_iter().map(|record| record.text).collect();
        let text = texts.join("\n");
        download::save("diarist-unreadable.txt", "text/plain", text.as_bytes());
    }

    /// Removes from storage what no version of the page can read.
    pub fn drop_unreadable(self) {
        let Some(storage) = self.storage.get_value() else { return };
        spawn(async move {
            for record in self.unreadable.get_untracked().into_iter().filter(|r| !r.is_newer) {
                if storage.remove(&record.id).await.is_ok() {
                    self.unreadable.update(|all| all.retain(|other| other.id != record.id));
                }
            }
        });
    }

    pub(super) fn tell_outcome(self, outcome: Result<(), StorageError>) {
        let keeping = match outcome {
            Ok(()) => Keeping::Kept,
            // It was none when this tab was opened.
            Err(StorageError::Newer) => Keeping::Outdated,
            Err(error) => Keeping::of(error),
        };
        let is_full = self.entries_untracked().iter().any(|entry| entry.has_no_room());
        // A small record may fit where an answer did not.
        let keeping = if keeping == Keeping::Kept && is_full { Keeping::Full } else { keeping };
        self.tell_keeping(keeping);
    }

    fn tell_keeping(self, keeping: Keeping) {
        // Only a page that is loaded again is a newer one.
        if self.keeping.get_untracked() != Keeping::Outdated {
            self.keeping.set(keeping);
        }
        let may_be_lost = matches!(keeping, Keeping::Full | Keeping::Lost | Keeping::Outdated);
        let asks = (may_be_lost && self.owes()).then(ask_before_leaving).flatten();
        self.leaving.set_value(asks);
    }
}
