//! What is told around a job: what it would cost, how it goes when nobody looks, that it is ready.
//!
//! Screens that stay on and messages of the system cannot be seen by a driver, and no window of it
//! is ever hidden; so what the page asks the browser for is listened to, and the browser's answers
//! are put in its place before a job begins.

use e2e::faults;
use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, KEY, ProgressPage, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};
use standin::script::{Fault, NextAnswer};

use crate::answers::conversation;

pub(crate) const STORIES: &[Story] = &[
    story!(cost_is_told_before_sending),
    story!(cost_of_several_files_is_their_sum),
    story!(title_and_icon_follow_the_job),
    story!(what_ended_unseen_is_told_until_it_is_seen),
    story!(screen_stays_on_while_bytes_are_sent),
    story!(message_when_ready_for_those_who_want_it),
    story!(message_that_is_not_allowed),
    story!(browser_with_none_of_it),
];

/// A silent recording of this length: 8,000 bytes a second, nearly all of them a hole in the file.
fn wav(files: &Files, name: &str, seconds: u32) -> Result<std::path::PathBuf> {
    let bytes = seconds * 8_000;
    let mut header = Vec::new();
    header.extend(b"RIFF");
    header.extend((bytes + 36).to_le_bytes());
    header.extend(b"WAVEfmt \x10\0\0\0\x01\0\x01\0");
    header.extend(8_000_u32.to_le_bytes());
    header.extend(8_000_u32.to_le_bytes());
    header.extend(b"\x01\0\x08\0data");
    header.extend(bytes.to_le_bytes());
    let path = files.write(name, &header)?;
    std::fs::File::options().write(true).open(&path)?.set_len(u64::from(bytes) + 44)?;
    Ok(path)
}

async fn cost_is_told_before_sending(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.see("AssemblyAI would charge less than $0.01 for 1:3").await?;
    start.see("2026; your account may differ. Pricing").await?;
    let link = stage.tab.find(Role::Link, "Pricing").await?;
    let href = link.prop("href").await?.unwrap_or_default();
    ensure!(href == "https://www.assemblyai.com/pricing", "{href}");
    stage.check_all_sizes("cost").await?;
    // It is told, and stops nothing.
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await?;
    ensure!(stage.server.stats().jobs_created == 1);
    Ok(())
}

/// A model has its own price; a file without a length is not left out in silence.
async fn cost_of_several_files_is_their_sum(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let (one, other) = (wav(&files, "one.wav", 2_832)?, wav(&files, "other.wav", 3_600)?);
    let start = StartPage::open(stage).await?;
    start.choose_file(&one).await?;
    start
        .see(
            "about $0.18 for 47:12 with Universal‑3.5 Pro, or about $0.13 with Universal‑2, \
             depending on the language.",
        )
        .await?;
    let both = format!("{}\n{}", one.display(), other.display());
    stage.tab.find(Role::File, "Audio or video file").await?.send_keys(both).await?;
    start.see("about $0.41 for 1:47:12 with Universal‑3.5 Pro").await?;
    stage.check_all_sizes("cost of two").await?;
    let odd = files.write("notes.bin", b"\0This is no sound at all.")?;
    let with_odd = format!("{}\n{}", one.display(), odd.display());
    stage.tab.find(Role::File, "Audio or video file").await?.send_keys(with_odd).await?;
    start.see("Files of unknown length come on top.").await?;
    start.choose_file(&odd).await?;
    start.see("about $0.23 for each hour").await
}

async fn title(stage: &Stage) -> Result<String> {
    let title = stage.tab.script("return document.title;", vec![]).await?;
    Ok(title.as_str().unwrap_or_default().to_owned())
}

async fn titled(stage: &Stage, wanted: &str) -> Result<()> {
    soon(&format!("the title “{wanted}”"), async || Ok(title(stage).await? == wanted)).await
}

/// The icon's address: the page's own, or a drawing.
async fn icon(stage: &Stage) -> Result<String> {
    let body = "return document.querySelector('link[rel=icon]').getAttribute('href');";
    Ok(stage.tab.script(body, vec![]).await?.as_str().unwrap_or_default().to_owned())
}

/// A recording on its way that takes a while.
async fn upload_slowly<'a>(stage: &'a Stage, files: &Files) -> Result<ProgressPage<'a>> {
    stage.server.next_answer(conversation(&[(json!("A"), &["Quiet", "here."])]))?;
    stage.server.faults([faults::upload(Fault::Trickle { bytes_per_second: 3_000_000 })]);
    let start = StartPage::shown(stage).await?;
    start.choose_file(&files.sparse("quiet room.wav", 20_000_000)?).await?;
    start.type_key(KEY).await?;
    start.transcribe().await
}

