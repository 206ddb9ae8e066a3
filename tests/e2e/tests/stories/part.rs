//! The part of the page that shows conversations is fetched apart, and may not come.

use std::fs;

use e2e::copy::Copy;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, ProgressPage, StartPage};
use e2e::server::Server;
use e2e::{Context, Result, Stage, Story, ensure, paths, soon, story};
use standin::script::{Fault, Rule};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(part_comes_when_asked_again),
    story!(part_is_not_taken_if_altered),
    story!(part_comes_under_another_type),
    story!(part_waits_for_a_first_use),
];

/// What an alert says when it did not come.
const FAILED: &str = "did not load";

/// Befalls the request for the part.
fn part(fault: Fault) -> Rule {
    Rule::on("GET", "/conversation-").fault(fault)
}

/// The name of the part's file, as the page says it.
fn part_name(page: &str) -> Result<&str> {
    let (_, rest) = page.split_once("name=\"diarist-part\" content=\"./").context("no part")?;
    Ok(rest.split(' ').next().unwrap_or_default())
}

/// Without the part no job can run: nothing is sent until it is there, and then the job begins.
async fn part_comes_when_asked_again(stage: &Stage) -> Result<()> {
    stage.expect_console("/conversation-");
    // It is asked for with the choice of a file, with the job and with its end.
    stage.server.faults([part(Fault::status(503)).times(1_000)]);
    let start = StartPage::open(stage).await?;
    start.choose_file(&paths::sample("interview")).await?;
    stage.see_alert(FAILED).await?;
    stage.check_all_sizes("part failed at the file").await?;
    start.type_key(KEY).await?;
    start.press_transcribe().await?;
    soon("the screen of the job", async || {
        let address = stage.tab.script("return location.hash;", vec![]).await?;
        Ok(address.as_str().is_some_and(|address| address.starts_with("#/recording/")))
    })
    .await?;
    stage.see_alert(FAILED).await?;
    stage.check_all_sizes("part failed").await?;
    stage.tab.click(Role::Button, "Try again").await?;
    stage.see_alert(FAILED).await?;
    ensure!(stage.server.stats().count("POST /v2/upload") == 0, "something was sent");

    stage.server.us().reset();
    stage.tab.click(Role::Button, "Try again").await?;
    let conversation = ProgressPage::shown(stage).await?.finish().await?;
    Recording::read("interview")?.check(&conversation).await?;
    conversation.play(1).await?;
    conversation.hear_from(conversation.turns().await?[1].start).await
}

/// A host that sends something else cannot bring its own code into the page.
async fn part_is_not_taken_if_altered(stage: &Stage) -> Result<()> {
    stage.expect_console("/conversation-");
    stage.server.faults([part(Fault::body("\0asm\u{1}\0\0\0", "application/wasm"))]);
    stage.open().await?;
    stage.tab.goto("about:blank").await?;
    stage.tab.goto(&format!("{}#/sample/interview", stage.server.page())).await?;
    stage.see_alert(FAILED).await?;
    stage.tab.click(Role::Button, "Try again").await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("interview")?.check(&conversation).await
}

/// A host that does not know the type of such files.
async fn part_comes_under_another_type(stage: &Stage) -> Result<()> {
    let copy = Copy::of_site()?;
    let page = fs::read_to_string(copy.path().join("index.html"))?;
    let name = part_name(&page)?;
    fs::rename(copy.path().join(name), copy.path().join("part.bin"))?;
    fs::write(copy.path().join("index.html"), page.replace(name, "part.bin"))?;
    let other = Server::start_with(copy.path()).await?;
    stage.tab.goto(&format!("{}#/sample/interview", other.page())).await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("interview")?.check(&conversation).await?;
    stage.open().await
}

/// Whoever only looks at the page does not load it; whoever chooses a recording does, before it is
/// needed.
async fn part_waits_for_a_first_use(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let loaded = "return performance.getEntriesByType('resource')
        .filter((entry) => entry.name.includes('/conversation-')).length;";
    stage.let_pass(1_000).await?;
    ensure!(stage.tab.script(loaded, vec![]).await? == 0, "it is loaded at once");
    start.choose_sample("interview").await?;
    soon("the part", async || Ok(stage.tab.script(loaded, vec![]).await? == 1)).await?;
    start.type_key(KEY).await?;
    start.press_transcribe().await?;
    ProgressPage::shown(stage).await?.finish().await?;
    ensure!(stage.tab.script(loaded, vec![]).await? == 1, "it is loaded again");
    Ok(())
}
