//! Names and words that hold markup, script, control characters and emoji: shown exactly, run never.

use e2e::pages::{KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, story};
use serde_json::{Value, json};

use crate::answers::conversation;

pub(crate) const STORIES: &[Story] = &[story!(words_are_text), story!(labels_are_text)];

/// Would set `window.ran` if any part of it were taken for more than text.
const HOSTILE: [&str; 9] = [
    "<img src=x onerror=\"window.ran=1\">",
    "<script>window.ran=2</script>",
    "--></script></textarea></title><svg onload=window.ran=3>",
    "javascript:window.ran=4",
    "&lt;b&gt;&amp;&#65;",
    "nul\u{0}byte",
    "\u{202e}right-to-left\u{202c}\u{2066}isolated\u{2069}",
    "👩🏽‍🚀👨‍👩‍👧‍👦🏳️‍🌈",
    "Z̸̧̛͓a̷͝l̵̚ǵ̴o",
];

async fn answered(stage: &Stage, answer: Value) -> Result<e2e::pages::ConversationPage<'_>> {
    stage.server.next_answer(answer)?;
    let start = StartPage::open(stage).await?;
    start.choose_sample("interview").await?;
    start.type_key(KEY).await?;
    start.transcribe().await?.finish().await
}

async fn nothing_ran(stage: &Stage) -> Result<()> {
    let ran = stage.tab.script("return window.ran ?? null;", vec![]).await?;
    ensure!(ran.is_null(), "hostile text number {ran} was run");
    let strangers =
        "return document.querySelectorAll('main img, main script, main textarea').length;";
    ensure!(stage.tab.script(strangers, vec![]).await? == 0, "the text became markup");
    Ok(())
}

async fn words_are_text(stage: &Stage) -> Result<()> {
    let said: Vec<(Value, &[&str])> =
        vec![(json!("A"), &HOSTILE), (json!("B"), &["漢字", "カナ", "ไทย", "한국어", "नमस्ते"])];
    let conversation = answered(stage, conversation(&said)).await?;
    let shown = conversation.text().await?;
    let expected = said.iter().flat_map(|(_, words)| *words).copied().collect::<Vec<_>>().join(" ");
    ensure!(shown == expected, "shown:    {shown:?}\nexpected: {expected:?}");
    conversation.details(0).await?;
    stage.check("hostile words").await?;
    nothing_ran(stage).await
}

async fn labels_are_text(stage: &Stage) -> Result<()> {
    let labels: Vec<Value> = HOSTILE.iter().map(|label| json!(label)).collect();
    let said: Vec<(Value, &[&str])> =
        labels.iter().map(|label| (label.clone(), &["Hello", "there."] as &[&str])).collect();
    let conversation = answered(stage, conversation(&said)).await?;
    let turns = conversation.turns().await?;
    ensure!(turns.len() == HOSTILE.len(), "{turns:?}");
    for (turn, label) in turns.iter().zip(HOSTILE) {
        ensure!(turn.speaker == label, "{:?} is not {label:?}", turn.speaker);
    }
    for (index, visible) in [(0, "<img src=x onerror="), (4, "&lt;b&gt;&amp;&#65;"), (7, "👩🏽‍🚀")]
    {
        let shown = conversation.shown_in_turn(index).await?;
        ensure!(shown.contains(visible), "turn {index} shows {shown:?}");
    }
    stage.check_all_sizes("hostile labels").await?;
    nothing_ran(stage).await
}
