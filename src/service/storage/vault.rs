//! The one secret, sealed.

use wasm_bindgen::JsValue;

use super::{Change, Storage, StorageError, VAULT};

const SECRET: &str = "key";

impl Storage {
    /// Keeps the one secret, sealed.
    pub(in crate::service) async fn keep_secret(
        &self,
        sealed: JsValue,
    ) -> Result<(), StorageError> {
        self.change(&[], &[Change::Put(VAULT, SECRET, sealed)]).await?;
        Ok(())
    }

    /// The secret, sealed.
    pub(in crate::service) async fn secret(&self) -> Result<Option<JsValue>, StorageError> {
        Ok(self.database.get(VAULT, SECRET).await?)
    }

    /// Removes the secret.
    pub(in crate::service) async fn drop_secret(&self) -> Result<(), StorageError> {
        self.change(&[], &[Change::Delete(VAULT, SECRET)]).await?;
        Ok(())
    }
}