async fn title_and_icon_follow_the_job(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?;
    titled(stage, "Diarist: who said what").await?;
    let own = icon(stage).await?;
    let progress = upload_slowly(stage, &files).await?;
    soon("percents in the title", async || {
        let title = title(stage).await?;
        let percent = title.strip_suffix(" % · quiet room · Diarist");
        Ok(percent.is_some_and(|percent| percent.parse::<u8>().is_ok_and(|n| n > 0)))
    })
    .await?;
    let ring = icon(stage).await?;
    ensure!(ring.starts_with("data:image/svg+xml,"), "{ring}");
    // Elsewhere in the page too.
    stage.tab.click(Role::Link, "Diarist").await?;
    soon("percents at the start", async || {
        Ok(title(stage).await?.ends_with(" % · Diarist: who said what"))
    })
    .await?;
    stage.tab.script("history.back();", vec![]).await?;
    progress.finish().await?;
    titled(stage, "quiet room · Diarist").await?;
    soon("the page's own icon", async || Ok(icon(stage).await? == own)).await?;

    stage.server.us().set_next_answer(NextAnswer::default().after_polls(2, 2));
    stage.tab.click(Role::Link, "New conversation").await?;
    let progress = StartPage::shown(stage).await?.transcribe_sample("meeting").await?;
    for stage_name in ["Queued", "Transcribing"] {
        progress.reaches(stage_name).await?;
        titled(stage, &format!("{stage_name} · meeting · Diarist")).await?;
    }
    progress.finish().await?;
    titled(stage, "meeting · Diarist").await
}

/// Puts the tab in the background, or in the front, as far as the page can tell.
async fn hide(stage: &Stage, is_hidden: bool) -> Result<()> {
    let body = "const value = arguments[0] ? 'hidden' : 'visible';
        Object.defineProperty(document, 'visibilityState', { configurable: true, value });
        document.dispatchEvent(new Event('visibilitychange'));";
    stage.tab.script(body, vec![json!(is_hidden)]).await.map(drop)
}

/// Waits for a title, while the pauses between polls are cut short.
async fn titled_hurrying(stage: &Stage, wanted: &str) -> Result<()> {
    soon(&format!("the title “{wanted}”"), async || {
        stage.tab.signal("online").await?;
        Ok(title(stage).await? == wanted)
    })
    .await
}

async fn what_ended_unseen_is_told_until_it_is_seen(stage: &Stage) -> Result<()> {
    let start = StartPage::open(stage).await?;
    start.transcribe_sample("interview").await?;
    hide(stage, true).await?;
    titled_hurrying(stage, "Ready · interview · Diarist").await?;
    ensure!(icon(stage).await?.starts_with("data:"), "{}", icon(stage).await?);
    hide(stage, false).await?;
    titled(stage, "interview · Diarist").await?;
    ensure!(icon(stage).await? == "favicon.svg", "{}", icon(stage).await?);
    ConversationPage::shown(stage).await?;

    stage.server.faults([faults::submit(Fault::refusal(400, "That is not possible."))]);
    stage.tab.click(Role::Link, "New conversation").await?;
    let start = StartPage::shown(stage).await?;
    // It fails at once, so nobody looks from the beginning.
    hide(stage, true).await?;
    start.transcribe_sample("meeting").await?;
    titled_hurrying(stage, "Failed · meeting · Diarist").await?;
    hide(stage, false).await?;
    titled(stage, "meeting · Diarist").await
}

/// Answers in place of the browser what is asked of it about the screen.
async fn listen_to_locks(stage: &Stage) -> Result<()> {
    let body = "const told = (window.locksTold = []);
        const request = async (kind) => {
            told.push(kind);
            return { release: async () => void told.push('release') };
        };
        Object.defineProperty(navigator, 'wakeLock', { configurable: true, value: { request } });";
    stage.tab.script(body, vec![]).await.map(drop)
}

async fn told(stage: &Stage, list: &str) -> Result<Value> {
    stage.tab.script(&format!("return window.{list};"), vec![]).await
}

