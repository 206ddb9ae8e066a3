//! Faults that stay: told at once, with the next step, and nothing lost.

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{KEY, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, faults, server, soon, story};
use serde_json::json;
use standin::script::Fault;

pub(crate) const STORIES: &[Story] = &[
    story!(no_recording),
    story!(no_key),
    story!(empty_file),
    story!(file_over_the_limit),
    story!(key_refused_in_the_run),
    story!(key_refused_after_the_upload),
    story!(upload_refused_as_too_large),
    story!(balance_is_negative),
    story!(payment_is_required),
    story!(language_without_speakers),
    story!(upload_of_another_key),
    story!(any_other_refusal),
    story!(job_ends_with_an_error),
    story!(transcript_is_not_found),
    story!(transcript_was_deleted),
];

async fn no_recording(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    start.press_transcribe().await?;
    stage.see_alert("No recording is chosen").await?;
    stage.check_all_sizes("no recording").await?;
    ensure!(server::api_requests(&stage.server.stats()) == 0);
    start.choose_sample("interview").await?;
    start.transcribe().await?.finish().await?;
    Ok(())
}

async fn no_key(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.press_transcribe().await?;
    stage.see_alert("Paste your AssemblyAI API key").await?;
    soon("the focus on the key", async || start.is_key_focused().await).await?;
    stage.check_all_sizes("no key").await?;
    ensure!(server::api_requests(&stage.server.stats()) == 0);
    start.see("interview.mp3").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    Ok(())
}

async fn empty_file(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    start.choose_file(&files.write("empty.mp3", b"")?).await?;
    stage.see_alert("This file is empty.").await?;
    stage.check_all_sizes("empty file").await?;
    nothing_can_be_sent(stage).await?;
    start.choose_sample("interview").await?;
    start.transcribe().await?.finish().await?;
    Ok(())
}

async fn file_over_the_limit(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    start.choose_file(&files.sparse("long day.wav", 2_200_000_001)?).await?;
    let told = stage.see_alert("Larger than AssemblyAI").await?;
    for part in ["2.2 GB", "link", "sound"] {
        ensure!(told.contains(part), "the alert lacks {part:?}: {told}");
    }
    stage.check_all_sizes("file over the limit").await?;
    nothing_can_be_sent(stage).await
}

/// "Transcribe" is no way around a file that cannot be sent.
async fn nothing_can_be_sent(stage: &Stage) -> Result<()> {
    let button = stage.tab.find(Role::Button, "Transcribe").await?;
    if button.is_enabled().await? {
        button.click().await?;
    }
    stage.let_pass(500).await?;
    let stats = stage.server.stats();
    ensure!(stats.upload_bytes == 0 && stats.count("POST /v2/upload") == 0, "{stats:?}");
    Ok(())
}

/// A run of the interview that meets one fault that stays.
async fn failed<'a>(stage: &'a Stage, key: &str, told: &str) -> Result<ProgressPage<'a>> {
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.language("en").await?;
    start.type_key(key).await?;
    start.press_transcribe().await?;
    let progress = ProgressPage::shown(stage).await?;
    stage.see_alert_hurrying(told).await?;
    stage.check("failed").await?;
    Ok(progress)
}

/// File and settings are still there after going back.
async fn all_is_kept(stage: &Stage, progress: ProgressPage<'_>, back: &str) -> Result<()> {
    progress.press(back).await?;
    let start = StartPage::shown(stage).await?;
    start.see("interview.mp3").await?;
    let language = stage.tab.find(Role::Field, "Language").await?.prop("value").await?;
    ensure!(language.as_deref() == Some("en"), "the language became {language:?}");
    ensure!(!start.key().await?.is_empty(), "the key was forgotten");
    Ok(())
}

async fn key_refused_in_the_run(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key("invalid-0123456789").await?;
    start.press_transcribe().await?;
    stage.see_alert("AssemblyAI did not accept this key.").await?;
    soon("the focus on the key", async || start.is_key_focused().await).await?;
    start.see("interview.mp3").await?;
    ensure!(stage.server.stats().upload_bytes == 0, "the file was sent");
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    one_of_each(stage)
}

