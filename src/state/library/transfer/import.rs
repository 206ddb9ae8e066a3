//! Bringing in what is in an archive. What becomes of each recording is decided in `library::transfer`;
//! here it is done.

use std::rc::Rc;

use leptos::prelude::*;
use library::archive::Unpacked;
use library::edits::Texts;
use library::transfer::{Decision, Part, Take, decide, id_beside};
use library::{Outcome, Patch, Record};
use web_sys::File;

use super::{News, Offer, Task, Transfer, WhyNot};
use crate::platform::frame::breathe;
use crate::platform::task::spawn;
use crate::platform::timer::after_ms;
use crate::service::archive::{self, Archive};
use crate::service::storage::{Brought, Bytes, Storage, StorageError};
use crate::state::library::{Entry, Keeping, Library};

/// Between two looks whether it is known what is here, in milliseconds: at a start that takes some hundred.
const WAIT_MS: u32 = 20;

/// What became of one recording.
enum Became {
    New,
    Completed,
    Known,
    Beside,
    Busy,
    UnreadHere,
    Unreadable,
    NotStored,
}

impl Library {
    /// Looks into an archive, and says what is in it.
    pub fn import(self, file: File) {
        self.transfer.set(Some(Transfer::Reading));
        self.enter(Task::LookInto(file));
    }

    /// Brings in what was found.
    pub fn import_found(self) {
        let archive = self.held.try_update_value(|held| {
            held.is_stopped = false;
            held.archive.take()
        });
        if let Some(archive) = archive.flatten() {
            self.transfer.set(Some(Transfer::Importing(0, archive.recordings.len())));
            self.enter(Task::TakeOver(archive));
        }
    }

    /// Stops bringing in. What came in as a whole stays; the rest comes with the next try.
    pub fn stop_import(self) {
        self.held.update_value(|held| held.is_stopped = true);
    }

    pub(super) fn look_into(self, file: File) {
        spawn(async move {
            let name = file.name();
            let transfer = match archive::open(file).await {
                Ok(archive) => {
                    self.known().await;
                    let is_known = |unpacked: &&Unpacked| {
                        let id = &unpacked.record.id;
                        self.find_untracked(id).is_some() || self.is_unread(id)
                    };
                    let found = Offer {
                        name,
                        all: archive.recordings.len(),
                        known: archive.recordings.iter().filter(is_known).count(),
                        unreadable: archive.unreadable,
                        newer: archive.newer,
                        is_cut_off: archive.is_cut_off(),
                    };
                    self.held.update_value(|held| held.archive = Some(Rc::new(archive)));
                    Transfer::Found(found)
                }
                Err(error) => Transfer::NotRead(name, error.into()),
            };
            self.transfer.set(Some(transfer));
        });
    }

    /// Whether there is a record of this id that cannot be read.
    fn is_unread(self, id: &str) -> bool {
        self.unreadable.with_untracked(|all| all.iter().any(|record| record.id == id))
    }

    pub(super) fn take_over(self, archive: Rc<Archive>) {
        spawn(async move {
            let storage = match self.opened().await {
                Ok(storage) => storage,
                Err(why) => {
                    return self.transfer.set(Some(Transfer::NotRead(archive.name(), why)));
                }
            };
            let mut news = News {
                unreadable: archive.unreadable,
                newer: archive.newer,
                is_cut_off: archive.is_cut_off(),
                ..News::default()
            };
            let all = archive.recordings.len();
            for (done, unpacked) in archive.recordings.iter().enumerate() {
                if self.held.with_value(|held| held.is_stopped) {
                    news.is_stopped = true;
                    break;
                }
                self.transfer.set(Some(Transfer::Importing(done, all)));
                match self.take_one(&storage, &archive, unpacked, &mut news.without_media).await {
                    Became::New => news.new += 1,
                    Became::Completed => news.completed += 1,
                    Became::Known => news.known += 1,
                    Became::Beside => news.beside += 1,
                    Became::Busy => news.busy += 1,
                    Became::UnreadHere => news.unread_here += 1,
                    Became::Unreadable => news.unreadable += 1,
                    Became::NotStored => news.not_stored += 1,
                }
                breathe().await;
            }
            self.entries.update(|entries| {
                entries.sort_by_key(|entry| entry.with_record(|r| core::cmp::Reverse(r.created)));
            });
            self.transfer.set(Some(Transfer::Read(news)));
        });
    }

    /// Waits until it is known what is here, or that it cannot be.
    async fn known(self) {
        while self.keeping.get_untracked() == Keeping::Opening {
            after_ms(WAIT_MS).await;
        }
    }

    /// The storage, once it is known what is in it.
    async fn opened(self) -> Result<Rc<Storage>, WhyNot> {
        self.known().await;
        match (self.keeping.get_untracked(), self.storage()) {
            (Keeping::Blocked, _) => Err(WhyNot::Blocked),
            (_, Some(storage)) => Ok(storage),
            (_, None) => Err(WhyNot::NotKept),
        }
    }

