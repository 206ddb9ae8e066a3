//! The browser's database as the page uses it: all or nothing, and again after it was closed.

use diarist::platform::database::{Change, Database, DatabaseError, Guard, Keys};
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::wasm_bindgen_test;

const STORE: &str = "things";

/// Runs a script with a name; what it gives back is waited for.
pub(crate) async fn script(name: &str, body: &str) -> JsValue {
    let run = Function::new_with_args("name", body);
    let promise = run.call1(&JsValue::NULL, &name.into()).expect("the script runs");
    JsFuture::from(Promise::resolve(&promise)).await.expect("the script ends well")
}

async fn opened(name: &str) -> Database {
    Database::open(name, &[&[STORE]], || ()).await.expect("the browser keeps things")
}

async fn put(database: &Database, key: &str, value: JsValue) -> Result<bool, DatabaseError> {
    database.change(&[], &[Change::Put(STORE, key, value)], false).await
}

async fn text(database: &Database, key: &str) -> Option<String> {
    database.get(STORE, key).await.expect("it can be read").and_then(|value| value.as_string())
}

#[wasm_bindgen_test]
async fn what_a_failed_change_has_done_is_undone() {
    let database = opened("undone").await;
    put(&database, "a", "before".into()).await.expect("it is kept");
    // A function cannot be stored: that request throws, and the one before it was made already.
    let unkept = Function::new_no_args("").into();
    let changes = [Change::Put(STORE, "a", "after".into()), Change::Put(STORE, "b", unkept)];
    let outcome = database.change(&[], &changes, false).await;
    assert_eq!(outcome, Err(DatabaseError::Corrupt));
    assert_eq!(text(&database, "a").await.as_deref(), Some("before"));
}

#[wasm_bindgen_test]
async fn a_guard_that_does_not_hold_lets_nothing_be_changed() {
    let database = opened("guarded").await;
    put(&database, "a", "one".into()).await.expect("it is kept");
    let is_empty = |values: &[JsValue]| values.is_empty();
    let guard = Guard { store: STORE, keys: Keys::One("a"), holds: &is_empty };
    let changes = [Change::Put(STORE, "b", "two".into())];
    assert_eq!(database.change(&[guard], &changes, true).await, Ok(false));
    assert_eq!(text(&database, "b").await, None);
    // What is under a key is not what is at it.
    let guard = Guard { store: STORE, keys: Keys::Under("a"), holds: &is_empty };
    assert_eq!(database.change(&[guard], &changes, true).await, Ok(true));
    let longer = |old: Option<JsValue>| {
        let old = old.and_then(|old| old.as_string()).unwrap_or_default();
        Some(format!("{old} and more").into())
    };
    let update = [Change::Update(STORE, "b", &longer)];
    assert_eq!(database.change(&[], &update, false).await, Ok(true));
    assert_eq!(text(&database, "b").await.as_deref(), Some("two and more"));
}

/// Remembers whoever is asked for a transaction as `held`.
const HOLD: &str = "const { transaction } = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...what) {
        window.held = this;
        return transaction.apply(this, what);
    };";

#[wasm_bindgen_test]
async fn a_connection_that_was_closed_is_opened_again() {
    let database = opened("closed").await;
    script("", HOLD).await;
    for round in 0..3 {
        let value = format!("round {round}");
        put(&database, "a", value.as_str().into()).await.expect("it is kept");
        script("", "held.close();").await;
        assert_eq!(text(&database, "a").await.as_deref(), Some(value.as_str()));
        // As the browser does it by itself, which tells of it.
        script("", "held.close(); held.dispatchEvent(new Event('close'));").await;
    }
}

#[wasm_bindgen_test]
async fn what_a_newer_version_wants_is_given_way_to_and_told() {
    let database = opened("newer").await;
    put(&database, "a", "old".into()).await.expect("it is kept");
    let open = "return new Promise((done, failed) => {
        const request = indexedDB.open(name, 2);
        request.onsuccess = () => done(request.result.close());
        request.onblocked = failed;
    });";
    script("newer", open).await;
    assert_eq!(put(&database, "a", "new".into()).await, Err(DatabaseError::Newer));
    // One that is only deleted is made anew.
    let database = opened("deleted").await;
    let delete = "return new Promise((done, failed) => {
        const request = indexedDB.deleteDatabase(name);
        request.onsuccess = done;
        request.onblocked = failed;
    });";
    script("deleted", delete).await;
    assert_eq!(put(&database, "a", "new".into()).await, Ok(true));
    assert_eq!(text(&database, "a").await.as_deref(), Some("new"));
}
