//! "On this device": what is transcribed or opened is there again after the page was closed, under
//! the names that it was given, until it is removed.

use std::path::Path;

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, StartPage, Stored};
use e2e::{Context as _, Result, Stage, Story, ensure, paths, server, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::keyboard::{focused, tab_to};
use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(a_transcript_is_there_after_a_reload),
    story!(an_answer_that_comes_is_read_once),
    story!(names_are_there_after_a_reload),
    story!(what_is_removed_is_gone),
    story!(a_page_that_was_left_holds_up_no_other),
    story!(a_transcript_file_is_kept),
    story!(a_recording_is_recognised),
    story!(transcribed_again_for_another_price),
    story!(the_list_by_keyboard),
];

/// Transcribes a sample and goes to the list, once the answer is stored.
async fn transcribed<'a>(stage: &'a Stage, name: &str) -> Result<LibraryPage<'a>> {
    StartPage::shown(stage).await?.transcribe_sample(name).await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    list.see(name, "Ready").await?;
    Ok(list)
}

/// Waits until what is stored is so.
async fn stored(stage: &Stage, what: &str, is_so: impl Fn(&Stored) -> bool) -> Result<()> {
    soon(what, async || {
        let stored = LibraryPage::stored(stage).await?;
        ensure!(is_so(&stored), "there is {:?}", stored.records);
        Ok(true)
    })
    .await
}

/// The list after the page was loaded anew.
async fn reloaded(stage: &Stage) -> Result<LibraryPage<'_>> {
    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    LibraryPage::shown(stage).await
}

async fn has_title(stage: &Stage, title: &str) -> Result<()> {
    soon(&format!("the title {title}"), async || {
        let shown = stage.tab.script("return document.title;", vec![]).await?;
        ensure!(shown == json!(title), "it is {shown}");
        Ok(true)
    })
    .await
}

async fn a_transcript_is_there_after_a_reload(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    let list = transcribed(stage, "interview").await?;
    let sample = Recording::read("interview")?;
    #[expect(clippy::cast_possible_truncation, reason = "a recording is shorter than that")]
    let seconds = sample.seconds() as i64;
    let figures = format!("Today · {}:{:02}", seconds / 60, seconds % 60);
    ensure!(list.row("interview").await?.figures == figures, "{:?}", list.rows().await?);
    stored(stage, "the answer", |stored| stored.answers.len() == 1).await?;
    stage.check_all_sizes("ready").await?;

    let list = reloaded(stage).await?;
    let row = list.row("interview").await?;
    let silent = format!("{figures} · no sound");
    ensure!(row.state == "Ready" && row.figures == silent, "{row:?} is not of {silent:?}");
    let asked = server::api_requests(&stage.server.stats());
    sample.check(&list.read("interview").await?).await?;
    StartPage::on_any_screen(stage).see("No sound").await?;
    stage.check_all_sizes("opened again").await?;
    // It can be opened by its address alone.
    stage.tab.reload().await?;
    sample.check(&ConversationPage::shown(stage).await?).await?;
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == asked, "the API was asked: {:?}", stats.requests);
    Ok(())
}

async fn an_answer_that_comes_is_read_once(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("meeting").await?.finish().await?;
    LibraryPage::answer_is_stored(stage).await?;
    let count = "return performance.getEntriesByName('diarist:parsed').length;";
    let read = stage.tab.script(count, vec![]).await?;
    ensure!(read == json!(1), "it was read {read} times");
    Ok(())
}

async fn names_are_there_after_a_reload(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let conversation = start.transcribe_sample("interview").await?.finish().await?;
    conversation.rename("Speaker A", "Ada").await?;
    let list = LibraryPage::open(stage).await?;
    stage.tab.click(Role::Button, "More for interview").await?;
    stage.check_all_sizes("menu of a recording").await?;
    stage.tab.click(Role::Button, "Rename").await?;
    stage.check_all_sizes("rename").await?;
    stage.tab.click(Role::Button, "Keep the old one").await?;
    list.rename("interview", "  Ada <b>at home ").await?;
    list.see("Ada <b>at home", "Ready").await?;
    ensure!(stage.tab.has(Role::Button, "More for Ada <b>at home").await?, "the old title is told");
    // A blank title is none.
    list.rename("Ada <b>at home", "  ").await?;
    // It was open under its old one.
    list.read("Ada <b>at home").await?;
    has_title(stage, "Ada <b>at home · Diarist").await?;
    stage.tab.find(Role::Heading, "Ada <b>at home").await?;
    LibraryPage::open(stage).await?;
    stored(stage, "the names", |stored| {
        let record = stored.records.first().map(ToString::to_string).unwrap_or_default();
        record.contains("Ada <b>at home") && record.contains("\"Ada\"")
    })
    .await?;

    let conversation = reloaded(stage).await?.read("Ada <b>at home").await?;
    has_title(stage, "Ada <b>at home · Diarist").await?;
    let names = async || conversation.names().await;
    let expected = [("A", "Ada"), ("B", "Speaker B")].map(|(a, b)| (a.to_owned(), b.to_owned()));
    soon("the names", async || Ok(names().await? == expected)).await?;
    // And they can be changed there.
    conversation.rename("Speaker B", "Bea").await?;
    stored(stage, "the new name", |stored| stored.records[0].to_string().contains("\"Bea\"")).await
}

