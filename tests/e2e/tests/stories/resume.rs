//! The page is loaded anew in the middle of a job, at every point of it: the key is asked for once,
//! and the job goes on where it stopped. Nothing is sent or made twice.

use std::time::Duration;

use e2e::faults::{self, silence};
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, ProgressPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, paths, soon, story, until};
use serde_json::json;
use standin::script::{Fault, NextAnswer, Rule, Stats};

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(reload_in_the_upload),
    story!(reload_before_the_submission),
    story!(reload_before_the_id_came),
    story!(reload_while_queued),
    story!(reload_while_transcribing),
    story!(reload_while_the_answer_comes),
    story!(reload_while_the_answer_is_stored),
    story!(reload_after_a_refusal),
    story!(reload_after_a_failed_job),
    story!(reload_after_cancel),
    // Its driver alone stops a tab as the browser does.
    story!(a_frozen_tab_goes_on_at_once).only(&[Engine::Chromium]),
    story!(a_hidden_window_asks_when_it_is_back),
    // The others have no picker that tells where files are.
    story!(a_file_is_found_again).only(&[Engine::Chromium]),
];

const POLL: &str = "GET /v2/transcript/{id}";
const SUBMIT: &str = "POST /v2/transcript";

/// A point of a job, which it does not leave by itself.
pub(crate) struct Point {
    /// What keeps it there.
    pub(crate) fault: fn() -> Rule,
    /// Whether it is there.
    pub(crate) is_reached: fn(&Stats) -> bool,
}

/// The file is at the service, which does not hear that it is to be transcribed.
pub(crate) const UPLOADED: Point =
    Point { fault: || faults::submit(silence()), is_reached: |stats| stats.count(SUBMIT) == 1 };

/// The job is there, and its id is on its way for ever.
const SUBMITTED: Point = Point {
    fault: || faults::submit(Fault::Trickle { bytes_per_second: 100 }),
    is_reached: |stats| stats.jobs_created == 1,
};

pub(crate) const QUEUED: Point = Point {
    fault: || faults::poll(silence()).nth(2),
    is_reached: |stats| stats.count(POLL) == 2 && is(stats, "queued"),
};

const PROCESSING: Point = Point {
    fault: || faults::poll(silence()).nth(3),
    is_reached: |stats| stats.count(POLL) == 3 && is(stats, "processing"),
};

/// The job is done, and its answer is on its way.
const ANSWERED: Point = Point {
    fault: || faults::poll(Fault::Trickle { bytes_per_second: 1_000 }).nth(3),
    is_reached: |stats| is(stats, "completed"),
};

fn is(counted: &Stats, status: &str) -> bool {
    counted.jobs.iter().any(|job| job.status == status)
}

/// Brings a job to a point.
pub(crate) async fn bring_to<'a>(stage: &'a Stage, point: &Point) -> Result<ProgressPage<'a>> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1, 1));
    stage.server.faults([(point.fault)()]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    until("the point", Duration::from_mins(1), async || {
        if (point.is_reached)(&stage.server.stats()) {
            return Ok(Some(()));
        }
        stage.tab.signal("online").await?;
        Ok(None)
    })
    .await?;
    Ok(progress)
}

/// Where the browser is.
async fn address(stage: &Stage) -> Result<String> {
    let hash = stage.tab.script("return location.hash;", vec![]).await?;
    Ok(hash.as_str().unwrap_or_default().to_owned())
}

/// Loads the page anew, which must stay at the recording's own address.
async fn reload(stage: &Stage) -> Result<()> {
    let before = address(stage).await?;
    ensure!(before.starts_with("#/recording/"), "a job is at {before}");
    stage.tab.reload().await?;
    soon("the list or the stages", async || Ok(stage.tab.text().await?.contains("interview")))
        .await?;
    let after = address(stage).await?;
    ensure!(after == before, "the page went from {before} to {after}");
    Ok(())
}

/// The whole conversation is there.
async fn read(conversation: &ConversationPage<'_>) -> Result<()> {
    Recording::read("interview")?.check(conversation).await
}

