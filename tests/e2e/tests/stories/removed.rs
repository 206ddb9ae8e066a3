//! What was removed stays removed, whatever is still on its way when it is.
//!
//! To have it on its way, a script of the page's origin holds a store of the database until it is let
//! go: what is written to it, and then the removal, wait in a line, as they do for a file of gigabytes.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::correcting::edit;
use crate::storage_faults::open_database;

pub(crate) const STORIES: &[Story] = &[
    story!(removed_while_the_sound_is_copied),
    story!(removed_while_it_is_searched),
    story!(removed_while_another_tab_edits),
    story!(left_over_is_swept_away),
];

/// Longer than anything waits that is on its way.
const A_WHILE_MS: u32 = 1_500;

/// Remembers the stores that the page reads from.
const WATCH: &str = "window.readFrom = [];
    for (const how of ['get', 'getAll']) {
        const read = IDBObjectStore.prototype[how];
        IDBObjectStore.prototype[how] = function (...what) {
            window.readFrom.push(this.name);
            return read.apply(this, what);
        };
    }";

/// Holds a store until [`let_go`].
async fn hold(stage: &Stage, store: &str) -> Result<()> {
    let body = "const [name, done] = arguments;
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {
            const store = request.result.transaction(name, 'readwrite').objectStore(name);
            const hold = () => {
                if (!window.isLetGo) store.count().onsuccess = hold;
            };
            store.transaction.oncomplete = () => request.result.close();
            store.count().onsuccess = () => { hold(); done(null); };
        };";
    stage.tab.script_async(body, vec![json!(store)]).await?;
    Ok(())
}

async fn let_go(stage: &Stage) -> Result<()> {
    stage.tab.script("window.isLetGo = true;", vec![]).await?;
    Ok(())
}

/// All that is kept but the key, and the names of what was removed.
async fn kept(stage: &Stage) -> Result<Value> {
    let body = "const done = arguments[0];
        const request = indexedDB.open('diarist');
        request.onsuccess = async () => {
            const database = request.result;
            const without = ['vault', 'removed'];
            const names = [...database.objectStoreNames].filter((name) => !without.includes(name));
            const keys = (store) => new Promise((found) => {
                const all = database.transaction(store).objectStore(store).getAllKeys();
                all.onsuccess = () => found(all.result.map((key) => `${store} ${key}`));
            });
            const all = (await Promise.all(names.map(keys))).flat();
            database.close();
            done(all);
        };";
    stage.tab.script_async(body, vec![]).await
}

async fn nothing_is_kept(stage: &Stage) -> Result<()> {
    soon("nothing to be kept", async || {
        let kept = kept(stage).await?;
        ensure!(kept == json!([]), "{kept} are kept");
        Ok(true)
    })
    .await?;
    stage.let_pass(A_WHILE_MS).await?;
    let kept = kept(stage).await?;
    ensure!(kept == json!([]), "{kept} came back");
    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    stage.let_pass(A_WHILE_MS).await?;
    ensure!(!stage.tab.has(Role::List, "On this device").await?, "it is in the list again");
    Ok(())
}

async fn removed_while_the_sound_is_copied(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("interview").await?.finish().await?;
    LibraryPage::answer_is_stored(stage).await?;
    let list = LibraryPage::open(stage).await?;
    hold(stage, "media").await?;
    list.keep_sound("interview", "486 kB").await?;
    list.remove("interview").await?;
    let_go(stage).await?;
    nothing_is_kept(stage).await
}

async fn removed_while_it_is_searched(stage: &Stage) -> Result<()> {
    stage.run_before(WATCH).await?;
    let list = LibraryPage::with_transcripts(stage, &["interview", "meeting"]).await?;
    LibraryPage::answers_are_stored(stage, 2).await?;
    // It reads the corrections last, and then keeps what is said.
    hold(stage, "edits").await?;
    stage.tab.script("window.readFrom.length = 0;", vec![]).await?;
    list.search("a word that nobody says").await?;
    soon("an answer to be read", async || {
        let body = "return window.readFrom.includes('transcripts');";
        Ok(stage.tab.script(body, vec![]).await? == true)
    })
    .await?;
    stage.tab.press(Key::Escape).await?;
    for title in ["meeting", "interview"] {
        list.remove(title).await?;
    }
    let_go(stage).await?;
    nothing_is_kept(stage).await
}

async fn removed_while_another_tab_edits(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    let file = paths::sample("interview").with_extension("json");
    stage.tab.give_file("Transcript file", &file).await?;
    ConversationPage::shown(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    let (first, second) = stage.tab.open_second().await?;
    StartPage::open(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    stage.tab.turn_to(&first).await?;
    edit(stage, 0).await?;
    stage.tab.press("Indeed ").await?;
    stage.tab.turn_to(&second).await?;
    list.remove("interview").await?;
    stage.tab.turn_to(&first).await?;
    // The conversation that was removed is left.
    soon("the conversation to be closed", async || {
        Ok(!stage.tab.has(Role::List, "Conversation").await?)
    })
    .await?;
    stage.tab.turn_to(&second).await?;
    nothing_is_kept(stage).await?;
    stage.tab.close_for(&first).await
}

/// An older version of the page has left something behind of a recording that is not there.
async fn left_over_is_swept_away(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    let left_over = "const names = ['texts', 'edits', 'transcripts'];
        const transaction = database.transaction(names, 'readwrite');
        transaction.objectStore('texts').put('What was said.', 'k3v9');
        transaction.objectStore('edits').put('{}', 'k3v9');
        transaction.objectStore('edits').put('{}', 'k3v9/00000000');
        transaction.objectStore('transcripts').put(new Uint8Array([1]), 'k3v9');
        transaction.oncomplete = end;";
    open_database(stage, left_over).await?;
    stage.tab.reload().await?;
    nothing_is_kept(stage).await
}
