//! The records of recordings.

use std::cell::RefCell;

use library::{Patch, Record, StoredError, patched};
use wasm_bindgen::JsValue;

use super::{
    Bytes, Change, Guard, Keys, RECORDINGS, Storage, StorageError, TRANSCRIPTS, not_removed,
};

/// The records that were found.
#[derive(Debug, Default)]
pub struct Found {
    /// Those that can be read, in no order.
    pub records: Vec<Record>,
    /// Those that cannot; they stay where they are.
    pub unreadable: Vec<Unreadable>,
}

/// A record that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unreadable {
    /// Its name in storage.
    pub id: String,
    /// What is stored.
    pub text: String,
    /// Whether a newer version of the page wrote it, which can read it.
    pub is_newer: bool,
}

impl From<StoredError> for StorageError {
    fn from(error: StoredError) -> Self {
        match error {
            StoredError::Newer(_) => Self::Newer,
            StoredError::Corrupt(_) | StoredError::Incomplete => Self::Corrupt,
        }
    }
}

impl Storage {
    /// All records.
    pub async fn records(&self) -> Result<Found, StorageError> {
        let mut found = Found::default();
        for (id, value) in self.database.all(RECORDINGS).await? {
            let text = value.as_string().unwrap_or_default();
            match Record::from_stored(&text) {
                Ok(record) => found.records.push(record),
                Err(error) => {
                    let is_newer = matches!(error, StoredError::Newer(_));
                    found.unreadable.push(Unreadable { id, text, is_newer });
                }
            }
        }
        Ok(found)
    }

    /// One record; `None` if it is not there, or cannot be read.
    pub async fn record(&self, id: &str) -> Result<Option<Record>, StorageError> {
        let text = self.database.get(RECORDINGS, id).await?.and_then(|value| value.as_string());
        Ok(text.and_then(|text| Record::from_stored(&text).ok()))
    }

    /// Changes the record of this id by patches, whatever is stored of it by now, and keeps its answer
    /// along with it: both, or none. A `new` record is kept as it is where there is none.
    ///
    /// Returns what is stored then; `None` if the recording is not there any more, and nothing was
    /// stored. What cannot be read is left as it is. Where a newer version of the page writes, only what
    /// has become of its job is stored, and the rest is an error.
    pub async fn save(
        &self,
        id: &str,
        patches: &[Patch],
        new: Option<&Record>,
        answer: Option<&Bytes>,
    ) -> Result<Option<Record>, StorageError> {
        let of_job: Vec<Patch>;
        let all = patches.len();
        let patches = if self.gives_way.get() {
            of_job = patches.iter().filter(|patch| patch.is_of_job()).cloned().collect();
            &of_job[..]
        } else {
            patches
        };
        let is_only_some = self.gives_way.get() && (patches.is_empty() || patches.len() < all);
        if is_only_some && patches.is_empty() {
            return Err(StorageError::Newer);
        }
        let saved: RefCell<Option<Result<(String, Record), StoredError>>> = RefCell::new(None);
        // The first look decides all: what is put there is made by then.
        let is_there = |values: &[JsValue]| {
            let stored = values.first().map(|text| text.as_string().unwrap_or_default());
            let now = match (stored, new) {
                (Some(stored), _) => Some(patched(&stored, patches)),
                (None, Some(new)) => Some(Ok((new.to_stored(), new.clone()))),
                (None, None) => None,
            };
            let is_there = matches!(now, Some(Ok(_)));
            saved.replace(now);
            is_there
        };
        let record = |_: Option<JsValue>| {
            let saved = saved.borrow();
            saved.as_ref().and_then(|saved| saved.as_ref().ok()).map(|(text, _)| text.into())
        };
        let guards =
            [not_removed(id), Guard { store: RECORDINGS, keys: Keys::One(id), holds: &is_there }];
        let mut changes = vec![Change::Update(RECORDINGS, id, &record)];
        changes.extend(
            answer.map(|answer| Change::Put(TRANSCRIPTS, id, answer.as_js().clone().into())),
        );
        let is_strict = patches.iter().any(Patch::is_precious);
        let is_changed = self.database.change(&guards, &changes, is_strict).await?;
        match saved.into_inner() {
            Some(Ok(_)) if is_only_some => Err(StorageError::Newer),
            Some(Ok((_, record))) if is_changed => Ok(Some(record)),
            Some(Err(error)) => Err(error.into()),
            _ => Ok(None),
        }
    }
}
