//! A fault that stays: told at once, with the next step, which leads to the conversation.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use e2e::clock::Clock;
use e2e::files::Files;
use e2e::locate::Role;
use e2e::matrix::{Lasting, Next, Obstacle, Sent, Step, Upset};
use e2e::pages::{ConversationPage, KEY, KEY_FIELD, StartPage};
use e2e::{Result, Stage, ensure, paths, server, soon, until};
use serde_json::json;

use super::{LARGE, is_on_its_way};
use crate::answers::conversation;

const SAID: &[&str] = &["All", "is", "well."];
const OTHER_KEY: &str = "fedcba9876543210fedcba9876543210";

/// The largest file that is sent, and one byte more.
const OVER_THE_LIMIT: u64 = 2_200_000_001;

const LIMIT: Duration = Duration::from_secs(30);

/// Meets the row's fault, and goes on from there as it is told.
pub(super) async fn stays(stage: &Stage, row: &Lasting) -> Result<()> {
    let files = Files::new()?;
    let file = recording(&files, row.obstacle)?;
    let size = fs::metadata(&file)?.len();
    script(stage, row.obstacle)?;
    let start = StartPage::open(stage).await?;
    if row.obstacle != Obstacle::NoFile {
        start.choose_file(&file).await?;
    }
    fill_in(&start, row.obstacle, &file).await?;
    if matches!(row.obstacle, Obstacle::EmptyFile | Obstacle::LargeFile) {
        // That is known when it is chosen, and "Transcribe" is no way around it.
        stage.see_alert(row.told[0]).await?;
    }
    let clock = Clock::hold(stage).await?;
    start.press_transcribe().await?;
    if row.obstacle == Obstacle::FileGoneInUpload {
        lose_file(stage, &clock, &file).await?;
    }

    told(&clock, row).await?;
    check_made(stage, row, size)?;
    if row.is_sample {
        stage.check_all_sizes(&row.case()).await?;
    }
    stands_still(stage, &clock).await?;

    go_on(stage, row).await?;
    finish(&clock).await?;
    let shown = ConversationPage::shown(stage).await?.text().await?;
    ensure!(shown == SAID.join(" "), "the conversation is {shown:?}");
    let stats = stage.server.stats();
    let made = (stats.uploads_completed, stats.jobs_created);
    ensure!(made == (row.uploads, row.jobs), "in the end (uploads, jobs) are {made:?}");
    if matches!(row.next, Next::ChangeLanguage(_)) {
        ensure!(stage.server.only_request()?["language_detection"] == true, "{:?}", stats.jobs);
    }
    Ok(())
}

fn recording(files: &Files, obstacle: Obstacle) -> Result<PathBuf> {
    match obstacle {
        Obstacle::EmptyFile => files.write("talk.flac", b""),
        Obstacle::LargeFile => files.sparse("talk.flac", OVER_THE_LIMIT),
        Obstacle::FileGoneInUpload => files.sparse("talk.flac", LARGE),
        _ => files.write("talk.flac", &fs::read(paths::tone("flac"))?),
    }
}

/// What the service does to the job, and what comes of the next ones.
fn script(stage: &Stage, obstacle: Obstacle) -> Result<()> {
    let service = &stage.server;
    match obstacle {
        Obstacle::Refused(step, status, body) => {
            service.faults(Upset::Status(status, body).rules(step, 1));
        }
        Obstacle::FileGoneInUpload => service.faults(Upset::Stall.rules(Step::Upload, 1)),
        Obstacle::JobError(error) => {
            service.next_answer(json!({ "status": "error", "error": error }))?;
        }
        Obstacle::Deleted => service.next_answer(json!({
            "text": "Deleted by user.",
            "words": null,
            "utterances": null,
            "audio_url": "http://deleted_by_user",
        }))?,
        _ => {}
    }
    for _ in 0..2 {
        service.next_answer(conversation(&[(json!("A"), SAID)]))?;
    }
    Ok(())
}

/// Fills in the form, with what is wrong in it.
async fn fill_in(start: &StartPage<'_>, obstacle: Obstacle, file: &Path) -> Result<()> {
    start.language("en").await?;
    start.type_key(if let Obstacle::Key(typed) = obstacle { typed } else { KEY }).await?;
    match obstacle {
        Obstacle::Voices(number) => {
            start.count_voices("Exactly").await?;
            start.number("Number of voices", number).await
        }
        Obstacle::VoicesBetween(least, most) => {
            start.count_voices("Between").await?;
            start.number("At least", least).await?;
            start.number("At most", most).await
        }
        Obstacle::FileGone => Ok(fs::remove_file(file)?),
        Obstacle::FileChanged => {
            fs::write(file, "something else")?;
            let later = SystemTime::now() + Duration::from_hours(1);
            Ok(File::options().write(true).open(file)?.set_modified(later)?)
        }
        _ => Ok(()),
    }
}

/// Deletes the file in the middle of its upload, and breaks the connection.
async fn lose_file(stage: &Stage, clock: &Clock<'_>, file: &Path) -> Result<()> {
    soon("some of the upload", async || Ok(is_on_its_way(&clock.look().await?))).await?;
    fs::remove_file(file)?;
    stage.server.us().pause();
    soon("an alert", async || Ok(!clock.look().await?.alerts.is_empty())).await?;
    stage.server.us().resume();
    Ok(())
}

