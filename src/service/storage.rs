//! What is kept of recordings in this browser: their records and the answers as they came.

use js_sys::Uint8Array;
use library::{Record, StoredError};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::File;

use crate::platform::database::{Change, Database, DatabaseError, Versions};
use crate::platform::file_handle::FileHandle;

const NAME: &str = "diarist";
/// Records by their ids, as JSON text.
const RECORDINGS: &str = "recordings";
/// Answers of the service by the ids of their records, byte for byte.
const TRANSCRIPTS: &str = "transcripts";

/// Copies of recordings, as files, by the ids of their records.
const MEDIA: &str = "media";
/// What is said in each recording, by the ids of their records: made from the answers when it is
/// first searched.
const TEXTS: &str = "texts";
/// Where the files of recordings are, by the ids of their records, where the browser tells.
const HANDLES: &str = "handles";
/// Corrections: under the id of a record how many there are, under `ID/NUMBER` each of them, as JSON text.
const EDITS: &str = "edits";
/// The sealed key, if the user wants it kept.
const VAULT: &str = "vault";
const SECRET: &str = "key";

/// What each version of the page added. A version that was once released is never changed.
const VERSIONS: Versions =
    &[&[RECORDINGS, TRANSCRIPTS, VAULT], &[MEDIA], &[TEXTS, HANDLES], &[EDITS]];

/// Why something is not kept or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser refuses to store: it is blocked, or the window is private.
    Refused,
    /// A newer version of the page wrote it.
    Newer,
    /// There is no room left.
    Full,
    /// It cannot be read.
    Corrupt,
}

impl From<DatabaseError> for StorageError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Refused => Self::Refused,
            DatabaseError::Newer => Self::Newer,
            DatabaseError::Full => Self::Full,
            DatabaseError::Corrupt => Self::Corrupt,
        }
    }
}

/// The corrections of a recording, as they are stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct StoredEdits {
    /// How many are made, and how many there are.
    pub log: String,
    /// Each of them, the oldest first.
    pub edits: Vec<String>,
}

impl StoredEdits {
    /// One text of all: how many there are, and each of them in a line of its own.
    pub fn to_text(&self) -> String {
        let lines = core::iter::once(&self.log).chain(&self.edits).map(String::as_str);
        lines.collect::<Vec<_>>().join("\n")
    }

    /// The same, read from such a text.
    pub fn from_text(text: &str) -> Self {
        let mut lines = text.lines().map(str::to_owned);
        Self { log: lines.next().unwrap_or_default(), edits: lines.collect() }
    }
}

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

/// The bytes of an answer outside of the program's own memory, which never shrinks.
#[derive(Clone)]
pub struct Bytes(Uint8Array);

impl Bytes {
    /// A copy.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }

    /// What the browser holds already.
    pub(super) const fn held(bytes: Uint8Array) -> Self {
        Self(bytes)
    }

    pub(super) const fn as_js(&self) -> &Uint8Array {
        &self.0
    }

    /// A copy in the program's memory.
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

/// The page's storage.
pub struct Storage(Database);

impl Storage {
    /// Opens it. `on_blocked` is called if a tab with an older version of the page must be closed
    /// before; it waits until then.
    pub async fn open(on_blocked: impl Fn() + 'static) -> Result<Self, StorageError> {
        Ok(Self(Database::open(NAME, VERSIONS, on_blocked).await?))
    }

