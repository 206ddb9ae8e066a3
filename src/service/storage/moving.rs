//! Taking over what was kept when all places of an origin had one name for it.
//!
//! The first page in a folder that finds the old database takes it, unless a page at the root has it.
//! It is copied value by value; only when all of it is there is that written down, and the old one
//! deleted. A page that is closed in between goes on with it at its next visit. Until then nothing else
//! is written, and whoever is slower sees that it is done, and writes nothing over what came later.

use library::Place;
use wasm_bindgen::JsValue;

use super::{
    Change, EDITS, Guard, HANDLES, Keys, MEDIA, RECORDINGS, REMOVED, Storage, StorageError, TEXTS,
    TRANSCRIPTS, VAULT, VERSIONS,
};
use crate::platform::database::Database;
use crate::platform::timer::after_ms;
use crate::platform::{locks, preference};

/// All stores, the records last: one that is there has all that belongs to it.
const STORES: [&str; 8] = [VAULT, TRANSCRIPTS, MEDIA, TEXTS, HANDLES, EDITS, REMOVED, RECORDINGS];

/// Beside the secret: that there is nothing to be taken over any more.
const MOVED: &str = "moved";
/// Where is told which place has the old database, or had it.
const HOME: &str = "home";
/// Between two looks whether tabs of an older version are closed.
const LOOK_MS: u32 = 500;

/// What the place of a page means for the old database.
fn is_ours(place: &Place) -> bool {
    preference::get_shared(HOME).is_none_or(|home| home == place.folder())
}

fn not_moved() -> Guard<'static> {
    Guard { store: VAULT, keys: Keys::One(MOVED), holds: &<[JsValue]>::is_empty }
}

impl Storage {
    /// Takes over what there is, if it is for this place; `on_blocked` is called while tabs of an older
    /// version still work with it.
    pub(super) async fn take_over(
        &self,
        place: &Place,
        on_blocked: &dyn Fn(),
    ) -> Result<(), StorageError> {
        let shared = Place::shared_name();
        if place.is_root() {
            preference::set_shared(HOME, place.folder());
            return Ok(());
        }
        if self.database.get(VAULT, MOVED).await?.is_some() {
            return Ok(());
        }
        if is_ours(place) && Database::is_there(shared).await {
            preference::set_shared(HOME, place.folder());
            // An older tab does not know the new names of locks: it would do one job beside this one.
            while locks::all().await.is_some_and(|names| names.iter().any(|name| is_old(name))) {
                on_blocked();
                after_ms(LOOK_MS).await;
            }
            let old = Database::open(shared, VERSIONS, || ()).await?;
            self.copy(&old).await?;
            drop(old);
            self.set_moved().await?;
            Database::delete(shared).await;
            return Ok(());
        }
        self.set_moved().await
    }

    async fn set_moved(&self) -> Result<(), StorageError> {
        let moved = [Change::Put(VAULT, MOVED, JsValue::TRUE)];
        self.database.change(&[not_moved()], &moved, true).await?;
        Ok(())
    }

    /// Copies all that is in the old database, and sees that it has arrived.
    async fn copy(&self, old: &Database) -> Result<(), StorageError> {
        for store in STORES {
            for key in old.keys(store).await? {
                let Some(value) = old.get(store, &key).await? else { continue };
                self.database
                    .change(&[not_moved()], &[Change::Put(store, &key, value)], false)
                    .await?;
            }
        }
        for store in STORES {
            let here = self.database.keys(store).await?;
            if old.keys(store).await?.iter().any(|key| !here.contains(key)) {
                return Err(StorageError::Corrupt);
            }
        }
        Ok(())
    }
}

/// Whether a lock is one of those that pages had before they were named by their places.
fn is_old(name: &str) -> bool {
    name.starts_with("diarist-job-") || name.starts_with("diarist-edit-")
}
