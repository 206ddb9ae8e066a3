//! Copies of the recordings themselves, and where their files are.

use wasm_bindgen::JsCast;
use web_sys::File;

use super::{Change, HANDLES, MEDIA, Storage, StorageError};
use crate::platform::file_handle::FileHandle;

impl Storage {
    /// Keeps a copy of a file; `false` if its recording was removed meanwhile. That may take long, and
    /// nothing else waits for it.
    pub async fn save_media(&self, id: &str, file: &File) -> Result<bool, StorageError> {
        self.change_of(id, &[Change::Put(MEDIA, id, file.clone().into())]).await
    }

    /// The copy of a file.
    pub async fn media(&self, id: &str) -> Result<Option<File>, StorageError> {
        let Some(value) = self.database.get(MEDIA, id).await? else { return Ok(None) };
        value.dyn_into().map(Some).map_err(|_| StorageError::Corrupt)
    }

    /// Removes the copy of a file.
    pub async fn drop_media(&self, id: &str) -> Result<(), StorageError> {
        self.change_of(id, &[Change::Delete(MEDIA, id)]).await.map(drop)
    }

    /// Keeps where the file of a recording is.
    pub async fn save_handle(&self, id: &str, handle: &FileHandle) -> Result<(), StorageError> {
        self.change_of(id, &[Change::Put(HANDLES, id, handle.as_js().clone())]).await.map(drop)
    }

    /// Where the files of recordings are, by the ids of their records.
    pub async fn handles(&self) -> Result<Vec<(String, FileHandle)>, StorageError> {
        let handles = self.database.all(HANDLES).await?.into_iter();
        Ok(handles.filter_map(|(id, value)| Some((id, FileHandle::from_js(value)?))).collect())
    }
}
