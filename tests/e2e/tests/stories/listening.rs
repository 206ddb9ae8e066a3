//! The player: a recording put beside a text, speed, silences, repetition, samples of a voice.

use std::path::Path;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::{Context as _, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;

use crate::reader::open_sample;

pub(crate) const STORIES: &[Story] = &[
    story!(a_recording_is_put_beside_a_text),
    story!(a_recording_that_cannot_play),
    story!(speed_is_chosen),
    story!(volume_is_chosen),
    story!(an_error_that_does_not_stop_the_sound),
    story!(leaps_of_five_seconds),
    story!(silences_are_skipped),
    story!(a_turn_is_repeated),
    story!(a_sample_of_a_voice),
];

/// The meeting's transcript without its sound.
async fn open_silent(stage: &Stage) -> Result<ConversationPage<'_>> {
    give_transcript(stage, StartPage::open(stage).await?).await
}

/// The same on a page that is open.
pub(crate) async fn give_transcript<'a>(
    stage: &'a Stage,
    start: StartPage<'a>,
) -> Result<ConversationPage<'a>> {
    let path = paths::sample("meeting").with_extension("json");
    stage.tab.give_file("Transcript file", &path).await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.turns().await?;
    start.see("No sound").await?;
    Ok(conversation)
}

const INPUT: &str = "Recording to listen along";

/// The meeting's transcript with this recording put beside it.
pub(crate) async fn open_beside<'a>(
    stage: &'a Stage,
    recording: &Path,
) -> Result<ConversationPage<'a>> {
    stage.tab.goto("about:blank").await?;
    let conversation = open_silent(stage).await?;
    put_beside(stage, recording).await?;
    conversation.sound_is_there().await?;
    Ok(conversation)
}

/// Puts a recording beside the text.
pub(crate) async fn put_beside(stage: &Stage, recording: &Path) -> Result<()> {
    stage.tab.give_file(INPUT, recording).await
}

/// The place that was reached in silence is where the sound begins.
async fn a_recording_is_put_beside_a_text(stage: &Stage) -> Result<()> {
    let conversation = open_silent(stage).await?;
    conversation.seek(28_000).await?;
    conversation.at_turn(8).await?;
    stage.tab.give_file(INPUT, &paths::sample("meeting")).await?;
    conversation.sound_is_there().await?;
    soon("no word of silence", async || Ok(!stage.tab.text().await?.contains("No sound"))).await?;
    let play = stage.tab.find(Role::Button, "Play").await?;
    ensure!(play.is_enabled().await?, "“Play” cannot be pressed");
    conversation.press("Play").await?;
    conversation.hear_from(28_000).await?;
    conversation.at_turn(8).await?;
    conversation.click_text(18, "Thursday").await?;
    conversation.at_turn(18).await?;
    conversation.hear_from(61_614).await
}

/// What the browser cannot play is told; the text works on, and another recording can be chosen.
async fn a_recording_that_cannot_play(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let conversation = open_silent(stage).await?;
    stage.tab.give_file(INPUT, &files.write("broken.mp3", b"This is no sound at all.")?).await?;
    soon("what is the matter", async || {
        Ok(stage.tab.text().await?.contains("This browser cannot play this format."))
    })
    .await?;
    let play = stage.tab.find(Role::Button, "Play").await?;
    ensure!(!play.is_enabled().await?, "“Play” can be pressed");
    conversation.click_text(12, "Before").await?;
    conversation.at_turn(12).await?;
    stage.check_all_sizes("a recording that cannot play").await?;
    stage.tab.give_file(INPUT, &paths::sample("meeting")).await?;
    conversation.sound_is_there().await?;
    conversation.press("Play").await?;
    conversation.hear_from(42_920).await
}

/// Waits until a property of the sound has this value.
async fn sound_has(stage: &Stage, property: &str, value: f64) -> Result<()> {
    let body = format!("return document.querySelector('audio').{property};");
    soon(&format!("{property} {value}"), async || {
        let now = stage.tab.script(&body, vec![]).await?;
        let now = now.as_f64().context("no number")?;
        ensure!((now - value).abs() < 0.001, "it is {now}");
        Ok(true)
    })
    .await
}

