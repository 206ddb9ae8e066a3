//! "Cancel" stops at once at every stage, and "Try again" or "Go on" repeats only what is open.

use std::time::Duration;

use e2e::faults::{self, silence};
use e2e::files::Files;
use e2e::pages::{KEY, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, story, until};
use serde_json::json;
use standin::script::{Fault, NextAnswer};

use crate::answers::conversation;

pub(crate) const STORIES: &[Story] = &[
    story!(cancel_while_the_key_is_checked),
    story!(cancel_the_upload),
    story!(cancel_the_submission),
    story!(cancel_while_queued),
    story!(cancel_while_transcribing),
    story!(try_again_repeats_the_failed_stage_only),
];

/// Cancels, and sees that nothing more is asked although two rounds of polls would have passed.
async fn cancelled(stage: &Stage, progress: &ProgressPage<'_>) -> Result<()> {
    progress.press("Cancel").await?;
    progress.see("Cancelled").await?;
    stage.check_all_sizes("cancelled").await?;
    let before = stage.server.stats();
    for _ in 0..2 {
        stage.let_pass(3_300).await?;
        stage.tab.signal("online").await?;
    }
    // What was on its way when the connection was closed may still be read for a while.
    until("the end of the upload", Duration::from_mins(2), async || {
        let bytes = stage.server.stats().upload_bytes;
        stage.let_pass(1_000).await?;
        Ok((stage.server.stats().upload_bytes == bytes).then_some(()))
    })
    .await?;
    let after = stage.server.stats();
    ensure!(after.requests == before.requests, "{:?} → {:?}", before.requests, after.requests);
    ensure!(after.uploads_completed == before.uploads_completed, "the upload went on");
    Ok(())
}

async fn wait_for(stage: &Stage, request: &str) -> Result<()> {
    until(request, Duration::from_mins(1), async || {
        Ok((stage.server.stats().count(request) > 0).then_some(()))
    })
    .await
}

async fn cancel_while_the_key_is_checked(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::list(silence())]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    wait_for(stage, "GET /v2/transcript").await?;
    cancelled(stage, &progress).await?;
    ensure!(stage.server.stats().upload_bytes == 0);
    progress.press("Go on").await?;
    progress.finish().await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}

async fn cancel_the_upload(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    stage.server.next_answer(conversation(&[(json!("A"), &["Quiet", "here."])]))?;
    stage.server.faults([faults::upload(Fault::Trickle { bytes_per_second: 1_000_000 })]);
    let start = StartPage::open(stage).await?;
    start.choose_file(&files.sparse("quiet room.wav", 80_000_000)?).await?;
    start.type_key(KEY).await?;
    let progress = start.transcribe().await?;
    until("some bytes", Duration::from_mins(1), async || {
        Ok((stage.server.stats().upload_bytes > 400_000).then_some(()))
    })
    .await?;
    stage.check_all_sizes("uploading").await?;
    cancelled(stage, &progress).await?;
    ensure!(stage.server.stats().uploads_completed == 0);
    progress.press("Go on").await?;
    progress.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 1 && stats.jobs_created == 1, "{stats:?}");
    Ok(())
}

async fn cancel_the_submission(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::submit(silence())]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    wait_for(stage, "POST /v2/transcript").await?;
    cancelled(stage, &progress).await?;
    progress.press("Go on").await?;
    progress.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 1 && stats.jobs_created == 1, "{stats:?}");
    Ok(())
}

async fn cancel_while_queued(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(50, 1));
    cancel_at(stage, "Queued").await
}

async fn cancel_while_transcribing(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 50));
    cancel_at(stage, "Transcribing").await
}

async fn cancel_at(stage: &Stage, name: &str) -> Result<()> {
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.reaches(name).await?;
    wait_for(stage, "GET /v2/transcript/{id}").await?;
    cancelled(stage, &progress).await?;
    // What was asked for may still be made and charged: this is said.
    progress.see("may still finish the job").await
}

/// The submission fails for good; trying again sends no byte of the file a second time.
async fn try_again_repeats_the_failed_stage_only(stage: &Stage) -> Result<()> {
    let said = "Your current account balance is negative. Please top up to continue using the API.";
    stage.server.faults([faults::submit(Fault::refusal(400, said)).times(2)]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    for tries in 1..=2 {
        until("the refusal", Duration::from_mins(1), async || {
            Ok((stage.server.stats().count("POST /v2/transcript") == tries).then_some(()))
        })
        .await?;
        stage.see_alert("needs credit").await?;
        progress.press("Try again").await?;
    }
    progress.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 1, "{:?}", stats.requests);
    ensure!(stats.count("POST /v2/transcript") == 3, "{:?}", stats.requests);
    ensure!(stats.jobs_created == 1);
    Ok(())
}
