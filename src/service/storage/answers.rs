//! The answers of the service, byte for byte.

use js_sys::Uint8Array;
use wasm_bindgen::JsCast;

use super::{Storage, StorageError, TRANSCRIPTS};

/// The bytes of an answer outside of the program's own memory, which never shrinks.
#[derive(Clone)]
pub struct Bytes(Uint8Array);

impl Bytes {
    /// A copy.
    pub fn of(bytes: &[u8]) -> Self {
        Self(Uint8Array::from(bytes))
    }

    /// What the browser holds already.
    pub(in crate::service) const fn held(bytes: Uint8Array) -> Self {
        Self(bytes)
    }

    pub(in crate::service) const fn as_js(&self) -> &Uint8Array {
        &self.0
    }

    /// A copy in the program's memory.
    pub fn to_vec(&self) -> Vec<u8> {
        self.0.to_vec()
    }
}

impl Storage {
    /// The answer of a record, byte for byte.
    pub async fn answer(&self, id: &str) -> Result<Option<Bytes>, StorageError> {
        let Some(value) = self.database.get(TRANSCRIPTS, id).await? else { return Ok(None) };
        let bytes = value.dyn_into().map_err(|_| StorageError::Corrupt)?;
        Ok(Some(Bytes(bytes)))
    }
}
