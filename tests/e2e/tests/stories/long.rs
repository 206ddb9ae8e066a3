//! Ten hours of talk: read at once, never frozen, and all of it in reach.

use std::time::Duration;

use e2e::files::Files;
use e2e::pages::{ConversationPage, KEY, StartPage};
use e2e::{Context as _, Engine, Result, Stage, Story, ensure, paths, soon, story, until};
use serde_json::{Value, json};
use standin::script::NextAnswer;

use crate::answers::{conversation, of_utterances, word};
use crate::follow::scroll_away;
use crate::print::{PRINTING, print};
use crate::search::count;

pub(crate) const STORIES: &[Story] = &[
    // Long tasks can be measured in Chromium alone.
    story!(twenty_thousand_turns).only(&[Engine::Chromium]).slow().alone(),
    story!(all_of_twenty_thousand_turns_is_in_reach).slow(),
    story!(frames_that_do_not_come_hold_up_nothing),
];

const TURNS: usize = 20_000;
/// FAULTS.md of the design: the page never freezes longer than this, in ms.
const LONGEST_FREEZE: f64 = 200.0;

async fn twenty_thousand_turns(stage: &Stage) -> Result<()> {
    stage.server.us().set_next_answer(NextAnswer::of(answer()));
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key(KEY).await?;
    let watch = "window.longTasks = [];
        new PerformanceObserver((list) => {
            for (const task of list.getEntries()) {
                window.longTasks.push([Math.round(task.startTime), task.duration]);
            }
        }).observe({ type: 'longtask' });";
    stage.tab.script(watch, vec![]).await?;
    let progress = start.transcribe().await?;
    let conversation = progress.finish_untouched(Duration::from_secs(90)).await?;
    until("all turns", Duration::from_secs(90), async || {
        conversation.mark("diarist:all-turns-mounted").await
    })
    .await?;
    ensure!(conversation.turn_count().await? == u64::try_from(TURNS)?);
    let received = conversation.mark("diarist:answer-received").await?.context("no mark")?;
    let painted = conversation.mark("diarist:first-turns-painted").await?.context("no mark")?;
    ensure!(painted - received < 4_000.0, "first turns after {} ms", painted - received);

    let tasks: Vec<(f64, f64)> =
        serde_json::from_value(stage.tab.script("return window.longTasks;", vec![]).await?)?;
    let freezes: Vec<&(f64, f64)> = tasks.iter().filter(|(_, ms)| *ms > LONGEST_FREEZE).collect();
    ensure!(freezes.is_empty(), "[start, ms] of tasks over {LONGEST_FREEZE} ms: {freezes:?}");
    Ok(())
}

/// A tab that goes out of sight, or an engine that stops drawing, gives no frame to one who waits for it.
async fn frames_that_do_not_come_hold_up_nothing(stage: &Stage) -> Result<()> {
    const FEWER: usize = 400;
    let said: Vec<(Value, &[&str])> = (0..FEWER)
        .map(|turn| (json!(["A", "B"][turn % 2]), &["Still", "here."] as &[&str]))
        .collect();
    stage.server.next_answer(conversation(&said))?;
    stage.run_before("window.requestAnimationFrame = () => 1;").await?;
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key(KEY).await?;
    let shown = start.transcribe().await?.finish().await?;
    let is_whole = async |shown: &ConversationPage<'_>| {
        soon("all turns", async || Ok(shown.mark("diarist:all-turns-mounted").await?.is_some()))
            .await?;
        let count = shown.turn_count().await?;
        ensure!(count == u64::try_from(FEWER)?, "{count} turns");
        Ok(())
    };
    is_whole(&shown).await?;
    stage.tab.reload().await?;
    is_whole(&ConversationPage::shown(stage).await?).await
}

/// By our search and the browser's own; and the text follows the sound until the reader scrolls.
async fn all_of_twenty_thousand_turns_is_in_reach(stage: &Stage) -> Result<()> {
    let mut answer = answer();
    answer.insert("id".to_owned(), json!("ten-hours"));
    answer.insert("status".to_owned(), json!("completed"));
    let files = Files::new()?;
    let talk = files.write("talk.json", &serde_json::to_vec(&answer)?)?;
    StartPage::open(stage).await?;
    let sound = paths::sample("interview");
    stage.tab.give_files("Transcript file", &[talk, sound]).await?;
    let conversation = ConversationPage::shown(stage).await?;
    soon("all turns", async || Ok(conversation.mark("diarist:all-turns-mounted").await?.is_some()))
        .await?;
    ensure!(conversation.turn_count().await? == u64::try_from(TURNS)?);
    conversation.sound_is_there().await?;

    follows_until_it_is_left(stage, &conversation).await?;
    // The search begins at what is seen, and the text has followed the sound for as long as that took.
    stage.tab.script("scrollTo({ top: 0, behavior: 'instant' });", vec![]).await?;
    is_searched(&conversation, &answer).await?;
    is_found_by_the_browser(stage).await?;
    is_told(stage).await?;
    // As it is after everything was laid out anew.
    stage.tab.resize(700, 800).await?;
    is_told(stage).await?;
    if PRINTING.contains(&stage.engine) { is_printed(stage).await } else { Ok(()) }
}

