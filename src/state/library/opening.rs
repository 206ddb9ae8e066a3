//! Opening conversations: one that came as a file, one that its job brought, one that is kept.

use std::rc::Rc;

use ::journal::Unread;
use leptos::prelude::*;
use library::edits::Texts;
use library::{Fingerprint, Outcome, Patch, Record};

use super::correcting::open_corrected;
use super::{Entry, Library, length, summary};
use crate::platform::task::spawn;
use crate::route::Route;
use crate::state::document::{Document, Media};
use crate::state::open::Wanted;
use crate::state::recording::Recording;

impl Library {
    /// Takes a transcript that came as a file into the library, or finds it there.
    pub(in crate::state) fn take_transcript(
        self,
        document: Document,
        file: Fingerprint,
        media: Option<Recording>,
    ) -> Route {
        let known = self.same_as_untracked(&file, Record::is_ready);
        let entry = known.unwrap_or_else(|| {
            let record = Record {
                id: self.new_id(),
                created: self.now(),
                title: document.title.get_untracked(),
                file,
                link: None,
                length: Some(length(&document)),
                media: None,
                host: String::new(),
                options: assemblyai::JobOptions::default(),
                kept: assemblyai::job::Snapshot::default(),
                outcome: Outcome::Ready(summary(&document)),
            };
            let entry = self.add(record, None);
            let raw = Rc::clone(&document.raw);
            entry.work.update_value(|work| work.unsaved = Some(raw));
            entry
        });
        if media.is_some() {
            entry.file.set(media);
        }
        // Neither read once more from what is stored, nor shown as it was open before.
        let wanted = Wanted::Recording(entry.id());
        self.open.expect(&wanted);
        spawn(async move {
            let stored = self.stored_edits(entry).await;
            let is_awaited = self.open.is_coming(&wanted);
            let shown = is_awaited.then(|| self.show(entry, document, stored));
            if known.is_none() {
                if let Some(document) = shown {
                    document.settled().await;
                }
                self.saved(entry).await;
            }
        });
        Route::Recording(entry.id())
    }

    /// Shows a document as the conversation of a recording, with the corrections that are stored.
    pub(super) fn show(
        self,
        entry: Entry,
        mut document: Document,
        stored: Result<Texts, Unread>,
    ) -> Rc<Document> {
        entry.with_record(|record| {
            document.id = Some(record.id.clone());
            document.title.set(record.title.clone());
        });
        document.sought = self.sought_in(entry);
        document.is_fresh.set(self.is_first_sight(entry));
        // Its file may have been found while it was read.
        let media = entry.file.with_untracked(|file| file.as_ref().and_then(Media::of));
        if document.media.with_untracked(Option::is_none) {
            document.media.set(media);
        }
        let document = Rc::new(document);
        open_corrected(self, entry, &document, stored);
        document
    }

    /// Whether the conversation of a recording is seen for the first time now; it is not any more.
    fn is_first_sight(self, entry: Entry) -> bool {
        let is_fresh = entry.with_record(
            |record| matches!(&record.outcome, Outcome::Ready(summary) if summary.is_fresh),
        );
        if is_fresh {
            entry.patch(Patch::Seen);
            // With an answer that waits to be stored, its record waits as well.
            if entry.unsaved().is_none() {
                self.save(entry);
            }
        }
        is_fresh
    }

    /// Opens the conversation of a recording from what is stored.
    pub fn load(self, entry: Entry) {
        let wanted = Wanted::Recording(entry.id());
        if !self.open.expect(&wanted) {
            return;
        }
        spawn(async move {
            let here = self.part.arrived().await;
            let document = match self.answer(entry).await {
                Some(raw) => Document::read(raw, entry.origin(), here).await.ok(),
                None => None,
            };
            let stored = self.stored_edits(entry).await;
            if self.open.is_coming(&wanted) {
                match document {
                    Some(document) => drop(self.show(entry, document, stored)),
                    None => self.open.lose(wanted),
                }
            }
        });
    }

    pub(super) async fn answer(self, entry: Entry) -> Option<Vec<u8>> {
        if let Some(raw) = entry.unsaved() {
            return Some(raw.to_vec());
        }
        let storage = self.storage.get_value()?;
        let stored = storage.answer(&entry.id()).await.ok().flatten()?;
        Some(stored.to_vec())
    }
}