/// Gives the key, and the job goes on to its end.
pub(crate) async fn go_on(stage: &Stage) -> Result<()> {
    let progress = ProgressPage::shown(stage).await?;
    progress.see("Waiting for your key").await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    progress.press("Go on").await?;
    read(&progress.finish().await?).await
}

/// One upload and one job, whatever happened; and the record has the job's id.
pub(crate) async fn all_was_done_once(stage: &Stage) -> Result<()> {
    let stats = stage.server.stats();
    let told = &stats.requests;
    ensure!(stats.uploads_completed == 1, "{} uploads: {told:?}", stats.uploads_completed);
    ensure!(stats.jobs_created == 1, "{} jobs: {told:?}", stats.jobs_created);
    LibraryPage::answer_is_stored(stage).await?;
    let record = LibraryPage::stored(stage).await?.records.pop().unwrap_or_default();
    ensure!(record["job"] == json!(stats.jobs[0].id), "{record} is not of {:?}", stats.jobs[0].id);
    Ok(())
}

/// No byte of the file was sent again.
pub(crate) fn nothing_was_sent_again(stage: &Stage) -> Result<()> {
    let size = std::fs::metadata(paths::sample("interview"))?.len();
    let stats = stage.server.stats();
    ensure!(stats.count("POST /v2/upload") == 1, "{:?}", stats.requests);
    ensure!(stats.upload_bytes == size, "{} bytes of {size}", stats.upload_bytes);
    Ok(())
}

