//! What is said in recordings, to be searched.

use wasm_bindgen::JsValue;

use super::{Change, EDITS, Guard, Keys, Storage, StorageError, TEXTS, not_removed};

impl Storage {
    /// What is said in a recording, if that was kept.
    pub async fn text(&self, id: &str) -> Result<Option<String>, StorageError> {
        Ok(self.database.get(TEXTS, id).await?.and_then(|text| text.as_string()))
    }

    /// Keeps what is said in a recording, if its corrections are those that it was made with: the log says
    /// how many there are.
    pub async fn save_text(
        &self,
        id: &str,
        text: &str,
        made_with: Option<&str>,
    ) -> Result<(), StorageError> {
        let is_same = |values: &[JsValue]| {
            let log = values.first().and_then(JsValue::as_string);
            values.len() < 2 && log.as_deref() == made_with
        };
        let unchanged = Guard { store: EDITS, keys: Keys::One(id), holds: &is_same };
        self.change(&[not_removed(id), unchanged], &[Change::Put(TEXTS, id, text.into())]).await?;
        Ok(())
    }
}