/// By the list and by keys, which agree.
async fn speed_is_chosen(stage: &Stage) -> Result<()> {
    open_sample(stage, "interview").await?;
    for (percent, rate) in [("50", 0.5), ("300", 3.0), ("125", 1.25)] {
        stage.tab.select("Speed", percent).await?;
        sound_has(stage, "playbackRate", rate).await?;
    }
    let pitch = "return document.querySelector('audio').preservesPitch;";
    ensure!(stage.tab.script(pitch, vec![]).await? == true, "the pitch changes");
    for (key, percent, rate) in [(">", "150", 1.5), ("<", "125", 1.25), ("<", "100", 1.0)] {
        stage.tab.press(key).await?;
        sound_has(stage, "playbackRate", rate).await?;
        let shown = stage.tab.find(Role::Field, "Speed").await?.prop("value").await?;
        ensure!(shown.as_deref() == Some(percent), "at {percent} % the list shows {shown:?}");
    }
    Ok(())
}

async fn volume_is_chosen(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.open_sheet("Volume").await?;
    let slider = stage.tab.find(Role::Field, "Volume").await?;
    let body = "arguments[0].value = 40;
        arguments[0].dispatchEvent(new Event('input', { bubbles: true }));";
    stage.tab.script(body, vec![slider.to_json()?]).await?;
    sound_has(stage, "volume", 0.4).await
}

/// Firefox tells of an error when there is no device to hear by, and plays on. (It does so by
/// itself on a machine without a sound card.)
async fn an_error_that_does_not_stop_the_sound(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    let body = "document.querySelector('audio').dispatchEvent(new Event('error'));";
    stage.tab.script(body, vec![]).await?;
    stage.let_pass(300).await?;
    let text = stage.tab.text().await?;
    ensure!(!text.contains("cannot play"), "it plays, and the page says that it cannot");
    conversation.press("Pause").await?;
    soon("a pause", async || Ok(conversation.media().await?.is_some_and(|media| media.paused)))
        .await
}

async fn leaps_of_five_seconds(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.seek(20_000).await?;
    conversation.press("Back 5 seconds").await?;
    conversation.is_at(15_000).await?;
    conversation.press("Forward 5 seconds").await?;
    conversation.is_at(20_000).await?;
    conversation.seek(3_000).await?;
    conversation.press("Back 5 seconds").await?;
    conversation.is_at(0).await?;
    // The slider by its own keys.
    let slider = stage.tab.find(Role::Field, "Position").await?;
    stage.tab.script("arguments[0].focus();", vec![slider.to_json()?]).await?;
    stage.tab.press(thirtyfour::Key::Right).await?;
    conversation.is_at(5_000).await?;
    stage.tab.press(thirtyfour::Key::PageUp).await?;
    conversation.is_at(35_000).await?;
    stage.tab.press(thirtyfour::Key::Left).await?;
    conversation.is_at(30_000).await
}

/// The interview is silent from 25.5 s to 37 s.
async fn silences_are_skipped(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.open_sheet("View").await?;
    conversation.set_number("Skip silences over, s (0: none)", 5).await?;
    conversation.close_sheet().await?;
    conversation.seek(24_500).await?;
    conversation.watch_seeks().await?;
    conversation.press("Play").await?;
    conversation.hear_from(36_985).await?;
    conversation.was_sent_to(36_985).await
}

/// The turn from 38.9 s to 41.3 s plays again and again, until it is not to any more.
async fn a_turn_is_repeated(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.seek(39_500).await?;
    conversation.at_turn(5).await?;
    conversation.press("Repeat this turn").await?;
    conversation.watch_seeks().await?;
    conversation.press("Play").await?;
    soon("the turn for the third time", async || Ok(conversation.seeks().await?.len() >= 2))
        .await?;
    conversation.was_sent_to(38_936).await?;
    conversation.press("Repeat this turn").await?;
    conversation.hear_from(41_666).await
}

/// B's longest turn begins at 48.4 s; eight seconds of it are heard.
async fn a_sample_of_a_voice(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.press("Hear a sample of Speaker B").await?;
    conversation.hear_from(48_439).await?;
    conversation.at_turn(8).await?;
    soon("its end", async || {
        let media = conversation.media().await?.context("no sound")?;
        ensure!(media.current_time < 57.5, "it plays on: {media:?}");
        Ok(media.paused && media.current_time > 56.3)
    })
    .await?;
    let told = conversation.position().await?;
    ensure!(told.1 == "0:56, Speaker B", "{}", json!(told));
    Ok(())
}