/// Waits for the alert, which says all that it has to.
async fn told(clock: &Clock<'_>, row: &Lasting) -> Result<()> {
    let look = until("an alert", LIMIT, async || {
        let look = clock.look().await?;
        if look.alerts.is_empty() {
            ensure!(!look.has_conversation, "there is a conversation, and no alert");
            clock.jump_pause(&look).await?;
            return Ok(None);
        }
        Ok(Some(look))
    })
    .await?;
    let mut parts = row.told.to_vec();
    if let Obstacle::JobError(error) = row.obstacle {
        parts.push(error);
    }
    let says_it = |alert: &String| parts.iter().all(|part| alert.contains(part));
    ensure!(look.alerts.iter().any(says_it), "no alert says {parts:?}: {:?}", look.alerts);
    Ok(())
}

/// What the service was sent and made until the fault was told.
fn check_made(stage: &Stage, row: &Lasting, size: u64) -> Result<()> {
    let stats = stage.server.stats();
    let made = (stats.uploads_completed, stats.jobs_created);
    ensure!(made == row.obstacle.made(), "(uploads, jobs) are {made:?}: {:?}", stats.requests);
    let (begun, bytes) = (stats.count("POST /v2/upload"), stats.upload_bytes);
    let is_right = match row.obstacle.sent() {
        Sent::Nothing => begun == 0 && bytes == 0,
        Sent::Part => begun == 1 && bytes > 0 && bytes < size,
        Sent::Whole => begun == 1 && bytes == size,
    };
    ensure!(is_right, "{bytes} bytes of {size} in {begun} uploads");
    if row.obstacle.step().is_none() {
        ensure!(server::api_requests(&stats) == 0, "it asked: {:?}", stats.requests);
    }
    Ok(())
}

/// Nothing more is asked, however long it takes.
async fn stands_still(stage: &Stage, clock: &Clock<'_>) -> Result<()> {
    let before = stage.server.stats().requests;
    // A wait of before may be left over; whoever asks something waits for its answer anew.
    soon("the end of all waits", async || {
        let is_idle = clock.look().await?.is_idle();
        if !is_idle {
            clock.jump().await?;
        }
        Ok(is_idle)
    })
    .await?;
    let after = stage.server.stats().requests;
    ensure!(after == before, "it went on by itself: {before:?} → {after:?}");
    Ok(())
}

/// Takes the next step that is offered.
async fn go_on(stage: &Stage, row: &Lasting) -> Result<()> {
    if let Some(link) = row.link {
        ensure!(stage.tab.has(Role::Link, link).await?, "there is no link “{link}”");
    }
    let start = StartPage::on_any_screen(stage);
    match row.next {
        Next::ChooseFile => {
            has_focus(stage, Role::Button, "Choose a file").await?;
            start.choose_file(&paths::tone("flac")).await?;
        }
        Next::ChangeFile => start.choose_file(&paths::tone("flac")).await?,
        Next::TypeKey => {
            has_focus(stage, Role::Field, KEY_FIELD).await?;
            start.see("talk.flac").await?;
            start.type_key(OTHER_KEY).await?;
        }
        Next::Correct(field, value) => {
            has_focus(stage, Role::Field, field).await?;
            start.number(field, value).await?;
        }
        Next::TypeKeyAndPress(button) => {
            start.type_key(OTHER_KEY).await?;
            return stage.tab.click(Role::Button, button).await;
        }
        Next::Press(button) => return stage.tab.click(Role::Button, button).await,
        Next::GoBack(button) => go_back(stage, button).await?,
        Next::ChangeLanguage(button) => {
            go_back(stage, button).await?;
            start.language("").await?;
        }
        Next::ChooseAgain(button) => {
            go_back(stage, button).await?;
            start.choose_file(&paths::tone("flac")).await?;
        }
    }
    start.press_transcribe().await
}

/// File and settings are still there after going back.
async fn go_back(stage: &Stage, button: &str) -> Result<()> {
    stage.tab.click(Role::Button, button).await?;
    let start = StartPage::shown(stage).await?;
    start.see("talk.flac").await?;
    let language = stage.tab.find(Role::Field, "Language").await?.prop("value").await?;
    ensure!(language.as_deref() == Some("en"), "the language became {language:?}");
    ensure!(start.key().await? == KEY, "the key was forgotten");
    Ok(())
}

async fn has_focus(stage: &Stage, role: Role, name: &str) -> Result<()> {
    let element = stage.tab.find(role, name).await?;
    soon(&format!("the focus on {role} “{name}”"), async || {
        let body = "return document.activeElement === arguments[0];";
        Ok(stage.tab.script(body, vec![element.to_json()?]).await? == true)
    })
    .await
}

/// Lets pauses end until the conversation is there.
async fn finish(clock: &Clock<'_>) -> Result<()> {
    until("the conversation", LIMIT, async || {
        let look = clock.look().await?;
        clock.jump_pause(&look).await?;
        Ok(look.has_conversation.then_some(()))
    })
    .await
}
