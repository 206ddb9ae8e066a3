//! What the page says of the place where it is, and of what the browser does with what it keeps there.

use std::fs;

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::server::Server;
use e2e::{Engine, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;
use tempfile::TempDir;

pub(crate) const STORIES: &[Story] = &[
    story!(cleared_recordings_are_told),
    story!(a_page_that_is_not_secure_takes_no_key),
    story!(a_page_in_a_folder_says_what_it_shares),
    story!(a_page_inside_another_does_not_start),
];

async fn open_transcript(stage: &Stage) -> Result<()> {
    let file = paths::sample("interview").with_extension("json");
    stage.tab.give_file("Transcript file", &file).await?;
    ConversationPage::shown(stage).await?;
    Ok(())
}

/// The browser clears the database and leaves the rest, as some do.
async fn cleared_recordings_are_told(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    open_transcript(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    LibraryPage::open(stage).await?;
    // WebKitGTK does not tell it.
    let told = match stage.engine {
        Engine::WebKit => "1 recording, ",
        Engine::Chromium | Engine::Firefox => "that this browser gives Diarist",
    };
    soon("how much room there is", async || Ok(stage.tab.text().await?.contains(told))).await?;
    let clear = "const done = arguments[0];
        const request = indexedDB.deleteDatabase('diarist');
        request.onsuccess = () => done(null);
        request.onerror = request.onblocked = () => done('it stays');";
    let error = stage.tab.script_async(clear, vec![]).await?;
    ensure!(error.is_null(), "{error}");
    stage.tab.reload().await?;
    stage.see_alert("There was a recording here; the browser has cleared it").await?;
    stage.check_all_sizes("cleared").await?;
    stage.tab.click(Role::Button, "I have seen it").await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;
    // Nothing is said of what the user removes.
    open_transcript(stage).await?;
    LibraryPage::open(stage).await?.remove("interview").await?;
    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    stage.let_pass(1_000).await?;
    ensure!(stage.tab.texts(Role::Alert).await?.is_empty(), "something is said to be cleared");
    Ok(())
}

/// As a browser gives a page by plain http from another machine.
const INSECURE: &str = "Object.defineProperty(window, 'isSecureContext', { value: false });
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
    Object.defineProperty(Navigator.prototype, 'storage', { value: undefined });";

async fn a_page_that_is_not_secure_takes_no_key(stage: &Stage) -> Result<()> {
    stage.run_before(INSECURE).await?;
    stage.open().await?;
    soon("why there is no key", async || {
        Ok(stage.tab.text().await?.contains("Not here: this page is not secure"))
    })
    .await?;
    let fields = "return document.querySelectorAll('input[type=password]').length;";
    ensure!(stage.tab.script(fields, vec![]).await? == json!(0), "there is a field for a key");
    stage.check_all_sizes("not secure").await?;
    open_transcript(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    // The way back to the start, which has no field to wait for.
    stage.tab.click(Role::Link, "New conversation").await?;
    LibraryPage::shown(stage).await?.read("interview").await?;
    Ok(())
}

/// Hosts without headers of their own cannot forbid that.
async fn a_page_inside_another_does_not_start(stage: &Stage) -> Result<()> {
    // What the host answers where nothing is has no policy; Chromium complains of that answer.
    stage.expect_console("404");
    stage.tab.goto(&format!("{}nothing", stage.server.page())).await?;
    let body = "const frame = document.createElement('iframe');
        [frame.src, frame.width, frame.height] = [arguments[0], 900, 600];
        document.body.append(frame);";
    stage.tab.script(body, vec![json!(stage.server.page())]).await?;
    let driver = stage.tab.driver();
    driver.enter_frame(0).await?;
    let alert = stage.see_alert("It is shown inside another page").await?;
    ensure!(alert.contains("Open it in a tab of its own."), "{alert}");
    ensure!(!stage.tab.has(Role::Field, "AssemblyAI API key").await?, "it takes a key");
    driver.enter_default_frame().await?;
    StartPage::open(stage).await.map(drop)
}

/// A copy in a folder of a host, beside whatever else is there.
async fn a_page_in_a_folder_says_what_it_shares(stage: &Stage) -> Result<()> {
    stage.open().await?;
    let host = TempDir::with_prefix("diarist-host-")?;
    let folder = host.path().join("talks");
    fs::create_dir(&folder)?;
    fs::write(host.path().join("index.html"), "<!doctype html><title>Another page</title>")?;
    for entry in fs::read_dir(paths::dist())?.flatten() {
        if entry.path().is_file() {
            fs::copy(entry.path(), folder.join(entry.file_name()))?;
        }
    }
    let server = Server::start_with(host.path()).await?;
    stage.expect_console(&server.host());
    stage.tab.goto(&format!("{}talks/", server.page())).await?;
    let start = StartPage::shown(stage).await?;
    start.type_key(e2e::pages::KEY).await?;
    start.see("Other pages at this address can read what this page keeps").await?;
    stage.check_all_sizes("in a folder").await?;
    open_transcript(stage).await?;
    let names = "indexedDB.databases().then((all) => arguments[0](all.map((one) => one.name)));";
    let names = stage.tab.script_async(names, vec![]).await?;
    ensure!(names == json!(["diarist/talks/"]), "databases are {names}");
    stage.open().await
}
