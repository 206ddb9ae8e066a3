//! Words and sound: a click plays a word, and what is heard is marked.

use std::path::Path;

use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, StartPage};
use e2e::{Context as _, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::Value;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(a_click_plays_a_word),
    story!(a_click_plays_an_arabic_word),
    story!(selecting_text_does_not_seek),
    story!(play_and_pause),
];

/// Opens a sample by its address.
pub(crate) async fn open_sample<'a>(
    stage: &'a Stage,
    name: &str,
) -> Result<(ConversationPage<'a>, Recording)> {
    stage.tab.goto("about:blank").await?;
    stage.tab.goto(&format!("{}#/sample/{name}", stage.server.page())).await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.turns().await?;
    conversation.sound_is_there().await?;
    Ok((conversation, Recording::read(name)?))
}

/// Runs a job that ends with this answer, with the interview's sound.
pub(crate) async fn open_answer(stage: &Stage, answer: Value) -> Result<ConversationPage<'_>> {
    open_answer_of(stage, answer, &paths::sample("interview")).await
}

/// Runs a job for a recording that ends with this answer.
pub(crate) async fn open_answer_of<'a>(
    stage: &'a Stage,
    answer: Value,
    recording: &Path,
) -> Result<ConversationPage<'a>> {
    stage.server.next_answer(answer)?;
    let start = StartPage::open(stage).await?;
    start.choose_file(recording).await?;
    start.see(&recording.file_name().unwrap_or_default().to_string_lossy()).await?;
    start.type_key(KEY).await?;
    let conversation = start.transcribe().await?.finish().await?;
    conversation.turns().await?;
    conversation.sound_is_there().await?;
    Ok(conversation)
}

async fn a_click_plays_a_word(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "interview").await?;
    plays(stage, &conversation, &sample, 3, "wavers.").await?;
    plays(stage, &conversation, &sample, 8, "nobody").await?;
    plays(stage, &conversation, &sample, 0, "You").await
}

async fn a_click_plays_an_arabic_word(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "arabic").await?;
    plays(stage, &conversation, &sample, 7, "الورقة،").await?;
    plays(stage, &conversation, &sample, 3, "أنتظر.").await
}

/// A click on a word sends the sound to where it begins and plays on; it and its turn are marked.
async fn plays(
    stage: &Stage,
    conversation: &ConversationPage<'_>,
    sample: &Recording,
    turn: usize,
    text: &str,
) -> Result<()> {
    let utterance = sample.utterances().nth(turn).context("no such utterance")?;
    let words = utterance["words"].as_array().context("no words")?;
    let wanted = words.iter().find(|word| word["text"] == text).context("no such word")?;
    let start = wanted["start"].as_i64().unwrap_or_default();
    conversation.watch_seeks().await?;
    watch_marks(stage).await?;
    conversation.click_text(turn, text).await?;
    conversation.hear_from(start).await?;
    conversation.at_turn(turn).await?;
    conversation.press("Pause").await?;
    conversation.was_sent_to(start).await?;
    let marked: Vec<String> = marks(stage).await?.into_iter().map(|mark| mark.text).collect();
    ensure!(marked.iter().any(|mark| mark == text), "{text:?} was not marked, only {marked:?}");
    Ok(())
}

/// What is marked at a moment of the sound.
#[derive(serde::Deserialize, Debug)]
pub(crate) struct Mark {
    /// In ms.
    pub(crate) at: f64,
    /// How many marks.
    pub(crate) ranges: usize,
    pub(crate) text: String,
}

/// From now on looks again and again what is marked, while it plays. (Frames stop coming where
/// nobody sees the window.)
pub(crate) async fn watch_marks(stage: &Stage) -> Result<()> {
    let body = "const media = document.querySelector('audio');
        const told = (window.marksTold = []);
        const look = () => {
            if (window.marksTold !== told) return;
            // After the page's own work in this frame.
            setTimeout(() => {
                const ranges = [];
                CSS.highlights.get('current-word')?.forEach((range) => ranges.push(range));
                const text = ranges.map((range) => range.toString()).join('|');
                if (!media.paused && !media.seeking) {
                    told.push({ at: media.currentTime * 1000, ranges: ranges.length, text });
                }
            });
            setTimeout(look, 15);
        };
        look();";
    stage.tab.script(body, vec![]).await.map(drop)
}

pub(crate) async fn marks(stage: &Stage) -> Result<Vec<Mark>> {
    Ok(serde_json::from_value(stage.tab.script("return window.marksTold;", vec![]).await?)?)
}

/// Text is selected with the pointer over words: nothing plays, nothing moves.
async fn selecting_text_does_not_seek(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    let [from, _, to] = conversation.point_of(3, "the sound wavers.").await?;
    let drag = stage.tab.driver().action_chain().move_to(from.0, from.1).click_and_hold();
    let middle = i64::midpoint(from.0, to.0);
    drag.move_to(middle, from.1).move_to(to.0, to.1).release().perform().await?;
    let selected = "return String(getSelection());";
    soon("selected text", async || {
        let selected = stage.tab.script(selected, vec![]).await?;
        let selected = selected.as_str().unwrap_or_default();
        ensure!(selected.contains("sound"), "selected: {selected:?}");
        Ok(true)
    })
    .await?;
    stage.let_pass(500).await?;
    let media = conversation.media().await?.context("no sound")?;
    ensure!(media.paused && media.current_time < 0.001, "it moved: {media:?}");
    ensure!(conversation.position().await?.0 == 0);
    Ok(())
}

async fn play_and_pause(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    stage.tab.find(Role::Button, "Pause").await?;
    ensure!(!stage.tab.has(Role::Button, "Play").await?, "“Play” beside “Pause”");
    conversation.press("Pause").await?;
    stage.tab.find(Role::Button, "Play").await?;
    let media = conversation.media().await?.context("no sound")?;
    ensure!(media.paused, "it plays on: {media:?}");
    Ok(())
}
