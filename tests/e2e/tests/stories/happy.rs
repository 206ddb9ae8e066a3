//! From a recording to its conversation, for each sample as if it were the user's own.

use e2e::pages::{KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use serde_json::json;
use standin::script::NextAnswer;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(interview_is_transcribed),
    story!(meeting_is_transcribed),
    story!(arabic_is_transcribed),
    story!(stages_are_told),
];

async fn interview_is_transcribed(stage: &Stage) -> Result<()> {
    transcribed(stage, "interview").await
}

async fn meeting_is_transcribed(stage: &Stage) -> Result<()> {
    transcribed(stage, "meeting").await
}

async fn arabic_is_transcribed(stage: &Stage) -> Result<()> {
    transcribed(stage, "arabic").await
}

const STAGES: [&str; 4] = ["Upload", "Queued", "Transcribing", "Ready"];

/// The whole way of one recording: sent once as it is, asked for once, shown as it was said, and
/// heard from the file that was chosen.
async fn transcribed(stage: &Stage, name: &str) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample(name).await?.finish().await?;
    Recording::read(name)?.check(&conversation).await?;
    conversation.play(1).await?;
    conversation.hear_from(conversation.turns().await?[1].start).await?;

    let stats = stage.server.stats();
    let bytes = std::fs::metadata(e2e::paths::sample(name))?.len();
    ensure!(stats.uploads_completed == 1 && stats.upload_bytes == bytes, "{stats:?}");
    let request = stage.server.only_request()?;
    ensure!(request["speaker_labels"] == true, "{request}");
    ensure!(request["speech_models"] == json!(["universal-3-5-pro", "universal-2"]), "{request}");
    ensure!(request["language_detection"] == true, "{request}");
    for unasked in ["speakers_expected", "speaker_options", "language_code"] {
        ensure!(request.get(unasked).is_none_or(serde_json::Value::is_null), "{request}");
    }
    // The stand-in shows of each key its first letters and its length: this one came as it is.
    ensure!(stats.keys_seen.len() == 1, "{:?}", stats.keys_seen);
    let seen = stats.keys_seen.first().map_or("", String::as_str);
    ensure!(seen.starts_with(&KEY[..4]) && seen.contains(&KEY.len().to_string()), "{seen}");
    stage.check("conversation").await
}

/// The status region tells each stage, and each is a state that can be used.
async fn stages_are_told(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(2, 2));
    let start = StartPage::open(stage).await?;
    start.choose_sample("meeting").await?;
    start.type_key(KEY).await?;
    stage.check_all_sizes("start with a file").await?;
    stage.watch_status().await?;
    let progress = start.transcribe().await?;
    progress.reaches("Queued").await?;
    stage.check_all_sizes("queued").await?;
    progress.reaches("Transcribing").await?;
    stage.check_all_sizes("transcribing").await?;
    progress.finish().await?;
    let mut told = stage.watched_status().await?;
    for text in &mut told {
        text.truncate(text.find(',').unwrap_or(text.len()));
    }
    told.retain(|text| STAGES.contains(&text.as_str()));
    told.dedup();
    ensure!(told == STAGES, "{told:?}");
    Ok(())
}