async fn what_is_removed_is_gone(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    transcribed(stage, "interview").await?;
    let list = transcribed(stage, "meeting").await?;
    ensure!(list.titles().await? == ["meeting", "interview"], "{:?}", list.titles().await?);
    stored(stage, "two answers", |stored| stored.answers.len() == 2).await?;
    let records = LibraryPage::stored(stage).await?.records;
    let gone = records.iter().find(|record| record["title"] == "interview");
    let gone = gone.and_then(|record| record["id"].as_str()).context("no interview")?;

    list.choose("interview", "Remove from this device").await?;
    stage.check_all_sizes("asked before it is removed").await?;
    stage.tab.click(Role::Button, "Keep it").await?;
    ensure!(list.titles().await?.len() == 2, "it is removed all the same");
    list.remove("interview").await?;
    stored(stage, "one recording", |stored| {
        let (records, answers) = (&stored.records, &stored.answers);
        records.len() == 1 && records[0]["title"] == "meeting" && answers.len() == 1
    })
    .await?;
    let list = reloaded(stage).await?;
    ensure!(list.titles().await? == ["meeting"], "{:?}", list.titles().await?);
    // Its address leads to the start.
    let gone = format!("{}#/recording/{gone}", stage.server.page());
    stage.tab.goto("about:blank").await?;
    stage.tab.goto(&gone).await?;
    StartPage::shown(stage).await?;
    let list = LibraryPage::shown(stage).await?;
    list.remove("meeting").await?;
    stored(stage, "nothing", |s| s.records.is_empty() && s.answers.is_empty()).await?;
    stage.tab.reload().await?;
    StartPage::shown(stage).await?;
    ensure!(list.rows().await?.is_empty(), "it is there again: {:?}", list.rows().await?);
    Ok(())
}

/// Also one that the browser keeps for whoever goes back to it, left while it was busy with its storage.
async fn a_page_that_was_left_holds_up_no_other(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    open_file(stage, &paths::sample("meeting").with_extension("json")).await?;
    LibraryPage::answer_is_stored(stage).await?;
    for _ in 0..6 {
        stage.tab.goto("about:blank").await?;
        stage.tab.goto(&stage.server.page()).await?;
        LibraryPage::shown(stage).await?.row("meeting").await?;
    }
    stored(stage, "the recording", |stored| stored.records.len() == 1).await
}

async fn open_file(stage: &Stage, path: &Path) -> Result<()> {
    stage.tab.give_file("Transcript file", path).await?;
    Recording::read("meeting")?.check(&ConversationPage::shown(stage).await?).await
}

async fn a_transcript_file_is_kept(stage: &Stage) -> Result<()> {
    let path = paths::sample("meeting").with_extension("json");
    StartPage::open(stage).await?;
    open_file(stage, &path).await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(list.row("meeting").await?.state == "Ready", "{:?}", list.rows().await?);
    list.rename("meeting", "The whale").await?;
    // The same file is the same recording, also under another name and after a reload.
    let files = Files::new()?;
    let copy = files.write("copy.json", &std::fs::read(&path)?)?;
    for (path, is_after_reload) in [(&path, false), (&copy, true)] {
        open_file(stage, path).await?;
        has_title(stage, "The whale · Diarist").await?;
        let list = LibraryPage::open(stage).await?;
        ensure!(list.titles().await? == ["The whale"], "{:?}", list.rows().await?);
        stored(stage, "one of each", |stored| {
            stored.records.len() == 1
                && stored.answers.len() == 1
                && stored.records[0]["title"] == "The whale"
        })
        .await?;
        if !is_after_reload {
            reloaded(stage).await?;
        }
    }
    Recording::read("meeting")?.check(&list.read("The whale").await?).await?;
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == 0, "the API was asked: {:?}", stats.requests);
    Ok(())
}

