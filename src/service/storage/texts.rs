//! What is said in recordings, to be searched.

use wasm_bindgen::JsValue;

use super::{Change, EDITS, Guard, Keys, Storage, StorageError, StoredEdits, TEXTS, not_removed};

impl Storage {
    /// What is said in a recording, if that was kept.
    pub async fn text(&self, id: &str) -> Result<Option<String>, StorageError> {
        Ok(self.database.get(TEXTS, id).await?.and_then(|text| text.as_string()))
    }

    /// Keeps what is said in a recording, if its corrections are those that it was made with.
    pub async fn save_text(
        &self,
        id: &str,
        text: &str,
        made_with: Option<&StoredEdits>,
    ) -> Result<(), StorageError> {
        let (log, edits) = made_with.map_or((&[][..], &[][..]), |made_with| {
            (core::slice::from_ref(&made_with.log), &made_with.edits[..])
        });
        let has_log = |values: &[JsValue]| are(values, log);
        let has_edits = |values: &[JsValue]| are(values, edits);
        let guards = [
            not_removed(id),
            Guard { store: EDITS, keys: Keys::One(id), holds: &has_log },
            Guard { store: EDITS, keys: Keys::Under(id), holds: &has_edits },
        ];
        self.change(&guards, &[Change::Put(TEXTS, id, text.into())]).await?;
        Ok(())
    }
}

/// Whether these values are these texts.
fn are(values: &[JsValue], texts: &[String]) -> bool {
    let is = |(value, text): (&JsValue, &String)| value.as_string().unwrap_or_default() == *text;
    values.len() == texts.len() && values.iter().zip(texts).all(is)
}
