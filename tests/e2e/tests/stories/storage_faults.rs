//! The browser does not keep what it should, or what it kept cannot be read: the page says so, works
//! all the same, and loses nothing.
//!
//! What a browser does in a private window or on a full disk is done here by a script that runs
//! before the page's own, in the page as the stand-in serves it; Chromium also has a real quota.

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, ProgressPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, paths, soon, story, until};
use serde_json::json;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(storage_throws),
    story!(storage_fails_later),
    story!(storage_is_missing),
    story!(no_room_for_an_answer),
    story!(no_room_and_a_reload),
    // Only its driver sets a quota.
    story!(a_real_quota).only(&[Engine::Chromium]),
    story!(unreadable_records_are_told),
    story!(an_answer_that_cannot_be_read_is_asked_for),
    story!(a_newer_database_is_left_alone),
    story!(a_database_without_stores),
    story!(a_library_of_version_1_is_taken_over),
    story!(a_library_of_version_2_is_taken_over),
    story!(a_library_of_version_3_is_taken_over),
    story!(a_library_of_version_4_is_taken_over),
    story!(an_older_tab_has_to_be_closed),
];

/// The version of the page's database.
const PRESENT: u32 = 5;

pub(crate) const THROWS: &str = "IDBFactory.prototype.open = () => {
    throw new DOMException('The operation is insecure.', 'SecurityError');
};";

const FAILS: &str = "IDBFactory.prototype.open = () => {
    const error = new DOMException('A mutation operation was attempted.', 'InvalidStateError');
    const request = Object.assign(new EventTarget(), { error, readyState: 'done' });
    const event = new Event('error');
    setTimeout(() => {
        request.dispatchEvent(event);
        request.onerror?.(event);
    });
    return request;
};";

const MISSING: &str = "Object.defineProperty(window, 'indexedDB', { value: undefined });";

/// One answer fits; what makes room is the removal of one.
const FULL: &str = "let count = 0;
    const { put, delete: remove } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...what) {
        const request = put.apply(this, what);
        if (this.name !== 'transcripts' || ++count < 2) return request;
        const error = new DOMException('The disk is full.', 'QuotaExceededError');
        Object.defineProperty(this.transaction, 'error', { value: error });
        this.transaction.abort();
        count -= 1;
        return request;
    };
    IDBObjectStore.prototype.delete = function (...what) {
        if (this.name === 'transcripts') count -= 1;
        return remove.apply(this, what);
    };";

/// Runs a script with the open database at hand, as another version of the page would. `arguments`
/// of the page are not needed: the script is one expression that answers nothing.
async fn change_database(stage: &Stage, version: u32, upgrade: &str, change: &str) -> Result<()> {
    let body = format!(
        "const done = arguments[arguments.length - 1];
        const request = indexedDB.open('diarist', {version});
        request.onupgradeneeded = () => {{ const database = request.result; {upgrade} }};
        request.onerror = () => done(String(request.error));
        request.onsuccess = () => {{
            const database = request.result;
            const end = () => {{ database.close(); done(null); }};
            {change}
        }};"
    );
    let error = stage.tab.script_async(&body, vec![]).await?;
    ensure!(error.is_null(), "the database cannot be changed: {error}");
    Ok(())
}

/// Runs a script with the database of the page at hand; `end()` ends it.
pub(crate) async fn open_database(stage: &Stage, change: &str) -> Result<()> {
    change_database(stage, PRESENT, "", change).await
}

/// A document of the page's origin that runs nothing.
async fn open_quiet(stage: &Stage) -> Result<()> {
    // Whoever looks at a picture asks for this too.
    stage.expect_console("/favicon.ico");
    stage.tab.goto(&format!("{}favicon.svg", stage.server.page())).await
}

async fn transcribe<'a>(stage: &'a Stage, name: &str) -> Result<LibraryPage<'a>> {
    let progress = StartPage::shown(stage).await?.transcribe_sample(name).await?;
    Recording::read(name)?.check(&progress.finish().await?).await?;
    LibraryPage::open(stage).await
}

