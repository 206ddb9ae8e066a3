//! The transactions that run: they are broken off when the page goes, where the browser would keep them.

use std::cell::{Cell, RefCell};

use idb::{Error, ObjectStore, Transaction};
use js_sys::{Array, Function, Object, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{IdbDatabase, IdbTransaction};

use super::{DatabaseError, read};
use crate::platform::listener::Listener;
use crate::platform::{js, space};

/// What a transaction is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Mode {
    Read,
    Write,
    /// On the disk before it is said to be made, which takes longer.
    WriteStrictly,
}

impl Mode {
    /// That of changes.
    pub(super) const fn write(is_strict: bool) -> Self {
        if is_strict { Self::WriteStrictly } else { Self::Write }
    }
}

/// A transaction, as long as this page waits for it.
pub(super) struct Running(IdbTransaction);

impl Running {
    /// Begins one over these stores.
    pub(super) fn begin(
        connection: &IdbDatabase,
        stores: &[&str],
        mode: Mode,
    ) -> Result<Self, DatabaseError> {
        if IS_LEFT.get() {
            return Err(DatabaseError::Lost);
        }
        let failed = |error| read(&Error::TransactionOpenFailed(error));
        let begin: Function = Reflect::get(connection, &"transaction".into())
            .and_then(JsCast::dyn_into)
            .map_err(failed)?;
        let stores: Array = stores.iter().map(|store| JsValue::from(*store)).collect();
        // web-sys takes options only where it is told to expect what is not settled yet.
        let options = Object::new();
        let is_strict = mode == Mode::WriteStrictly;
        js::set(&options, "durability", &if is_strict { "strict" } else { "default" }.into());
        let mode = if mode == Mode::Read { "readonly" } else { "readwrite" };
        let transaction = begin.call3(connection, &stores, &mode.into(), &options);
        let transaction: IdbTransaction = transaction.and_then(JsCast::dyn_into).map_err(failed)?;
        RUNNING.with_borrow_mut(|running| running.push(transaction.clone()));
        Ok(Self(transaction))
    }

    pub(super) const fn get(&self) -> &IdbTransaction {
        &self.0
    }

    /// A store of it.
    pub(super) fn store(&self, name: &str) -> Result<ObjectStore, Error> {
        Transaction::from(self.0.clone()).object_store(name)
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        RUNNING.with_borrow_mut(|running| running.retain(|other| *other != self.0));
    }
}

thread_local! {
    static RUNNING: RefCell<Vec<IdbTransaction>> = const { RefCell::new(Vec::new()) };
    /// Whether the page was left, and is not shown again.
    static IS_LEFT: Cell<bool> = const { Cell::new(false) };
    static LISTENERS: RefCell<Vec<Listener>> = const { RefCell::new(Vec::new()) };
}

/// `WebKit` keeps a page that was left, for whoever goes back to it, with its transactions as they stand:
/// the next page waits for them until that one is thrown away. What they were to write is lost to it in
/// either case. So are those that would begin later: their connection counts as lost until the page is shown
/// again.
pub(super) fn break_off_on_leaving() {
    if !space::is_webkit() {
        return;
    }
    let Some(window) = web_sys::window() else { return };
    let break_off = |_| {
        IS_LEFT.set(true);
        for transaction in RUNNING.take() {
            let _over = transaction.abort();
        }
    };
    let shown = Listener::new(&window, "pageshow", |_| IS_LEFT.set(false));
    LISTENERS.set(vec![Listener::new(&window, "pagehide", break_off), shown]);
}