    async fn take_one(
        self,
        storage: &Storage,
        archive: &Archive,
        unpacked: &Unpacked,
        without_media: &mut usize,
    ) -> Became {
        let (Ok(answer), Ok(edits)) =
            (archive.answer(unpacked).await, archive.edits(unpacked).await)
        else {
            return Became::Unreadable;
        };
        let there = There { answer, edits };
        let record = &unpacked.record;
        if self.is_unread(&record.id) {
            return Became::UnreadHere;
        }
        let (entry, became) = match self.find_untracked(&record.id) {
            None => match self.bring(storage, record, there).await {
                Ok(entry) => (entry, Became::New),
                Err(_) => return Became::NotStored,
            },
            Some(entry) if entry.is_taken() => return Became::Busy,
            Some(entry) => match self.decide(storage, entry, &there, unpacked).await {
                Err(_) => return Became::UnreadHere,
                Ok((Decision::Same, _)) => return Became::Known,
                Ok((Decision::Complete(take), steps_here)) => {
                    if take.edits && entry.keeper().is_some() {
                        return Became::Busy;
                    }
                    match self.fill_up(storage, entry, record, there, take, steps_here).await {
                        Ok(()) if take.media => (entry, Became::Completed),
                        Ok(()) => return Became::Completed,
                        Err(_) => return Became::NotStored,
                    }
                }
                Ok((Decision::Differs, _)) => {
                    let record = there.beside(record);
                    if self.find_untracked(&record.id).is_some() {
                        return Became::Known;
                    }
                    match self.bring(storage, &record, there).await {
                        Ok(entry) => (entry, Became::Beside),
                        Err(_) => return Became::NotStored,
                    }
                }
            },
        };
        *without_media += usize::from(!self.bring_media(storage, entry, archive, unpacked).await);
        became
    }

    /// What becomes of a recording that is here too, and how many steps of corrections are.
    async fn decide(
        self,
        storage: &Storage,
        entry: Entry,
        there: &There,
        unpacked: &Unpacked,
    ) -> Result<(Decision, usize), StorageError> {
        let id = entry.id();
        let own = match entry.unsaved() {
            Some(unsaved) => Some(unsaved.to_vec()),
            None => storage.answer(&id).await?.map(|answer| answer.to_vec()),
        };
        let others = there.answer.as_ref().map(Bytes::to_vec);
        let edits = storage.edits(&id).await?;
        let steps = |texts: &Texts| -> Vec<String> {
            texts.steps.iter().map(|(_, text)| text.clone()).collect()
        };
        let has_media = entry.with_record(|record| record.media.is_some());
        let media = match (has_media, unpacked.folder.media.is_some()) {
            (false, true) => Part::There,
            (true, false) => Part::Here,
            (false, false) => Part::Nowhere,
            (true, true) => Part::Same,
        };
        let decision = decide(
            Part::of_bytes(own.as_deref(), others.as_deref()),
            Part::of_steps(&steps(&edits), &steps(&there.edits)),
            media,
        );
        Ok((decision, edits.steps.len()))
    }

    /// Stores a recording that is not here, and lists it.
    async fn bring(
        self,
        storage: &Storage,
        record: &Record,
        there: There,
    ) -> Result<Entry, StorageError> {
        let record = Record { media: None, ..record.clone() };
        let outcome = storage.bring(&record, &there.brought()).await;
        self.tell_outcome(outcome);
        outcome?;
        let id = record.id.clone();
        let entry = self.add(record, None);
        entry.work.update_value(|work| work.is_stored = true);
        self.tell_saved(&id);
        Ok(entry)
    }

    /// Stores what a recording lacks, but for its media.
    async fn fill_up(
        self,
        storage: &Storage,
        entry: Entry,
        record: &Record,
        there: There,
        take: Take,
        steps_here: usize,
    ) -> Result<(), StorageError> {
        if !take.answer && !take.edits {
            return Ok(());
        }
        let id = entry.id();
        let mut patches = Vec::new();
        if take.answer {
            entry.rest();
            patches.push(Patch::Outcome(record.outcome.clone()));
            patches.push(Patch::Length(record.length));
        } else if let Outcome::Ready(summary) = &record.outcome {
            // The names of voices are corrections.
            patches.push(Patch::Names(summary.speakers.clone()));
        }
        let mut brought = there.brought();
        brought.answer = brought.answer.filter(|_| take.answer);
        brought.edits = brought.edits.filter(|_| take.edits);
        let outcome = storage.complete(&id, &patches, &brought, steps_here).await;
        self.tell_outcome(outcome.as_ref().map(|_| ()).map_err(|error| *error));
        self.take_stored(entry, outcome?);
        self.tell_saved(&id);
        self.tell_corrected(&id);
        Ok(())
    }

    /// Stores the copy of a recording's file, if the archive has one that is not here; `false` if it found
    /// no room.
    async fn bring_media(
        self,
        storage: &Storage,
        entry: Entry,
        archive: &Archive,
        unpacked: &Unpacked,
    ) -> bool {
        let is_here = entry.with_record(|record| record.media.is_some());
        let Some(media) = archive.media(unpacked).filter(|_| !is_here) else { return true };
        let is_kept = storage.save_media(&entry.id(), &media).await == Ok(true);
        if is_kept {
            entry.patch(Patch::Media(unpacked.record.media.clone()));
            self.saved(entry).await;
            self.recall_media(entry).await;
        }
        is_kept
    }
}

/// What an archive has of a recording.
struct There {
    answer: Option<Bytes>,
    edits: Texts,
}

impl There {
    fn brought(self) -> Brought {
        let edits = self.edits.log.is_some().then_some(self.edits);
        Brought { answer: self.answer, edits }
    }

    /// The record under the id that it has beside another of its own id.
    fn beside(&self, record: &Record) -> Record {
        let answer = self.answer.as_ref().map(Bytes::to_vec).unwrap_or_default();
        let id = id_beside(&record.id, &[&answer, self.edits.to_text().as_bytes()]);
        Record { id, ..record.clone() }
    }
}