/// Everything works in memory, until the tab is closed.
async fn works_in_memory(stage: &Stage) -> Result<()> {
    let list = transcribe(stage, "interview").await?;
    ensure!(list.row("interview").await?.state == "Ready", "{:?}", list.rows().await?);
    stage.check_all_sizes("in memory").await?;
    list.rename("interview", "Talk").await?;
    let conversation = list.read("Talk").await?;
    Recording::read("interview")?.check(&conversation).await?;
    // It is told where one reads and corrects, too.
    let text = stage.tab.text().await?;
    ensure!(text.contains("Nothing will be kept after you close this tab."), "it says {text}");
    conversation.rename("Speaker A", "Ada").await?;
    let list = LibraryPage::open(stage).await?;
    let conversation = list.read("Talk").await?;
    soon("the name", async || {
        Ok(conversation.names().await?.contains(&("A".to_owned(), "Ada".to_owned())))
    })
    .await?;
    let list = LibraryPage::open(stage).await?;
    list.remove("Talk").await?;
    // A transcript that is there as a file is read as ever.
    stage
        .tab
        .give_file("Transcript file", &paths::sample("meeting").with_extension("json"))
        .await?;
    Recording::read("meeting")?.check(&ConversationPage::shown(stage).await?).await
}

async fn is_refused(stage: &Stage, script: &str) -> Result<()> {
    stage.run_before(script).await?;
    let start = StartPage::open(stage).await?;
    start.see("Nothing will be kept after you close this tab.").await?;
    stage.check_all_sizes("nothing is kept").await?;
    works_in_memory(stage).await?;
    stage.tab.reload().await?;
    // The recording's address leads to the start, where it still is told.
    StartPage::shown(stage).await?.see("Nothing will be kept").await
}

async fn storage_throws(stage: &Stage) -> Result<()> {
    is_refused(stage, THROWS).await
}

async fn storage_fails_later(stage: &Stage) -> Result<()> {
    is_refused(stage, FAILS).await
}

async fn storage_is_missing(stage: &Stage) -> Result<()> {
    is_refused(stage, MISSING).await
}

async fn has_answers(stage: &Stage, titles: &[&str]) -> Result<()> {
    soon(&format!("answers of {titles:?}"), async || {
        let stored = LibraryPage::stored(stage).await?;
        let with_answer = |title: &&str| {
            stored.records.iter().any(|record| {
                record["title"] == **title && stored.answers.iter().any(|id| record["id"] == **id)
            })
        };
        ensure!(titles.iter().all(with_answer), "there is {stored:?}");
        ensure!(stored.answers.len() == titles.len(), "there is {stored:?}");
        Ok(true)
    })
    .await
}

/// Two recordings, of which the second is not saved.
async fn filled(stage: &Stage) -> Result<LibraryPage<'_>> {
    stage.run_before(FULL).await?;
    StartPage::open(stage).await?;
    transcribe(stage, "interview").await?;
    has_answers(stage, &["interview"]).await?;
    let list = transcribe(stage, "meeting").await?;
    stage.see_alert("This device’s space for Diarist is full").await?;
    Ok(list)
}

async fn no_room_for_an_answer(stage: &Stage) -> Result<()> {
    let list = filled(stage).await?;
    stage.check_all_sizes("full").await?;
    has_answers(stage, &["interview"]).await?;
    Recording::read("meeting")?.check(&list.read("meeting").await?).await?;
    stage.see_alert("This transcript is not saved yet").await?;
    stage.check_all_sizes("not saved").await?;
    // Small changes fit, and the answer is still what is not saved.
    let list = LibraryPage::open(stage).await?;
    list.rename("interview", "Talk").await?;
    has_answers(stage, &["Talk"]).await?;
    stage.see_alert("This device’s space for Diarist is full").await?;
    list.remove("Talk").await?;
    has_answers(stage, &["meeting"]).await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    Recording::read("meeting")?.check(&list.read("meeting").await?).await
}