/// The first turn and the last are on paper, and those between.
async fn is_printed(stage: &Stage) -> Result<()> {
    let texts =
        [0, 1, TURNS / 2, TURNS - 2, TURNS - 1].map(|turn| format!("So turn{turn} goes on now."));
    print(stage, texts).await.map(drop)
}

/// Assistive technology is told of each turn, wherever the window stands.
async fn is_told(stage: &Stage) -> Result<()> {
    for turn in (0..TURNS).step_by(TURNS / 50).chain([TURNS - 1]) {
        let part = |part: &str| format!("[data-turn='{turn}']{part}");
        let clock = Clock(turn * 1_800 / 1_000);
        let wanted = [
            (part(""), "listitem", None),
            (part(" .time"), "button", Some(format!("Play {clock}"))),
            (part(" p"), "paragraph", None),
        ];
        for (selector, role, name) in wanted {
            let what = format!("{selector} as {role} {name:?}");
            until(&what, Duration::from_secs(90), async || {
                let (told, called) = stage.tab.told(&selector).await?;
                Ok((told == role && name.as_ref().is_none_or(|name| *name == called)).then_some(()))
            })
            .await?;
        }
    }
    Ok(())
}

/// Seconds as the page writes them.
struct Clock(usize);

impl std::fmt::Display for Clock {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Self(seconds) = *self;
        match seconds / 3_600 {
            0 => write!(f, "{}:{:02}", seconds / 60, seconds % 60),
            hours => write!(f, "{hours}:{:02}:{:02}", seconds / 60 % 60, seconds % 60),
        }
    }
}

async fn follows_until_it_is_left(
    stage: &Stage,
    conversation: &ConversationPage<'_>,
) -> Result<()> {
    conversation.press("Play").await?;
    conversation.hear_from(0).await?;
    conversation.see_marked("current-word").await?;
    scroll_away(stage, conversation).await?;
    conversation.press("Back to playhead").await?;
    conversation.see_marked("current-word").await?;
    conversation.press("Pause").await
}

async fn is_searched(conversation: &ConversationPage<'_>, answer: &standin::Object) -> Result<()> {
    let said: Vec<(String, String)> = answer["utterances"]
        .as_array()
        .into_iter()
        .flatten()
        .map(|turn| (String::new(), turn["text"].as_str().unwrap_or_default().to_owned()))
        .collect();
    let hits = count(&said, "7 GOES", false, false);
    ensure!(hits == TURNS / 10, "it is there {hits} times");
    conversation.search("7 GOES").await?;
    conversation.counts(&format!("1 of {hits}")).await?;
    conversation.see_marked("search-active").await?;
    conversation.press("Previous match").await?;
    conversation.counts(&format!("{hits} of {hits}")).await?;
    conversation.see_marked("search-active").await
}

/// The last turn is, as "find in page" finds it.
async fn is_found_by_the_browser(stage: &Stage) -> Result<()> {
    let body = "document.activeElement.blur();
        getSelection().collapse(document.querySelector('[data-turn]'), 0);
        const found = window.find(arguments[0]);
        const { anchorNode } = getSelection();
        return [found, anchorNode?.parentElement?.closest('[data-turn]')?.dataset.turn ?? null];";
    let last = TURNS - 1;
    let found = stage.tab.script(body, vec![json!(format!("turn{last} goes"))]).await?;
    ensure!(found == json!([true, last.to_string()]), "the browser's own search says {found}");
    Ok(())
}

/// Three voices in turn, five words each.
fn answer() -> standin::Object {
    let utterances: Vec<Value> = (0..TURNS)
        .map(|n| {
            let speaker = json!(["A", "B", "C"][n % 3]);
            let start = i64::try_from(n).unwrap_or_default() * 1_800;
            let texts =
                ["So".to_owned(), format!("turn{n}"), "goes".into(), "on".into(), "now.".into()];
            let words: Vec<Value> = (0_i64..)
                .zip(&texts)
                .map(|(k, text)| word(text, start + k * 300, start + k * 300 + 250, &speaker))
                .collect();
            json!({
                "speaker": speaker, "text": texts.join(" "), "start": start, "end": start + 1_450,
                "confidence": 0.9, "words": words,
            })
        })
        .collect();
    let length = i64::try_from(TURNS).unwrap_or_default() * 1_800;
    match of_utterances(&utterances, length) {
        Value::Object(answer) => answer,
        _ => standin::Object::new(),
    }
}
