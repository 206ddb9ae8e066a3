//! The key: tested, refused, cleaned, forgotten, and found nowhere it should not be.

use e2e::locate::Role;
use e2e::pages::{KEY, LibraryPage, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::json;

use crate::resume::{QUEUED, all_was_done_once, bring_to, go_on};

pub(crate) const STORIES: &[Story] = &[
    story!(key_is_tested),
    story!(key_is_rejected),
    story!(pasted_key_is_cleaned),
    story!(key_is_forgotten),
    story!(key_is_found_nowhere),
    story!(a_key_anywhere_is_found),
];

async fn key_is_tested(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    start.test_key().await?;
    start.see("Key works").await?;
    stage.check_all_sizes("key works").await?;
    let stats = stage.server.stats();
    ensure!(stats.count("GET /v2/transcript") == 1, "{:?}", stats.requests);
    Ok(())
}

async fn key_is_rejected(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key("invalid-0123456789").await?;
    start.test_key().await?;
    stage.see_alert("AssemblyAI did not accept this key.").await?;
    soon("the focus on the key", async || start.is_key_focused().await).await?;
    stage.check_all_sizes("key rejected").await?;
    // Another key is another matter: the complaint goes.
    start.type_key(KEY).await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await
}

async fn pasted_key_is_cleaned(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    stage.paste_into("AssemblyAI API key", &format!("  Bearer {KEY} \n")).await?;
    soon("the clean key", async || Ok(start.key().await? == KEY)).await?;
    start.test_key().await?;
    start.see("Key works").await?;
    // Typed letter by letter it comes out the same.
    start.type_key(&format!("Bearer {KEY}")).await?;
    start.test_key().await?;
    start.see("Key works").await?;
    let seen = stage.server.stats().keys_seen;
    ensure!(seen.len() == 1, "more than one key was sent: {seen:?}");
    Ok(())
}

async fn key_is_forgotten(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    start.forget_key().await?;
    soon("an empty field", async || Ok(start.key().await?.is_empty())).await?;
    start.choose_sample("interview").await?;
    start.press_transcribe().await?;
    stage.see_alert("Paste your AssemblyAI API key").await?;
    ensure!(e2e::server::api_requests(&stage.server.stats()) == 0);
    Ok(())
}

/// Keeps all that is said in the console.
const LISTEN: &str = "window.consoleSaid = [];
    for (const level of ['debug', 'error', 'info', 'log', 'trace', 'warn']) {
        const say = console[level];
        console[level] = (...what) => {
            window.consoleSaid.push(what.map(String));
            say.apply(console, what);
        };
    }
    addEventListener('error', ({ message }) => window.consoleSaid.push(message));
    addEventListener('unhandledrejection', ({ reason }) => window.consoleSaid.push(String(reason)));";

/// After a whole run, with a reload in its middle, the key is in no address, no storage, no markup,
/// no name of a request, and was not told to the console; it is gone when the tab is opened anew.
async fn key_is_found_nowhere(stage: &Stage) -> Result<()> {
    let nowhere = async |when: &str| {
        let places = stage.traces_of(KEY).await?;
        ensure!(places == json!([]), "{when}, the key is in {places}");
        Ok(())
    };
    stage.run_before(LISTEN).await?;
    bring_to(stage, &QUEUED).await?;
    nowhere("in a job").await?;
    stage.tab.reload().await?;
    ProgressPage::shown(stage).await?;
    nowhere("after a reload").await?;
    let start = StartPage::on_any_screen(stage);
    ensure!(start.key().await?.is_empty(), "the key outlived the page");
    go_on(stage).await?;
    nowhere("in the conversation").await?;
    all_was_done_once(stage).await?;
    LibraryPage::open(stage).await?;
    nowhere("in the list").await?;
    // A failure that stays is stored and told too.
    stage.server.next_answer(json!({ "status": "error", "error": "Something broke." }))?;
    start.transcribe_sample("meeting").await?;
    stage.see_alert_hurrying("Something broke.").await?;
    nowhere("after a failure").await?;
    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    ensure!(start.key().await?.is_empty(), "the key outlived the page");
    nowhere("in the page, opened anew").await
}

/// The search held to its word: it finds the key wherever a page could put it.
async fn a_key_anywhere_is_found(stage: &Stage) -> Result<()> {
    stage.run_before(LISTEN).await?;
    StartPage::open(stage).await?;
    let body = "const [key] = arguments;
        const done = arguments[arguments.length - 1];
        history.replaceState({ key }, '', `#/${key}`);
        document.title = `${key}!`;
        window.name = key;
        document.cookie = `key=${key}`;
        localStorage.setItem(key, '');
        sessionStorage.setItem('key', btoa(key));
        document.body.dataset.key = key;
        console.debug('the key', key);
        const put = async () => {
            if (globalThis.caches) {
                const cache = await caches.open('planted');
                await cache.put('./planted', new Response(`a ${key}`));
            }
        };
        const request = indexedDB.open('planted', 1);
        request.onupgradeneeded = () => {
            const add = (name, value, at) =>
                request.result.createObjectStore(name).put(value, at);
            add('bytes', new TextEncoder().encode(`{${key}}`), 1);
            add('keys', 1, key);
            add('nested', { list: [{ of: new Map([['it', key]]) }] }, 1);
            add('wide', Uint16Array.from(key, (letter) => letter.charCodeAt(0)), 1);
        };
        request.onsuccess = () => {
            request.result.close();
            put().then(() => done(Boolean(globalThis.caches)), (error) => done(String(error)));
        };";
    let has_caches = stage.tab.script_async(body, vec![KEY.into()]).await?;
    ensure!(has_caches.is_boolean(), "it cannot be planted: {has_caches}");
    let mut expected = vec!["address", "attributes"];
    expected.extend((has_caches == json!(true)).then_some("caches"));
    expected.extend(["console", "cookies"]);
    let stores = ["bytes", "keys", "nested", "wide"].map(|name| format!("database planted/{name}"));
    expected.extend(stores.iter().map(String::as_str));
    expected.extend(["history", "localStorage", "markup", "sessionStorage", "title"]);
    expected.push("window.name");
    soon("the key everywhere", async || {
        // The page may have given itself a title since.
        stage.tab.script("document.title = `${arguments[0]}!`;", vec![KEY.into()]).await?;
        let places = stage.traces_of(KEY).await?;
        ensure!(places == json!(expected), "only in {places}");
        Ok(true)
    })
    .await?;
    stage.tab.script("window.name = '';", vec![]).await.map(drop)
}