/// What was not saved when the page was closed is at the service: it is fetched, not made again;
/// a new name does not pretend that it is here.
async fn no_room_and_a_reload(stage: &Stage) -> Result<()> {
    let list = filled(stage).await?;
    list.rename("meeting", "Whales").await?;
    list.see("Whales", "Ready").await?;
    list.rename("interview", "Talk").await?;
    has_answers(stage, &["Talk"]).await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    let mut rows = list.rows().await?;
    rows.retain(|row| row.title != "Talk");
    ensure!(rows.len() == 1 && rows[0].state == "Waiting for your key", "{rows:?}");
    StartPage::shown(stage).await?.type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    list.see(&rows[0].title, "Ready").await?;
    Recording::read("meeting")?.check(&list.read(&rows[0].title).await?).await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 2 && stats.uploads_completed == 2, "{:?}", stats.requests);
    Ok(())
}

/// What Chromium does when one of two answers fits: what was stored stays, and the other is shown.
async fn a_real_quota(stage: &Stage) -> Result<()> {
    let page = stage.server.page();
    let quota = json!({ "origin": page.trim_end_matches('/'), "quotaSize": 80_000 });
    stage.tab.driver().cdp().send_raw("Storage.overrideQuotaForOrigin", quota).await?;
    StartPage::open(stage).await?;
    transcribe(stage, "interview").await?;
    has_answers(stage, &["interview"]).await?;
    let list = transcribe(stage, "meeting").await?;
    stage.see_alert("This device’s space for Diarist is full").await?;
    has_answers(stage, &["interview"]).await?;
    Recording::read("meeting")?.check(&list.read("meeting").await?).await
}

