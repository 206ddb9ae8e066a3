//! The key on this device, if the user wants that: sealed, and opened only for this page.

use assemblyai::ApiKey;

use super::storage::{Storage, StorageError};
use crate::platform::crypto;

/// Whether the browser can seal a key.
pub fn is_there() -> bool {
    crypto::is_there()
}

/// Keeps a key in place of the one before, as long as that `is_wanted`: sealing takes its time, and
/// the user may have the key forgotten meanwhile.
pub async fn remember(
    storage: &Storage,
    key: &ApiKey,
    is_wanted: impl Fn() -> bool,
) -> Result<(), StorageError> {
    let sealed = crypto::seal(key.expose()).await.ok_or(StorageError::Refused)?;
    if !is_wanted() {
        return Ok(());
    }
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
