//! What was corrected is on the disk, or it is said that it is not: a full disk, a store that fails, a tab
//! that is closed while one types, corrections that cannot be read.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::correcting::{WHOLE, edit, open, put_caret, see, stand_at};

pub(crate) const STORIES: &[Story] = &[
    story!(corrections_outlive_a_full_disk),
    story!(what_was_typed_is_kept_when_the_tab_closes),
    story!(unread_corrections_are_left_alone),
    story!(a_read_that_fails_is_tried_again),
    story!(corrections_of_an_older_version_are_taken_over),
    story!(without_a_store_corrections_live_as_long_as_the_tab),
];

/// Makes the disk full for corrections, as long as `window.full` says so.
const FULL: &str = "const { put } = IDBObjectStore.prototype;
    IDBObjectStore.prototype.put = function (...what) {
        const request = put.apply(this, what);
        if (this.name !== 'edits' || !window.full) return request;
        const error = new DOMException('The disk is full.', 'QuotaExceededError');
        Object.defineProperty(this.transaction, 'error', { value: error });
        this.transaction.abort();
        return request;
    };";

async fn is_full(stage: &Stage, is_full: bool) -> Result<()> {
    stage.tab.script("window.full = arguments[0];", vec![json!(is_full)]).await.map(drop)
}

/// A save fails, and the next one does not: what failed is told where one corrects, and stored with it.
async fn corrections_outlive_a_full_disk(stage: &Stage) -> Result<()> {
    stage.run_before(FULL).await?;
    let conversation = open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    is_full(stage, true).await?;
    edit(stage, 1).await?;
    put_caret(stage, "The fog").await?;
    stage.tab.press_with_control_enter().await?;
    stage.tab.press(Key::Escape).await?;
    let split = [WHOLE[0], "B: Nobody had slept.", "B: The fog was down.", WHOLE[2]];
    see(&conversation, &split).await?;
    let alert = stage.see_alert("Your last correction is not saved yet").await?;
    ensure!(alert.contains("space for Diarist is full"), "it says {alert:?}");
    stage.check_all_sizes("corrections are not saved").await?;
    // One more does not fit either.
    stand_at(stage, 3).await?;
    stage.tab.press("2").await?;
    stage.see_alert("Your last 2 corrections are not saved yet").await?;
    // Also where the note is out of view.
    let heading = "return document.querySelector('header .meta').textContent;";
    let told = stage.tab.script(heading, vec![]).await?;
    ensure!(told == json!("2 corrections not saved"), "the bar says {told}");
    // They can be taken away.
    stage.tab.click(Role::Button, "Save them as a file").await?;
    let file = stage.downloads.join("interview.corrections.jsonl");
    soon("the file", async || {
        let text = std::fs::read_to_string(&file).unwrap_or_default();
        Ok(text.lines().filter(|line| line.contains("\"kind\"")).count() == 2)
    })
    .await?;
    is_full(stage, false).await?;
    stand_at(stage, 0).await?;
    stage.tab.press("2").await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    let all = ["B: We cast off at two.", split[1], split[2], "B: That is true."];
    see(&conversation, &all).await?;
    LibraryPage::edits_are_stored(stage, 3, 3).await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    see(&conversation, &all).await?;
    // Also a disk that gets room by itself: it is tried again without a further correction.
    is_full(stage, true).await?;
    conversation.press("Undo").await?;
    stage.see_alert("Your last correction is not saved yet").await?;
    is_full(stage, false).await?;
    stage.tab.signal("online").await?;
    LibraryPage::edits_are_stored(stage, 2, 3).await
}

