//! Jobs in the list: several at a time, each with its state, its failure, its end.

use std::path::PathBuf;
use std::time::Duration;

use e2e::faults;
use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{KEY, LibraryPage, Row, StartPage};
use e2e::{Result, Stage, Story, ensure, paths, soon, story, until};
use serde_json::json;
use standin::script::{Fault, NextAnswer};

use crate::answers::conversation;
use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(two_files_go_one_after_another),
    story!(the_next_one_waits_for_its_turn),
    story!(ten_files_go_one_after_another),
    story!(the_queue_is_paused),
    story!(one_of_several_fails),
    story!(a_job_is_cancelled_in_the_list),
    story!(a_refused_key_stops_all),
    story!(the_same_recording_is_sent_once),
];

/// Chooses files and sends them; the list is shown then.
async fn send<'a>(stage: &'a Stage, key: &str, paths: &[PathBuf]) -> Result<LibraryPage<'a>> {
    let start = StartPage::open(stage).await?;
    start.choose_files(paths).await?;
    for path in paths {
        start.see(&path.file_name().unwrap_or_default().to_string_lossy()).await?;
    }
    start.type_key(key).await?;
    start.press_transcribe().await?;
    LibraryPage::shown(stage).await
}

/// Files with the same bytes are one recording: that is said, and so is what the one would cost.
async fn the_same_recording_is_sent_once(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let bytes = std::fs::read(paths::sample("interview"))?;
    let names = ["Episode 01.mp3", "Episode 02.mp3"];
    let paths = [files.write(names[0], &bytes)?, files.write(names[1], &bytes)?];
    let start = StartPage::open(stage).await?;
    start.choose_files(&paths).await?;
    start.see("The same recording as Episode 01.mp3; sent once").await?;
    start.see("AssemblyAI would charge less than $0.01 for 1:3").await?;
    ensure!(stage.tab.text().await?.contains("device too (486 kB)"), "it is counted twice");
    stage.check_all_sizes("the same twice").await?;
    // Without the first it is no other's.
    stage.tab.click(Role::Button, "Remove Episode 01.mp3").await?;
    soon("no word of it", async || Ok(!stage.tab.text().await?.contains("sent once"))).await?;
    start.choose_files(&paths).await?;
    start.see("sent once").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    ensure!(stage.server.stats().jobs_created == 1);
    let titles = LibraryPage::open(stage).await?.titles().await?;
    ensure!(titles == ["Episode 01"], "{titles:?}");
    Ok(())
}

/// Waits until so many are ready. At no moment two are sent.
async fn all_ready(stage: &Stage, list: &LibraryPage<'_>, count: usize) -> Result<()> {
    let mut peak = 0;
    let mut sending = 0;
    until("all of them ready", Duration::from_mins(2), async || {
        let stats = stage.server.stats();
        peak = peak.max(stats.count("POST /v2/upload").saturating_sub(stats.uploads_completed));
        let rows = list.rows().await?;
        let is = |row: &&Row, state: &str| row.state.starts_with(state);
        sending = sending.max(rows.iter().filter(|row| is(row, "Uploading")).count());
        stage.tab.signal("online").await?;
        let ready = rows.iter().filter(|row| is(row, "Ready")).count();
        ensure!(ready == count, "{rows:?}");
        Ok(Some(()))
    })
    .await?;
    ensure!(peak == 1, "{peak} uploads at a time");
    ensure!(sending <= 1, "{sending} were shown as being sent");
    Ok(())
}

async fn two_files_go_one_after_another(stage: &Stage) -> Result<()> {
    let slowly = Fault::Trickle { bytes_per_second: 100_000 };
    stage.server.faults([faults::upload(slowly).times(2)]);
    let list = send(stage, KEY, &["interview", "meeting"].map(paths::sample)).await?;
    // What was chosen first is sent first; the newest is on top.
    ensure!(list.titles().await? == ["meeting", "interview"], "{:?}", list.titles().await?);
    all_ready(stage, &list, 2).await?;
    for name in ["interview", "meeting"] {
        let conversation = list.read(name).await?;
        Recording::read(name)?.check(&conversation).await?;
        conversation.sound_is_there().await?;
        LibraryPage::open(stage).await?;
    }
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 2 && stats.uploads_completed == 2, "{:?}", stats.requests);
    Ok(())
}

/// The one after it begins by itself when an upload ends, whichever way.
async fn the_next_one_waits_for_its_turn(stage: &Stage) -> Result<()> {
    stage
        .server
        .faults([faults::upload(Fault::Stall { after_bytes: Some(100_000), processed: false })]);
    let list = send(stage, KEY, &["interview", "meeting"].map(paths::sample)).await?;
    soon("the upload", async || Ok(list.row("interview").await?.state.starts_with("Uploading ")))
        .await?;
    list.see("meeting", "Waiting for its turn").await?;
    stage.check_all_sizes("one is sent, one waits").await?;
    let waiting = list.look_at("meeting").await?;
    waiting.see("Files are sent one after another").await?;
    stage.check_all_sizes("waits for its turn").await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(stage.server.stats().count("POST /v2/upload") == 1, "the second was sent too");
    list.choose("interview", "Cancel").await?;
    list.see("interview", "Cancelled").await?;
    list.see("meeting", "Ready").await?;
    Recording::read("meeting")?.check(&list.read("meeting").await?).await
}

