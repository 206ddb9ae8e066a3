//! The key on this device, if the user wants that: sealed, and opened only for this page.

use assemblyai::ApiKey;

use super::storage::{Storage, StorageError};
use crate::platform::crypto;

/// Whether the browser can seal a key.
pub fn is_there() -> bool {
    crypto::is_there()
}

/// Keeps a key in place of the one before.
pub async fn remember(storage: &Storage, key: &ApiKey) -> Result<(), StorageError> {
    let sealed = crypto::seal(key.expose()).await.ok_or(StorageError::Refused)?;
    storage.keep_secret(sealed).await
}

/// The key that was kept; `None` where there is none, or it cannot be opened.
pub async fn recall(storage: &Storage) -> Option<ApiKey> {
    let sealed = storage.secret().await.ok().flatten()?;
    ApiKey::parse(&crypto::open(&sealed).await?)
}

/// Removes it.
pub async fn forget(storage: &Storage) -> Result<(), StorageError> {
    storage.drop_secret().await
}
