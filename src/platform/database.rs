//! `IndexedDB`: stores of values under names.

use idb::event::{DatabaseEvent as _, VersionChangeEvent};
use idb::{Error, Factory, KeyRange, ObjectStoreParams, Query, Transaction, TransactionMode};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbTransaction};

/// Why the browser does not keep or give what it is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatabaseError {
    /// The browser refuses: storage is blocked, or the window is private.
    Refused,
    /// It was written by a newer version of the page.
    Newer,
    /// There is no room left.
    Full,
    /// A store is missing or cannot be read.
    Corrupt,
}

/// An open database.
pub struct Database(idb::Database);

/// One change of a transaction.
pub enum Change<'a> {
    /// Stores a value under a key, in place of what was there.
    Put(&'static str, &'a str, JsValue),
    /// Removes what is stored under a key.
    Delete(&'static str, &'a str),
    /// Removes what is stored under all keys that begin with this one and a slash.
    DeleteUnder(&'static str, &'a str),
}

impl Change<'_> {
    const fn store(&self) -> &'static str {
        match self {
            Self::Put(store, ..) | Self::Delete(store, _) | Self::DeleteUnder(store, _) => store,
        }
    }
}

/// The stores that each version of a database adds, from version 1 on.
pub type Versions = &'static [&'static [&'static str]];

impl Database {
    /// Opens the database of this name, and first adds the stores that an older version of the
    /// page did not have. `on_blocked` is called if another tab with an older version has to be
    /// closed for that; it waits until then.
    pub async fn open(
        name: &str,
        versions: Versions,
        on_blocked: impl Fn() + 'static,
    ) -> Result<Self, DatabaseError> {
        let version = u32::try_from(versions.len()).unwrap_or(u32::MAX);
        let factory = Factory::new().map_err(|error| read(&error))?;
        let mut request = factory.open(name, Some(version)).map_err(|error| read(&error))?;
        request.on_upgrade_needed(move |event| upgrade(&event, versions));
        request.on_blocked(move |_| on_blocked());
        let mut database = request.await.map_err(|error| read(&error))?;
        // A newer version of the page in another tab wants to add stores of its own.
        database.on_version_change(|event| {
            let old = event.target().map(idb::Database::try_from);
            if let Some(Ok(old)) = old {
                old.close();
            }
        });
        Ok(Self(database))
    }

    /// All keys and values of a store, in the order of the keys.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, DatabaseError> {
        let read_all = async {
            let transaction = self.0.transaction(&[store], TransactionMode::ReadOnly)?;
            let store = transaction.object_store(store)?;
            let (keys, values) = (store.get_all_keys(None, None)?, store.get_all(None, None)?);
            let keys = keys.await?.into_iter().map(|key| key.as_string().unwrap_or_default());
            Ok(keys.zip(values.await?).collect())
        };
        read_all.await.map_err(|error: Error| read(&error))
    }

    /// The values under all keys that begin with this one and a slash, in the order of the keys.
    pub async fn all_under(&self, store: &str, key: &str) -> Result<Vec<JsValue>, DatabaseError> {
        let read_all = async {
            let transaction = self.0.transaction(&[store], TransactionMode::ReadOnly)?;
            let range = Query::KeyRange(under(key)?);
            transaction.object_store(store)?.get_all(Some(range), None)?.await
        };
        read_all.await.map_err(|error: Error| read(&error))
    }

    /// The value under a key.
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, DatabaseError> {
        let read_one = async {
            let transaction = self.0.transaction(&[store], TransactionMode::ReadOnly)?;
            transaction.object_store(store)?.get(Query::Key(key.into()))?.await
        };
        read_one.await.map_err(|error: Error| read(&error))
    }

    /// Makes all of these changes, or none of them. Changes are made in the order of the calls.
    pub async fn change(&self, changes: &[Change<'_>]) -> Result<(), DatabaseError> {
        let transaction: IdbTransaction = self.begin(changes).map_err(|error| read(&error))?.into();
        // A request that fails ends in an abort too, and only then the reason is known.
        let ended = Promise::new(&mut |complete, abort| {
            transaction.set_oncomplete(Some(&complete));
            transaction.set_onabort(Some(&abort));
        });
        match JsFuture::from(ended).await {
            Ok(_) => Ok(()),
            // A full disk shows as an aborted transaction; the reason is in the transaction.
            Err(_) => {
                Err(transaction.error().map_or(DatabaseError::Refused, |error| by_name(&error)))
            }
        }
    }

    fn begin(&self, changes: &[Change<'_>]) -> Result<Transaction, Error> {
        let mut stores: Vec<_> = changes.iter().map(Change::store).collect();
        stores.sort_unstable();
        stores.dedup();
        let transaction = self.0.transaction(&stores, TransactionMode::ReadWrite)?;
        for change in changes {
            let store = transaction.object_store(change.store())?;
            match change {
                Change::Put(_, key, value) => drop(store.put(value, Some(&(*key).into()))?),
                Change::Delete(_, key) => drop(store.delete(Query::Key((*key).into()))?),
                Change::DeleteUnder(_, key) => drop(store.delete(Query::KeyRange(under(key)?))?),
            }
        }
        Ok(transaction)
    }
}

/// All keys that begin with this one and a slash: those up to the character after the slash.
fn under(key: &str) -> Result<KeyRange, Error> {
    let (from, to) = ([key, "/"].concat(), [key, "0"].concat());
    KeyRange::bound(&from.into(), &to.into(), None, Some(true))
}

fn upgrade(event: &VersionChangeEvent, versions: Versions) {
    let (Ok(database), Ok(from)) = (event.database(), event.old_version()) else { return };
    let have = usize::try_from(from).unwrap_or(usize::MAX);
    for store in versions.iter().skip(have).copied().flatten() {
        // What fails here shows as a missing store at its first use.
        let _created = database.create_object_store(store, ObjectStoreParams::new());
    }
}

/// What an error of the browser means.
fn read(error: &Error) -> DatabaseError {
    match error {
        Error::DomException(exception) => by_name(exception),
        Error::IndexedDbOpenFailed(value)
        | Error::TransactionOpenFailed(value)
        | Error::ObjectStoreNotFound(value)
        | Error::UpdateFailed(value)
        | Error::GetFailed(value)
        | Error::GetAllKeysFailed(value) => value.dyn_ref().map_or(DatabaseError::Refused, by_name),
        _ => DatabaseError::Refused,
    }
}

fn by_name(exception: &DomException) -> DatabaseError {
    match exception.name().as_str() {
        "VersionError" => DatabaseError::Newer,
        "QuotaExceededError" => DatabaseError::Full,
        "NotFoundError" | "DataError" | "DataCloneError" | "UnknownError" => DatabaseError::Corrupt,
        _ => DatabaseError::Refused,
    }
}
