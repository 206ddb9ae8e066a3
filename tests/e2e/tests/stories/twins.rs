//! Jobs that the browser has made twice, by repeating a request on its own.

use e2e::faults::{self, silence};
use e2e::locate::Role;
use e2e::pages::{KEY, LibraryPage, ProgressPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, soon, story};
use standin::script::{Fault, JobStat, NextAnswer, ResetWhen, Rule};

use crate::recordings::Recording;

/// Engines that repeat a `POST` by themselves. `WebKitGTK` sends it over a connection of its own.
const REPEATING: &[Engine] = &[Engine::Chromium, Engine::Firefox];

pub(crate) const STORIES: &[Story] = &[
    story!(a_job_that_was_made_twice_is_deleted).only(REPEATING),
    story!(a_twin_that_cannot_be_deleted_is_told).only(REPEATING),
    story!(a_twin_is_found_after_a_reload).only(REPEATING),
    story!(a_silent_list_holds_nothing_up).only(REPEATING),
    story!(an_earlier_transcript_of_the_same_upload_is_left_alone),
];

/// The kept connection is reset once the job is made.
fn repeated() -> Rule {
    faults::submit(Fault::reset(ResetWhen::Reused))
}

fn jobs_left(stage: &Stage) -> Vec<JobStat> {
    stage.server.stats().jobs.into_iter().filter(|job| !job.deleted).collect()
}

/// One job is left, and it is the one whose transcript is shown.
async fn a_job_that_was_made_twice_is_deleted(stage: &Stage) -> Result<()> {
    stage.server.faults([repeated()]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    let conversation = progress.finish().await?;
    Recording::read("interview")?.check(&conversation).await?;
    let stats = stage.server.stats();
    ensure!(stats.faults_left == 0, "no connection was kept: {:?}", stats.requests);
    let left = jobs_left(stage);
    ensure!(left.len() == 1, "{} jobs are left: {:?}", left.len(), stats.jobs);
    ensure!(stats.ids_asked == [left[0].id.clone()], "asked {:?}", stats.ids_asked);
    ensure!(stats.uploads_completed == 1, "{:?}", stats.requests);
    ensure!(stats.jobs_created == 2, "{} jobs", stats.jobs_created);
    StartPage::on_any_screen(stage)
        .see("AssemblyAI had made this job twice: the other one was deleted.")
        .await?;
    stage.check_all_sizes("made twice").await
}

async fn a_twin_that_cannot_be_deleted_is_told(stage: &Stage) -> Result<()> {
    stage.expect_console("/v2/transcript/");
    stage.server.faults([repeated(), faults::delete(Fault::status(503)).times(100)]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.finish().await?;
    StartPage::on_any_screen(stage).see("the other one could not be deleted").await?;
    ensure!(jobs_left(stage).len() == 2);
    Ok(())
}

/// The page is closed as soon as the job is there; what it had not done yet it does then.
async fn a_twin_is_found_after_a_reload(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1_000, 1));
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(3, 1));
    // The check of the key comes before.
    stage.server.faults([repeated(), faults::list(silence()).nth(2)]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    ensure!(jobs_left(stage).len() == 2, "{:?}", stage.server.stats().requests);
    stage.tab.reload().await?;
    let progress = ProgressPage::shown(stage).await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    progress.see("AssemblyAI had made this job twice: the other one was deleted.").await?;
    stage.check_all_sizes("made twice, queued").await?;
    progress.finish().await?;
    let left = jobs_left(stage);
    ensure!(left.len() == 1, "{left:?}");
    Ok(())
}

/// The transcript comes as soon as without it, and what could not be looked for is told.
async fn a_silent_list_holds_nothing_up(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::list(silence()).nth(2).times(100)]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.finish().await?;
    StartPage::on_any_screen(stage)
        .see("It could not be checked whether AssemblyAI made this job twice.")
        .await?;
    stage.check_all_sizes("perhaps made twice").await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}

/// Another transcript was made of the upload before, and is no twin.
async fn an_earlier_transcript_of_the_same_upload_is_left_alone(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("interview").await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    list.see("interview", "Ready").await?;
    let start = StartPage::shown(stage).await?;
    start.choose_sample("interview").await?;
    start.see("The file is already at AssemblyAI").await?;
    start.transcribe().await?.finish().await?;
    let stats = stage.server.stats();
    ensure!(stats.uploads_completed == 1 && stats.jobs_created == 2, "{:?}", stats.requests);
    soon("the look for another one", async || {
        Ok(stage.server.stats().count("GET /v2/transcript") == 4)
    })
    .await?;
    ensure!(jobs_left(stage).len() == 2, "{:?}", stage.server.stats().requests);
    Ok(())
}
