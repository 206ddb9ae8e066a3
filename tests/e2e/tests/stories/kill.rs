//! The browser itself is killed in the middle of a job and started again with its profile: the job
//! goes on where it stopped.
//!
//! `WebKitWebDriver` gives its sessions no profile that outlives them, so this is not told there.

use e2e::lasting::Lasting;
use e2e::locate::Role;
use e2e::pages::{KEY, LibraryPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, server, story};

use crate::recordings::Recording;
use crate::resume::{Point, QUEUED, UPLOADED, all_was_done_once, bring_to, nothing_was_sent_again};

/// The engines whose profile can be kept.
const WITH_PROFILE: &[Engine] = &[Engine::Chromium, Engine::Firefox];

pub(crate) const STORIES: &[Story] = &[
    story!(killed_before_the_submission).only(WITH_PROFILE),
    story!(killed_while_queued).only(WITH_PROFILE),
    story!(killed_with_the_transcript).only(WITH_PROFILE),
];

async fn killed_at(stage: &Stage, point: &Point) -> Result<()> {
    let browser = Lasting::start(stage.engine, stage.story).await?;
    bring_to(browser.stage(), point).await?;
    let browser = browser.kill().await?;
    let stage = browser.stage();
    let start = StartPage::open(stage).await?;
    ensure!(start.key().await?.is_empty(), "the key outlived the browser");
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Waiting for your key").await?;
    start.type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    list.see("interview", "Ready").await?;
    Recording::read("interview")?.check(&list.read("interview").await?).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await?;
    browser.close();
    Ok(())
}

async fn killed_before_the_submission(stage: &Stage) -> Result<()> {
    killed_at(stage, &UPLOADED).await
}

async fn killed_while_queued(stage: &Stage) -> Result<()> {
    killed_at(stage, &QUEUED).await
}

/// What is stored is there, and nothing is asked for.
async fn killed_with_the_transcript(stage: &Stage) -> Result<()> {
    let browser = Lasting::start(stage.engine, stage.story).await?;
    let stage = browser.stage();
    StartPage::open(stage).await?.transcribe_sample("interview").await?.finish().await?;
    LibraryPage::answer_is_stored(stage).await?;
    let asked = server::api_requests(&stage.server.stats());
    let browser = browser.kill().await?;
    let stage = browser.stage();
    StartPage::open(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    ensure!(list.row("interview").await?.state == "Ready", "{:?}", list.rows().await?);
    Recording::read("interview")?.check(&list.read("interview").await?).await?;
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == asked, "the API was asked: {:?}", stats.requests);
    browser.close();
    Ok(())
}
