//! Faults that pass, waited out by the real clock, and how they look meanwhile. What each kind of
//! fault does at each step is in the fault matrix.

use std::time::{Duration, Instant};

use e2e::faults::{self, busy, html};
use e2e::pages::{ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use standin::script::{Fault, NextAnswer, ResetWhen, Rule};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(three_troubles_at_each_step).slow(),
    story!(retry_after_is_obeyed).slow(),
    story!(service_troubles_are_told),
];

/// The same three faults in a row befall the check of the key, the upload, the submission and the
/// polls; nobody touches the page.
async fn three_troubles_at_each_step(stage: &Stage) -> Result<()> {
    let kinds = [html(502), Fault::reset(ResetWhen::Before), Fault::Truncated];
    let at_each_stage = [faults::list, faults::upload, faults::submit, faults::poll];
    stage
        .server
        .faults(at_each_stage.iter().flat_map(|at| kinds.iter().map(|kind| at(kind.clone()))));
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    let conversation = progress.finish_untouched(Duration::from_secs(150)).await?;
    Recording::read("interview")?.check(&conversation).await?;
    one_job(stage)
}

fn one_job(stage: &Stage) -> Result<()> {
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1, "{} jobs: {:?}", stats.jobs_created, stats.requests);
    Ok(())
}

/// A `Retry-After` that a page may read is the least wait.
async fn retry_after_is_obeyed(stage: &Stage) -> Result<()> {
    let at_each_stage = [faults::list, faults::upload, faults::submit, faults::poll];
    stage.server.faults(at_each_stage.map(|at| at(busy(3, true))));
    let began = Instant::now();
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.see("AssemblyAI is busy").await?;
    stage.check_all_sizes("busy").await?;
    progress.finish_untouched(Duration::from_secs(90)).await?;
    let took = began.elapsed();
    ensure!(took >= Duration::from_secs(12), "four waits of 3 s took {took:?}");
    one_job(stage)
}

/// Two failures of the service stay quiet; after the third it is told, with a way to look it up.
async fn service_troubles_are_told(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 1));
    stage.server.faults([faults::poll(Fault::status(503)).times(4)]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    told(&progress, "AssemblyAI has problems").await?;
    stage.check_all_sizes("service has problems").await?;
    progress.finish().await?;
    one_job(stage)?;

    stage.start_over().await?;
    let resets: Vec<Rule> = [4, 1]
        .into_iter()
        .map(|times| faults::upload(Fault::reset(ResetWhen::In)).times(times))
        .collect();
    stage.server.faults(resets);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    told(&progress, "try ").await?;
    stage.check_all_sizes("connection lost").await?;
    progress.finish().await?;
    one_job(stage)
}

async fn told(progress: &ProgressPage<'_>, text: &str) -> Result<()> {
    progress.see_within(text, Duration::from_secs(30)).await
}
