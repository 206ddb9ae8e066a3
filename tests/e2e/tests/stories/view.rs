//! How the text looks: sides, sizes, doubt, and where two speak at once.

use e2e::locate::Role;
use e2e::pages::ConversationPage;
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::json;

use crate::answers::overheard;
use crate::reader::{open_answer, open_sample};

pub(crate) const STORIES: &[Story] = &[
    story!(two_voices_on_two_sides),
    story!(four_voices_have_no_sides),
    story!(text_has_sizes),
    story!(doubtful_words_are_marked),
    story!(the_current_word_can_go_unmarked),
    story!(settings_are_kept),
    story!(a_back_channel_is_a_chip),
    story!(a_turn_after_a_chip_has_a_name),
    story!(talking_at_once_is_told),
];

/// Whether the name of a turn, and the mark drawn beside it, end where its bubble ends, right of
/// its text.
async fn is_at_the_end(stage: &Stage, turn: usize) -> Result<bool> {
    let body = "const turn = document.querySelector(`[data-turn='${arguments[0]}']`);
        const name = turn.querySelector('h2').getBoundingClientRect();
        return name.right > turn.querySelector('p').getBoundingClientRect().right;";
    Ok(stage.tab.script(body, vec![json!(turn)]).await? == true)
}

async fn two_voices_on_two_sides(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    let sides = async |a: bool, b: bool| {
        soon(&format!("A at the end: {a}, B: {b}"), async || {
            Ok(is_at_the_end(stage, 0).await? == a && is_at_the_end(stage, 1).await? == b)
        })
        .await
    };
    sides(false, false).await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Radio, "Two sides").await?;
    sides(false, true).await?;
    stage.tab.choose(Role::Radio, "Speaker A").await?;
    sides(true, false).await?;
    conversation.close_sheet().await?;
    stage.check_all_sizes("two sides").await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Radio, "One side").await?;
    sides(false, false).await
}

async fn four_voices_have_no_sides(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    conversation.open_sheet("View").await?;
    ensure!(!stage.tab.has(Role::Radio, "Two sides").await?, "four voices on two sides");
    Ok(())
}

async fn text_has_sizes(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    let body = "const p = document.querySelector('[data-turn] p');
        const list = document.querySelector('[data-turn]').parentElement;
        return [parseFloat(getComputedStyle(p).fontSize), list.getBoundingClientRect().height];";
    let look = async || -> Result<(f64, f64)> {
        Ok(serde_json::from_value(stage.tab.script(body, vec![]).await?)?)
    };
    let normal = look().await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Radio, "Large").await?;
    soon("larger text", async || Ok(look().await?.0 > normal.0)).await?;
    stage.tab.choose(Role::Radio, "Small").await?;
    soon("smaller text", async || Ok(look().await?.0 < normal.0)).await?;
    stage.tab.choose(Role::Radio, "Normal").await?;
    stage.tab.choose(Role::Radio, "Dense").await?;
    soon("a lower list", async || {
        let now = look().await?;
        Ok((now.0 - normal.0).abs() < 0.1 && now.1 < normal.1)
    })
    .await
}

/// The words below the threshold, in reading order as far as they are in view.
async fn see_doubt(conversation: &ConversationPage<'_>, mut doubtful: Vec<String>) -> Result<()> {
    doubtful.sort();
    soon(&format!("{} doubtful words", doubtful.len()), async || {
        let mut marked = conversation.marked("doubt").await?;
        marked.sort();
        ensure!(marked == doubtful, "marked: {marked:?}\nexpected: {doubtful:?}");
        Ok(true)
    })
    .await
}

async fn doubtful_words_are_marked(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "interview").await?;
    let below = |threshold: f64| -> Vec<String> {
        let words = sample.words().into_iter().filter(|word| word.confidence < threshold);
        words.map(|word| word.text).collect()
    };
    see_doubt(&conversation, below(0.5)).await?;
    for percent in [0, 100, 90] {
        conversation.open_sheet("View").await?;
        conversation.set_number("Mark words below, % certainty", percent).await?;
        see_doubt(&conversation, below(f64::from(percent) / 100.0)).await?;
        conversation.close_sheet().await?;
    }
    ensure!(below(0.0).is_empty() && below(1.0).len() > below(0.9).len());
    Ok(())
}

async fn the_current_word_can_go_unmarked(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.seek(1_000).await?;
    soon("a mark", async || Ok(conversation.marked("current-word").await?.len() == 1)).await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Checkbox, "Mark the current word").await?;
    soon("no mark", async || Ok(conversation.marked("current-word").await?.is_empty())).await?;
    conversation.at_turn(0).await?;
    stage.tab.choose(Role::Checkbox, "Mark the current word").await?;
    soon("a mark", async || Ok(conversation.marked("current-word").await?.len() == 1)).await
}

async fn settings_are_kept(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Radio, "Two sides").await?;
    stage.tab.choose(Role::Radio, "Large").await?;
    conversation.set_number("Mark words below, % certainty", 0).await?;
    conversation.close_sheet().await?;
    let (conversation, _) = open_sample(stage, "interview").await?;
    ensure!(is_at_the_end(stage, 1).await?, "one side again");
    see_doubt(&conversation, Vec::new()).await?;
    conversation.open_sheet("View").await?;
    let large = stage.tab.find(Role::Radio, "Large").await?;
    ensure!(large.is_selected().await?, "the size was forgotten");
    Ok(())
}

/// D goes on from 27.9 s to 37.2 s; B's "Right." is said meanwhile.
async fn a_back_channel_is_a_chip(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    let body = "const chip = document.querySelector('[data-turn=\"9\"]');
        return [chip.previousElementSibling?.dataset.turn, chip.classList.contains('nod')];";
    let stands = stage.tab.script(body, vec![]).await?;
    ensure!(stands == json!(["8", true]), "[turn before, chip]: {stands}");
    ensure!(conversation.shown_in_turn(9).await?.contains("Right."), "its word is not shown");
    ensure!(conversation.button(9, "Play ").await.is_err(), "it is unfolded already");
    let unfold = conversation.button(9, "Said meanwhile").await?;
    for (state, is_open) in [("true", true), ("false", false)] {
        unfold.scroll_into_view().await?;
        unfold.click().await?;
        soon(&format!("aria-expanded={state}"), async || {
            Ok(unfold.attr("aria-expanded").await?.as_deref() == Some(state))
        })
        .await?;
        ensure!(conversation.button(9, "Play ").await.is_ok() == is_open);
        ensure!(conversation.button(9, "Details").await.is_ok() == is_open);
        stage.check_all_sizes(if is_open { "chip unfolded" } else { "chip folded" }).await?;
    }
    unfold.click().await?;
    conversation.play(9).await?;
    conversation.at_turn(9).await?;
    conversation.hear_from(33_371).await
}

/// A chip shows no name while it is folded, so the same voice is named when it goes on.
async fn a_turn_after_a_chip_has_a_name(stage: &Stage) -> Result<()> {
    let conversation = open_answer(stage, overheard("B")).await?;
    let shown = conversation.shown_in_turn(2).await?;
    ensure!(shown.contains("Speaker B"), "after B's chip it is not told who speaks: {shown:?}");
    Ok(())
}

/// B falls in at 48.0 s while C speaks until 49.9 s.
async fn talking_at_once_is_told(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    let told = stage.tab.find(Role::Button, "Talking at once, play 0:47").await?;
    ensure!(told.text().await?.trim() == "Talking at once");
    told.scroll_into_view().await?;
    told.click().await?;
    conversation.hear_from(47_972).await?;
    conversation.at_turn(13).await
}
