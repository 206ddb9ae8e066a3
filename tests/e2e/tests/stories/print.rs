//! The conversation on paper.

use e2e::pages::ConversationPage;
use e2e::{Engine, Result, Stage, Story, ensure, pdf, soon, story};
use serde_json::{Value, json};

use crate::answers::overheard;
use crate::reader::{open_answer, open_sample};

pub(crate) const STORIES: &[Story] = &[
    story!(all_that_was_said_is_printed).only(PRINTING),
    story!(what_is_on_paper),
    story!(a_chip_on_paper_says_who_and_when),
];

/// `WebKitWebDriver` does not know the command.
pub(crate) const PRINTING: &[Engine] = &[Engine::Chromium, Engine::Firefox];

/// Without blanks, and with ligatures as two letters, as they were written.
fn letters(text: &str) -> String {
    text.replace('ﬂ', "fl").replace('ﬁ', "fi").split_whitespace().collect()
}

/// Every word is on the pages, those of folded chips too; what plays and searches is not.
async fn all_that_was_said_is_printed(stage: &Stage) -> Result<()> {
    let conversation = open_answer(stage, overheard("C")).await?;
    has_chip(stage, 1).await?;
    is_printed(stage, &conversation, &["A", "C"]).await?;
    let (conversation, _) = open_sample(stage, "meeting").await?;
    is_printed(stage, &conversation, &["A", "B", "C", "D"]).await?;
    Ok(())
}

async fn has_chip(stage: &Stage, turn: usize) -> Result<()> {
    let body = "return document.querySelector(`[data-turn='${arguments[0]}'].nod`) !== null;";
    ensure!(stage.tab.script(body, vec![json!(turn)]).await? == true, "turn {turn} is no chip");
    Ok(())
}

/// All that is printed, which has these texts in this order.
pub(crate) async fn print(
    stage: &Stage,
    texts: impl IntoIterator<Item = impl AsRef<str>>,
) -> Result<String> {
    let printed = letters(&pdf::letters(&stage.tab.print().await?)?);
    let mut from = 0;
    for text in texts {
        let text = letters(text.as_ref());
        let found = printed[from..].find(&text);
        let rest = || printed[from..].chars().take(2_000).collect::<String>();
        ensure!(found.is_some(), "{text:?} is not printed, or out of order: {}", rest());
        from += found.unwrap_or_default() + text.len();
    }
    Ok(printed)
}

async fn is_printed(
    stage: &Stage,
    conversation: &ConversationPage<'_>,
    voices: &[&str],
) -> Result<()> {
    let turns = conversation.turns().await?;
    let printed = print(stage, turns.iter().flat_map(|turn| &turn.paragraphs)).await?;
    for voice in voices {
        ensure!(printed.contains(&format!("Speaker{voice}")), "{voice} is not named: {printed}");
    }
    for control in ["Follow", "Voices", "turns·"] {
        ensure!(!printed.contains(control), "{control:?} is printed: {printed}");
    }
    Ok(())
}

/// Lets what holds for paper hold for the window, which can be looked at in every engine.
async fn as_on_paper(stage: &Stage) -> Result<()> {
    let body = "let found = 0;
        const enter = (rules) => {
            for (const rule of rules) {
                if (rule.media?.mediaText === 'print') {
                    rule.media.mediaText = 'all';
                    found += 1;
                }
                if (rule.cssRules) enter(rule.cssRules);
            }
        };
        for (const sheet of document.styleSheets) enter(sheet.cssRules);
        return found;";
    ensure!(stage.tab.script(body, vec![]).await? != 0, "no rule holds for paper");
    Ok(())
}

/// Which parts of a turn can be read: who speaks, when, and what.
async fn readable(stage: &Stage, turn: usize) -> Result<Value> {
    let body = "const turn = document.querySelector(`[data-turn='${arguments[0]}']`);
        const parts = [turn.querySelector('h2'), turn.querySelector('button'), turn.querySelector('p')];
        return parts.map((part) => {
            const { width, height } = part.getBoundingClientRect();
            return part.checkVisibility({ visibilityProperty: true }) && width > 3 && height > 3;
        });";
    stage.tab.script(body, vec![json!(turn)]).await
}

/// In every engine: the text of turns and chips, and neither player nor search.
async fn what_is_on_paper(stage: &Stage) -> Result<()> {
    open_answer(stage, overheard("C")).await?;
    has_chip(stage, 1).await?;
    as_on_paper(stage).await?;
    for turn in [0, 2, 3] {
        let parts = readable(stage, turn).await?;
        ensure!(parts == json!([true, true, true]), "[who, when, what] of turn {turn}: {parts}");
    }
    let parts = readable(stage, 1).await?;
    ensure!(parts[2] == true, "the text of the chip: {parts}");
    soon("no controls", async || {
        let text = stage.tab.text().await?;
        let shown = ["Follow", "Voices"].iter().find(|control| text.contains(**control));
        ensure!(shown.is_none(), "{shown:?} is shown: {text}");
        Ok(true)
    })
    .await?;
    stage.picture("on paper").await
}

/// There nothing can be unfolded.
async fn a_chip_on_paper_says_who_and_when(stage: &Stage) -> Result<()> {
    open_answer(stage, overheard("C")).await?;
    has_chip(stage, 1).await?;
    as_on_paper(stage).await?;
    let parts = readable(stage, 1).await?;
    ensure!(parts == json!([true, true, true]), "[who, when, what] of the chip: {parts}");
    let body = "return document.querySelector('.unfold').checkVisibility();";
    ensure!(stage.tab.script(body, vec![]).await? == false, "what unfolds it is printed");
    Ok(())
}
