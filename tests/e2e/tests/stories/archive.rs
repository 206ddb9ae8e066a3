//! Everything in one file: from one browser to another, and what is wrong with files.

use std::path::Path;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, StartPage};
use e2e::until::SOON;
use e2e::{Engine, Result, Stage, Story, ensure, paths, server, soon, story, until};
use serde_json::json;
use standin::script::Fault;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(everything_goes_to_another_browser),
    story!(the_sound_goes_along_if_it_is_kept),
    story!(a_job_goes_on_elsewhere),
    story!(files_that_are_no_archive),
];

const BLOCK: usize = 512;

/// Chooses "Export everything" and waits for the file.
async fn export(stage: &Stage, list: &LibraryPage<'_>) -> Result<Vec<u8>> {
    list.more("Export everything").await?;
    stage.check_all_sizes("export").await?;
    stage.tab.click(Role::Button, "Export").await?;
    StartPage::shown(stage).await?.see("among your downloads").await?;
    downloaded(stage).await
}

async fn downloaded(stage: &Stage) -> Result<Vec<u8>> {
    until("the archive", SOON, async || {
        let file = std::fs::read_dir(&stage.downloads)?
            .flatten()
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|ending| ending == "tar"));
        let Some(file) = file else { return Ok(None) };
        let bytes = std::fs::read(&file)?;
        let is_whole = bytes.len() >= 2 * BLOCK && bytes.ends_with(&[0; 2 * BLOCK]);
        if is_whole {
            std::fs::remove_file(&file)?;
        }
        Ok(is_whole.then_some(bytes))
    })
    .await
}

/// Another browser: nothing of before is in this one.
async fn moved<'a>(stage: &'a Stage, archive: &Path) -> Result<LibraryPage<'a>> {
    stage.start_over().await?;
    StartPage::open(stage).await?;
    ensure!(!stage.tab.has(Role::List, "On this device").await?, "something is left");
    stage.tab.give_file("Archive file", archive).await?;
    LibraryPage::shown(stage).await
}

async fn everything_goes_to_another_browser(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample("interview").await?.finish().await?;
    conversation.rename("Speaker A", "Ada").await?;
    LibraryPage::open(stage).await?.rename("interview", "Ada at home").await?;
    let transcript = paths::sample("meeting").with_extension("json");
    stage.tab.give_file("Transcript file", &transcript).await?;
    ConversationPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    let before = list.rows().await?;
    ensure!(before.len() == 2, "{before:?}");
    let bytes = export(stage, &list).await?;
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    ensure!(!has(KEY.as_bytes()), "the key is in the archive");
    ensure!(has(&std::fs::read(&transcript)?), "the answer is not there as it came");
    ensure!(&bytes[257..262] == b"ustar", "no unpacker knows it");
    let archive = files.write("moved.tar", &bytes)?;

    let list = moved(stage, &archive).await?;
    StartPage::shown(stage).await?.see("2 recordings came in.").await?;
    stage.check_all_sizes("imported").await?;
    ensure!(list.rows().await? == before, "{:?} was {before:?}", list.rows().await?);
    // What is here already is left as it is, also when it was renamed since.
    list.rename("meeting", "Whales").await?;
    stage.tab.give_file("Archive file", &archive).await?;
    StartPage::shown(stage).await?.see("2 were here already and are left as they are").await?;
    ensure!(list.titles().await? == ["Whales", "Ada at home"], "{:?}", list.titles().await?);
    // It lasts, and asks nothing of the service.
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    let conversation = list.read("Ada at home").await?;
    Recording::read("interview")?.check(&conversation).await?;
    let text = stage.tab.text().await?;
    ensure!(text.contains("Ada") && !text.contains("Speaker A"), "the names are not there: {text}");
    Recording::read("meeting")?
        .check(&LibraryPage::open(stage).await?.read("Whales").await?)
        .await?;
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == 0, "the API was asked: {:?}", stats.requests);
    Ok(())
}