/// The key is refused when the file is there already: another goes on from the same stage.
async fn key_refused_after_the_upload(stage: &Stage) -> Result<()> {
    let said = "Authentication error, API token missing/invalid.";
    stage.server.faults([faults::submit(Fault::refusal(401, said))]);
    let progress = failed(stage, KEY, "AssemblyAI did not accept this key.").await?;
    StartPage::on_any_screen(stage).type_key("fedcba9876543210fedcba9876543210").await?;
    progress.press("Try again").await?;
    progress.finish().await?;
    one_of_each(stage)
}

async fn upload_refused_as_too_large(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::upload(Fault::refusal(413, "File too large"))]);
    let progress = failed(stage, KEY, "Larger than AssemblyAI").await?;
    all_is_kept(stage, progress, "Choose the file again").await
}

async fn balance_is_negative(stage: &Stage) -> Result<()> {
    let told = "Your current account balance is negative. Please top up to continue using the API.";
    stage.server.faults([faults::submit(Fault::refusal(400, told))]);
    needs_credit(stage).await
}

async fn payment_is_required(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::submit(Fault::status(402))]);
    needs_credit(stage).await
}

async fn needs_credit(stage: &Stage) -> Result<()> {
    let progress = failed(stage, KEY, "Your AssemblyAI account needs credit.").await?;
    ensure!(stage.tab.has(Role::Link, "Add credit at AssemblyAI").await?, "no link to add credit");
    progress.press("Try again").await?;
    progress.finish().await?;
    one_of_each(stage)
}

async fn language_without_speakers(stage: &Stage) -> Result<()> {
    let said = "The following models are not available in this language: speaker_labels";
    stage.server.faults([faults::submit(Fault::refusal(400, said))]);
    let progress = failed(stage, KEY, said).await?;
    stage.see_alert("Language").await?;
    all_is_kept(stage, progress, "Change the settings").await?;
    let start = StartPage::shown(stage).await?;
    start.language("").await?;
    start.transcribe().await?.finish().await?;
    one_of_each(stage)?;
    ensure!(stage.server.only_request()?["language_detection"] == true);
    Ok(())
}

async fn upload_of_another_key(stage: &Stage) -> Result<()> {
    let said = "Cannot access uploaded file";
    stage.server.faults([faults::submit(Fault::refusal(403, said))]);
    let progress = failed(stage, KEY, "This upload belongs to another key.").await?;
    progress.press("Upload again").await?;
    progress.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 2 && stats.jobs_created == 1, "{stats:?}");
    Ok(())
}

/// What the service says is told as it is, with its status.
async fn any_other_refusal(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::upload(Fault::refusal(418, "Only <b>teapots</b> today"))]);
    let progress = failed(stage, KEY, "Only <b>teapots</b> today").await?;
    stage.see_alert("418").await?;
    progress.press("Try again").await?;
    progress.finish().await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}

async fn job_ends_with_an_error(stage: &Stage) -> Result<()> {
    let said = "File does not appear to contain audio. File type is text/html";
    stage.server.next_answer(json!({ "status": "error", "error": said }))?;
    let progress = failed(stage, KEY, &format!("Transcription failed: {said}")).await?;
    progress.press("Try again").await?;
    progress.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 1, "the file was sent again: {stats:?}");
    ensure!(stats.jobs_created == 2, "{stats:?}");
    Ok(())
}

async fn transcript_is_not_found(stage: &Stage) -> Result<()> {
    let said = "Transcript lookup error, transcript id not found";
    stage.server.faults([faults::poll(Fault::refusal(400, said))]);
    let progress = failed(stage, KEY, "AssemblyAI no longer has this transcript.").await?;
    all_is_kept(stage, progress, "Back to settings").await
}

async fn transcript_was_deleted(stage: &Stage) -> Result<()> {
    stage.server.next_answer(json!({
        "text": "Deleted by user.",
        "words": null,
        "utterances": null,
        "audio_url": "http://deleted_by_user",
    }))?;
    let progress = failed(stage, KEY, "deleted").await?;
    all_is_kept(stage, progress, "Back to settings").await
}

/// However often something was tried again: sent once, transcribed once.
fn one_of_each(stage: &Stage) -> Result<()> {
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 1, "uploads: {stats:?}");
    ensure!(stats.jobs_created == 1, "jobs: {stats:?}");
    Ok(())
}
