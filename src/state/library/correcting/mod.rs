//! Corrections of a recording: read with its answer, kept from then on.

mod keeper;

use std::rc::Rc;

use ::journal::{Event, Standing, Unread};
use leptos::prelude::GetValue as _;
use library::edits::{Texts, corrected as replayed, read_book};
use library::{Outcome, Patch};
use transcript::edit::Editing;
use transcript::{Transcript, is_own_name};

use super::{Entry, Library};
use crate::service::storage::StorageError;
use crate::state::document::Document;

pub(super) use keeper::Keeper;

/// Shows a document as the conversation of a recording, with the corrections that were read for it.
///
/// What corrections need of the program comes with its second part, which must be there when this is
/// called.
#[inline(never)]
pub(super) fn open_corrected(
    library: Library,
    entry: Entry,
    document: &Rc<Document>,
    read: Result<Texts, Unread>,
) {
    let of = document.original().turns_hash();
    let keeper = entry.keeper().filter(|keeper| keeper.is_wanted_for(of));
    let keeper = keeper.unwrap_or_else(|| Keeper::new(library, entry, of));
    entry.keep_by(&keeper);
    keeper.open(document, of, read);
    entry.with_record(|record| {
        if let Outcome::Ready(summary) = &record.outcome
            && !document.is_sealed.get_untracked()
        {
            document.take_names(&summary.speakers);
        }
    });
    library.open.show(Rc::clone(document));
}

/// Passes on to the keeper of a recording's corrections what happened. This too is in the second part.
#[inline(never)]
fn tell_keeper(entry: Entry, event: Event) {
    if let Some(keeper) = entry.keeper() {
        keeper.feed(event);
    }
}

/// A transcript with the corrections that are stored; as it came where they cannot be read.
pub(super) fn corrected(original: Transcript, read: Result<Texts, Unread>) -> Rc<Transcript> {
    let original = Rc::new(original);
    let of = original.turns_hash();
    let found = read.and_then(|texts| read_book(&texts)).ok();
    let found = found.filter(|found| found.of.is_none_or(|stored| stored == of));
    let steps = found.unwrap_or_default().steps;
    let editing = replayed(Rc::clone(&original), &steps);
    editing.map_or(original, |editing: Editing| Rc::clone(editing.transcript()))
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

    /// How the keeping of a recording's corrections stands.
    pub fn corrections(self, entry: Entry) -> Standing {
        entry.corrections.get()
    }

    /// "Try again", or "Try now".
    pub fn try_corrections(self, entry: Entry) {
        let is_sealed = matches!(entry.corrections.get_untracked(), Standing::Sealed { .. });
        tell_keeper(entry, if is_sealed { Event::TryAgain } else { Event::Hurry });
    }

    /// "Go on without them".
    pub fn go_on_without_corrections(self, entry: Entry) {
        tell_keeper(entry, Event::GoOnWithout);
    }

    /// "Save them as a file".
    pub fn save_corrections(self, entry: Entry) {
        if let Some(keeper) = entry.keeper() {
            keeper.save_as_file();
        }
    }

    /// The store is there: what was corrected meanwhile is kept.
    pub(super) fn tell_keepers_of_storage(self) {
        for entry in self.entries_untracked().into_iter().filter(|entry| entry.keeper().is_some()) {
            tell_keeper(entry, Event::StoreOpened);
        }
    }

    /// There may be room where there was none.
    pub(super) fn tell_keepers_of_room(self) {
        for entry in self.entries_untracked() {
            if entry.corrections.get_untracked().owes() > 0 {
                tell_keeper(entry, Event::Hurry);
            }
        }
    }

    /// The texts of a recording's corrections as they are stored.
    pub(super) async fn stored_edits(self, entry: Entry) -> Result<Texts, Unread> {
        let storage = self.storage.get_value().ok_or(Unread::NoStore)?;
        storage.edits(&entry.id()).await.map_err(|error| match error {
            StorageError::Newer => Unread::Newer,
            StorageError::Corrupt => Unread::Damaged,
            _ => Unread::Failed,
        })
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

    /// Another tab has stored corrections of a conversation.
    pub(super) fn hear_corrected(self, id: &str) {
        if let Some(entry) = self.find_untracked(id).filter(|entry| entry.keeper().is_some()) {
            tell_keeper(entry, Event::OthersStored);
        }
    }
}
