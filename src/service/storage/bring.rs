//! What an archive brings: all of a recording but its media in one transaction, so that nobody ever sees
//! half of it.

use std::cell::RefCell;

use library::edits::Texts;
use library::{Patch, Record, patched};
use wasm_bindgen::JsValue;

use super::edits::key_of;
use super::{
    Bytes, Change, EDITS, Guard, Keys, RECORDINGS, REMOVED, Storage, StorageError, TEXTS,
    TRANSCRIPTS, not_removed,
};

/// What comes with a record.
#[derive(Default)]
pub struct Brought {
    /// Its answer, if it comes.
    pub answer: Option<Bytes>,
    /// All of its corrections, if they come.
    pub edits: Option<Texts>,
}

impl Brought {
    fn changes<'a>(&self, id: &'a str, keys: &'a [String]) -> Vec<Change<'a>> {
        let answer = self.answer.as_ref().map(|answer| answer.as_js().clone().into());
        let mut changes = vec![Change::Delete(TEXTS, id)];
        changes.extend(answer.map(|answer| Change::Put(TRANSCRIPTS, id, answer)));
        let Some(edits) = &self.edits else { return changes };
        let log = edits.log.as_deref().map(|log| Change::Put(EDITS, id, log.into()));
        changes.extend(log);
        let steps = keys.iter().zip(&edits.steps);
        changes.extend(steps.map(|(key, (_, text))| Change::Put(EDITS, key, text.as_str().into())));
        changes
    }

    fn keys(&self, id: &str) -> Vec<String> {
        let steps = self.edits.iter().flat_map(|edits| &edits.steps);
        steps.map(|(number, _)| key_of(id, *number)).collect()
    }
}

impl Storage {
    /// Keeps a recording that is not here: all of it, or nothing. It may have been removed once, and is
    /// wanted again. `Err`: also where there is one of its id by now ([`StorageError::Taken`]).
    pub async fn bring(&self, record: &Record, brought: &Brought) -> Result<(), StorageError> {
        let id = record.id.as_str();
        let keys = brought.keys(id);
        let mut changes = vec![
            Change::Delete(REMOVED, id),
            Change::Put(RECORDINGS, id, record.to_stored().into()),
            // What an older version of the page left behind belongs to nobody.
            Change::Delete(EDITS, id),
            Change::DeleteUnder(EDITS, id),
        ];
        changes.extend(brought.changes(id, &keys));
        let free = <[JsValue]>::is_empty;
        let guard = Guard { store: RECORDINGS, keys: Keys::One(id), holds: &free };
        if self.change(&[guard], &changes).await? { Ok(()) } else { Err(StorageError::Taken) }
    }

    /// Keeps what a recording lacked, with what its record says then: all of it, or nothing. Corrections
    /// that are here must be the first of those that come, `steps_here` of them, or nothing is kept.
    pub async fn complete(
        &self,
        id: &str,
        patches: &[Patch],
        brought: &Brought,
        steps_here: usize,
    ) -> Result<Record, StorageError> {
        let saved = RefCell::new(None);
        let is_there = |values: &[JsValue]| {
            let stored = values.first().and_then(JsValue::as_string).unwrap_or_default();
            let now = patched(&stored, patches).ok();
            let is_there = now.is_some();
            saved.replace(now);
            is_there
        };
        let are_as_many = |values: &[JsValue]| values.len() == steps_here;
        let guards = [
            not_removed(id),
            Guard { store: RECORDINGS, keys: Keys::One(id), holds: &is_there },
            Guard { store: EDITS, keys: Keys::Under(id), holds: &are_as_many },
        ];
        let record = |_: Option<JsValue>| saved.borrow().as_ref().map(|(text, _)| text.into());
        let keys = brought.keys(id);
        let mut changes = brought.changes(id, &keys);
        changes.push(Change::Update(RECORDINGS, id, &record));
        // Corrections that were put aside count, too: then these are left alone.
        let is_changed = self.change(&guards[..], &changes).await?;
        let saved = saved.into_inner().filter(|_| is_changed);
        saved.map(|(_, record)| record).ok_or(StorageError::Taken)
    }
}
