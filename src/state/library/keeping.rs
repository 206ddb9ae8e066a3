//! Storing what the library holds, and telling where that is not possible.

use std::rc::Rc;

use leptos::prelude::*;

use super::{Entry, Library};
use crate::platform::download;
use crate::platform::frame::breathe;
use crate::platform::task::spawn;
use crate::service::storage::{Bytes, Storage, StorageError};
use crate::service::vault;

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
}

impl Keeping {
    const fn of(error: StorageError) -> Self {
        match error {
            StorageError::Refused => Self::Refused,
            StorageError::Newer => Self::Newer,
            StorageError::Full => Self::Full,
            StorageError::Corrupt => Self::Corrupt,
        }
    }
}

impl Library {
    /// Opens the storage and reads what is there. What was begun meanwhile is stored then.
    pub(super) async fn read(self) {
        let storage = Storage::open(move || self.keeping.set(Keeping::Blocked)).await;
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
                for entry in begun {
                    self.save(entry);
                }
                self.save_the_unsaved().await;
                self.ask_other_tabs();
                spawn(self.recall_handles());
                self.recall_key().await;
            }
            Err(error) => self.keeping.set(Keeping::of(error)),
        }
    }

    /// A key that was kept lets the jobs go on that wait for it.
    async fn recall_key(self) {
        let Some(storage) = self.storage.get_value() else { return };
        if let Some(key) = vault::recall(&storage).await {
            self.session.take_kept(&key);
            self.go_on();
        }
    }

    /// Whether there is a storage that keeps things.
    pub fn is_kept(self) -> bool {
        matches!(self.keeping.get(), Keeping::Kept | Keeping::Full)
    }

    /// The storage, if there is one.
    pub(in crate::state) fn storage(self) -> Option<Rc<Storage>> {
        self.storage.get_value()
    }

    /// Whether the transcript of a recording is only in this tab.
    pub fn is_unsaved(self, entry: Entry) -> bool {
        entry.record.track();
        self.keeping.track();
        entry.has_no_room()
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
        let record = entry.with_record(Clone::clone);
        let id = record.id.clone();
        let outcome = storage.save(&record).await;
        self.tell_outcome(outcome);
        self.tell_saved(&id);
    }

    /// Stores a record with its answer: both, or none. The answer that finds no room is kept in
    /// memory, until there is.
    pub(super) async fn save_with_answer(self, entry: Entry, raw: Rc<Vec<u8>>) {
        let outcome = match self.storage.get_value() {
            Some(storage) => {
                let record = entry.with_record(Clone::clone);
                let bytes = Bytes::of(&raw);
                // To copy it and to hand it over are two pieces of work.
                breathe().await;
                storage.save_with_answer(&record, &bytes).await
            }
            None => Err(StorageError::Refused),
        };
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
        self.tell_saved(&entry.id());
    }

    /// Tries again to store the answers for which there was no room.
    pub(super) async fn save_the_unsaved(self) {
        for entry in self.entries_untracked() {
            if let Some(raw) = entry.unsaved() {
                self.save_with_answer(entry, raw).await;
            }
        }
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
            Err(error) => Keeping::of(error),
        };
        let is_full = self.entries_untracked().iter().any(|entry| entry.has_no_room());
        // A small record may fit where an answer did not.
        let keeping = if keeping == Keeping::Kept && is_full { Keeping::Full } else { keeping };
        if self.keeping.get_untracked() != keeping {
            self.keeping.set(keeping);
        }
    }
}
