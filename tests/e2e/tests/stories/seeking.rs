//! What is heard is the word that was clicked, in recordings whose places browsers guess.

use std::fmt::Write as _;
use std::path::PathBuf;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ear, ensure, paths, soon, story};
use serde_json::Value;

use crate::listening::put_beside;

pub(crate) const STORIES: &[Story] = &[
    story!(a_word_is_heard_in_a_variable_mp3),
    story!(a_word_is_heard_in_joined_files),
    story!(a_word_is_heard_in_bare_aac),
    story!(how_far_off_it_may_be_is_told),
    story!(the_sound_behind_the_text_is_in_reach),
];

/// A recording in which every second has a tone of its own.
fn coded(name: &str) -> PathBuf {
    paths::project().join("crates/sound/tests/fixtures").join(name)
}

/// Opens a text of so many cues of ten seconds, each a turn of its own, beside a recording.
async fn open<'a>(
    stage: &'a Stage,
    files: &Files,
    cues: usize,
    recording: PathBuf,
) -> Result<ConversationPage<'a>> {
    let mut srt = String::new();
    for cue in 0..cues {
        let clock = |second: usize| format!("00:{:02}:{:02},000", second / 60, second % 60);
        let (from, to) = (clock(cue * 10), clock(cue * 10 + 10));
        let name = if cue % 2 == 0 { "Ada" } else { "Bela" };
        writeln!(srt, "{}\n{from} --> {to}\n{name}: Here begins it\n", cue + 1)?;
    }
    let text = files.write("places.srt", srt.as_bytes())?;
    StartPage::open(stage).await?;
    stage.tab.give_file("Transcript file", &text).await?;
    let conversation = ConversationPage::shown(stage).await?;
    put_beside(stage, &recording).await?;
    conversation.sound_is_there().await?;
    Ok(conversation)
}

/// What the player says of its places.
async fn told(stage: &Stage) -> Result<Value> {
    let body = "return document.querySelector('[data-seek]')?.textContent ?? null;";
    stage.tab.script(body, vec![]).await
}

async fn see_told(stage: &Stage, expected: &str) -> Result<()> {
    soon(expected, async || {
        let told = told(stage).await?;
        ensure!(told == expected, "it says {told}");
        Ok(true)
    })
    .await
}

/// The sound of these seconds is heard, by the ear of the page.
async fn hear(stage: &Stage, conversation: &ConversationPage<'_>, from: i64) -> Result<()> {
    conversation.hear_from(from * 1_000).await?;
    // Without a sound card Firefox lets no page listen: what its player tells must do.
    if stage.engine == Engine::Firefox {
        return Ok(());
    }
    soon(&format!("the tone of second {from}"), async || {
        let heard = ear::second(&stage.tab).await?;
        ensure!(heard.is_some_and(|heard| (from..from + 8).contains(&heard)), "it is {heard:?}");
        Ok(true)
    })
    .await
}

async fn words_are_heard(stage: &Stage, name: &str) -> Result<()> {
    let files = Files::new()?;
    let conversation = open(stage, &files, 12, coded(name)).await?;
    see_told(stage, "Exact").await?;
    for cue in [10, 2, 7, 11, 4] {
        conversation.click_text(cue, "Here").await?;
        hear(stage, &conversation, i64::try_from(cue)? * 10).await?;
        stage.tab.click(Role::Button, "Pause").await?;
    }
    let media = conversation.media().await?;
    let length = media.and_then(|media| media.duration).unwrap_or_default();
    ensure!((length - 120.0).abs() < 0.5, "it is {length} s long");
    stage.check_all_sizes("with exact places").await
}

async fn a_word_is_heard_in_a_variable_mp3(stage: &Stage) -> Result<()> {
    words_are_heard(stage, "variable.mp3").await
}

/// As recorders make them that begin a new file each hour.
async fn a_word_is_heard_in_joined_files(stage: &Stage) -> Result<()> {
    words_are_heard(stage, "joined.mp3").await
}

async fn a_word_is_heard_in_bare_aac(stage: &Stage) -> Result<()> {
    words_are_heard(stage, "stream.aac").await
}

/// Two files of different rates in one: no container holds both as one track.
async fn how_far_off_it_may_be_is_told(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let both = [coded("variable.mp3"), paths::sample("interview")].map(std::fs::read);
    let [first, second] = both;
    let joined = files.write("both.mp3", &[first?, second?].concat())?;
    let conversation = open(stage, &files, 12, joined).await?;
    let said = told(stage).await?;
    let said = said.as_str().unwrap_or_default();
    let seconds = said.strip_prefix("About ± ").and_then(|rest| rest.strip_suffix(" s"));
    let seconds: u32 = seconds.unwrap_or_default().parse().unwrap_or_default();
    ensure!((20..120).contains(&seconds), "it says {said:?}");
    // It is heard all the same.
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    stage.check_all_sizes("with places that are guessed").await
}

/// A text may be of the beginning alone.
async fn the_sound_behind_the_text_is_in_reach(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let conversation = open(stage, &files, 2, coded("variable.mp3")).await?;
    see_told(stage, "Exact").await?;
    ensure!(stage.tab.text().await?.contains("/ 2:00"), "the clock ends with the text");
    conversation.seek(100_000).await?;
    conversation.press("Play").await?;
    hear(stage, &conversation, 100).await
}