async fn ten_files_go_one_after_another(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let mut paths = Vec::new();
    for number in 0..10_u8 {
        stage.server.next_answer(conversation(&[(json!("A"), &["Here", "I", "am."])]))?;
        paths.push(files.write(&format!("take {number}.wav"), &vec![number; 60_000])?);
    }
    let slowly = Fault::Trickle { bytes_per_second: 100_000 };
    stage.server.faults([faults::upload(slowly).times(10)]);
    let list = send(stage, KEY, &paths).await?;
    let expected: Vec<String> = (0..10).rev().map(|number| format!("take {number}")).collect();
    ensure!(list.titles().await? == expected, "{:?}", list.titles().await?);
    all_ready(stage, &list, 10).await?;
    stage.check_all_sizes("ten are ready").await?;
    soon("ten answers", async || Ok(LibraryPage::stored(stage).await?.answers.len() == 10)).await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 10 && stats.uploads_completed == 10, "{:?}", stats.requests);
    // They stand in the same order after the page was closed.
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    ensure!(list.titles().await? == expected, "after a reload: {:?}", list.titles().await?);
    Ok(())
}

/// What is on its way ends; no other upload begins until the user says so.
async fn the_queue_is_paused(stage: &Stage) -> Result<()> {
    let slowly = Fault::Trickle { bytes_per_second: 100_000 };
    stage.server.faults([faults::upload(slowly).times(3)]);
    let list = send(stage, KEY, &["interview", "meeting", "arabic"].map(paths::sample)).await?;
    let start = StartPage::shown(stage).await?;
    start.see("2 recordings wait for their turn").await?;
    stage.tab.click(Role::Button, "Pause the queue").await?;
    start.see("The queue is paused: no other upload begins.").await?;
    list.see("interview", "Ready").await?;
    for name in ["meeting", "arabic"] {
        list.see(name, "Waiting for its turn").await?;
    }
    stage.check_all_sizes("queue paused").await?;
    ensure!(stage.server.stats().count("POST /v2/upload") == 1, "the next one was sent");
    // One of them can be looked at, and lets the queue go on from there.
    let waiting = list.look_at("meeting").await?;
    waiting.see("The queue is paused: no upload begins.").await?;
    stage.check_all_sizes("waits in a paused queue").await?;
    stage.tab.click(Role::Button, "Go on with the queue").await?;
    waiting.finish().await?;
    let list = LibraryPage::open(stage).await?;
    list.see("arabic", "Ready").await?;
    ensure!(stage.server.stats().jobs_created == 3, "{:?}", stage.server.stats().requests);
    Ok(())
}

async fn one_of_several_fails(stage: &Stage) -> Result<()> {
    stage.server.next_answer(json!({ "status": "error", "error": "Something broke." }))?;
    let list = send(stage, KEY, &["interview", "meeting"].map(paths::sample)).await?;
    list.see("meeting", "Ready").await?;
    list.see("interview", "Failed").await?;
    stage.check_all_sizes("one has failed").await?;
    list.look_at("interview").await?;
    stage.see_alert("Transcription failed: Something broke.").await?;
    let list = LibraryPage::open(stage).await?;
    list.choose("interview", "Try again").await?;
    list.see("interview", "Ready").await?;
    Recording::read("interview")?.check(&list.read("interview").await?).await?;
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 3 && stats.uploads_completed == 2, "{:?}", stats.requests);
    Ok(())
}

async fn a_job_is_cancelled_in_the_list(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(1_000, 1));
    stage.server.faults([faults::upload(Fault::Stall {
        after_bytes: Some(100_000),
        processed: false,
    })
    .nth(2)]);
    let names = ["interview", "meeting", "arabic"];
    let list = send(stage, KEY, &names.map(paths::sample)).await?;
    // One at the service, one on its way, one before that.
    list.see("interview", "Queued").await?;
    soon("the second", async || Ok(list.row("meeting").await?.state.starts_with("Uploading ")))
        .await?;
    list.see("arabic", "Waiting for its turn").await?;
    list.choose("interview", "Cancel").await?;
    list.see("interview", "Cancelled").await?;
    list.choose("arabic", "Cancel").await?;
    list.see("arabic", "Cancelled").await?;
    let before = stage.server.stats().requests;
    for _ in 0..2 {
        stage.let_pass(3_300).await?;
        stage.tab.signal("online").await?;
    }
    let after = stage.server.stats().requests;
    ensure!(after == before, "{before:?} → {after:?}");
    list.choose("meeting", "Cancel").await?;
    list.see("meeting", "Cancelled").await?;
    stage.check_all_sizes("all cancelled").await?;
    // One that was waiting goes on by its own page.
    let progress = list.look_at("arabic").await?;
    progress.press("Go on").await?;
    Recording::read("arabic")?.check(&progress.finish().await?).await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(list.row("interview").await?.state == "Cancelled", "{:?}", list.rows().await?);
    ensure!(stage.server.stats().jobs_created == 2);
    Ok(())
}

/// A key that is refused is refused for all: none of the others is tried with it.
async fn a_refused_key_stops_all(stage: &Stage) -> Result<()> {
    let names = ["interview", "meeting", "arabic"];
    let list = send(stage, "invalid-0123456789", &names.map(paths::sample)).await?;
    stage.see_alert("AssemblyAI did not accept this key.").await?;
    list.see("interview", "Failed").await?;
    list.see("meeting", "Waiting for your key").await?;
    list.see("arabic", "Waiting for your key").await?;
    stage.check_all_sizes("key refused for several").await?;
    ensure!(stage.server.stats().upload_bytes == 0);
    ensure!(stage.server.stats().count("GET /v2/transcript") == 1);
    StartPage::shown(stage).await?.type_key(KEY).await?;
    stage.tab.click(Role::Button, "Go on").await?;
    list.see("meeting", "Ready").await?;
    list.see("arabic", "Ready").await?;
    list.choose("interview", "Try again").await?;
    list.see("interview", "Ready").await?;
    ensure!(stage.server.stats().jobs_created == 3);
    Ok(())
}
