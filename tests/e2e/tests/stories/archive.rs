//! Everything in one file: from one browser to another, and what is wrong with files.

use std::path::{Path, PathBuf};

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, Row, StartPage};
use e2e::until::SOON;
use e2e::{Engine, Result, Stage, Story, ensure, paths, server, soon, story, until};
use serde_json::json;
use standin::script::Fault;

use crate::recordings::Recording;
use crate::storage_faults::open_database;

pub(crate) const STORIES: &[Story] = &[
    story!(everything_goes_to_another_browser),
    story!(the_sound_goes_along_if_it_is_kept),
    story!(a_job_goes_on_elsewhere),
    story!(files_that_are_no_archive),
    story!(everything_is_everything),
    story!(an_import_goes_on_where_it_stopped),
    story!(what_differs_is_kept_beside),
    story!(a_hostile_archive_touches_nothing),
    story!(an_archive_waits_for_the_storage),
];

const BLOCK: usize = 512;

/// Chooses "Export everything" and waits for the file.
async fn export(stage: &Stage, list: &LibraryPage<'_>) -> Result<Vec<u8>> {
    list.more("Export everything").await?;
    stage.check_all_sizes("export").await?;
    stage.tab.click(Role::Button, "Export").await?;
    StartPage::shown(stage).await?.see("which was handed to the browser").await?;
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
    bring(stage, archive).await?;
    LibraryPage::shown(stage).await
}

/// Chooses an archive, looks at what is said of it, and has it imported.
async fn bring(stage: &Stage, archive: &Path) -> Result<()> {
    stage.tab.give_file("Archive file", archive).await?;
    stage.tab.click(Role::Button, "Import now").await
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
    // A file that is only at hand in this tab is none in another browser.
    let told = |rows: Vec<Row>| -> Vec<(String, String, String)> {
        let figures = |row: &Row| row.figures.replace(" · no sound", "");
        rows.iter().map(|row| (row.title.clone(), figures(row), row.state.clone())).collect()
    };
    let before = told(list.rows().await?);
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
    let now = told(list.rows().await?);
    ensure!(now == before, "{now:?} was {before:?}");
    // What is here already is left as it is, also when it was renamed since.
    list.rename("meeting", "Whales").await?;
    stage.tab.give_file("Archive file", &archive).await?;
    let start = StartPage::shown(stage).await?;
    start.see("2 recordings. 2 are here already: what they lack here comes in.").await?;
    stage.check_all_sizes("found").await?;
    stage.tab.click(Role::Button, "Import now").await?;
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
    bring(stage, &archive).await?;
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
    stage.see_alert("Nothing of cut.tar can be imported").await?;
    stage.see_alert("The file ends in the middle").await?;
    stage.tab.click(Role::Button, "Done").await?;
    ensure!(!stage.tab.has(Role::List, "On this device").await?, "half of it is shown");
    // The whole file brings it.
    let whole = files.write("whole.tar", &whole)?;
    bring(stage, &whole).await?;
    let list = LibraryPage::shown(stage).await?;
    Recording::read("interview")?.check(&list.read("interview").await?).await
}

/// Brings two recordings in, as files.
async fn two_transcripts(stage: &Stage) -> Result<LibraryPage<'_>> {
    let list = LibraryPage::with_transcripts(stage, &["interview", "meeting"]).await?;
    LibraryPage::answers_are_stored(stage, 2).await?;
    Ok(list)
}

/// An archive of two transcripts, in one of which a voice is called Ada.
async fn with_ada(stage: &Stage, files: &Files) -> Result<PathBuf> {
    let list = two_transcripts(stage).await?;
    list.read("meeting").await?.rename("Speaker A", "Ada").await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    let list = LibraryPage::open(stage).await?;
    files.write("moved.tar", &export(stage, &list).await?)
}

/// The id of a stored recording.
async fn id_of(stage: &Stage, title: &str) -> Result<String> {
    let stored = LibraryPage::stored(stage).await?;
    let record = stored.records.iter().find(|record| record["title"] == json!(title));
    let id = record.and_then(|record| record["id"].as_str());
    Ok(id.unwrap_or_else(|| panic!("{title} is not stored")).to_owned())
}

