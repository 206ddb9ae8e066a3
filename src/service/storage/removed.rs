//! Removing recordings, for good.

use super::{
    Change, EDITS, HANDLES, MEDIA, RECORDINGS, REMOVED, Storage, StorageError, TEXTS, TRANSCRIPTS,
    parting,
};
use crate::platform::clock::now_ms;

/// What belongs to a record.
const BELONGINGS: [&str; 5] = [TRANSCRIPTS, MEDIA, TEXTS, HANDLES, EDITS];

/// For how long it is remembered that a recording was removed: longer than a tab is open that may still
/// write something of it.
const REMEMBERED_MS: f64 = 30.0 * 24.0 * 60.0 * 60.0 * 1_000.0;

/// The time as the browser stores numbers.
#[expect(clippy::cast_precision_loss, reason = "times are exact until the year 287396")]
fn now() -> f64 {
    now_ms() as f64
}

impl Storage {
    /// Removes a record with all that belongs to it. Whoever comes late with more of it is sent away.
    pub async fn remove(&self, id: &str) -> Result<(), StorageError> {
        let mut changes: Vec<Change<'_>> = BELONGINGS.map(|store| Change::Delete(store, id)).into();
        changes.extend([
            Change::DeleteUnder(EDITS, id),
            Change::Delete(RECORDINGS, id),
            Change::Put(REMOVED, id, now().into()),
        ]);
        self.change(&[], &changes).await?;
        parting::forget(id);
        Ok(())
    }

    /// Lets a recording be kept that was removed once: the user brings it again.
    pub async fn allow_again(&self, id: &str) -> Result<(), StorageError> {
        self.change(&[], &[Change::Delete(REMOVED, id)]).await?;
        Ok(())
    }

    /// Whether anything is stored that may be left over.
    pub async fn has_belongings(&self) -> Result<bool, StorageError> {
        for store in BELONGINGS.into_iter().chain([REMOVED]) {
            if !self.database.keys(store).await?.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Removes what belongs to no record: an older version of the page, or a crash, has left it. What
    /// another tab works on just now is spared, as its record may not be stored yet.
    pub async fn sweep(&self, spared: &[String]) -> Result<(), StorageError> {
        self.database.drop_strays(RECORDINGS, &BELONGINGS, spared).await?;
        let there = [self.database.keys(RECORDINGS).await?, spared.to_vec()].concat();
        parting::forget_others(&there);
        let now = now();
        let is_old = |when: f64| when + REMEMBERED_MS < now;
        let removed = self.database.all(REMOVED).await?.into_iter();
        let old: Vec<String> = removed
            .filter(|(_, when)| when.as_f64().is_none_or(is_old))
            .map(|(id, _)| id)
            .collect();
        if old.is_empty() {
            return Ok(());
        }
        let forgotten: Vec<Change<'_>> = old.iter().map(|id| Change::Delete(REMOVED, id)).collect();
        self.change(&[], &forgotten).await?;
        Ok(())
    }
}
