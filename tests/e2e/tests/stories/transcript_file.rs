//! A transcript that is there as a file: read without a key and without the network.

use std::time::Duration;

use e2e::clock::Clock;
use e2e::engine::Engine;
use e2e::faults::{self, Fault, silence};
use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, LibraryPage, StartPage};
use e2e::{Context, Result, Stage, Story, ensure, paths, server, soon, story, until};
use serde_json::json;

use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(a_transcript_is_opened_without_a_key),
    story!(what_is_no_transcript_says_what_it_is),
    story!(what_is_too_long_is_not_read),
    story!(a_transcript_is_dropped_with_its_recording),
    story!(a_transcript_is_dropped_alone),
    story!(a_text_is_no_recording),
    story!(a_transcript_is_fetched_by_its_id),
    story!(a_recording_that_is_chosen_later_is_kept),
    story!(an_id_is_asked_for_with_patience),
];

const INPUT: &str = "Transcript file";

fn nothing_was_sent(stage: &Stage) -> Result<()> {
    let stats = stage.server.stats();
    ensure!(server::api_requests(&stats) == 0, "the API was asked: {:?}", stats.requests);
    Ok(())
}

/// The text is all there; without sound, everything that needs none works.
async fn a_transcript_is_opened_without_a_key(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    let path = paths::sample("meeting").with_extension("json");
    stage.tab.give_file(INPUT, &path).await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("meeting")?.check(&conversation).await?;
    start.see("No sound").await?;
    ensure!(conversation.media().await?.is_none(), "there is a media element");
    let play = stage.tab.find(Role::Button, "Play").await?;
    ensure!(!play.is_enabled().await?, "“Play” can be pressed");
    stage.check_all_sizes("no sound").await?;

    conversation.click_text(12, "Before").await?;
    conversation.at_turn(12).await?;
    conversation.seek(33_400).await?;
    conversation.at_turn(9).await?;
    let told = conversation.position().await?.1;
    ensure!(told == "0:33, Speaker B", "the slider says {told:?}");
    ensure!(conversation.marked("current-word").await? == ["Right."]);
    conversation.press("Next turn").await?;
    conversation.at_turn(10).await?;
    conversation.search("the whale").await?;
    conversation.counts("1 of 1").await?;
    stage.tab.press(thirtyfour::Key::Escape).await?;
    conversation.press("Only Speaker C").await?;
    nothing_was_sent(stage)
}

/// Has a transcript made, and forgets it here; its id.
async fn made_before(stage: &Stage) -> Result<String> {
    StartPage::open(stage).await?.transcribe_sample("meeting").await?.finish().await?;
    let [_, api, _] = stage.server.origins();
    let body = "const [api, key, done] = arguments;
        fetch(api + '/v2/transcript', { headers: { authorization: key } })
            .then((answer) => answer.json()).then(({ transcripts }) => done(transcripts[0].id));";
    let id = stage.tab.script_async(body, vec![json!(api), json!(KEY)]).await?;
    stage.forget_device().await?;
    Ok(id.as_str().context("the account has no transcript")?.to_owned())
}

/// It is tried again while the service has troubles, has its time once it has begun, and ends when the
/// user says so.
async fn an_id_is_asked_for_with_patience(stage: &Stage) -> Result<()> {
    let id = made_before(stage).await?;
    stage.expect_console("/v2/transcript/");
    let start = StartPage::open(stage).await?;
    start.type_key(KEY).await?;
    stage.tab.click(Role::Button, "Open by its id").await?;
    stage.tab.fill("Transcript id", &id).await?;
    // Nothing is heard: the user has enough of it.
    stage.server.faults([faults::poll(silence())]);
    stage.tab.click(Role::Button, "Open").await?;
    stage.check_all_sizes("an id is asked for").await?;
    stage.tab.click(Role::Button, "Cancel").await?;
    soon("no more asking", async || Ok(!stage.tab.has(Role::Button, "Cancel").await?)).await?;
    ensure!(stage.tab.texts(Role::Alert).await?.is_empty(), "a wish is told as a failure");

    let slowly = Fault::Trickle { bytes_per_second: 20_000 };
    let troubles = faults::poll(Fault::status(503)).times(2);
    stage.server.faults([troubles, faults::poll(slowly)]);
    let clock = Clock::hold(stage).await?;
    stage.tab.click(Role::Button, "Open").await?;
    let mut has_time = false;
    start.see("AssemblyAI has problems. It is tried again by itself.").await?;
    stage.check_all_sizes("an id is asked for again").await?;
    until("the conversation", Duration::from_mins(1), async || {
        let waits = stage.tab.script("return window.heldClock.waits();", vec![]).await?;
        has_time |= waits.as_array().is_some_and(|waits| waits.contains(&json!(300_000)));
        let look = clock.look().await?;
        clock.jump_pause(&look).await?;
        Ok(look.has_conversation.then_some(()))
    })
    .await?;
    ensure!(has_time, "an answer that had begun was given less time than in a job");
    Recording::read("meeting")?.check(&ConversationPage::shown(stage).await?).await
}

