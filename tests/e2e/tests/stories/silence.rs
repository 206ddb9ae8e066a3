//! No answer, no progress, no network: what is waited out by the real clock.

use std::time::Duration;

use e2e::faults::{self, silence};
use e2e::files::Files;
use e2e::pages::{KEY, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, story};
use serde_json::json;
use standin::script::{Fault, NextAnswer};

use crate::answers::conversation;

/// In Chromium the fault matrix meets these, with the clock in its hand.
const OTHERS: &[Engine] = &[Engine::Firefox, Engine::WebKit];

pub(crate) const STORIES: &[Story] = &[
    story!(no_answer_for_20_s).only(OTHERS).slow(),
    story!(upload_stalls_for_30_s).only(OTHERS).slow(),
    story!(a_clock_that_is_set_ends_no_upload),
    story!(offline_and_back),
    story!(unreachable_and_back),
];

/// The check of the key, the submission and a poll are never answered: each is given up after
/// 20 s and sent again.
async fn no_answer_for_20_s(stage: &Stage) -> Result<()> {
    stage.server.faults([faults::list, faults::submit, faults::poll].map(|at| at(silence())));
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.finish_untouched(Duration::from_mins(2)).await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}

/// The service stops reading: after 30 s without progress the upload starts over. The file is
/// larger than what a system holds on its way.
async fn upload_stalls_for_30_s(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    stage.server.next_answer(conversation(&[(json!("A"), &["Quiet", "here."])]))?;
    stage
        .server
        .faults([faults::upload(Fault::Stall { after_bytes: Some(1_000_000), processed: false })]);
    let start = StartPage::open(stage).await?;
    start.choose_file(&files.sparse("quiet room.wav", 80_000_000)?).await?;
    start.type_key(KEY).await?;
    let progress = start.transcribe().await?;
    progress.see_within("Connection lost at", Duration::from_secs(50)).await?;
    progress.finish_untouched(Duration::from_mins(1)).await?;
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 2, "{:?}", stats.requests);
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{stats:?}");
    Ok(())
}

/// Somebody sets the machine's clock an hour forward while a file is sent: nothing was silent for an
/// hour. Set back, it changes nothing either.
async fn a_clock_that_is_set_ends_no_upload(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    stage.server.next_answer(conversation(&[(json!("A"), &["Quiet", "here."])]))?;
    stage.server.faults([faults::upload(Fault::Trickle { bytes_per_second: 8_000_000 })]);
    let start = StartPage::open(stage).await?;
    start.choose_file(&files.sparse("quiet room.wav", 80_000_000)?).await?;
    start.type_key(KEY).await?;
    let progress = start.transcribe().await?;
    let set = "const { Date } = window;
        const now = Date.now.bind(Date);
        Date.now = () => now() + arguments[0];
        window.dispatchEvent(new Event('pageshow'));";
    for ms in [3_600_000, -7_200_000] {
        progress.see(" of 80.0 MB").await?;
        // Body and arguments are a function of their own: what is replaced stays so.
        let set = set.replace("arguments[0]", &ms.to_string());
        stage.tab.script(&set, vec![]).await?;
        ensure!(
            stage.server.stats().uploads_completed == 0,
            "it was sent before the clock was set"
        );
    }
    progress.finish_untouched(Duration::from_mins(1)).await?;
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 1, "{:?}", stats.requests);
    Ok(())
}

/// The browser knows that it has no network: the job waits for it, not for the clock.
async fn offline_and_back(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(3, 1));
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    stage.server.us().pause();
    stage.tab.signal("offline").await?;
    progress.see("You are offline").await?;
    stage.check_all_sizes("offline").await?;
    let before = stage.server.stats().requests;
    stage.let_pass(4_000).await?;
    ensure!(stage.server.stats().requests == before, "it asked while offline");
    stage.server.us().resume();
    stage.tab.signal("online").await?;
    progress.finish_untouched(Duration::from_mins(1)).await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}

/// Nothing answers, though the browser believes in its network: this is told without blaming the
/// key, and the job goes on when the service is back.
async fn unreachable_and_back(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    stage.server.us().pause();
    let progress = start.transcribe_sample("interview").await?;
    progress.see("Could not reach localhost").await?;
    stage.check_all_sizes("unreachable").await?;
    ensure!(!stage.tab.text().await?.contains("did not accept"), "the key is blamed");
    stage.server.us().resume();
    progress.finish_untouched(Duration::from_mins(1)).await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}
