//! Names and words that hold markup, script, control characters and emoji: shown exactly, run never.

use std::time::Duration;

use e2e::locate::Role;
use e2e::pages::{KEY, StartPage};
use e2e::{Result, Stage, Story, ensure, story, until};
use invariants::NASTY;
use serde_json::{Value, json};

use crate::answers::conversation;
use crate::take_away::choose;

pub(crate) const STORIES: &[Story] =
    &[story!(words_are_text), story!(labels_are_text), story!(nothing_of_the_corpus_runs)];

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

/// Each text of the corpus as a name and as words: in the page, and in the page that is made of it.
async fn nothing_of_the_corpus_runs(stage: &Stage) -> Result<()> {
    let words: Vec<[&str; 2]> = NASTY.iter().map(|text| [*text, "so"]).collect();
    let said = NASTY.iter().zip(&words).map(|(name, words)| (json!(name), words.as_slice()));
    let conversation = answered(stage, conversation(&said.collect::<Vec<_>>())).await?;
    let shown = conversation.text().await?;
    for text in ["<script>alert(1)</script> so", "{{ 7*7 }} so", "=cmd|' /C calc'!A0 so"] {
        ensure!(shown.contains(text), "{text:?} is not shown as it is");
    }
    nothing_ran(stage).await?;
    conversation.press("Export").await?;
    choose(stage, "Web page").await?;
    stage.tab.click(Role::Button, "Download").await?;
    let page = stage.downloads.join("interview.html");
    until("the whole page", Duration::from_secs(20), async || {
        Ok(std::fs::read_to_string(&page)?.ends_with("</html>\n").then_some(()))
    })
    .await?;
    // Chromium looks there for the icon of the page that was left.
    stage.expect_console("favicon.svg");
    stage.tab.goto(&format!("file://{}", page.display())).await?;
    let body = "const count = (what) => document.querySelectorAll(what).length;
        return [count('script'), count('img, svg, iframe, base, form, math, object, link')];";
    let counts = stage.tab.script(body, vec![]).await?;
    ensure!(counts == json!([1, 0]), "the saved page has {counts} scripts and strangers");
    let text = stage.tab.text().await?;
    ensure!(text.contains("<script>alert(1)</script> so"), "the saved page lacks it");
    nothing_ran(stage).await
}