async fn reload_at(stage: &Stage, point: &Point) -> Result<()> {
    bring_to(stage, point).await?;
    reload(stage).await?;
    go_on(stage).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

/// A job whose upload stops in its middle.
pub(crate) async fn stopped_in_the_upload(stage: &Stage) -> Result<()> {
    stage
        .server
        .faults([faults::upload(Fault::Stall { after_bytes: Some(100_000), processed: false })]);
    StartPage::open(stage).await?.transcribe_sample("interview").await?;
    until("some bytes", Duration::from_mins(1), async || {
        Ok((stage.server.stats().upload_bytes >= 100_000).then_some(()))
    })
    .await
}

/// A page cannot open a file again: it asks for it, and takes no other.
async fn reload_in_the_upload(stage: &Stage) -> Result<()> {
    stopped_in_the_upload(stage).await?;
    reload(stage).await?;
    let progress = ProgressPage::shown(stage).await?;
    progress.see("Waiting for the file").await?;
    stage.check_all_sizes("waiting for the file").await?;
    stage.tab.give_file("The same file", &paths::sample("meeting")).await?;
    stage.see_alert("This is another file").await?;
    stage.check_all_sizes("another file").await?;
    stage.tab.give_file("The same file", &paths::sample("interview")).await?;
    go_on(stage).await?;
    all_was_done_once(stage).await
}

async fn reload_before_the_submission(stage: &Stage) -> Result<()> {
    reload_at(stage, &UPLOADED).await
}

/// The job is found by its recording, and adopted.
async fn reload_before_the_id_came(stage: &Stage) -> Result<()> {
    reload_at(stage, &SUBMITTED).await?;
    ensure!(stage.server.stats().count(SUBMIT) == 1, "it was asked for twice");
    Ok(())
}

async fn reload_while_queued(stage: &Stage) -> Result<()> {
    bring_to(stage, &QUEUED).await?;
    reload(stage).await?;
    ProgressPage::shown(stage).await?.see("Waiting for your key").await?;
    stage.check_all_sizes("waiting for the key").await?;
    // It can be gone on with from the list as well, as often as the page is loaded anew.
    stage.tab.reload().await?;
    ProgressPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    list.see("interview", "Waiting for your key").await?;
    stage.check_all_sizes("list waiting for the key").await?;
    StartPage::shown(stage).await?.type_key(KEY).await?;
    stage.tab.click(e2e::locate::Role::Button, "Go on").await?;
    list.see("interview", "Ready").await?;
    read(&list.read("interview").await?).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

async fn reload_while_transcribing(stage: &Stage) -> Result<()> {
    reload_at(stage, &PROCESSING).await
}

async fn reload_while_the_answer_comes(stage: &Stage) -> Result<()> {
    reload_at(stage, &ANSWERED).await
}

/// The page is left in the very moment in which it stores the answer: either all of it is there
/// then, or it is asked for once more.
async fn reload_while_the_answer_is_stored(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let body = "window.isBefore = true;
        const { put } = IDBObjectStore.prototype;
        IDBObjectStore.prototype.put = function (...what) {
            const request = put.apply(this, what);
            if (this.name === 'transcripts') location.reload();
            return request;
        };";
    stage.tab.script(body, vec![]).await?;
    start.transcribe_sample("interview").await?;
    until("the page, loaded anew", Duration::from_mins(1), async || {
        let is_before = stage.tab.script("return window.isBefore === true;", vec![]).await?;
        if is_before == true {
            stage.tab.signal("online").await?;
        }
        Ok((is_before == false).then_some(()))
    })
    .await?;
    stage.tab.wait_until_reloaded().await?;
    let is_asked = until("the conversation, or the key", Duration::from_mins(1), async || {
        let text = stage.tab.text().await?;
        let is_there =
            !stage.tab.all(e2e::locate::Role::List, Some("Conversation")).await?.is_empty();
        let is_asked = text.contains("Waiting for your key");
        Ok((is_there || is_asked).then_some(is_asked))
    })
    .await?;
    if is_asked {
        go_on(stage).await?;
    } else {
        read(&ConversationPage::shown(stage).await?).await?;
    }
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

/// A refusal is told again, and "Try again" asks for the key.
async fn reload_after_a_refusal(stage: &Stage) -> Result<()> {
    let said = "Your current account balance is negative. Please top up to continue using the API.";
    stage.server.faults([faults::submit(Fault::refusal(400, said))]);
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    stage.see_alert("needs credit").await?;
    reload(stage).await?;
    stage.see_alert("needs credit").await?;
    stage.check_all_sizes("refused, after a reload").await?;
    progress.press("Try again").await?;
    stage.see_alert("Paste your AssemblyAI API key").await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    progress.press("Try again").await?;
    read(&progress.finish().await?).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

/// A new job is made from the same upload.
async fn reload_after_a_failed_job(stage: &Stage) -> Result<()> {
    stage.server.next_answer(json!({ "status": "error", "error": "Something broke." }))?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?;
    stage.see_alert_hurrying("Transcription failed: Something broke.").await?;
    reload(stage).await?;
    stage.see_alert("Transcription failed: Something broke.").await?;
    ProgressPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    list.see("interview", "Failed").await?;
    stage.check_all_sizes("list with a failure").await?;
    StartPage::shown(stage).await?.type_key(KEY).await?;
    list.choose("interview", "Try again").await?;
    list.see("interview", "Ready").await?;
    read(&list.read("interview").await?).await?;
    nothing_was_sent_again(stage)?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 2, "{} jobs: {:?}", stats.jobs_created, stats.requests);
    Ok(())
}

/// What was cancelled stays so, until it is gone on with.
async fn reload_after_cancel(stage: &Stage) -> Result<()> {
    let progress = bring_to(stage, &QUEUED).await?;
    progress.press("Cancel").await?;
    progress.see("Cancelled").await?;
    reload(stage).await?;
    progress.see("Cancelled").await?;
    progress.press("Go on").await?;
    stage.see_alert("Paste your AssemblyAI API key").await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    progress.press("Go on").await?;
    read(&progress.finish().await?).await?;
    nothing_was_sent_again(stage)?;
    all_was_done_once(stage).await
}

/// A picker that gives a file of the page's own, whose place can be stored as any other's; nobody
/// can click through a picker of the system.
const PICKER: &str = "window.showOpenFilePicker = async () => {
        const folder = await navigator.storage.getDirectory();
        return [await folder.getFileHandle('interview.mp3')];
    };
    const handles = FileSystemHandle.prototype;
    window.asked = 0;
    handles.queryPermission = async () => (sessionStorage.granted ? 'granted' : 'prompt');
    handles.requestPermission = async () => { window.asked += 1; return 'granted'; };";

const PUT: &str = "const done = arguments[0];
    const put = async () => {
        const folder = await navigator.storage.getDirectory();
        const file = await folder.getFileHandle('interview.mp3', { create: true });
        const stream = await file.createWritable();
        await stream.write(await (await fetch('samples/interview.mp3')).arrayBuffer());
        await stream.close();
    };
    put().then(() => done(null), (error) => done(String(error)));";

/// Where the browser tells where a file is, it need not be chosen again: the page asks once, or not
/// at all if it was allowed to look before.
async fn a_file_is_found_again(stage: &Stage) -> Result<()> {
    stage.run_before(PICKER).await?;
    let stall = Fault::Stall { after_bytes: Some(100_000), processed: false };
    stage.server.faults([faults::upload(stall)]);
    let start = StartPage::open(stage).await?;
    let error = stage.tab.script_async(PUT, vec![]).await?;
    ensure!(error.is_null(), "{error}");
    start.keep_no_copies().await?;
    stage.tab.click(Role::Button, "Choose a file").await?;
    start.see("interview.mp3").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?;
    soon("the upload", async || Ok(stage.server.stats().count("POST /v2/upload") == 1)).await?;

    stage.tab.reload().await?;
    let progress = ProgressPage::shown(stage).await?;
    progress.see("Waiting for the file").await?;
    stage.check_all_sizes("file can be opened again").await?;
    stage.tab.click(Role::Button, "Open interview.mp3 again").await?;
    progress.see("Waiting for your key").await?;
    ensure!(stage.tab.script("return window.asked;", vec![]).await? == json!(1), "not asked");

    stage.tab.script("sessionStorage.granted = '1';", vec![]).await?;
    stage.tab.reload().await?;
    let progress = ProgressPage::shown(stage).await?;
    progress.see("Waiting for your key").await?;
    StartPage::on_any_screen(stage).type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    let conversation = progress.finish().await?;
    conversation.sound_is_there().await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 1 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}

/// How soon the service is asked after the user is back.
const BACK: Duration = Duration::from_secs(1);

/// A job whose next question is seconds away; the last one was more than a second ago.
async fn between_polls(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(3, 1_000));
    let progress = StartPage::open(stage).await?.transcribe_sample("interview").await?;
    progress.reaches("Transcribing").await?;
    after_a_poll(stage).await
}

/// What was asked less than a second ago is not asked again; the next question is due after three.
async fn after_a_poll(stage: &Stage) -> Result<()> {
    let polls = stage.server.stats().count(POLL);
    until("the next question", Duration::from_mins(1), async || {
        Ok((stage.server.stats().count(POLL) > polls).then_some(()))
    })
    .await?;
    stage.let_pass(1_100).await
}

/// The browser stops a tab that nobody looks at, and lets it go on when somebody does: then it asks
/// at once, not when its timer would have.
async fn a_frozen_tab_goes_on_at_once(stage: &Stage) -> Result<()> {
    between_polls(stage).await?;
    let driver = stage.tab.driver();
    let make = async |state: &str| {
        driver.cdp().send_raw("Page.setWebLifecycleState", json!({ "state": state })).await
    };
    make("frozen").await?;
    let polls = stage.server.stats().count(POLL);
    make("active").await?;
    asks_at_once(stage, polls).await
}

/// A window that was minimised asks as soon as it is shown.
async fn a_hidden_window_asks_when_it_is_back(stage: &Stage) -> Result<()> {
    between_polls(stage).await?;
    let driver = stage.tab.driver();
    let is = async |wanted: &str| {
        soon(wanted, async || {
            let shown = stage.tab.script("return document.visibilityState;", vec![]).await?;
            Ok(shown == json!(wanted))
        })
        .await
    };
    let before = driver.get_window_rect().await?;
    driver.minimize_window().await?;
    is("hidden").await?;
    after_a_poll(stage).await?;
    let polls = stage.server.stats().count(POLL);
    let (width, height) = (before.width.try_into()?, before.height.try_into()?);
    driver.set_window_rect(before.x, before.y, width, height).await?;
    is("visible").await?;
    asks_at_once(stage, polls).await
}

/// The next question comes at once, and not when it would have come otherwise.
async fn asks_at_once(stage: &Stage, polls: u64) -> Result<()> {
    until("a question", BACK, async || Ok((stage.server.stats().count(POLL) > polls).then_some(())))
        .await
}
