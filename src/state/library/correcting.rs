//! Keeping the corrections of a conversation: each soon after it was made, and in one tab at a time.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::GetValue as _;
use library::edits::{Log, from_stored, to_stored};
use library::{Outcome, Patch};
use transcript::edit::{Edit, Editing};
use transcript::{Transcript, is_own_name};

use super::{Entry, Library};
use crate::platform::locks::Lock;
use crate::platform::task::spawn;
use crate::service::storage::StoredEdits;
use crate::state::document::{Document, Step};

/// Shows a document as the conversation of a recording, with the corrections that are stored.
///
/// What corrections need of the program comes with its second part, which must be there when this is
/// called.
#[inline(never)]
pub(super) fn open_corrected(
    library: Library,
    entry: Entry,
    document: &Rc<Document>,
    stored: Option<StoredEdits>,
) {
    let log = take(document, stored);
    entry.with_record(|record| {
        if let Outcome::Ready(summary) = &record.outcome {
            document.take_names(&summary.speakers);
        }
    });
    let kept = Cell::new(log.all);
    let keep = move |editing: &Editing, step| library.keep_edit(entry, editing, step, &kept);
    document.keep_by(Box::new(keep));
    library.open.show(Rc::clone(document));
    library.ask_to_correct(entry, document);
}

/// Takes over what another tab has stored meanwhile. This too is in the second part.
#[inline(never)]
fn take_again(document: &Document, stored: Option<StoredEdits>) {
    let before = document.editing().slots().to_vec();
    let _all = take(document, stored);
    document.tell_renewed(&before);
}

/// Takes what is stored over into a document; how much that is.
fn take(document: &Document, stored: Option<StoredEdits>) -> Log {
    let Some(stored) = stored else { return Log::default() };
    let (edits, log) = read(&stored);
    let _those_before = document.replay(edits, log.done as usize);
    log
}

/// What can be read of what is stored. What cannot be read ends it: what comes after was made of it.
fn read(stored: &StoredEdits) -> (Vec<Edit>, Log) {
    let log = Log::from_stored(&stored.log).unwrap_or_default();
    let edits = stored.edits.iter().take(log.all as usize);
    let edits: Vec<Edit> = edits.map_while(|text| from_stored(text).ok()).collect();
    let all = u32::try_from(edits.len()).unwrap_or(u32::MAX);
    (edits, Log { done: log.done.min(all), all })
}

/// A transcript with the corrections that are stored.
pub(super) fn corrected(original: Transcript, stored: Option<StoredEdits>) -> Rc<Transcript> {
    let mut editing = Editing::new(Rc::new(original));
    if let Some(stored) = stored {
        let (edits, log) = read(&stored);
        let _those_before = editing.replay(edits, log.done as usize);
    }
    Rc::clone(editing.transcript())
}

impl Library {
    /// What voices are called in other recordings, the newest first, each once.
    pub fn known_names(self) -> Vec<String> {
        let mut names: Vec<String> = Vec::new();
        for entry in self.entries_untracked() {
            entry.with_record(|record| {
                let Outcome::Ready(summary) = &record.outcome else { return };
                for name in &summary.speakers {
                    if !is_own_name(name) && !names.contains(name) {
                        names.push(name.clone());
                    }
                }
            });
        }
        names
    }

    /// Stores a correction, and how many of them are made.
    fn keep_edit(self, entry: Entry, editing: &Editing, step: Step, kept: &Cell<u32>) {
        self.keep_names(entry, editing);
        let count = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        let done = count(editing.done().len());
        let all = done.saturating_add(count(editing.undone()));
        let first = match step {
            // The last may be another than it was.
            Step::Made => kept.get().min(done.saturating_sub(1)),
            Step::Moved => kept.get(),
        };
        let new = editing.done().enumerate().skip(first as usize);
        let new: Vec<(u32, String)> = new.map(|(at, edit)| (count(at), to_stored(edit))).collect();
        kept.set(all);
        let log = Log { done, all }.to_stored();
        let Some(storage) = self.storage.get_value() else { return };
        let id = entry.id();
        spawn(async move {
            let outcome = storage.save_edits(&id, &new, &log).await;
            self.tell_outcome(outcome);
            self.tell_corrected(&id);
        });
    }

    /// What the list tells of the voices.
    fn keep_names(self, entry: Entry, editing: &Editing) {
        let names = editing.names();
        let is_new = entry.with_record(
            |record| matches!(&record.outcome, Outcome::Ready(summary) if summary.speakers != names),
        );
        if is_new {
            entry.patch(Patch::Names(names));
            self.save(entry);
        }
    }

    /// Asks for the right to correct, which one tab has at a time; the others read along.
    fn ask_to_correct(self, entry: Entry, document: &Rc<Document>) {
        let name = format!("diarist-edit-{}", entry.id());
        let (asked, told) = (Rc::downgrade(document), Rc::downgrade(document));
        let on_granted = move || {
            let document = asked.upgrade().filter(|document| document.is_elsewhere.get_untracked());
            if let Some(document) = document {
                spawn(async move {
                    self.read_edits_again(&document).await;
                    document.is_elsewhere.set(false);
                });
            }
        };
        let on_wait = move || {
            if let Some(document) = told.upgrade() {
                document.is_elsewhere.set(true);
            }
        };
        document.hold(Lock::ask(&name, on_granted, on_wait));
    }

    /// Another tab has stored corrections of a conversation.
    pub(super) fn hear_corrected(self, id: &str) {
        let document = self.open.document_untracked();
        let document = document.filter(|document| document.id.as_deref() == Some(id));
        if let Some(document) = document.filter(|document| document.is_elsewhere.get_untracked()) {
            spawn(async move { self.read_edits_again(&document).await });
        }
    }

    async fn read_edits_again(self, document: &Document) {
        let (Some(storage), Some(id)) = (self.storage.get_value(), document.id.as_deref()) else {
            return;
        };
        if let Ok(stored) = storage.edits(id).await {
            take_again(document, stored);
        }
    }
}
