//! Several tabs of the page: one of them runs a job, the others show how it stands, and one of them
//! takes over when it is gone.
//!
//! Each tab has a key of its own here, so that the stand-in tells which of them asked.

use std::time::Duration;

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story, until};
use serde_json::json;
use standin::script::NextAnswer;
use thirtyfour::WindowHandle;

use crate::recordings::Recording;
use crate::resume::{
    UPLOADED, all_was_done_once, bring_to, nothing_was_sent_again, stopped_in_the_upload,
};

pub(crate) const STORIES: &[Story] = &[
    story!(another_tab_shows_the_job),
    story!(another_tab_takes_over),
    story!(two_tabs_go_on_with_one_job),
    story!(another_tab_cancels_the_upload),
    story!(what_one_tab_changes_the_other_shows),
    story!(a_rename_outlives_the_job_of_another_tab),
];

/// The key of the second tab; the first one has [`e2e::pages::KEY`].
const SECOND_KEY: &str = "fedcba9876543210fedcba9876543210";

/// How long a tab may take to go on with a job whose tab was closed.
const TAKE_OVER: Duration = Duration::from_secs(5);

/// A job that is queued at a service that is out of reach: it stays where it is until `resume`.
async fn stopped_in_the_queue(stage: &Stage) -> Result<()> {
    stage.expect_console("/v2/");
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 1));
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    stage.server.us().pause();
    Ok(())
}

/// The list in a second tab. Answers the names of both tabs.
async fn second_tab(stage: &Stage) -> Result<(WindowHandle, WindowHandle)> {
    let tabs = stage.tab.open_second().await?;
    StartPage::open(stage).await?;
    LibraryPage::shown(stage).await?;
    Ok(tabs)
}

/// The keys that the service has seen.
fn keys(stage: &Stage) -> usize {
    stage.server.stats().keys_seen.len()
}

async fn is_read(stage: &Stage) -> Result<()> {
    Recording::read("interview")?.check(&ConversationPage::shown(stage).await?).await
}