/// What cannot be read is named, and what is in the file can be looked at.
async fn everything_is_everything(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let list = two_transcripts(stage).await?;
    list.read("meeting").await?.rename("Speaker A", "Ada").await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    let list = LibraryPage::open(stage).await?;
    list.more("Export everything").await?;
    stage.tab.click(Role::Button, "Export").await?;
    let start = StartPage::shown(stage).await?;
    start.see("All 2 recordings are in diarist-").await?;
    let whole = files.write("whole.tar", &downloaded(stage).await?)?;
    stage.tab.give_file("Archive to check", &whole).await?;
    start.see("All that was packed is in whole.tar").await?;
    stage.check_all_sizes("a whole archive").await?;
    stage.tab.click(Role::Button, "Done").await?;

    // An answer that is none, corrections that are none just now, and a record of nobody.
    let (interview, meeting) = (id_of(stage, "interview").await?, id_of(stage, "meeting").await?);
    open_database(
        stage,
        &format!(
            "const change = database.transaction(['recordings', 'transcripts', 'edits'], 'readwrite');
            change.objectStore('transcripts').put(7, '{interview}');
            change.objectStore('edits').put(7, '{meeting}/00000000');
            change.objectStore('recordings').put('{{', 'nobody');
            change.oncomplete = end;"
        ),
    )
    .await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    list.more("Export everything").await?;
    stage.tab.click(Role::Button, "Export").await?;
    let alert = stage.see_alert("Not everything is in the archive").await?;
    for told in [
        "0 of 2 recordings are in diarist-",
        "the transcript of “interview”",
        "the corrections of “meeting”",
        "1 record that this version cannot read is in it as it is stored.",
    ] {
        ensure!(alert.contains(told), "{told:?} is not in {alert:?}");
    }
    stage.check_all_sizes("not everything").await?;
    let bytes = downloaded(stage).await?;
    let has = |wanted: &[u8]| bytes.windows(wanted.len()).any(|window| window == wanted);
    ensure!(has(b"nobody/recording.json"), "the unreadable record is not in it");
    let cut = files.write("cut.tar", &bytes[..bytes.len() / 2])?;
    stage.tab.give_file("Archive to check", &cut).await?;
    stage.see_alert("cut.tar does not hold all that was packed").await?;
    stage.check_all_sizes("a file that lacks something").await
}

/// What was broken off in the middle is completed by the next try.
async fn an_import_goes_on_where_it_stopped(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let archive = with_ada(stage, &files).await?;
    moved(stage, &archive).await?;
    StartPage::shown(stage).await?.see("2 recordings came in.").await?;

    // As an older version of the page left it: the record and its answer, and nothing else.
    let meeting = id_of(stage, "meeting").await?;
    open_database(
        stage,
        &format!(
            "const change = database.transaction(['edits'], 'readwrite');
            change.objectStore('edits').delete(IDBKeyRange.bound('{meeting}', '{meeting}0'));
            change.oncomplete = end;"
        ),
    )
    .await?;
    stage.tab.reload().await?;
    LibraryPage::shown(stage).await?;
    bring(stage, &archive).await?;
    let start = StartPage::shown(stage).await?;
    start.see("1 was here and got what it lacked. 1 was here already").await?;
    let conversation = LibraryPage::shown(stage).await?.read("meeting").await?;
    soon("the name", async || {
        Ok(conversation.names().await?.contains(&("A".to_owned(), "Ada".to_owned())))
    })
    .await
}

