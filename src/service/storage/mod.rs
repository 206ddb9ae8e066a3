//! What is kept of recordings in this browser: their records and the answers as they came, and what
//! belongs to them.
//!
//! What was removed stays removed: whoever writes for a recording looks in the same transaction whether
//! it was removed meanwhile, here or in another tab, and then writes nothing.

mod answers;
mod bring;
mod edits;
mod media;
mod moving;
mod parting;
mod records;
mod removed;
mod texts;
mod vault;

pub use answers::Bytes;
pub use bring::Brought;
pub use edits::Write;
pub use records::{Found, Unreadable};

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use library::Place;
use wasm_bindgen::JsValue;

use crate::platform::database::{Change, Database, DatabaseError, Guard, Keys, Versions};

/// Records by their ids, as JSON text.
const RECORDINGS: &str = "recordings";
/// Answers of the service by the ids of their records, byte for byte.
const TRANSCRIPTS: &str = "transcripts";
/// Copies of recordings, as files, by the ids of their records.
const MEDIA: &str = "media";
/// What is said in each recording, by the ids of their records: made from the answers when it is
/// first searched.
const TEXTS: &str = "texts";
/// Where the files of recordings are, by the ids of their records, where the browser tells.
const HANDLES: &str = "handles";
/// Corrections, by the ids of their records and more: see `edits`.
const EDITS: &str = "edits";
/// The sealed key, if the user wants it kept.
const VAULT: &str = "vault";
/// When recordings were removed, in milliseconds since 1970, by the ids of their records.
const REMOVED: &str = "removed";

/// What each version of the page added. A version that was once released is never changed.
const VERSIONS: Versions =
    &[&[RECORDINGS, TRANSCRIPTS, VAULT], &[MEDIA], &[TEXTS, HANDLES], &[EDITS], &[REMOVED]];

/// Why something is not kept or not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StorageError {
    /// The browser refuses to store: it is blocked, or the window is private.
    Refused,
    /// A newer version of the page wrote it.
    Newer,
    /// There is no room left.
    Full,
    /// It cannot be read.
    Corrupt,
    /// The browser's storage does not answer just now.
    Lost,
    /// There is something else already where this was to be.
    Taken,
    /// The recording was removed.
    Removed,
}

impl From<DatabaseError> for StorageError {
    fn from(error: DatabaseError) -> Self {
        match error {
            DatabaseError::Refused => Self::Refused,
            DatabaseError::Newer => Self::Newer,
            DatabaseError::Full => Self::Full,
            DatabaseError::Corrupt => Self::Corrupt,
            DatabaseError::Lost => Self::Lost,
            DatabaseError::Taken => Self::Taken,
        }
    }
}

/// The page's storage.
pub struct Storage {
    database: Database,
    /// Whether a newer version of the page writes now, and this one does not.
    gives_way: Cell<bool>,
    /// The recordings of which something was left beside the database.
    left: RefCell<Vec<String>>,
}

impl Storage {
    /// Opens it. `on_blocked` is called if a tab with an older version of the page must be closed
    /// before; it waits until then.
    pub async fn open(
        place: &Place,
        on_blocked: impl Fn() + 'static,
    ) -> Result<Self, StorageError> {
        let on_blocked = Rc::new(on_blocked);
        let at = |name: String| {
            let on_blocked = Rc::clone(&on_blocked);
            async move {
                let database = Database::open(&name, VERSIONS, move || on_blocked()).await?;
                Ok::<_, StorageError>(Self {
                    database,
                    gives_way: Cell::default(),
                    left: RefCell::default(),
                })
            }
        };
        let storage = at(place.name()).await?;
        match storage.take_over(place, &*on_blocked).await {
            Ok(()) => Ok(storage),
            // There is no room for a copy: all of it is where it was, and stays there.
            Err(StorageError::Full) => at(Place::shared_name().to_owned()).await,
            Err(error) => Err(error),
        }
    }

    /// From now on nothing is changed any more but where jobs stand.
    pub fn give_way(&self) {
        self.gives_way.set(true);
    }

    /// Whether nothing is changed here any more.
    const fn is_giving_way(&self) -> bool {
        self.gives_way.get()
    }

    /// Makes changes if all guards hold, unless a newer version of the page does.
    async fn change(
        &self,
        guards: &[Guard<'_>],
        changes: &[Change<'_>],
    ) -> Result<bool, StorageError> {
        if self.is_giving_way() {
            return Err(StorageError::Newer);
        }
        Ok(self.database.change(guards, changes, false).await?)
    }

    /// Makes changes that belong to a recording, unless that was removed: then nothing is changed, and
    /// `false` is returned.
    async fn change_of(&self, id: &str, changes: &[Change<'_>]) -> Result<bool, StorageError> {
        self.change(&[not_removed(id)], changes).await
    }
}

/// That a recording was not removed.
fn not_removed(id: &str) -> Guard<'_> {
    Guard { store: REMOVED, keys: Keys::One(id), holds: &<[JsValue]>::is_empty }
}
