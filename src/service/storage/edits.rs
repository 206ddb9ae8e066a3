//! The corrections of recordings.

use super::{Change, EDITS, Storage, StorageError, TEXTS};

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

impl Storage {
    /// The corrections of a recording; `None` if there never were any.
    pub async fn edits(&self, id: &str) -> Result<Option<StoredEdits>, StorageError> {
        let log = self.database.get(EDITS, id).await?.and_then(|value| value.as_string());
        let Some(log) = log else { return Ok(None) };
        let texts = self.database.all_under(EDITS, id).await?.into_iter();
        let edits = texts.map(|text| text.as_string().unwrap_or_default()).collect();
        Ok(Some(StoredEdits { log, edits }))
    }

    /// Keeps some corrections by their numbers, and how many there are: all of it, or nothing. What was
    /// kept of what is said is not true any more. For a recording that was removed nothing is kept.
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
        self.change_of(id, &changes).await.map(drop)
    }
}