/// Where both were corrected, nothing of either is lost, however often it is imported.
async fn what_differs_is_kept_beside(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let archive = with_ada(stage, &files).await?;
    // The same recording, corrected otherwise.
    let meeting = id_of(stage, "meeting").await?;
    open_database(
        stage,
        &format!(
            "const edits = database.transaction(['edits'], 'readwrite').objectStore('edits');
            const steps = IDBKeyRange.bound('{meeting}/', '{meeting}0');
            edits.openCursor(steps).onsuccess = (event) => {{
                const cursor = event.target.result;
                if (!cursor) return;
                cursor.update(cursor.value.replaceAll('Ada', 'Bo'));
                cursor.continue();
            }};
            edits.transaction.oncomplete = end;"
        ),
    )
    .await?;
    stage.tab.reload().await?;
    let list = LibraryPage::shown(stage).await?;
    let twice = ["1 differs from the one here: both are in the list.", "2 were here already"];
    for told in twice {
        bring(stage, &archive).await?;
        StartPage::shown(stage).await?.see(told).await?;
        stage.check("differs").await?;
        stage.tab.click(Role::Button, "Done").await?;
    }
    let titles = list.titles().await?;
    ensure!(titles.iter().filter(|title| *title == "meeting").count() == 2, "{titles:?}");
    Ok(())
}

/// Names that lead elsewhere are no recordings, and what is here stays as it is.
async fn a_hostile_archive_touches_nothing(stage: &Stage) -> Result<()> {
    let list = two_transcripts(stage).await?;
    let before = list.rows().await?;
    let stored = LibraryPage::stored(stage).await?;
    let fixtures = paths::project().join("tests/fixtures/archive");
    for name in ["bad-slip", "bad-id", "bad-absolute", "bad-twice", "bad-other-id"] {
        stage.tab.give_file("Archive file", &fixtures.join(format!("{name}.tar"))).await?;
        stage.see_alert(&format!("Nothing of {name}.tar can be imported")).await?;
    }
    stage.check_all_sizes("nothing to import").await?;
    stage.tab.click(Role::Button, "Done").await?;
    ensure!(list.rows().await? == before, "something came in");
    let now = LibraryPage::stored(stage).await?;
    ensure!(now.records == stored.records && now.answers == stored.answers, "something is changed");
    Ok(())
}

/// Holds the opening of the database back, once `sessionStorage` says so, until `window.letOpen()`.
const LATE: &str = "const { open } = IDBFactory.prototype;
    IDBFactory.prototype.open = function (...what) {
        if (!sessionStorage.getItem('late')) return open.apply(this, what);
        const late = new EventTarget();
        window.letOpen = () => {
            const request = open.apply(this, what);
            for (const name of ['result', 'error', 'transaction', 'readyState']) {
                Object.defineProperty(late, name, { get: () => request[name] });
            }
            for (const name of ['success', 'error', 'upgradeneeded', 'blocked']) {
                request.addEventListener(name, (event) => late[`on${name}`]?.(event));
            }
        };
        return late;
    };";

/// As long as it is not known what is here, nothing of an archive is taken for new.
async fn an_archive_waits_for_the_storage(stage: &Stage) -> Result<()> {
    stage.run_before(LATE).await?;
    let list = LibraryPage::with_transcripts(stage, &["interview"]).await?;
    LibraryPage::answers_are_stored(stage, 1).await?;
    let bytes = export(stage, &list).await?;
    let files = Files::new()?;
    let archive = files.write("before.tar", &bytes)?;
    list.rename("interview", "Mine").await?;
    soon("the new title", async || {
        let stored = LibraryPage::stored(stage).await?;
        Ok(stored.records.first().is_some_and(|record| record["title"] == json!("Mine")))
    })
    .await?;
    stage.tab.script("sessionStorage.setItem('late', '1');", vec![]).await?;
    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    stage.tab.give_file("Archive file", &archive).await?;
    stage.let_pass(500).await?;
    ensure!(!stage.tab.has(Role::Button, "Import now").await?, "it is compared with nothing");
    stage.tab.script("window.letOpen();", vec![]).await?;
    stage.tab.click(Role::Button, "Import now").await?;
    StartPage::shown(stage).await?.see("1 was here already and is left as it is.").await?;
    ensure!(list.titles().await? == ["Mine"], "{:?}", list.titles().await?);
    Ok(())
}
