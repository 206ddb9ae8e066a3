//! The text follows the sound until the reader scrolls, and again when they ask for it.

use e2e::pages::ConversationPage;
use e2e::{Engine, Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answers::conversation;
use crate::reader::open_answer;

pub(crate) const STORIES: &[Story] = &[
    story!(the_text_follows_the_sound),
    story!(the_reader_scrolls_away_and_comes_back),
    story!(a_wheel_is_scrolling),
    story!(search_beats_following),
];

/// 48 turns of two voices in 91 s, a few windows high; the last says where it is.
async fn long_talk(stage: &Stage) -> Result<ConversationPage<'_>> {
    const TEXT: [&str; 5] = ["So", "this", "goes", "on", "now."];
    const LAST: [&str; 5] = ["And", "here", "is", "the", "harbour."];
    let said: Vec<(Value, &[&str])> = (0..48)
        .map(|n| (json!(["A", "B"][n % 2]), if n == 47 { &LAST[..] } else { &TEXT[..] }))
        .collect();
    open_answer(stage, conversation(&said)).await
}

/// A window that is low enough to be left.
async fn play(stage: &Stage, conversation: &ConversationPage<'_>) -> Result<()> {
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    conversation.see_marked("current-word").await?;
    ensure!(!conversation.is_away().await?, "“Back to playhead” while nothing was left");
    stage.picture("following").await
}

/// Wherever the sound goes, its word is in view; a place that is asked for, too.
async fn the_text_follows_the_sound(stage: &Stage) -> Result<()> {
    let conversation = long_talk(stage).await?;
    play(stage, &conversation).await?;
    for at in [60_000, 20_000, 75_000] {
        conversation.seek(at).await?;
        conversation.see_marked("current-word").await?;
        stage.let_pass(1_500).await?;
        conversation.see_marked("current-word").await?;
    }
    ensure!(!conversation.is_away().await?);
    Ok(())
}

/// Scrolls the page to its end by the keyboard, as every engine knows it.
pub(crate) async fn scroll_away(stage: &Stage, conversation: &ConversationPage<'_>) -> Result<()> {
    stage.tab.press(Key::End).await?;
    soon("the way back", async || conversation.is_away().await).await?;
    // Engines scroll smoothly for keys.
    soon("the end of scrolling", async || {
        let before = conversation.scrolled().await?;
        stage.let_pass(400).await?;
        Ok((conversation.scrolled().await? - before).abs() < 1.0)
    })
    .await?;
    let ((top, bottom), (from, to)) = conversation.place_of("current-word").await?;
    ensure!(bottom < from || top > to, "the word is in view at {top}..{bottom}");
    Ok(())
}

async fn the_reader_scrolls_away_and_comes_back(stage: &Stage) -> Result<()> {
    let conversation = long_talk(stage).await?;
    play(stage, &conversation).await?;
    scroll_away(stage, &conversation).await?;
    // The text stays where the reader put it.
    let stayed = conversation.scrolled().await?;
    stage.let_pass(2_500).await?;
    let now = conversation.scrolled().await?;
    ensure!((now - stayed).abs() < 2.0, "it was pulled from {stayed} to {now}");
    stage.check_all_sizes("away from the playhead").await?;

    if !conversation.is_away().await? {
        // Narrow pages are higher: the reader is where they were, not the text.
        scroll_away(stage, &conversation).await?;
    }
    conversation.press("Back to playhead").await?;
    conversation.see_marked("current-word").await?;
    soon("no way back", async || Ok(!conversation.is_away().await?)).await?;
    stage.let_pass(2_500).await?;
    conversation.see_marked("current-word").await?;

    // Scrolling back by hand does as well.
    scroll_away(stage, &conversation).await?;
    conversation.seek(9_000).await?;
    conversation.see_marked("current-word").await?;
    scroll_away(stage, &conversation).await?;
    stage.tab.press(Key::Home).await?;
    soon("no way back", async || Ok(!conversation.is_away().await?)).await?;
    conversation.see_marked("current-word").await
}

async fn a_wheel_is_scrolling(stage: &Stage) -> Result<()> {
    let conversation = long_talk(stage).await?;
    play(stage, &conversation).await?;
    let turned = stage.tab.turn_wheel((700, 450), 2_400).await;
    if stage.engine == Engine::WebKit && turned.is_err() {
        // Its driver knows no wheel: the page is told of one, and scrolled.
        let body = "document.body.dispatchEvent(new WheelEvent('wheel', { bubbles: true }));
            scrollBy({ top: 2400, behavior: 'instant' });";
        stage.tab.script(body, vec![]).await?;
    } else {
        turned?;
    }
    soon("the way back", async || conversation.is_away().await).await?;
    stage.let_pass(1_500).await?;
    ensure!(conversation.is_away().await?, "it was pulled back");
    conversation.press("Back to playhead").await?;
    conversation.see_marked("current-word").await?;
    soon("no way back", async || Ok(!conversation.is_away().await?)).await
}

/// Who searches while it plays stays at what was found.
async fn search_beats_following(stage: &Stage) -> Result<()> {
    let conversation = long_talk(stage).await?;
    play(stage, &conversation).await?;
    conversation.search("harbour").await?;
    conversation.counts("1 of 1").await?;
    conversation.see_marked("search-active").await?;
    soon("the way back", async || conversation.is_away().await).await?;
    stage.let_pass(2_500).await?;
    conversation.see_marked("search-active").await
}