async fn unreadable_records_are_told(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    transcribe(stage, "interview").await?;
    has_answers(stage, &["interview"]).await?;
    let change = r#"const transaction = database.transaction(['recordings', 'transcripts'], 'readwrite');
        const records = transaction.objectStore('recordings');
        records.put('{"v":1,"id":"cut', 'cut');
        records.put('{"v":2,"id":"later","title":"From tomorrow"}', 'later');
        records.put({ v: 1, id: 'other' }, 'other');
        transaction.objectStore('transcripts').put(new Uint8Array([1, 2]), 'cut');
        transaction.oncomplete = end;"#;
    change_database(stage, PRESENT, "", change).await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    ensure!(list.titles().await? == ["interview"], "{:?}", list.rows().await?);
    stage.see_alert("Some of the library could not be read").await?;
    stage.check_all_sizes("unreadable").await?;
    stage.tab.click(Role::Button, "Save the raw data").await?;
    let file = stage.downloads.join("diarist-unreadable.txt");
    let saved = until("the saved file", e2e::until::SOON, async || {
        Ok(Some(std::fs::read_to_string(&file)?).filter(|text| text.contains("tomorrow")))
    })
    .await?;
    ensure!(saved.contains(r#"{"v":1,"id":"cut"#), "saved: {saved}");

    stage.tab.click(Role::Button, "Start fresh without them").await?;
    soon("only what is newer", async || {
        let stored = raw_records(stage).await?;
        ensure!(stored.len() == 2, "there is {stored:?}");
        Ok(stored.iter().any(|text| text == r#"{"v":2,"id":"later","title":"From tomorrow"}"#))
    })
    .await?;
    // What a newer version wrote is left for it, and can only be saved.
    stage.see_alert("Some of the library could not be read").await?;
    soon("no way to drop it", async || {
        Ok(!stage.tab.has(Role::Button, "Start fresh without them").await?)
    })
    .await?;
    stage.tab.reload().await?;
    stage.see_alert("Some of the library could not be read").await?;
    let list = LibraryPage::shown(stage).await?;
    Recording::read("interview")?.check(&list.read("interview").await?).await
}

/// The texts of all records, as they are stored.
async fn raw_records(stage: &Stage) -> Result<Vec<String>> {
    let body = "const done = arguments[arguments.length - 1];
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {
            const database = request.result;
            const all = database.transaction('recordings').objectStore('recordings').getAll();
            all.onsuccess = () => {
                database.close();
                done(all.result.map(String));
            };
        };";
    Ok(serde_json::from_value(stage.tab.script_async(body, vec![]).await?)?)
}

/// The job is at the service: its answer is fetched once more, which costs nothing.
async fn an_answer_that_cannot_be_read_is_asked_for(stage: &Stage) -> Result<()> {
    let changes = [
        "transcripts.openCursor().onsuccess = ({ target: { result } }) =>
            result.update(new Uint8Array([123, 34]));",
        "transcripts.openCursor().onsuccess = ({ target: { result } }) => result.update('text');",
        "transcripts.clear();",
    ];
    StartPage::open(stage).await?;
    transcribe(stage, "interview").await?;
    has_answers(stage, &["interview"]).await?;
    for change in changes {
        let change = format!(
            "const transaction = database.transaction('transcripts', 'readwrite');
            const transcripts = transaction.objectStore('transcripts');
            {change}
            transaction.oncomplete = end;"
        );
        change_database(stage, PRESENT, "", &change).await?;
        stage.tab.reload().await?;
        let list = LibraryPage::shown(stage).await?;
        stage.tab.click(Role::Link, "interview").await?;
        stage.see_alert("The transcript could not be read").await?;
        stage.check_all_sizes("answer unreadable").await?;
        stage.tab.click(Role::Button, "Ask AssemblyAI for it").await?;
        let progress = ProgressPage::shown(stage).await?;
        progress.see("Waiting for your key").await?;
        StartPage::on_any_screen(stage).type_key(KEY).await?;
        progress.press("Go on").await?;
        Recording::read("interview")?.check(&progress.finish().await?).await?;
        LibraryPage::open(stage).await?;
        list.see("interview", "Ready").await?;
        has_answers(stage, &["interview"]).await?;
    }
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{:?}", stats.requests);
    // What did not come from a job is told without that way out.
    let files = Files::new()?;
    let own =
        files.write("own.json", &std::fs::read(paths::sample("arabic").with_extension("json"))?)?;
    stage.tab.give_file("Transcript file", &own).await?;
    ConversationPage::shown(stage).await?;
    LibraryPage::open(stage).await?;
    has_answers(stage, &["interview", "own"]).await?;
    let change = "const transaction = database.transaction('transcripts', 'readwrite');
        transaction.objectStore('transcripts').clear();
        transaction.oncomplete = end;";
    change_database(stage, PRESENT, "", change).await?;
    stage.tab.reload().await?;
    LibraryPage::shown(stage).await?;
    stage.tab.click(Role::Link, "own").await?;
    stage.see_alert("it did not come from a job of this page").await?;
    ensure!(!stage.tab.has(Role::Button, "Ask AssemblyAI for it").await?, "it can be asked for");
    Ok(())
}

const STORES: &str = "database.createObjectStore('recordings');
    database.createObjectStore('transcripts');";

async fn a_newer_database_is_left_alone(stage: &Stage) -> Result<()> {
    open_quiet(stage).await?;
    let change = "const transaction = database.transaction('recordings', 'readwrite');
        transaction.objectStore('recordings').put('of a later version', 'later');
        transaction.oncomplete = end;";
    change_database(stage, PRESENT + 1, STORES, change).await?;
    StartPage::open(stage).await?;
    stage.see_alert("Could not read the library").await?;
    stage.check_all_sizes("a newer library").await?;
    works_in_memory(stage).await?;
    ensure!(raw_records(stage).await? == ["of a later version"], "it was changed");
    Ok(())
}

async fn a_database_without_stores(stage: &Stage) -> Result<()> {
    open_quiet(stage).await?;
    change_database(stage, PRESENT, "", "end();").await?;
    StartPage::open(stage).await?;
    let alert = stage.see_alert("Could not read the library").await?;
    ensure!(alert.contains("What is stored cannot be read."), "it says {alert:?}");
    works_in_memory(stage).await
}

/// Version 1 had no place for copies of recordings. What it kept is there, and copies can be kept.
async fn a_library_of_version_1_is_taken_over(stage: &Stage) -> Result<()> {
    is_taken_over(stage, 1, "['recordings', 'transcripts', 'vault']").await
}

/// Version 2 had no place for what is said, nor for where files are.
async fn a_library_of_version_2_is_taken_over(stage: &Stage) -> Result<()> {
    is_taken_over(stage, 2, "['recordings', 'transcripts', 'vault', 'media']").await
}

/// Version 3 had no place for corrections.
async fn a_library_of_version_3_is_taken_over(stage: &Stage) -> Result<()> {
    let stores = "['recordings', 'transcripts', 'vault', 'media', 'texts', 'handles']";
    is_taken_over(stage, 3, stores).await
}

/// Version 4 did not remember what was removed.
async fn a_library_of_version_4_is_taken_over(stage: &Stage) -> Result<()> {
    let stores = "['recordings', 'transcripts', 'vault', 'media', 'texts', 'handles', 'edits']";
    is_taken_over(stage, 4, stores).await
}

async fn is_taken_over(stage: &Stage, version: u32, stores: &str) -> Result<()> {
    open_quiet(stage).await?;
    let stores = format!("{stores}.forEach((name) => database.createObjectStore(name));");
    let answer = std::fs::read_to_string(paths::sample("interview").with_extension("json"))?;
    let record = json!({
        "v": 1, "id": "k3v9", "created": 1_760_000_000_000_u64, "title": "An older talk",
        "name": "talk.mp3", "size": 486_000, "ends": "00000000000000ff",
        "outcome": "ready", "speakers": ["Ann", "Bob"], "bytes": answer.len(),
    });
    let change = format!(
        "const transaction = database.transaction(['recordings', 'transcripts'], 'readwrite');
        transaction.objectStore('recordings').put({}, 'k3v9');
        const bytes = new TextEncoder().encode({});
        transaction.objectStore('transcripts').put(bytes, 'k3v9');
        transaction.oncomplete = end;",
        json!(record.to_string()),
        json!(answer),
    );
    change_database(stage, version, &stores, &change).await?;
    StartPage::open(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    ensure!(list.titles().await? == ["An older talk"], "{:?}", list.rows().await?);
    let conversation = list.read("An older talk").await?;
    Recording::read("interview")?.check(&conversation).await?;
    let text = stage.tab.text().await?;
    ensure!(text.contains("Ann") && text.contains("Bob"), "the names are not there: {text}");
    let body = "const done = arguments[0];
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {
            const database = request.result;
            database.close();
            const names = ['media', 'texts', 'handles', 'edits', 'removed'];
            const has = names.every((name) => database.objectStoreNames.contains(name));
            done([database.version, has]);
        };";
    let now = stage.tab.script_async(body, vec![]).await?;
    ensure!(now == json!([PRESENT, true]), "the database is {now}");
    Ok(())
}

/// A tab of an older version that does not give way holds the database; the page says so, and shows
/// the recordings as soon as that tab is closed.
async fn an_older_tab_has_to_be_closed(stage: &Stage) -> Result<()> {
    open_quiet(stage).await?;
    let body = "const done = arguments[0];
        const request = indexedDB.open('diarist', 1);
        request.onupgradeneeded = () => ['recordings', 'transcripts', 'vault']
            .forEach((name) => request.result.createObjectStore(name));
        request.onsuccess = () => {
            window.held = request.result;
            const store = held.transaction('recordings', 'readwrite').objectStore('recordings');
            store.put('{\"v\":1,\"id\":\"k3v9\",\"title\":\"An older talk\"}', 'k3v9');
            store.transaction.oncomplete = () => done(null);
        };";
    stage.tab.script_async(body, vec![]).await?;
    let (old, new) = stage.tab.open_second().await?;
    let start = StartPage::open(stage).await?;
    start.see("Another tab has an older version of this page open").await?;
    stage.check_all_sizes("an older tab is open").await?;
    // It can be worked with meanwhile, and what was done is kept too.
    let file = paths::sample("meeting").with_extension("json");
    stage.tab.give_file("Transcript file", &file).await?;
    ConversationPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    stage.tab.turn_to(&old).await?;
    stage.tab.close_for(&new).await?;
    soon("both recordings", async || Ok(list.titles().await? == ["meeting", "An older talk"]))
        .await?;
    has_answers(stage, &["meeting"]).await
}