    /// All records.
    pub async fn records(&self) -> Result<Found, StorageError> {
        let mut found = Found::default();
        for (id, value) in self.0.all(RECORDINGS).await? {
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
        let text = self.0.get(RECORDINGS, id).await?.and_then(|value| value.as_string());
        Ok(text.and_then(|text| Record::from_stored(&text).ok()))
    }

    /// Keeps a record in place of its older form.
    pub async fn save(&self, record: &Record) -> Result<(), StorageError> {
        let put = Change::Put(RECORDINGS, &record.id, record.to_stored().into());
        Ok(self.0.change(&[put]).await?)
    }

    /// Keeps a record together with its answer: both, or none.
    pub async fn save_with_answer(&self, record: &Record, raw: &Bytes) -> Result<(), StorageError> {
        let put = Change::Put(RECORDINGS, &record.id, record.to_stored().into());
        let answer = Change::Put(TRANSCRIPTS, &record.id, raw.0.clone().into());
        Ok(self.0.change(&[put, answer]).await?)
    }

    /// The answer of a record, byte for byte.
    pub async fn answer(&self, id: &str) -> Result<Option<Bytes>, StorageError> {
        let Some(value) = self.0.get(TRANSCRIPTS, id).await? else { return Ok(None) };
        let bytes = value.dyn_into().map_err(|_| StorageError::Corrupt)?;
        Ok(Some(Bytes(bytes)))
    }

    /// The corrections of a recording; `None` if there never were any.
    pub async fn edits(&self, id: &str) -> Result<Option<StoredEdits>, StorageError> {
        let log = self.0.get(EDITS, id).await?.and_then(|value| value.as_string());
        let Some(log) = log else { return Ok(None) };
        let texts = self.0.all_under(EDITS, id).await?.into_iter();
        let edits = texts.map(|text| text.as_string().unwrap_or_default()).collect();
        Ok(Some(StoredEdits { log, edits }))
    }

    /// Keeps some corrections by their numbers, and how many there are: all of it, or nothing. What was
    /// kept of what is said is not true any more.
    pub async fn save_edits(
        &self,
        id: &str,
        edits: &[(u32, String)],
        log: &str,
    ) -> Result<(), StorageError> {
        let keys: Vec<String> = edits.iter().map(|(at, _)| format!("{id}/{at:08}")).collect();
        let mut changes = vec![Change::Put(EDITS, id, log.into()), Change::Delete(TEXTS, id)];
        for (key, (_, text)) in keys.iter().zip(edits) {
            changes.push(Change::Put(EDITS, key, text.as_str().into()));
        }
        Ok(self.0.change(&changes).await?)
    }

    /// What is said in a recording, if that was kept.
    pub async fn text(&self, id: &str) -> Result<Option<String>, StorageError> {
        Ok(self.0.get(TEXTS, id).await?.and_then(|text| text.as_string()))
    }

    /// Keeps what is said in a recording.
    pub async fn save_text(&self, id: &str, text: &str) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Put(TEXTS, id, text.into())]).await?)
    }

    /// Keeps a copy of a file. That may take long, and nothing else waits for it.
    pub async fn save_media(&self, id: &str, file: &File) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Put(MEDIA, id, file.clone().into())]).await?)
    }

    /// The copy of a file.
    pub async fn media(&self, id: &str) -> Result<Option<File>, StorageError> {
        let Some(value) = self.0.get(MEDIA, id).await? else { return Ok(None) };
        value.dyn_into().map(Some).map_err(|_| StorageError::Corrupt)
    }

    /// Removes the copy of a file.
    pub async fn drop_media(&self, id: &str) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Delete(MEDIA, id)]).await?)
    }

    /// Keeps where the file of a recording is.
    pub async fn save_handle(&self, id: &str, handle: &FileHandle) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Put(HANDLES, id, handle.as_js().clone())]).await?)
    }

    /// Where the files of recordings are, by the ids of their records.
    pub async fn handles(&self) -> Result<Vec<(String, FileHandle)>, StorageError> {
        let handles = self.0.all(HANDLES).await?.into_iter();
        Ok(handles.filter_map(|(id, value)| Some((id, FileHandle::from_js(value)?))).collect())
    }

    /// Removes a record with all that belongs to it.
    pub async fn remove(&self, id: &str) -> Result<(), StorageError> {
        let stores = [RECORDINGS, TRANSCRIPTS, MEDIA, TEXTS, HANDLES];
        let mut gone: Vec<Change<'_>> = stores.map(|store| Change::Delete(store, id)).into();
        gone.push(Change::Delete(EDITS, id));
        gone.push(Change::DeleteUnder(EDITS, id));
        Ok(self.0.change(&gone).await?)
    }

    /// Keeps the one secret, sealed.
    pub(super) async fn keep_secret(&self, sealed: JsValue) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Put(VAULT, SECRET, sealed)]).await?)
    }

    /// The secret, sealed.
    pub(super) async fn secret(&self) -> Result<Option<JsValue>, StorageError> {
        Ok(self.0.get(VAULT, SECRET).await?)
    }

    /// Removes the secret.
    pub(super) async fn drop_secret(&self) -> Result<(), StorageError> {
        Ok(self.0.change(&[Change::Delete(VAULT, SECRET)]).await?)
    }
}
