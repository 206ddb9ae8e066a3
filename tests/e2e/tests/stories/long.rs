//! Ten hours of talk: read at once, and never frozen.

use std::time::Duration;

use e2e::pages::{KEY, StartPage};
use e2e::{Context as _, Engine, Result, Stage, Story, ensure, story, until};
use serde_json::{Value, json};
use standin::script::NextAnswer;

use crate::answers::{of_utterances, word};

/// Long tasks can be measured in Chromium alone.
pub(crate) const STORIES: &[Story] =
    &[story!(twenty_thousand_turns).only(&[Engine::Chromium]).slow().alone()];

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