async fn another_tab_shows_the_job(stage: &Stage) -> Result<()> {
    stopped_in_the_queue(stage).await?;
    let (first, second) = second_tab(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Queued").await?;
    StartPage::shown(stage).await?.type_key(SECOND_KEY).await?;
    ensure!(!stage.tab.has(Role::Button, "Go on").await?, "it can be begun a second time");
    let progress = list.look_at("interview").await?;
    progress.see("Another tab works on this").await?;
    progress.see("Queued. If that tab is closed, this one takes over.").await?;
    stage.check_all_sizes("another tab works").await?;

    stage.tab.turn_to(&first).await?;
    stage.server.us().resume();
    progress.finish().await?;
    is_read(stage).await?;
    // The other tab opens the conversation where the user waits for it.
    stage.tab.turn_to(&second).await?;
    is_read(stage).await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(list.row("interview").await?.state == "Ready", "{:?}", list.rows().await?);
    ensure!(keys(stage) == 1, "the second tab asked too: {:?}", stage.server.stats().keys_seen);
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await?;
    stage.tab.close_for(&first).await
}

async fn another_tab_takes_over(stage: &Stage) -> Result<()> {
    stopped_in_the_queue(stage).await?;
    let (first, second) = second_tab(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Queued").await?;
    StartPage::shown(stage).await?.type_key(SECOND_KEY).await?;
    stage.tab.turn_to(&first).await?;
    stage.server.us().resume();
    stage.tab.close_for(&second).await?;
    until("the second tab to ask", TAKE_OVER, async || Ok((keys(stage) == 2).then_some(())))
        .await?;
    list.see("interview", "Ready").await?;
    list.read("interview").await?;
    is_read(stage).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

/// Presses "Go on" at this moment of the clock.
async fn go_on_at(stage: &Stage, key: &str, moment: i64) -> Result<()> {
    ProgressPage::shown(stage).await?.see("Waiting for your key").await?;
    StartPage::on_any_screen(stage).type_key(key).await?;
    let button = stage.tab.find(Role::Button, "Go on").await?;
    let body = "const [button, moment] = arguments;
        const wait = moment - Date.now();
        setTimeout(() => button.click(), wait);
        return wait;";
    let wait = stage.tab.script(body, vec![button.to_json()?, json!(moment)]).await?;
    ensure!(wait.as_i64().is_some_and(|wait| wait > 0), "it is {wait} ms too late");
    Ok(())
}

/// The page was loaded anew before the file was submitted, when two tabs could make two jobs of it.
async fn two_tabs_go_on_with_one_job(stage: &Stage) -> Result<()> {
    bring_to(stage, &UPLOADED).await?;
    let first_keys = keys(stage);
    stage.tab.reload().await?;
    ProgressPage::shown(stage).await?;
    let address = stage.tab.script("return location.href;", vec![]).await?;
    let (first, second) = stage.tab.open_second().await?;
    stage.tab.goto(address.as_str().unwrap_or_default()).await?;
    let now = stage.tab.script("return Date.now();", vec![]).await?.as_i64().unwrap_or_default();
    let moment = now + 8_000;
    go_on_at(stage, SECOND_KEY, moment).await?;
    stage.tab.turn_to(&first).await?;
    go_on_at(stage, "00112233445566778899aabbccddeeff", moment).await?;
    for tab in [&first, &second] {
        stage.tab.turn_to(tab).await?;
        ProgressPage::shown(stage).await?.finish().await?;
        is_read(stage).await?;
    }
    ensure!(keys(stage) == first_keys + 1, "both asked: {:?}", stage.server.stats().keys_seen);
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await?;
    stage.tab.close_for(&first).await
}

async fn another_tab_cancels_the_upload(stage: &Stage) -> Result<()> {
    stopped_in_the_upload(stage).await?;
    let (first, _) = second_tab(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    soon("the upload", async || {
        let row = list.row("interview").await?;
        ensure!(row.state.starts_with("Uploading "), "it is {row:?}");
        Ok(true)
    })
    .await?;
    list.choose("interview", "Cancel").await?;
    list.see("interview", "Cancelled").await?;
    stage.tab.close_for(&first).await?;
    ProgressPage::shown(stage).await?.see("Cancelled").await?;
    ensure!(stage.server.stats().uploads_completed == 0, "it was sent all the same");
    Ok(())
}

async fn what_one_tab_changes_the_other_shows(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?.transcribe_sample("interview").await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    let (first, second) = second_tab(stage).await?;
    list.see("interview", "Ready").await?;
    list.rename("interview", "Talk").await?;
    stage.tab.turn_to(&first).await?;
    list.see("Talk", "Ready").await?;
    list.remove("Talk").await?;
    stage.tab.turn_to(&second).await?;
    list.loses("Talk").await?;
    let stored = LibraryPage::stored(stage).await?;
    ensure!(stored.records.is_empty() && stored.answers.is_empty(), "{stored:?}");
    stage.tab.close_for(&first).await
}

/// The tab that runs the job stores where it is, time and again; the name that was given in another tab
/// is not its to write.
async fn a_rename_outlives_the_job_of_another_tab(stage: &Stage) -> Result<()> {
    stopped_in_the_queue(stage).await?;
    let (first, second) = second_tab(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Queued").await?;
    list.rename("interview", "Talk").await?;
    list.see("Talk", "Queued").await?;
    stage.tab.turn_to(&first).await?;
    let list = LibraryPage::open(stage).await?;
    list.see("Talk", "Queued").await?;
    let progress = list.look_at("Talk").await?;
    stage.server.us().resume();
    progress.finish().await?;
    LibraryPage::answer_is_stored(stage).await?;
    let stored = LibraryPage::stored(stage).await?;
    ensure!(stored.records[0]["title"] == "Talk", "{:?}", stored.records);
    ensure!(stored.records[0]["job"].is_string(), "{:?}", stored.records);
    LibraryPage::open(stage).await?;
    list.see("Talk", "Ready").await?;
    stage.tab.turn_to(&second).await?;
    list.see("Talk", "Ready").await?;
    all_was_done_once(stage).await?;
    stage.tab.close_for(&first).await
}