async fn a_recording_is_recognised(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    transcribed(stage, "interview").await?;
    stored(stage, "the answer", |stored| stored.answers.len() == 1).await?;
    reloaded(stage).await?;
    let asked = server::api_requests(&stage.server.stats());
    // A copy under another name is the same one.
    let files = Files::new()?;
    let copy = files.write("copy of it.mp3", &std::fs::read(paths::sample("interview"))?)?;
    for path in [paths::sample("interview"), copy] {
        start.choose_file(&path).await?;
        start.see("You have transcribed this recording").await?;
        start.see("Its transcript of today is on this device.").await?;
        stage.check_all_sizes("known").await?;
        stage.tab.click(Role::Link, "Open it").await?;
        let conversation = ConversationPage::shown(stage).await?;
        Recording::read("interview")?.check(&conversation).await?;
        LibraryPage::open(stage).await?;
    }
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == asked, "the API was asked: {:?}", stats.requests);
    start.choose_file(&paths::sample("meeting")).await?;
    start.see("meeting.mp3").await?;
    soon("no more of it", async || {
        Ok(!stage.tab.text().await?.contains("You have transcribed this recording"))
    })
    .await?;
    // Who wants another transcript gets one, from the same upload.
    start.choose_file(&paths::sample("interview")).await?;
    start.see("You have transcribed this recording").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(list.titles().await? == ["interview", "interview"], "{:?}", list.rows().await?);
    let stats = stage.server.stats();
    ensure!(stats.jobs_created == 2 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}

/// The menu and both dialogs, by keys alone; the focus is never lost.
async fn the_list_by_keyboard(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    for name in ["interview", "meeting"] {
        stage.tab.give_file("Transcript file", &paths::sample(name).with_extension("json")).await?;
        ConversationPage::shown(stage).await?;
        LibraryPage::open(stage).await?;
    }
    let list = LibraryPage::shown(stage).await?;
    list.row("interview").await?;
    let focus_on = async |name: &str| {
        soon(&format!("the focus on {name}"), async || {
            let at = focused(stage).await?;
            ensure!(at == name, "it is on {at:?}");
            Ok(true)
        })
        .await
    };
    tab_to(stage, "More for meeting").await?;
    stage.tab.press(Key::Enter).await?;
    tab_to(stage, "Rename").await?;
    stage.tab.press(Key::Enter).await?;
    focus_on("Title").await?;
    stage.tab.press_with_control('a').await?;
    stage.tab.press("Whales").await?;
    stage.tab.press(Key::Enter).await?;
    list.see("Whales", "Ready").await?;
    focus_on("More for Whales").await?;

    // Escape changes nothing, in the menu and in the dialogs.
    stage.tab.press(Key::Space).await?;
    stage.tab.press(Key::Escape).await?;
    focus_on("More for Whales").await?;
    stage.tab.press(Key::Enter).await?;
    tab_to(stage, "Remove from this device").await?;
    stage.tab.press(Key::Enter).await?;
    tab_to(stage, "Keep it").await?;
    stage.tab.press(Key::Escape).await?;
    focus_on("More for Whales").await?;
    ensure!(list.titles().await? == ["Whales", "interview"], "{:?}", list.titles().await?);

    for (title, left) in [("Whales", "On this device"), ("interview", "New conversation")] {
        // From the heading it is the next but one; from the menu the focus is there already.
        let more = format!("More for {title}");
        if focused(stage).await? != more {
            tab_to(stage, &more).await?;
        }
        stage.tab.press(Key::Enter).await?;
        tab_to(stage, "Remove from this device").await?;
        stage.tab.press(Key::Enter).await?;
        // The text of the dialog, which the keyboard scrolls, and then its buttons.
        tab_to(stage, "Remove recording").await?;
        stage.tab.press(Key::Tab).await?;
        focus_on("Remove").await?;
        stage.tab.press(Key::Enter).await?;
        list.loses(title).await?;
        focus_on(left).await?;
    }
    Ok(())
}

/// It is told that it costs again, the file is asked for if it is not at hand, and both stay.
async fn transcribed_again_for_another_price(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    let list = transcribed(stage, "interview").await?;
    list.rename("interview", "First try").await?;
    stored(stage, "the answer", |stored| stored.answers.len() == 1).await?;
    let list = reloaded(stage).await?;
    list.choose("First try", "Transcribe again").await?;
    let start = StartPage::shown(stage).await?;
    start.see("that costs again").await?;
    start.see("AssemblyAI would charge less than $0.01 for 1:3").await?;
    stage.check_all_sizes("transcribe again").await?;
    stage.tab.give_file("The same file", &paths::sample("meeting")).await?;
    stage.see_alert("This is another file. Choose interview.mp3.").await?;
    stage.tab.give_file("The same file", &paths::sample("interview")).await?;
    stage.tab.click(Role::Button, "Back to the form").await?;
    start.see("interview.mp3").await?;
    start.count_voices("Exactly").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    let list = LibraryPage::open(stage).await?;
    ensure!(list.titles().await? == ["interview", "First try"], "{:?}", list.rows().await?);
    let stats = stage.server.stats();
    // What is at the service is not sent again.
    ensure!(stats.jobs_created == 2 && stats.uploads_completed == 1, "{:?}", stats.requests);
    Ok(())
}
