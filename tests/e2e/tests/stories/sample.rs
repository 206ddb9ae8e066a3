//! The sample conversations: one click, sound, nothing leaves the page's own origin.

use e2e::pages::{ConversationPage, StartPage};
use e2e::{Result, Stage, Story, ensure, server, story};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] =
    &[story!(sample_opens_with_sound), story!(every_sample_opens), story!(details_of_a_turn)];

/// A newcomer without a key opens the sample and hears a turn from its start.
async fn sample_opens_with_sound(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    stage.check_all_sizes("start").await?;
    let conversation = start.try_sample().await?;
    let sample = Recording::read("interview")?;
    sample.check(&conversation).await?;
    stage.check_all_sizes("sample").await?;

    let turns = conversation.turns().await?;
    let last = turns.last().map_or(0, |turn| turn.index);
    for index in [last, 1] {
        conversation.play(index).await?;
        conversation.hear_from(turns[index].start).await?;
    }
    let length = conversation.media().await?.and_then(|media| media.duration).unwrap_or_default();
    ensure!((length - sample.seconds()).abs() < 1.5, "the sound is {length} s long");

    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == 0, "the API was asked: {:?}", stats.requests);
    Ok(())
}

/// Each sample is offered and shown, the Arabic one from right to left.
async fn every_sample_opens(stage: &Stage) -> Result<()> {
    for name in ["meeting", "arabic"] {
        stage.tab.goto("about:blank").await?;
        stage.tab.goto(&format!("{}#/sample/{name}", stage.server.page())).await?;
        let conversation = ConversationPage::shown(stage).await?;
        let sample = Recording::read(name)?;
        sample.check(&conversation).await?;
        let directions: Vec<String> =
            conversation.turns().await?.into_iter().map(|turn| turn.direction).collect();
        let expected = if name == "arabic" { "rtl" } else { "ltr" };
        ensure!(directions.iter().all(|d| d == expected), "{name}: {directions:?}");
        stage.check_all_sizes(name).await?;
        conversation.play(2).await?;
        conversation.hear_from(conversation.turns().await?[2].start).await?;
    }
    Ok(())
}

/// What the service said of a turn is one step away: times, confidence, every word.
async fn details_of_a_turn(stage: &Stage) -> Result<()> {
    let conversation = StartPage::open(stage).await?.try_sample().await?;
    let turn = conversation.turns().await?.swap_remove(1);
    let said = conversation.details(1).await?;
    for word in turn.paragraphs.join(" ").split_whitespace().take(40) {
        ensure!(said.contains(word), "the details lack {word:?}: {said}");
    }
    let clock = |ms: i64| format!("{}:{:02}.{:03}", ms / 60_000, ms / 1000 % 60, ms % 1000);
    for part in [clock(turn.start), clock(turn.end), "Confidence".to_owned(), "%".to_owned()] {
        ensure!(said.contains(&part), "the details lack {part:?}: {said}");
    }
    stage.check_all_sizes("details").await?;
    conversation.press("Close").await?;
    ensure!(!stage.tab.has(e2e::locate::Role::Dialog, "Details").await?, "it does not close");
    Ok(())
}