async fn screen_stays_on_while_bytes_are_sent(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    StartPage::open(stage).await?;
    listen_to_locks(stage).await?;
    let progress = upload_slowly(stage, &files).await?;
    let locks = async |wanted: Value| {
        soon(&format!("{wanted}"), async || {
            let told = told(stage, "locksTold").await?;
            ensure!(told == wanted, "{told}");
            Ok(true)
        })
        .await
    };
    locks(json!(["screen"])).await?;
    // The browser takes the lock from a hidden tab; back in front another one is asked for.
    hide(stage, true).await?;
    locks(json!(["screen", "release"])).await?;
    hide(stage, false).await?;
    locks(json!(["screen", "release", "screen"])).await?;
    progress.press("Cancel").await?;
    locks(json!(["screen", "release", "screen", "release"])).await?;
    // One that refuses does so in silence.
    let body = "navigator.wakeLock.request = () => {
            window.locksTold.push('refused');
            return Promise.reject(new DOMException('The battery is low.', 'NotAllowedError'));
        };";
    stage.tab.script(body, vec![]).await?;
    progress.press("Go on").await?;
    progress.finish().await?;
    let all = told(stage, "locksTold").await?;
    let after = all.as_array().map_or(&[][..], |all| &all[4..]);
    // It may be asked for again, but there is nothing to let go.
    ensure!(!after.is_empty() && after.iter().all(|told| told == "refused"), "{all}");
    Ok(())
}

/// Answers in place of the browser and its user what is asked of them about messages.
async fn answer_about_messages(stage: &Stage, answer: &str) -> Result<()> {
    let body = "const told = (window.messagesTold = []);
        const [answer] = arguments;
        window.Notification = class extends EventTarget {
            static permission = 'default';
            static async requestPermission() {
                told.push('asked');
                return (this.permission = answer);
            }
            constructor(title) {
                super();
                told.push(title);
                window.lastMessage = this;
            }
            close() {
                told.push('closed');
            }
        };
        window.focus = () => void told.push('focus');";
    stage.tab.script(body, vec![json!(answer)]).await.map(drop)
}

const SWITCH: &str = "Tell me when it is ready";

async fn is_switched_on(stage: &Stage) -> Result<bool> {
    Ok(stage.tab.find(Role::Checkbox, SWITCH).await?.prop("checked").await?.as_deref()
        == Some("true"))
}

async fn message_when_ready_for_those_who_want_it(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(12, 1));
    let start = StartPage::open(stage).await?;
    answer_about_messages(stage, "granted").await?;
    let progress = start.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    ensure!(!is_switched_on(stage).await?, "nobody asked for messages");
    stage.tab.choose(Role::Checkbox, SWITCH).await?;
    soon("the switch", async || is_switched_on(stage).await).await?;
    stage.check_all_sizes("messages").await?;
    hide(stage, true).await?;
    titled_hurrying(stage, "Ready · interview · Diarist").await?;
    let all = told(stage, "messagesTold").await?;
    ensure!(all == json!(["asked", "Ready: interview"]), "{all}");
    // A click on it leads to the tab.
    stage.tab.script("window.lastMessage.dispatchEvent(new Event('click'));", vec![]).await?;
    let all = told(stage, "messagesTold").await?;
    ensure!(all == json!(["asked", "Ready: interview", "focus", "closed"]), "{all}");
    hide(stage, false).await?;

    // The choice is kept; who looks at the tab needs no message.
    ConversationPage::shown(stage).await?;
    stage.tab.click(Role::Link, "New conversation").await?;
    let progress = StartPage::shown(stage).await?.transcribe_sample("arabic").await?;
    progress.finish().await?;
    let kept = "return localStorage.getItem('diarist-notify');";
    ensure!(stage.tab.script(kept, vec![]).await? == "1");
    let after = told(stage, "messagesTold").await?;
    ensure!(after == all, "{after}");
    Ok(())
}

async fn message_that_is_not_allowed(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(12, 1));
    let start = StartPage::open(stage).await?;
    answer_about_messages(stage, "denied").await?;
    let progress = start.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    stage.tab.choose(Role::Checkbox, SWITCH).await?;
    progress.see("This browser does not let this page send notifications.").await?;
    ensure!(!is_switched_on(stage).await?, "it is on although it was refused");
    stage.check_all_sizes("messages refused").await?;
    hide(stage, true).await?;
    titled_hurrying(stage, "Ready · interview · Diarist").await?;
    let all = told(stage, "messagesTold").await?;
    ensure!(all == json!(["asked"]), "{all}");
    hide(stage, false).await?;
    progress.finish().await.map(drop)
}

/// Without these parts of the browser all goes as ever.
async fn browser_with_none_of_it(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::default().after_polls(2, 1));
    let start = StartPage::open(stage).await?;
    let body = "delete window.Notification;
        Object.defineProperty(navigator, 'wakeLock', { value: undefined });
        return window.Notification === undefined && navigator.wakeLock === undefined;";
    ensure!(stage.tab.script(body, vec![]).await? == true, "they are still there");
    let progress = start.transcribe_sample("interview").await?;
    progress.reaches("Queued").await?;
    ensure!(!stage.tab.has(Role::Checkbox, SWITCH).await?, "a switch that can do nothing");
    progress.finish().await.map(drop)
}
