//! `IndexedDB`: stores of values under names.
//!
//! A connection may end at any time: the browser closes it, or a newer version of the page in another
//! tab wants to add stores. It is opened again at the next use, and what was asked is done then.

mod change;
mod connection;
mod running;

pub use change::{Change, Guard, Keys};
pub use connection::Versions;

use std::cell::RefCell;

use idb::{Error, Factory, KeyRange, Query};
use js_sys::{Array, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{DomException, IdbDatabase, IdbTransaction};

use super::js;
use connection::Connection;
use running::{Mode, Running};

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
    /// The connection is gone, and could not be had again just now.
    Lost,
    /// There is something under a key that was to be free.
    Taken,
}

/// A database, open or to be opened again.
pub struct Database {
    name: String,
    versions: Versions,
    connection: RefCell<Option<Connection>>,
}

impl Database {
    /// Opens the database of this name, and first adds the stores that an older version of the
    /// page did not have. `on_blocked` is called if another tab with an older version has to be
    /// closed for that; it waits until then.
    pub async fn open(
        name: &str,
        versions: Versions,
        on_blocked: impl Fn() + 'static,
    ) -> Result<Self, DatabaseError> {
        running::break_off_on_leaving();
        let connection = Connection::open(name, versions, Box::new(on_blocked)).await;
        let connection = connection.map_err(|error| match error {
            // A browser that never gave one refuses.
            DatabaseError::Lost => DatabaseError::Refused,
            error => error,
        })?;
        Ok(Self { name: name.to_owned(), versions, connection: RefCell::new(Some(connection)) })
    }

    /// The connection, opened anew if it was lost.
    async fn connection(&self) -> Result<IdbDatabase, DatabaseError> {
        let present = || self.connection.borrow().as_ref().and_then(Connection::get);
        if let Some(connection) = present() {
            return Ok(connection);
        }
        let again = Connection::open(&self.name, self.versions, Box::new(|| ())).await;
        // Another request may have been quicker; what is replaced is closed.
        if let Some(connection) = present() {
            return Ok(connection);
        }
        self.connection.replace(Some(again?));
        present().ok_or(DatabaseError::Lost)
    }

    /// Does something with the connection, and once more with another if that one is gone.
    async fn with<T>(
        &self,
        work: impl AsyncFn(IdbDatabase) -> Result<T, DatabaseError>,
    ) -> Result<T, DatabaseError> {
        match work(self.connection().await?).await {
            Err(DatabaseError::Lost) => {
                self.connection.replace(None);
                work(self.connection().await?).await
            }
            outcome => outcome,
        }
    }

    /// All keys and values of a store, in the order of the keys.
    pub async fn all(&self, store: &str) -> Result<Vec<(String, JsValue)>, DatabaseError> {
        self.entries(store, None).await
    }

    /// The keys and values under a key and under all that begin with it and a slash, in the order of the
    /// keys, as they are at one time.
    pub async fn with_all_under(
        &self,
        store: &str,
        key: &str,
    ) -> Result<Vec<(String, JsValue)>, DatabaseError> {
        self.entries(store, Some(Keys::With(key))).await
    }

    async fn entries(
        &self,
        store: &str,
        keys: Option<Keys<'_>>,
    ) -> Result<Vec<(String, JsValue)>, DatabaseError> {
        let work = async |connection: IdbDatabase| {
            let reading = Running::begin(&connection, &[store], Mode::Read)?;
            let read_all = async {
                let store = reading.store(store)?;
                let query = || keys.map(Keys::query).transpose();
                let names = store.get_all_keys(query()?, None)?;
                let (keys, values) = (names, store.get_all(query()?, None)?);
                let keys = keys.await?.into_iter().map(|key| key.as_string().unwrap_or_default());
                Ok(keys.zip(values.await?).collect())
            };
            read_all.await.map_err(|error: Error| read(&error))
        };
        self.with(work).await
    }

    /// Whether there is a database of this name, as far as the browser tells.
    pub async fn is_there(name: &str) -> bool {
        let all = js::get(&js_sys::global(), "indexedDB")
            .and_then(|factory| js::call(&factory, "databases", &[]));
        let Some(all) = all else { return false };
        let all = js::settled(all).await.and_then(|all| all.dyn_into::<Array>().ok());
        let is_it = |one: JsValue| js::get(&one, "name").is_some_and(|its| its == *name);
        all.is_some_and(|all| all.iter().any(is_it))
    }

    /// Deletes the database of this name. Where that fails it stays.
    pub async fn delete(name: &str) {
        if let Ok(request) = Factory::new().and_then(|factory| factory.delete(name)) {
            let _deleted = request.await;
        }
    }

    /// All keys of a store, in their order.
    pub async fn keys(&self, store: &str) -> Result<Vec<String>, DatabaseError> {
        let work = async |connection: IdbDatabase| {
            let reading = Running::begin(&connection, &[store], Mode::Read)?;
            let read_all = async {
                let keys = reading.store(store)?.get_all_keys(None, None)?.await?;
                Ok(keys.into_iter().filter_map(|key| key.as_string()).collect())
            };
            read_all.await.map_err(|error: Error| read(&error))
        };
        self.with(work).await
    }

    /// The value under a key.
    pub async fn get(&self, store: &str, key: &str) -> Result<Option<JsValue>, DatabaseError> {
        let work = async |connection: IdbDatabase| {
            let reading = Running::begin(&connection, &[store], Mode::Read)?;
            let read_one = async { reading.store(store)?.get(Query::Key(key.into()))?.await };
            read_one.await.map_err(|error: Error| read(&error))
        };
        self.with(work).await
    }

