//! Every state of the reader can be used by everyone: axe-core, both themes, and 320 px.

use e2e::locate::Role;
use e2e::{Result, Stage, Story, soon, story};

use crate::reader::open_sample;

pub(crate) const STORIES: &[Story] = &[
    story!(search_is_accessible),
    story!(search_on_a_narrow_screen_is_accessible),
    story!(view_is_accessible),
    story!(choices_of_the_search_are_accessible),
    story!(volume_is_accessible),
    story!(keys_are_accessible),
    story!(one_voice_alone_is_accessible),
    story!(the_playhead_is_accessible),
    story!(the_player_has_room_above_a_keyboard),
];

/// Where a phone shows its keyboard, the page is narrow and low at once.
async fn the_player_has_room_above_a_keyboard(stage: &Stage) -> Result<()> {
    open_sample(stage, "interview").await?;
    stage.tab.resize(360, 450).await?;
    stage.check_no_sideways_scrolling().await?;
    stage.check("narrow and low").await?;
    stage.tab.resize(740, 360).await?;
    stage.check("on its side").await
}

async fn search_is_accessible(stage: &Stage) -> Result<()> {
    for (sample, text) in [("interview", "the"), ("arabic", "كتاب")] {
        let (conversation, _) = open_sample(stage, sample).await?;
        conversation.search(text).await?;
        conversation.see_marked("search-active").await?;
        stage.check(&format!("search in {sample}")).await?;
        conversation.search("qqq").await?;
        conversation.counts("No match").await?;
        stage.check(&format!("no match in {sample}")).await?;
    }
    Ok(())
}

/// There the search takes the place of the bar.
async fn search_on_a_narrow_screen_is_accessible(stage: &Stage) -> Result<()> {
    stage.tab.resize(320, 720).await?;
    for (sample, text) in [("interview", "the"), ("arabic", "كتاب")] {
        let (conversation, _) = open_sample(stage, sample).await?;
        conversation.press("Search").await?;
        soon("the focus in the field", async || Ok(conversation.search_field().await?.1)).await?;
        conversation.search(text).await?;
        conversation.see_marked("search-active").await?;
        stage.check_no_sideways_scrolling().await?;
        stage.check(&format!("narrow search in {sample}")).await?;
        conversation.press("Close search").await?;
        soon("the bar again", async || stage.tab.has(Role::Button, "Search").await).await?;
    }
    Ok(())
}

/// A sheet of the bar or of the player, in both directions of writing.
async fn sheet_is_accessible(stage: &Stage, sheet: &str) -> Result<()> {
    for sample in ["interview", "arabic"] {
        let (conversation, _) = open_sample(stage, sample).await?;
        conversation.open_sheet(sheet).await?;
        if sheet == "View" {
            stage.tab.choose(Role::Radio, "Two sides").await?;
        }
        stage.check_all_sizes(&format!("{sheet} in {sample}")).await?;
    }
    Ok(())
}

async fn view_is_accessible(stage: &Stage) -> Result<()> {
    sheet_is_accessible(stage, "View").await
}

async fn choices_of_the_search_are_accessible(stage: &Stage) -> Result<()> {
    sheet_is_accessible(stage, "How to search").await
}

async fn volume_is_accessible(stage: &Stage) -> Result<()> {
    sheet_is_accessible(stage, "Volume").await
}

async fn keys_are_accessible(stage: &Stage) -> Result<()> {
    open_sample(stage, "interview").await?;
    stage.tab.press("?").await?;
    stage.tab.find(Role::Dialog, "Keyboard shortcuts").await?;
    stage.check_all_sizes("keys").await
}

async fn one_voice_alone_is_accessible(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    conversation.press("Only Speaker C").await?;
    stage.tab.find(Role::Button, "Show everyone").await?;
    stage.check_all_sizes("one voice alone").await?;
    // On a narrow screen the voices are in a dialog.
    stage.tab.resize(320, 720).await?;
    conversation.press("Voices").await?;
    stage.tab.find(Role::Dialog, "Voices").await?;
    stage.check("voices on a narrow screen").await?;
    stage.check_no_sideways_scrolling().await
}

async fn the_playhead_is_accessible(stage: &Stage) -> Result<()> {
    for (sample, at) in [("meeting", 33_500), ("interview", 9_000), ("arabic", 20_000)] {
        let (conversation, _) = open_sample(stage, sample).await?;
        conversation.seek(at).await?;
        conversation.see_marked("current-word").await?;
        stage.check_all_sizes(&format!("playhead in {sample}")).await?;
    }
    Ok(())
}