/// What the account has is opened without another job.
async fn a_transcript_is_fetched_by_its_id(stage: &Stage) -> Result<()> {
    let id = made_before(stage).await?;
    // Refused answers are written to the console by the browser itself.
    let start = StartPage::open(stage).await?;
    stage.tab.click(Role::Button, "Open by its id").await?;
    stage.tab.fill("Transcript id", "no-such-id").await?;
    stage.tab.click(Role::Button, "Open").await?;
    soon("the key is asked for", async || start.is_key_focused().await).await?;
    stage.check_all_sizes("by id").await?;
    start.type_key(KEY).await?;
    stage.tab.click(Role::Button, "Open").await?;
    stage.see_alert("“no-such-id” was not fetched").await?;
    stage.check("not fetched").await?;
    stage.tab.fill("Transcript id", &id).await?;
    stage.tab.click(Role::Button, "Open").await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("meeting")?.check(&conversation).await?;
    let requests = stage.server.stats().requests;
    ensure!(requests.get("POST /v2/transcript") == Some(&1), "asked twice: {requests:?}");
    Ok(())
}

/// The list says that there is no sound; it is chosen while one reads, kept, and there again.
async fn a_recording_that_is_chosen_later_is_kept(stage: &Stage) -> Result<()> {
    StartPage::open(stage).await?;
    stage.tab.give_file(INPUT, &paths::sample("interview").with_extension("json")).await?;
    ConversationPage::shown(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    let list = LibraryPage::open(stage).await?;
    let row = list.row("interview").await?;
    ensure!(row.figures.ends_with(" · no sound"), "{row:?}");
    let conversation = list.read("interview").await?;
    stage.tab.give_file("Recording to listen along", &paths::sample("interview")).await?;
    conversation.sound_is_there().await?;
    stage.tab.find(Role::Button, "Keep it").await?;
    ensure!(stage.tab.text().await?.contains("Keep it on this device (486 kB)?"), "not asked");
    stage.check_all_sizes("a recording can be kept").await?;
    conversation.press("Keep it").await?;
    if stage.engine == Engine::WebKit {
        // Its automated windows are private ones, which keep no files: then the page says so.
        stage.see_alert("“interview” was not kept").await?;
        return stage.check_all_sizes("a recording is not kept").await;
    }
    soon("no question", async || Ok(!stage.tab.has(Role::Button, "Not now").await?)).await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.sound_is_there().await?;
    conversation.play(1).await?;
    conversation.hear_from(conversation.turns().await?[1].start).await?;
    let row = LibraryPage::open(stage).await?.row("interview").await?;
    ensure!(!row.figures.contains("no sound"), "{row:?}");
    nothing_was_sent(stage)
}

async fn what_is_no_transcript_says_what_it_is(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let whole = std::fs::read(paths::sample("meeting").with_extension("json"))?;
    let queued = json!({ "id": "x-1", "status": "queued", "text": null, "words": null });
    let failed = json!({ "id": "x-2", "status": "error", "error": "Download error <b>404" });
    let deleted = json!({
        "id": "x-3", "status": "completed", "text": "Deleted by user.", "words": null,
        "audio_url": "http://deleted_by_user", "utterances": null,
    });
    let (queued, failed) = (queued.to_string(), failed.to_string());
    let deleted = deleted.to_string();
    StartPage::open(stage).await?;
    let cases: [(&str, &[u8], &str); 9] = [
        ("hello.json", br#"{"hello":1}"#, "It is JSON, but no answer of AssemblyAI"),
        ("list.json", b"[1,2,3]", "It is JSON, but no answer of AssemblyAI"),
        ("page.json", b"<html><body>Sign in</body></html>", "It is not JSON"),
        ("half.json", &whole[..whole.len() / 2], "It ends in the middle"),
        ("empty.json", b"", "It ends in the middle"),
        ("queued.json", queued.as_bytes(), "a job that was not finished"),
        ("failed.json", failed.as_bytes(), "a job that failed: “Download error <b>404”"),
        ("deleted.json", deleted.as_bytes(), "a job whose transcript was deleted"),
        ("sound.json", b"\xff\xfb\x90\x64\0\0\0\0", "It is not JSON"),
    ];
    for (name, bytes, told) in cases {
        stage.tab.give_file(INPUT, &files.write(name, bytes)?).await?;
        let alert = stage.see_alert(&format!("“{name}” is not a transcript")).await?;
        ensure!(alert.contains(told), "{name}: {alert}");
        StartPage::shown(stage).await?;
    }
    stage.check_all_sizes("not a transcript").await?;

    // A good one opens all the same, and what was refused is forgotten.
    let good = paths::sample("meeting").with_extension("json");
    stage.tab.give_file(INPUT, &good).await?;
    ConversationPage::shown(stage).await?;
    stage.tab.click(Role::Link, "New conversation").await?;
    StartPage::shown(stage).await?;
    ensure!(stage.tab.texts(Role::Alert).await?.is_empty(), "it still complains");
    nothing_was_sent(stage)
}

/// A film is told by its beginning; reading all of it would fill the page's memory for good.
async fn what_is_too_long_is_not_read(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let film = files.write("film.mp4", b"\0\0\0\x20ftypisom\0\0\x02\0isomiso2avc1mp41")?;
    let subtitles = files.write("long.vtt", b"WEBVTT\n\n00:00.000 --> 00:01.000\nYes.\n\n")?;
    for (path, length) in [(&film, 3_000_000_000), (&subtitles, 300_000_000)] {
        // What is never written takes no room on the disk.
        std::fs::File::options().write(true).open(path)?.set_len(length)?;
    }
    StartPage::open(stage).await?;
    stage.tab.give_file(INPUT, &film).await?;
    let alert = stage.see_alert("“film.mp4” is not a transcript").await?;
    ensure!(alert.contains("It is not JSON, and no SRT"), "{alert}");
    stage.tab.give_file(INPUT, &subtitles).await?;
    let alert = stage.see_alert("“long.vtt” was not opened").await?;
    ensure!(alert.contains("It has 300 MB."), "{alert}");
    ensure!(alert.contains("this page reads up to 256 MB"), "{alert}");
    stage.check_all_sizes("too long").await?;
    nothing_was_sent(stage)
}

/// Drops files of the site on the page, as if they came from a folder.
async fn drop_files(stage: &Stage, names: &[&str]) -> Result<()> {
    let body = "const [names, done] = arguments;
        const types = { json: 'application/json', mp3: 'audio/mpeg' };
        const fileOf = async (name) => {
            const bytes = await (await fetch(new URL(`samples/${name}`, document.baseURI))).blob();
            return new File([bytes], name, { type: types[name.split('.')[1]] });
        };
        Promise.all(names.map(fileOf))
            .then((files) => {
                const dataTransfer = new DataTransfer();
                for (const file of files) dataTransfer.items.add(file);
                const how = { bubbles: true, cancelable: true, dataTransfer };
                document.querySelector('main').dispatchEvent(new DragEvent('drop', how));
                return dataTransfer.files.length;
            })
            .then(done, (error) => done(String(error)));";
    let dropped = stage.tab.script_async(body, vec![json!(names)]).await?;
    ensure!(dropped == json!(names.len()), "dropping: {dropped}");
    Ok(())
}

async fn a_transcript_is_dropped_with_its_recording(stage: &Stage) -> Result<()> {
    // In whichever order they come.
    for names in [["meeting.mp3", "meeting.json"], ["interview.json", "interview.mp3"]] {
        stage.tab.goto("about:blank").await?;
        StartPage::open(stage).await?;
        drop_files(stage, &names).await?;
        let conversation = ConversationPage::shown(stage).await?;
        let name = names[0].split('.').next().unwrap_or_default();
        Recording::read(name)?.check(&conversation).await?;
        conversation.sound_is_there().await?;
        ensure!(!stage.tab.text().await?.contains("No sound"), "it says that there is no sound");
        conversation.play(3).await?;
        conversation.hear_from(conversation.turns().await?[3].start).await?;
    }
    nothing_was_sent(stage)
}

/// Whatever its name ends in: it is opened as what is in it, and not sent to be transcribed.
async fn a_text_is_no_recording(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let said = "1\n00:00:01,000 --> 00:00:02,000\nAnn: The gate is open.\n";
    let start = StartPage::open(stage).await?;
    let notes = files.write("notes.txt", b"The gate is open, and nobody has shut it.\n")?;
    start.choose_file(&notes).await?;
    let alert = stage.see_alert("“notes.txt” is not a transcript").await?;
    ensure!(alert.contains("no SRT"), "{alert}");
    stage.check_all_sizes("a text that is no transcript").await?;
    start.choose_file(&files.write("talk.txt", said.as_bytes())?).await?;
    let conversation = ConversationPage::shown(stage).await?;
    ensure!(conversation.turns().await?[0].speaker == "Ann");
    soon("the title", async || {
        Ok(stage.tab.script("return document.title;", vec![]).await? == "talk · Diarist")
    })
    .await?;

    // Names lie: what is in it tells.
    let start = StartPage::open(stage).await?;
    start.choose_file(&files.write("harbour.mp3", said.as_bytes())?).await?;
    let conversation = ConversationPage::shown(stage).await?;
    ensure!(conversation.turns().await?[0].speaker == "Ann");
    nothing_was_sent(stage)
}

async fn a_transcript_is_dropped_alone(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    drop_files(stage, &["arabic.json"]).await?;
    let conversation = ConversationPage::shown(stage).await?;
    Recording::read("arabic")?.check(&conversation).await?;
    start.see("No sound").await?;
    soon("the title", async || {
        let title = stage.tab.script("return document.title;", vec![]).await?;
        Ok(title == "arabic · Diarist")
    })
    .await?;
    nothing_was_sent(stage)
}