    /// Makes all of these changes, or none of them, if all of the guards hold by then: `false` if one
    /// does not. Changes are made in the order of the calls; nothing comes between the look at what
    /// is stored and the change.
    ///
    /// `is_strict` has the browser put them on the disk before it says that they are made, which takes
    /// longer.
    pub async fn change(
        &self,
        guards: &[Guard<'_>],
        changes: &[Change<'_>],
        is_strict: bool,
    ) -> Result<bool, DatabaseError> {
        let work = async |connection: IdbDatabase| {
            let transaction = change::begin(&connection, guards, changes, Mode::write(is_strict))?;
            let ended = ended(transaction.get());
            let made = change::make(&transaction, guards, changes).await;
            let is_sure = guards.is_empty() || !changes.iter().any(Change::may_be_refused);
            if is_sure && !changes.iter().any(Change::has_file) {
                commit(transaction.get(), &made);
            }
            finish(transaction.get(), ended, made).await
        };
        self.with(work).await
    }

    /// Removes from `stores` whatever is under a key, or under one that begins with it and a slash,
    /// that is no key of the store `of` and not among those that are spared.
    pub async fn drop_strays(
        &self,
        of: &'static str,
        stores: &[&'static str],
        spared: &[String],
    ) -> Result<(), DatabaseError> {
        let work = async |connection: IdbDatabase| {
            let transaction = Running::begin(&connection, &[&[of], stores].concat(), Mode::Write)?;
            let ended = ended(transaction.get());
            let made = change::drop_strays(&transaction, of, stores, spared).await;
            commit(transaction.get(), &made);
            finish(transaction.get(), ended, made).await
        };
        self.with(work).await
    }
}

/// How a transaction ends. A request that fails ends in an abort too, and only then the reason is known.
fn ended(transaction: &IdbTransaction) -> JsFuture {
    JsFuture::from(Promise::new(&mut |complete, abort| {
        transaction.set_oncomplete(Some(&complete));
        transaction.set_onabort(Some(&abort));
    }))
}

/// Tells the browser that nothing follows in a transaction: it need not wait for this page to say so,
/// which may be about to go.
///
/// Not where a file is stored: `WebKit` writes it beside the transaction, and does not say that it could
/// not once it was told this. And where a change may be refused only if the page may be about to go:
/// `WebKit` does not say the reason then, and Firefox breaks off only if the last request was refused.
fn commit<T>(transaction: &IdbTransaction, made: &Result<T, Error>) {
    if made.is_ok() {
        let _over = js::call(transaction, "commit", &[]);
    }
}

/// Waits for the end of a transaction, which is broken off if something in it went wrong.
async fn finish<T>(
    transaction: &IdbTransaction,
    ended: JsFuture,
    made: Result<T, Error>,
) -> Result<T, DatabaseError> {
    if made.is_err() {
        // What a request has done that did not fail is undone as well. It may be over already.
        let _aborted = transaction.abort();
    }
    match (ended.await, made) {
        (Ok(_), Ok(made)) => Ok(made),
        (Ok(_), Err(error)) => Err(read(&error)),
        // A full disk shows as an aborted transaction; the reason is in the transaction, unless it
        // was broken off here.
        (Err(_), made) => Err(match (transaction.error(), made) {
            (Some(reason), _) => by_name(&reason),
            (None, Err(error)) => read(&error),
            (None, Ok(_)) => DatabaseError::Lost,
        }),
    }
}

/// All keys from the first on, up to before the second. Those that begin with a key and a slash end
/// before the character after the slash.
fn between(from: &str, to: &str) -> Result<Query, Error> {
    KeyRange::bound(&from.into(), &to.into(), None, Some(true)).map(Query::KeyRange)
}

impl Keys<'_> {
    fn query(self) -> Result<Query, Error> {
        Ok(match self {
            Self::One(key) => Query::Key(key.into()),
            Self::Under(key) => between(&[key, "/"].concat(), &[key, "0"].concat())?,
            Self::With(key) => between(key, &[key, "0"].concat())?,
        })
    }
}

/// What an error of the browser means.
fn read(error: &Error) -> DatabaseError {
    match error {
        Error::DomException(exception) => by_name(exception),
        Error::IndexedDbOpenFailed(value)
        | Error::TransactionOpenFailed(value)
        | Error::ObjectStoreNotFound(value)
        | Error::AddFailed(value)
        | Error::UpdateFailed(value)
        | Error::DeleteFailed(value)
        | Error::GetFailed(value)
        | Error::GetAllFailed(value)
        | Error::GetAllKeysFailed(value) => value.dyn_ref().map_or(DatabaseError::Refused, by_name),
        _ => DatabaseError::Refused,
    }
}

fn by_name(exception: &DomException) -> DatabaseError {
    match exception.name().as_str() {
        "ConstraintError" => DatabaseError::Taken,
        "VersionError" => DatabaseError::Newer,
        "QuotaExceededError" => DatabaseError::Full,
        "NotFoundError" | "DataError" | "DataCloneError" => DatabaseError::Corrupt,
        // The connection was closed, by the browser or by ourselves.
        "InvalidStateError" | "UnknownError" | "AbortError" | "TransactionInactiveError" => {
            DatabaseError::Lost
        }
        _ => DatabaseError::Refused,
    }
}
