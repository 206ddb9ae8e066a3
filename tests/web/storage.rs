//! What is kept of recordings: by whom ever it is changed, and never after it was removed.

use assemblyai::job::Snapshot;
use diarist::service::storage::{Bytes, Storage, StoredEdits};
use library::{Patch, Record};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

use crate::database::script;

async fn opened() -> Storage {
    Storage::open(|| ()).await.expect("the browser keeps things")
}

fn record(id: &str) -> Record {
    Record::from_stored(&format!(r#"{{"v":1,"id":"{id}","title":"Old"}}"#)).expect("a record")
}

async fn begun(storage: &Storage, id: &str) {
    let answer = Bytes::of(b"{}");
    let saved = storage.save(id, &[], Some(&record(id)), Some(&answer)).await.expect("it is kept");
    assert!(saved.is_some(), "{id} is not new");
}

async fn some_file() -> File {
    script("", "return new File(['sound'], 'a.mp3');").await.dyn_into().expect("a file")
}

/// All keys with this in them, of all stores but that which remembers what was removed.
async fn keys(part: &str) -> Vec<String> {
    let body = "return new Promise((done, failed) => {
        const request = indexedDB.open('diarist');
        request.onerror = failed;
        request.onsuccess = async () => {
            const database = request.result;
            const names = [...database.objectStoreNames].filter((name) => name !== 'removed');
            const read = (store) => new Promise((keys) => {
                const request = database.transaction(store).objectStore(store).getAllKeys();
                request.onsuccess = () => keys(request.result.map((key) => `${store} ${key}`));
            });
            const all = (await Promise.all(names.map(read))).flat();
            database.close();
            done(all.filter((key) => key.includes(name)));
        };
    });";
    let keys: js_sys::Array = script(part, body).await.dyn_into().expect("a list");
    keys.iter().filter_map(|key| key.as_string()).collect()
}

#[wasm_bindgen_test]
async fn two_tabs_change_one_record() {
    let (one, other) = (opened().await, opened().await);
    begun(&one, "twotabs").await;
    let job = Snapshot { id: Some("j".to_owned()), ..Snapshot::default() };
    one.save("twotabs", &[Patch::Job(job)], None, None).await.expect("it is kept");
    let title = [Patch::Title("New".to_owned())];
    let saved = other.save("twotabs", &title, None, None).await.expect("it is kept");
    let saved = saved.expect("it is there");
    assert_eq!((saved.title.as_str(), saved.kept.id.as_deref()), ("New", Some("j")));
    assert_eq!(one.record("twotabs").await.expect("it can be read"), Some(saved));
}

#[wasm_bindgen_test]
async fn what_was_removed_is_written_by_nobody() {
    let (storage, other) = (opened().await, opened().await);
    begun(&storage, "removed").await;
    let edits = [(0, "{}".to_owned())];
    other.save_edits("removed", &edits, "{}").await.expect("it is kept");
    storage.remove("removed").await.expect("it goes");
    // All that may still be on its way, here and in another tab.
    let file = some_file().await;
    let title = [Patch::Title("New".to_owned())];
    for late in [&storage, &other] {
        let saved = late.save("removed", &title, None, Some(&Bytes::of(b"{}"))).await;
        assert_eq!(saved, Ok(None));
        let saved = late.save("removed", &title, Some(&record("removed")), None).await;
        assert_eq!(saved, Ok(None));
        late.save_edits("removed", &edits, "{}").await.expect("nothing is wrong");
        late.save_text("removed", "words", None).await.expect("nothing is wrong");
        assert_eq!(late.save_media("removed", &file).await, Ok(false));
    }
    assert_eq!(keys("removed").await, Vec::<String>::new());
    // Unless the user brings it again.
    storage.allow_again("removed").await.expect("it may be");
    begun(&storage, "removed").await;
    assert_eq!(keys("removed").await.len(), 2);
}

#[wasm_bindgen_test]
async fn a_text_of_older_corrections_is_not_kept() {
    let storage = opened().await;
    begun(&storage, "texts").await;
    let text = async || storage.text("texts").await.expect("it can be read");
    let made_with = StoredEdits { log: "1".to_owned(), edits: vec!["a".to_owned()] };
    storage.save_text("texts", "too early", Some(&made_with)).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
    storage.save_edits("texts", &[(0, "a".to_owned())], "1").await.expect("it is kept");
    storage.save_text("texts", "too late", None).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
    storage.save_text("texts", "right", Some(&made_with)).await.expect("it is kept");
    assert_eq!(text().await.as_deref(), Some("right"));
    // The last correction is another by then, and there are as many of them.
    storage.save_edits("texts", &[(0, "b".to_owned())], "1").await.expect("it is kept");
    storage.save_text("texts", "old", Some(&made_with)).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
}

#[wasm_bindgen_test]
async fn what_belongs_to_no_record_is_swept_away() {
    let storage = opened().await;
    begun(&storage, "kept").await;
    let file = some_file().await;
    for id in ["kept", "stray", "elsewhere", "unread"] {
        storage.save_edits(id, &[(0, "{}".to_owned())], "{}").await.expect("it is kept");
        storage.save_media(id, &file).await.expect("it is kept");
    }
    let unread = "return new Promise((done) => {
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {
            const database = request.result;
            const transaction = database.transaction('recordings', 'readwrite');
            transaction.objectStore('recordings').put('of a later version', 'unread');
            transaction.oncomplete = () => done(database.close());
        };
    });";
    let _done: JsValue = script("", unread).await;
    storage.sweep(&["elsewhere".to_owned()]).await.expect("it is done");
    assert_eq!(keys("stray").await, Vec::<String>::new());
    for (id, count) in [("kept", 5), ("elsewhere", 3), ("unread", 4)] {
        assert_eq!(keys(id).await.len(), count, "of {id}");
    }
}
