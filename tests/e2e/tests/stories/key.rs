//! The key: tested, refused, cleaned, forgotten, and found nowhere it should not be.

use e2e::locate::Role;
use e2e::pages::{KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story};

pub(crate) const STORIES: &[Story] = &[
    story!(key_is_tested),
    story!(key_is_rejected),
    story!(pasted_key_is_cleaned),
    story!(key_is_forgotten),
    story!(key_is_found_nowhere),
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

/// After a whole run the key is in no address, no storage, no markup, no name of a request; and it
/// is gone when the tab is opened anew.
async fn key_is_found_nowhere(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("interview").await?.finish().await?;
    let places =
        stage.tab.script_async(include_str!("../../js/traces.js"), vec![KEY.into()]).await?;
    ensure!(places == serde_json::json!([]), "the key is in {places}");
    stage.tab.goto("about:blank").await?;
    let start = StartPage::open(stage).await?;
    ensure!(start.key().await?.is_empty(), "the key outlived the page");
    Ok(())
}
