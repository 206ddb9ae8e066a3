//! A host that alters a file of the program breaks the page instead of changing it: each file has a
//! story, altered so that it would run as well as before.

use std::fs;
use std::path::Path;

use e2e::copy::Copy;
use e2e::faults::{Fault, Rule};
use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::server::Server;
use e2e::{Result, Stage, Story, ensure, story};

use crate::take_away::{choose, saved};

pub(crate) const STORIES: &[Story] = &[
    story!(program_is_not_taken_if_altered),
    story!(script_is_not_taken_if_altered),
    story!(boot_script_is_not_taken_if_altered),
    story!(worker_is_not_taken_if_altered),
    story!(program_is_loaded_once),
];

/// What the page says in place of starting.
const NOT_LOADED: &str = "Diarist could not be loaded";

/// A custom section of WebAssembly: ten bytes that no engine minds.
const SECTION: &[u8] = b"\0\x08\x07altered";

/// The start of a script that changes nothing but its digest.
const LINE: &[u8] = b"/* altered */\n";

/// Puts this in front of a file, or at its end.
fn alter(file: &Path, front: &[u8], end: &[u8]) -> Result<()> {
    let content = fs::read(file)?;
    Ok(fs::write(file, [front, &content, end].concat())?)
}

/// Serves the copy, and opens the page of it.
async fn open_copy(stage: &Stage, copy: &Copy) -> Result<Server> {
    // Its console is read there only.
    stage.open().await?;
    let server = Server::start_with(copy.path()).await?;
    // Each engine tells in words of its own what it refused.
    for text in [&server.host(), "integrity", "wasm"] {
        stage.expect_console(text);
    }
    stage.tab.goto(&server.page()).await?;
    Ok(server)
}

/// The page says that it was not loaded, and nothing of the program is there.
async fn see_refused(stage: &Stage) -> Result<()> {
    stage.see_alert(NOT_LOADED).await?;
    ensure!(!stage.tab.text().await?.contains("Transcribe"), "the program runs");
    stage.check_all_sizes("not loaded").await?;
    stage.open().await
}

async fn program_is_not_taken_if_altered(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    alter(&copy.file("diarist-", ".wasm")?, b"", SECTION)?;
    let _server = open_copy(stage, &copy).await?;
    see_refused(stage).await
}

async fn script_is_not_taken_if_altered(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    alter(&copy.file("diarist-", ".js")?, LINE, b"")?;
    let _server = open_copy(stage, &copy).await?;
    see_refused(stage).await
}

/// The program runs without the script that would tell what went wrong, and is no other one.
async fn boot_script_is_not_taken_if_altered(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    alter(&copy.file("boot-", ".js")?, b"window.isAltered = true;\n", b"")?;
    let _server = open_copy(stage, &copy).await?;
    StartPage::shown(stage).await?;
    let is_altered = stage.tab.script("return window.isAltered === true;", vec![]).await?;
    ensure!(is_altered == false, "the altered script ran");
    stage.open().await
}

/// Texts are saved without the worker; for Word the page says that it did not load.
async fn worker_is_not_taken_if_altered(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    alter(&copy.file("export-", ".js")?, LINE, b"")?;
    let _server = open_copy(stage, &copy).await?;
    let conversation: ConversationPage<'_> = StartPage::shown(stage).await?.try_sample().await?;
    conversation.press("Export").await?;
    choose(stage, "Markdown").await?;
    let text = saved(stage, "The piano tuner.md").await?;
    ensure!(text.contains("**Speaker A**"), "the text is another one: {text}");
    choose(stage, "Word").await?;
    stage.tab.click(Role::Button, "Download").await?;
    stage.see_alert("did not load").await?;
    stage.open().await
}

/// A digest does not cost a second download, although the page begins the first before its script.
async fn program_is_loaded_once(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    for (begin, end) in [("diarist-", ".wasm"), ("diarist-", ".js"), ("boot-", ".js")] {
        let file = copy.file(begin, end)?;
        let name = file.file_name().unwrap_or_default().to_string_lossy();
        let second = Rule::on("GET", &format!("/{name}")).exact().nth(2).times(1_000);
        stage.server.faults([second.fault(Fault::status(503))]);
    }
    StartPage::open(stage).await.map(drop)
}
