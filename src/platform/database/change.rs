//! What is changed in one transaction, and under which conditions.

use std::collections::HashSet;

use idb::{Error, Query};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, IdbDatabase};

use super::running::{Mode, Running};
use super::{DatabaseError, between};

/// Which values of a store are meant.
#[derive(Clone, Copy)]
pub enum Keys<'a> {
    /// The one under this key.
    One(&'a str),
    /// Those under all keys that begin with this one and a slash, in the order of the keys.
    Under(&'a str),
    /// Both; no key may begin with this one and a character that comes before the slash.
    With(&'a str),
}

/// What must be so in the transaction, or nothing is changed.
pub struct Guard<'a> {
    /// Where is looked.
    pub store: &'static str,
    /// At what.
    pub keys: Keys<'a>,
    /// Whether these values may be there.
    pub holds: &'a dyn Fn(&[JsValue]) -> bool,
}

/// One change of a transaction.
pub enum Change<'a> {
    /// Stores a value under a key, in place of what was there.
    Put(&'static str, &'a str, JsValue),
    /// Stores a value under a key that must be free.
    Add(&'static str, &'a str, JsValue),
    /// Stores what this makes of what is there, if anything.
    Update(&'static str, &'a str, &'a dyn Fn(Option<JsValue>) -> Option<JsValue>),
    /// Removes what is stored under a key.
    Delete(&'static str, &'a str),
    /// Removes what is stored under all keys that begin with this one and a slash.
    DeleteUnder(&'static str, &'a str),
    /// Removes what is stored under all keys from the first on, up to before the second.
    DeleteRange(&'static str, &'a str, &'a str),
}

impl Change<'_> {
    /// Whether it stores a file.
    pub(super) fn has_file(&self) -> bool {
        match self {
            Self::Put(_, _, value) | Self::Add(_, _, value) => value.has_type::<Blob>(),
            _ => false,
        }
    }

    /// Whether the browser may refuse it for what is there.
    pub(super) const fn may_be_refused(&self) -> bool {
        matches!(self, Self::Add(..))
    }

    const fn store(&self) -> &'static str {
        match self {
            Self::Put(store, ..)
            | Self::Add(store, ..)
            | Self::Update(store, ..)
            | Self::Delete(store, _)
            | Self::DeleteUnder(store, _)
            | Self::DeleteRange(store, ..) => store,
        }
    }
}

/// A transaction over the stores of guards and changes.
pub(super) fn begin(
    connection: &IdbDatabase,
    guards: &[Guard<'_>],
    changes: &[Change<'_>],
    mode: Mode,
) -> Result<Running, DatabaseError> {
    let mut stores: Vec<_> = changes.iter().map(Change::store).collect();
    stores.extend(guards.iter().map(|guard| guard.store));
    stores.sort_unstable();
    stores.dedup();
    Running::begin(connection, &stores, mode)
}

/// Makes the changes if the guards hold; whether they did.
pub(super) async fn make(
    transaction: &Running,
    guards: &[Guard<'_>],
    changes: &[Change<'_>],
) -> Result<bool, Error> {
    for Guard { store, keys, holds } in guards {
        let values = transaction.store(store)?.get_all(Some(keys.query()?), None)?.await?;
        if !holds(&values) {
            return Ok(false);
        }
    }
    for change in changes {
        let store = transaction.store(change.store())?;
        match change {
            Change::Put(_, key, value) => drop(store.put(value, Some(&(*key).into()))?),
            Change::Add(_, key, value) => drop(store.add(value, Some(&(*key).into()))?),
            Change::Update(_, key, make) => {
                let old = store.get(Query::Key((*key).into()))?.await?;
                if let Some(new) = make(old) {
                    drop(store.put(&new, Some(&(*key).into()))?);
                }
            }
            Change::Delete(_, key) => drop(store.delete(Keys::One(key).query()?)?),
            Change::DeleteUnder(_, key) => drop(store.delete(Keys::Under(key).query()?)?),
            Change::DeleteRange(_, from, to) => drop(store.delete(between(from, to)?)?),
        }
    }
    Ok(true)
}

/// Removes from `stores` what belongs to no key of the store `of`, unless it is spared.
pub(super) async fn drop_strays(
    transaction: &Running,
    of: &str,
    stores: &[&'static str],
    spared: &[String],
) -> Result<(), Error> {
    let owners = transaction.store(of)?.get_all_keys(None, None)?.await?;
    let owners: HashSet<String> = owners.iter().filter_map(JsValue::as_string).collect();
    for store in stores {
        let store = transaction.store(store)?;
        for key in store.get_all_keys(None, None)?.await? {
            let Some(name) = key.as_string() else { continue };
            let owner = name.split('/').next().unwrap_or_default();
            if !owners.contains(owner) && spared.iter().all(|spared| spared != owner) {
                drop(store.delete(Query::Key(key))?);
            }
        }
    }
    Ok(())
}
