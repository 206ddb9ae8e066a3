//! What is kept of recordings: by whom ever it is changed, and never after it was removed.

use assemblyai::job::Snapshot;
use diarist::service::storage::{Bytes, Storage, StorageError, Write};
use library::{Patch, Place, Record};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::File;

use crate::database::script;

async fn opened() -> Storage {
    at("/").await
}

async fn at(path: &str) -> Storage {
    Storage::open(&Place::new(path, true), || ()).await.expect("the browser keeps things")
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

/// One step under this number, with this log.
fn step(number: u32, log: &str) -> Write {
    Write {
        from: number,
        again: 0,
        texts: vec![format!("step {number}")],
        log: log.to_owned(),
        replaces_rest: false,
        is_last: false,
    }
}

/// A number stands for one step: nothing is put in its place, and nothing of such a write is stored.
#[wasm_bindgen_test]
async fn a_step_is_not_written_over() {
    let storage = opened().await;
    begun(&storage, "steps").await;
    storage.append_edits("steps", &step(0, "1")).await.expect("it is kept");
    for is_last in [false, true] {
        let other = Write { is_last, texts: vec!["another".to_owned(); 2], ..step(0, "2") };
        let refused = storage.append_edits("steps", &other).await.expect_err("it is taken");
        // WebKit does not say why it refused what a page stored on its way out.
        assert!(refused == StorageError::Taken || is_last, "{refused:?}");
        let stored = storage.edits("steps").await.expect("it can be read");
        assert_eq!((stored.log.as_deref(), stored.steps.len()), (Some("1"), 1));
    }
    // What may be there already is written with what follows.
    let texts = vec!["step 0".to_owned(), "step 1".to_owned()];
    let both = Write { again: 1, texts, ..step(0, "2") };
    storage.append_edits("steps", &both).await.expect("it is kept");
    let stored = storage.edits("steps").await.expect("it can be read");
    assert_eq!(stored.log.as_deref(), Some("2"));
    let texts = |from: &[(u32, &str)]| -> Vec<(u32, String)> {
        from.iter().map(|(number, text)| (*number, (*text).to_owned())).collect()
    };
    assert_eq!(stored.steps, texts(&[(0, "step 0"), (1, "step 1")]));
    // What an older form left behind goes with the first step of the newer one.
    let first = Write { replaces_rest: true, ..step(1, "3") };
    storage.append_edits("steps", &first).await.expect("it is kept");
    assert_eq!(storage.edits("steps").await.expect("it can be read").steps.len(), 2);
    // Put aside, they are there and are not read; and once more.
    for count in [1, 2] {
        storage.put_edits_aside("steps").await.expect("it is done");
        let stored = storage.edits("steps").await.expect("it can be read");
        assert_eq!((stored.log, stored.steps), (None, Vec::new()));
        storage.append_edits("steps", &step(0, "1")).await.expect("it is kept");
        // The record, its answer, the log, a step, and what was put aside.
        assert_eq!(keys("steps").await.len(), 4 + count);
    }
}

/// What the page's own storage has under a name.
async fn preferences(name: &str) -> Option<String> {
    let names = "return Object.keys(localStorage).filter((key) => key.includes(name)).join();";
    script(name, names).await.as_string().filter(|names| !names.is_empty())
}

/// What a page could not store as it went is stored when its corrections are read next.
#[wasm_bindgen_test]
async fn what_was_left_on_the_way_out_is_taken_in() {
    let storage = opened().await;
    begun(&storage, "left").await;
    let log = |steps| library::edits::Log::new(7, steps).to_stored();
    storage.append_edits("left", &step(0, &log(1))).await.expect("it is kept");
    let leave = async |texts: &str| {
        let text = format!("1\n{}\n{texts}", log(2));
        script(&text, "localStorage.setItem('diarist-parting-left', name); return null;").await
    };
    leave("step 1").await;
    let stored = storage.edits("left").await.expect("it can be read");
    assert_eq!((stored.log, stored.steps.len()), (Some(log(2)), 2));
    assert_eq!(preferences("parting").await, None);
    // It had been stored after all; and something else had been, which stays as it is.
    for (texts, count) in [("step 1", 4), ("another", 5), ("yet another", 6)] {
        leave(texts).await;
        assert_eq!(storage.edits("left").await.expect("it can be read").steps[1].1, "step 1");
        assert_eq!(preferences("parting").await, None);
        // The record, its answer, the log and steps, and what was put aside.
        assert_eq!(keys("left").await.len(), count + 1, "{texts}");
    }
    leave("step 2").await;
    storage.remove("left").await.expect("it goes");
    assert_eq!(preferences("parting").await, None);
}

#[wasm_bindgen_test]
async fn what_was_removed_is_written_by_nobody() {
    let (storage, other) = (opened().await, opened().await);
    begun(&storage, "removed").await;
    other.append_edits("removed", &step(0, "{}")).await.expect("it is kept");
    storage.remove("removed").await.expect("it goes");
    // All that may still be on its way, here and in another tab.
    let file = some_file().await;
    let title = [Patch::Title("New".to_owned())];
    for late in [&storage, &other] {
        let saved = late.save("removed", &title, None, Some(&Bytes::of(b"{}"))).await;
        assert_eq!(saved, Ok(None));
        let saved = late.save("removed", &title, Some(&record("removed")), None).await;
        assert_eq!(saved, Ok(None));
        let late_step = late.append_edits("removed", &step(1, "{}")).await;
        assert_eq!(late_step, Err(StorageError::Removed));
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
    storage.save_text("texts", "too early", Some("1")).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
    storage.append_edits("texts", &step(0, "1")).await.expect("it is kept");
    storage.save_text("texts", "too late", None).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
    storage.save_text("texts", "right", Some("1")).await.expect("it is kept");
    assert_eq!(text().await.as_deref(), Some("right"));
    // Something was corrected by then.
    storage.append_edits("texts", &step(1, "2")).await.expect("it is kept");
    storage.save_text("texts", "old", Some("1")).await.expect("nothing is wrong");
    assert_eq!(text().await, None);
}

#[wasm_bindgen_test]
async fn what_belongs_to_no_record_is_swept_away() {
    let storage = opened().await;
    begun(&storage, "kept").await;
    let file = some_file().await;
    // WebKit keeps no files in a window that leaves nothing behind.
    let mut files = 1;
    for id in ["kept", "stray", "elsewhere", "unread"] {
        storage.append_edits(id, &step(0, "{}")).await.expect("it is kept");
        if storage.save_media(id, &file).await.is_err() {
            files = 0;
        }
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
    for (id, count) in [("kept", 4), ("elsewhere", 2), ("unread", 3)] {
        assert_eq!(keys(id).await.len(), count + files, "of {id}");
    }
}

/// The names of all databases with this in them.
async fn databases(part: &str) -> Vec<String> {
    let body = "return indexedDB.databases().then((all) =>
        all.map((one) => one.name).filter((one) => one.includes(name)));";
    let names: js_sys::Array = script(part, body).await.dyn_into().expect("a list");
    names.iter().filter_map(|name| name.as_string()).collect()
}

#[wasm_bindgen_test]
async fn a_folder_takes_over_what_was_kept_before_unless_the_root_has_it() {
    let root = opened().await;
    begun(&root, "moved").await;
    root.append_edits("moved", &step(0, "{}")).await.expect("it is kept");
    let edits = root.edits("moved").await.expect("it can be read");
    assert_eq!((edits.log.as_deref(), edits.steps.len()), (Some("{}"), 1));
    // A page at the root has been here: it stays there.
    let aside = at("/aside/").await;
    assert_eq!(aside.record("moved").await, Ok(None));
    drop((root, aside));
    // As if all were from before there were names by places.
    script("", "localStorage.removeItem('diarist-home');").await;
    let talks = at("/talks/index.html").await;
    assert_eq!(talks.record("moved").await.expect("it can be read"), Some(record("moved")));
    assert!(talks.answer("moved").await.expect("it can be read").is_some());
    assert!(talks.edits("moved").await.expect("it can be read") == edits);
    assert!(!databases("diarist").await.contains(&"diarist".to_owned()), "the old one is there");
    // Nobody takes it a second time, and what comes later at the root is left alone.
    talks.remove("moved").await.expect("it goes");
    script("", "localStorage.removeItem('diarist-home');").await;
    begun(&opened().await, "rooted").await;
    script("", "localStorage.removeItem('diarist-home');").await;
    drop(talks);
    let talks = at("/talks/").await;
    assert_eq!(talks.record("moved").await, Ok(None));
    assert_eq!(talks.record("rooted").await, Ok(None));
}