/// Not more than the key that is pressed can be lost by closing the page.
async fn what_was_typed_is_kept_when_the_tab_closes(stage: &Stage) -> Result<()> {
    open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    for (at, before, typed) in [(0, "We", "So "), (1, "Nobody", "But ")] {
        edit(stage, at).await?;
        put_caret(stage, before).await?;
        // In one task of the page, which the driver does not wait for: its answer would be lost with the page.
        let leave = "window.isBefore = true;
            setTimeout((typed) => {
                document.execCommand('insertText', false, typed);
                location.reload();
            }, 0, arguments[0]);";
        stage.tab.script(leave, vec![json!(typed)]).await?;
        stage.tab.wait_until_reloaded().await?;
        let conversation = ConversationPage::shown(stage).await?;
        soon(&format!("{typed:?}"), async || {
            let turns = conversation.turns().await?;
            Ok(turns.get(at).is_some_and(|turn| turn.paragraphs.join(" ").starts_with(typed)))
        })
        .await?;
    }
    // Also in the background of another tab, where a phone may end it without a word.
    edit(stage, 2).await?;
    put_caret(stage, "That").await?;
    let hide = "document.execCommand('insertText', false, 'And ');
        Object.defineProperty(document, 'visibilityState', { value: 'hidden', configurable: true });
        Object.defineProperty(document, 'hidden', { value: true, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        return performance.now();";
    stage.tab.script(hide, vec![]).await?;
    LibraryPage::edits_are_stored(stage, 3, 3).await
}

/// Everything that is stored of corrections, by key.
async fn stored(stage: &Stage) -> Result<Value> {
    let body = "const done = arguments[arguments.length - 1];
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {
            const store = request.result.transaction('edits').objectStore('edits');
            const [keys, values] = [store.getAllKeys(), store.getAll()];
            values.onsuccess = () => {
                request.result.close();
                done(keys.result.map((key, at) => [key.replace(/^[a-z0-9]+/, 'ID'), values.result[at]]));
            };
        };";
    stage.tab.script_async(body, vec![]).await
}

/// Changes what is stored; `change` has the store and the id of the recording at hand.
async fn spoil(stage: &Stage, change: &str) -> Result<()> {
    let body = format!(
        "const done = arguments[arguments.length - 1];
        const request = indexedDB.open('diarist');
        request.onsuccess = () => {{
            const transaction = request.result.transaction('edits', 'readwrite');
            const store = transaction.objectStore('edits');
            store.getAllKeys().onsuccess = ({{ target }}) => {{
                const id = target.result[0].split('/')[0];
                {change}
            }};
            transaction.oncomplete = () => {{ request.result.close(); done(null); }};
        }};"
    );
    stage.tab.script_async(&body, vec![]).await.map(drop)
}

const ORIGINAL: [&str; 3] = WHOLE;

/// What is newer, has a hole, or belongs to another original is shown as that and stays as it is, whatever
/// one tries.
async fn unread_corrections_are_left_alone(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    stand_at(stage, 0).await?;
    stage.tab.press("2").await?;
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    LibraryPage::edits_are_stored(stage, 2, 2).await?;
    let corrected = ["B: We cast off at two.", WHOLE[1], "B: That is true."];
    see(&conversation, &corrected).await?;
    let good = stored(stage).await?;
    let damaged = "The corrections of this conversation are damaged";
    let newer = "A newer version of this page made these corrections";
    let cases = [
        ("store.put('{\"v\":9,\"steps\":2}', id);", newer),
        ("store.put('{\"v\":9,\"kind\":\"later\"}', `${id}/00000001`);", newer),
        ("store.put('{\"v\":1,\"kind\":\"later\",\"splices\":[]}', `${id}/00000001`);", damaged),
        ("store.delete(`${id}/00000000`);", damaged),
        ("store.delete(id);", damaged),
        (
            "store.put('{\"v\":2,\"of\":\"00000000000000ff\",\"steps\":2}', id);",
            "The corrections do not fit this transcript",
        ),
    ];
    for (change, title) in cases {
        spoil(stage, change).await?;
        let before = stored(stage).await?;
        stage.tab.reload().await?;
        let conversation = ConversationPage::shown(stage).await?;
        stage.see_alert(title).await?;
        see(&conversation, &ORIGINAL).await?;
        stand_at(stage, 1).await?;
        stage.tab.press("1").await?;
        stage.tab.press("e").await?;
        see(&conversation, &ORIGINAL).await?;
        let body = "return document.querySelector('[data-editing]') === null;";
        ensure!(stage.tab.script(body, vec![]).await? == json!(true), "it can be typed in");
        ensure!(stored(stage).await? == before, "it was changed: {before:#}");
        // Back as it was.
        let put = format!(
            "store.clear(); for (const [key, value] of {good}) store.put(value, key.replace('ID', id));"
        );
        spoil(stage, &put).await?;
        stage.tab.click(Role::Button, "Try again").await?;
        see(&conversation, &corrected).await?;
        soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    }
    // Without them: they are put aside, and what is corrected from then on is kept.
    spoil(stage, cases[3].0).await?;
    stage.tab.reload().await?;
    ConversationPage::shown(stage).await?;
    stage.see_alert(damaged).await?;
    stage.check_all_sizes("damaged corrections").await?;
    stage.tab.click(Role::Button, "Go on without them").await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    stand_at(stage, 1).await?;
    stage.tab.press("1").await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    stage.tab.reload().await?;
    let anew = [WHOLE[0], "A: Nobody had slept. The fog was down.", WHOLE[2]];
    see(&ConversationPage::shown(stage).await?, &anew).await?;
    let text = stored(stage).await?.to_string();
    ensure!(text.contains("ID/aside/"), "they are gone: {text}");
    Ok(())
}

/// A failure of reading is a failure, and not that there is nothing.
async fn a_read_that_fails_is_tried_again(stage: &Stage) -> Result<()> {
    let fails = "const { getAll } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.getAll = function (...what) {
            const isSick = sessionStorage.getItem('sick') && this.name === 'edits';
            if (isSick) throw new DOMException('Attempt to get records failed.', 'UnknownError');
            return getAll.apply(this, what);
        };";
    stage.run_before(fails).await?;
    let conversation = open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    stand_at(stage, 0).await?;
    stage.tab.press("2").await?;
    let corrected = ["B: We cast off at two.", WHOLE[1], WHOLE[2]];
    see(&conversation, &corrected).await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    stage.tab.script("sessionStorage.setItem('sick', '1');", vec![]).await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    stage.see_alert("The corrections of this conversation could not be read").await?;
    see(&conversation, &ORIGINAL).await?;
    stage.tab.script("sessionStorage.removeItem('sick');", vec![]).await?;
    stage.tab.signal("online").await?;
    see(&conversation, &corrected).await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    stand_at(stage, 1).await?;
    stage.tab.press("1").await?;
    LibraryPage::edits_are_stored(stage, 2, 2).await
}

/// As version 1 stored them: one was undone. The next correction takes its place, and the newer form that
/// of the older one.
async fn corrections_of_an_older_version_are_taken_over(stage: &Stage) -> Result<()> {
    open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    for turn in [0, 2] {
        stand_at(stage, turn).await?;
        stage.tab.press("2").await?;
    }
    LibraryPage::edits_are_stored(stage, 2, 2).await?;
    spoil(stage, "store.put('{\"v\":1,\"done\":1,\"all\":2}', id);").await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    see(&conversation, &["B: We cast off at two.", WHOLE[1], WHOLE[2]]).await?;
    conversation.press("Redo").await?;
    see(&conversation, &["B: We cast off at two.", WHOLE[1], "B: That is true."]).await?;
    conversation.press("Undo").await?;
    stand_at(stage, 1).await?;
    stage.tab.press("1").await?;
    let corrected = ["B: We cast off at two.", "A: Nobody had slept. The fog was down.", WHOLE[2]];
    see(&conversation, &corrected).await?;
    soon("the newer form", async || {
        let stored = stored(stage).await?;
        let log = stored[0][1].as_str().unwrap_or_default();
        ensure!(log.contains("\"v\":2") && log.contains("\"of\":"), "it is {stored:#}");
        Ok(true)
    })
    .await?;
    stage.tab.reload().await?;
    see(&ConversationPage::shown(stage).await?, &corrected).await
}

/// Where nothing can be stored, corrections are there until the tab is closed, also when another
/// conversation was opened between.
async fn without_a_store_corrections_live_as_long_as_the_tab(stage: &Stage) -> Result<()> {
    stage.run_before(crate::storage_faults::THROWS).await?;
    let conversation = open(stage).await?;
    stand_at(stage, 0).await?;
    stage.tab.press("2").await?;
    let corrected = ["B: We cast off at two.", WHOLE[1], WHOLE[2]];
    see(&conversation, &corrected).await?;
    stage.see_alert("Your last correction is not saved yet").await?;
    stage.check_all_sizes("corrections without a store").await?;
    LibraryPage::open(stage).await?;
    let other = paths::sample("meeting").with_extension("json");
    stage.tab.give_file("Transcript file", &other).await?;
    ConversationPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    let conversation = list.read("interview").await?;
    see(&conversation, &corrected).await?;
    conversation.press("Undo").await?;
    see(&conversation, &WHOLE).await
}