async fn the_sound_goes_along_if_it_is_kept(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    let size = std::fs::metadata(paths::sample("interview"))?.len();
    list.keep_sound("interview", "486 kB").await?;
    if stage.engine == Engine::WebKit {
        // Its automated windows are private ones, which keep no files: then the page says so.
        stage.see_alert("“interview” was not kept").await?;
        return Ok(());
    }
    soon("the copy", async || {
        let stored = LibraryPage::stored(stage).await?;
        Ok(stored.records.first().is_some_and(|record| record["media"] == json!(size)))
    })
    .await?;
    let with = export(stage, &list).await?;
    ensure!(with.len() as u64 > size, "the sound is not in the archive");
    list.more("Export everything").await?;
    stage
        .tab
        .choose(Role::Checkbox, "With the sound and pictures that are kept here (486 kB)")
        .await?;
    stage.tab.click(Role::Button, "Export").await?;
    let without = downloaded(stage).await?;
    ensure!((without.len() as u64) < size, "the sound is in the archive");

    moved(stage, &files.write("moved.tar", &with)?).await?;
    StartPage::shown(stage).await?.see("1 recording came in.").await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    list.read("interview").await?.sound_is_there().await
}

/// A job that is at the service goes on in the other browser; one that is not begins only if the
/// user wants it.
async fn a_job_goes_on_elsewhere(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    stage.server.us().set_next_answer(standin::script::NextAnswer::default().after_polls(1_000, 1));
    let stall = Fault::Stall { after_bytes: Some(100_000), processed: false };
    stage.server.faults([e2e::faults::upload(stall).nth(2)]);
    let start = StartPage::open(stage).await?;
    start.choose_files(&["interview", "meeting"].map(paths::sample)).await?;
    start.see("meeting.mp3").await?;
    start.type_key(KEY).await?;
    start.press_transcribe().await?;
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Queued").await?;
    soon("the upload", async || Ok(list.row("meeting").await?.state.starts_with("Uploading ")))
        .await?;
    let archive = files.write("moved.tar", &export(stage, &list).await?)?;
    let job = stage.server.stats().jobs.first().map(|job| job.id.clone()).unwrap_or_default();
    ensure!(!job.is_empty(), "no job was made");

    // The service stays as it is; only the browser is another one.
    stage.forget_device().await?;
    StartPage::open(stage).await?;
    stage.tab.give_file("Archive file", &archive).await?;
    let list = LibraryPage::shown(stage).await?;
    list.see("interview", "Waiting for your key").await?;
    list.see("meeting", "Cancelled").await?;
    Ok(())
}

async fn files_that_are_no_archive(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    let whole = export(stage, &list).await?;
    stage.start_over().await?;

    StartPage::open(stage).await?;
    let odd = files.write("odd.tar", b"This is no archive.")?;
    stage.tab.give_file("Archive file", &odd).await?;
    stage.see_alert("odd.tar was not imported").await?;
    stage.see_alert("It is no archive of Diarist.").await?;
    stage.check_all_sizes("no archive").await?;
    stage.tab.click(Role::Button, "Done").await?;
    soon("no alert", async || Ok(stage.tab.texts(Role::Alert).await?.is_empty())).await?;

    // Of a newer version: the number is in the first content.
    let mut newer = whole.clone();
    let at = newer.windows(11).position(|window| window == b"{\"diarist\":").unwrap_or_default();
    newer[at + 11] = b'2';
    let newer = files.write("newer.tar", &newer)?;
    stage.tab.give_file("Transcript file", &newer).await?;
    stage.see_alert("A newer version of this page made it").await?;

    // The last quarter is missing: its record is there as a whole, its answer is not.
    let cut = files.write("cut.tar", &whole[..whole.len() / 4 * 3])?;
    stage.tab.give_file("Archive file", &cut).await?;
    stage.see_alert("No new recording came in. The file ends in the middle").await?;
    ensure!(!stage.tab.has(Role::List, "On this device").await?, "half of it is shown");
    // The whole file brings it.
    let whole = files.write("whole.tar", &whole)?;
    stage.tab.give_file("Archive file", &whole).await?;
    let list = LibraryPage::shown(stage).await?;
    Recording::read("interview")?.check(&list.read("interview").await?).await
}
