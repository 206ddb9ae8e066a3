//! Faults that pass, at every stage: the job goes on by itself to its transcript, with no click and
//! with one job at the service.

use std::time::{Duration, Instant};

use e2e::faults::{self, busy, empty_200, html, html_200};
use e2e::pages::{ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use standin::script::{Fault, NextAnswer, ResetWhen, Rule};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(connections_are_reset).slow(),
    story!(statuses_408_425_429).slow(),
    story!(statuses_500_502_503).slow(),
    story!(answers_504_truncated_html).slow(),
    story!(answers_empty_or_kept_from_the_page).slow(),
    story!(retry_after_is_obeyed).slow(),
    story!(answers_trickle),
    story!(unanswered_submission_is_adopted),
    story!(service_troubles_are_told),
];

/// The same three faults in a row befall the check of the key, the upload, the submission and the
/// polls; nobody touches the page.
async fn outlives(stage: &Stage, kinds: [Fault; 3]) -> Result<()> {
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

async fn connections_are_reset(stage: &Stage) -> Result<()> {
    outlives(stage, [ResetWhen::Before, ResetWhen::In, ResetWhen::After].map(Fault::reset)).await
}

async fn statuses_408_425_429(stage: &Stage) -> Result<()> {
    outlives(stage, [Fault::status(408), Fault::status(425), busy(1, false)]).await
}

async fn statuses_500_502_503(stage: &Stage) -> Result<()> {
    let server_error = Fault::refusal(500, "Server error, developers have been alerted.");
    outlives(stage, [server_error, html(502), Fault::status(503)]).await
}

async fn answers_504_truncated_html(stage: &Stage) -> Result<()> {
    outlives(stage, [html(504), Fault::Truncated, html_200()]).await
}

async fn answers_empty_or_kept_from_the_page(stage: &Stage) -> Result<()> {
    // Chromium and WebKit tell in the console why they keep an answer from the page.
    stage.expect_console("/v2/");
    outlives(stage, [empty_200(), Fault::NoCors, Fault::status(429)]).await
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

/// Slow is not broken: everything arrives at last.
async fn answers_trickle(stage: &Stage) -> Result<()> {
    let slowly = |bytes_per_second| Fault::Trickle { bytes_per_second };
    stage.server.faults([
        faults::list(slowly(400)),
        faults::upload(slowly(150_000)),
        faults::submit(slowly(2_000)),
        faults::poll(slowly(4_000)),
    ]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.finish_untouched(Duration::from_secs(90)).await?;
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 1, "{:?}", stats.requests);
    one_job(stage)
}

/// The service made the job, but its answer was lost in three ways: the job is found by its
/// recording and adopted, never made twice.
async fn unanswered_submission_is_adopted(stage: &Stage) -> Result<()> {
    for fault in [Fault::reset(ResetWhen::After), Fault::Truncated, processed_but_502()] {
        stage.server.us().reset();
        stage.server.faults([faults::submit(fault.clone())]);
        stage.tab.goto("about:blank").await?;
        let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
        progress.finish().await?;
        let stats = stage.server.stats();
        ensure!(stats.jobs_created == 1, "{fault:?}: {:?}", stats.requests);
        ensure!(stats.uploads_completed == 1, "{fault:?}: {:?}", stats.requests);
        ensure!(stats.count("POST /v2/transcript") == 1, "{fault:?}: {:?}", stats.requests);
    }
    Ok(())
}

const fn processed_but_502() -> Fault {
    Fault::Status {
        status: 502,
        body: None,
        content_type: None,
        retry_after: None,
        expose_retry_after: false,
        processed: true,
    }
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

    stage.server.us().reset();
    stage.tab.goto("about:blank").await?;
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
