//! Correcting a conversation: who speaks, where turns begin and end, what is said; taking it back.

use e2e::locate::Role;
use e2e::pages::ConversationPage;
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answers::conversation;
use crate::reader::open_answer;

pub(crate) const STORIES: &[Story] = &[
    story!(a_wrong_turn_is_given_to_another_voice),
    story!(the_turn_in_editing_is_given_away),
    story!(a_turn_is_split_and_merged_again),
    story!(a_word_is_typed_over),
    story!(a_text_is_replaced_everywhere),
    story!(twenty_steps_are_undone),
    story!(the_original_is_compared),
    story!(a_border_is_dragged),
];

/// What the turns say, each after its voice's label.
async fn said(conversation: &ConversationPage<'_>) -> Result<Vec<String>> {
    let turns = conversation.turns().await?;
    Ok(turns
        .iter()
        .map(|turn| format!("{}: {}", turn.speaker, turn.paragraphs.join(" / ")))
        .collect())
}

pub(crate) async fn see(conversation: &ConversationPage<'_>, expected: &[&str]) -> Result<()> {
    soon(&format!("{expected:?}"), async || {
        let said = said(conversation).await?;
        ensure!(said == expected, "it says {said:?}");
        Ok(true)
    })
    .await
}

pub(crate) const WHOLE: [&str; 3] =
    ["A: We cast off at two.", "B: Nobody had slept. The fog was down.", "A: That is true."];

pub(crate) fn answer() -> Value {
    conversation(&[
        (json!("A"), &["We", "cast", "off", "at", "two."]),
        (json!("B"), &["Nobody", "had", "slept.", "The", "fog", "was", "down."]),
        (json!("A"), &["That", "is", "true."]),
    ])
}

pub(crate) async fn open(stage: &Stage) -> Result<ConversationPage<'_>> {
    let conversation = open_answer(stage, answer()).await?;
    see(&conversation, &WHOLE).await?;
    Ok(conversation)
}

/// Puts the focus on the time of a turn, as the keyboard does.
pub(crate) async fn stand_at(stage: &Stage, turn: usize) -> Result<()> {
    let body = "document.querySelector(`[data-turn='${arguments[0]}'] .time`).focus();";
    stage.tab.script(body, vec![json!(turn)]).await?;
    Ok(())
}

/// Puts the caret into the turn that is edited, before a word.
pub(crate) async fn put_caret(stage: &Stage, before: &str) -> Result<()> {
    let body = "const text = [...document.querySelectorAll('[data-editing] p')]
            .map((p) => p.firstChild).find((node) => node.data.includes(arguments[0]));
        getSelection().collapse(text, text.data.indexOf(arguments[0]));
        text.parentElement.dispatchEvent(new KeyboardEvent('keyup', { bubbles: true }));";
    stage.tab.script(body, vec![json!(before)]).await?;
    Ok(())
}

/// Begins to edit a turn by the keyboard alone.
pub(crate) async fn edit(stage: &Stage, turn: usize) -> Result<()> {
    stand_at(stage, turn).await?;
    stage.tab.press("e").await?;
    soon("the turn in editing", async || {
        let body = "return document.activeElement.closest('[data-editing]')?.dataset.turn ?? null;";
        Ok(stage.tab.script(body, vec![]).await? == json!(turn.to_string()))
    })
    .await
}

pub(crate) async fn is_disabled(stage: &Stage, name: &str) -> Result<bool> {
    Ok(stage.tab.find(Role::Button, name).await?.attr("disabled").await?.is_some())
}

async fn a_wrong_turn_is_given_to_another_voice(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    ensure!(is_disabled(stage, "Undo").await? && is_disabled(stage, "Redo").await?, "steps");
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    see(&conversation, &[WHOLE[0], WHOLE[1], "B: That is true."]).await?;
    stage.check_all_sizes("a corrected turn").await?;
    conversation.press("Undo").await?;
    see(&conversation, &WHOLE).await?;
    conversation.press("Redo").await?;
    see(&conversation, &[WHOLE[0], WHOLE[1], "B: That is true."]).await?;

    // The sheet does the same for the mouse, and knows voices that nobody counted.
    conversation.details(0).await?;
    stage.tab.click(Role::Button, "Spoken by…").await?;
    stage.tab.find(Role::Dialog, "Spoken by").await?;
    stage.check_all_sizes("who speaks").await?;
    stage.tab.fill("New voice", "Greta Example").await?;
    stage.tab.click(Role::Button, "Add").await?;
    see(&conversation, &["Greta Example: We cast off at two.", WHOLE[1], "B: That is true."])
        .await?;
    let names = conversation.voices().await?;
    ensure!(names.len() == 2, "two voices are heard: {names:?}");
    Ok(())
}

/// From its own tools; it can be edited again then, by its details too.
async fn the_turn_in_editing_is_given_away(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    edit(stage, 1).await?;
    stage.tab.click(Role::Button, "Voice…").await?;
    let dialog = stage.tab.find(Role::Dialog, "Spoken by").await?;
    let give = "[...arguments[0].querySelectorAll('.spoken button')]
        .find((button) => button.textContent.includes('Speaker A')).click();";
    stage.tab.script(give, vec![dialog.to_json()?]).await?;
    let given = [WHOLE[0], "A: Nobody had slept. The fog was down.", WHOLE[2]];
    see(&conversation, &given).await?;
    // One types on where one was.
    soon("the caret in the turn", async || {
        let body = "return document.activeElement.closest('[data-editing]')?.dataset.turn ?? null;";
        Ok(stage.tab.script(body, vec![]).await? == json!("1"))
    })
    .await?;
    stage.tab.click(Role::Button, "Done").await?;
    conversation.details(1).await?;
    stage.tab.click(Role::Button, "Edit").await?;
    soon("the caret in the text", async || {
        let body = "return document.activeElement.closest('[data-editing] p') !== null;";
        Ok(stage.tab.script(body, vec![]).await? == json!(true))
    })
    .await?;
    stage.tab.press("Then ").await?;
    stage.tab.press(Key::Enter).await?;
    let typed = [given[0], "A: Then Nobody had slept. The fog was down.", given[2]];
    see(&conversation, &typed).await
}

async fn a_turn_is_split_and_merged_again(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    edit(stage, 1).await?;
    stage.check_all_sizes("a turn in editing").await?;
    put_caret(stage, "The fog").await?;
    stage.tab.press_with_control_enter().await?;
    let split = [WHOLE[0], "B: Nobody had slept.", "B: The fog was down.", WHOLE[2]];
    see(&conversation, &split).await?;
    // The second part is edited then; a digit does nothing while typing, so it is left first.
    stage.tab.press(Key::Escape).await?;
    stand_at(stage, 2).await?;
    stage.tab.press("1").await?;
    let given = [WHOLE[0], "B: Nobody had slept.", "A: The fog was down.", WHOLE[2]];
    see(&conversation, &given).await?;
    // Word by word over the border, and back.
    edit(stage, 2).await?;
    stage.tab.click(Role::Button, "Take the first word of the next turn").await?;
    let moved = [given[0], given[1], "A: The fog was down. That", "A: is true."];
    see(&conversation, &moved).await?;
    stage.tab.click(Role::Button, "Give the last word to the next turn").await?;
    see(&conversation, &given).await?;
    stage.tab.click(Role::Button, "Merge up").await?;
    let merged = [WHOLE[0], WHOLE[1], WHOLE[2]];
    see(&conversation, &merged).await?;
    stage.tab.click(Role::Button, "Done").await?;
    soon("no turn in editing", async || {
        let body = "return document.querySelector('[data-editing]') === null;";
        Ok(stage.tab.script(body, vec![]).await? == json!(true))
    })
    .await?;
    for _ in 0..5 {
        stage.tab.press_with_control('z').await?;
    }
    see(&conversation, &WHOLE).await?;
    let turns = conversation.turns().await?;
    ensure!(turns[2].start == 4_400, "the times are another's: {turns:?}");
    Ok(())
}

/// The word that is typed anew keeps its time: the mark of what is heard finds it.
async fn a_word_is_typed_over(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    edit(stage, 1).await?;
    put_caret(stage, "slept").await?;
    for _ in 0.."slept".len() {
        stage.tab.press(Key::Delete).await?;
    }
    stage.tab.press("rested").await?;
    stage.tab.press(Key::Enter).await?;
    let typed = [WHOLE[0], "B: Nobody had rested. The fog was down.", WHOLE[2]];
    see(&conversation, &typed).await?;
    ensure!(conversation.shown_in_turn(1).await?.contains("Edited"), "nothing tells that it was");
    conversation.seek(2_600).await?;
    soon("the new word marked", async || {
        let marked = conversation.marked("current-word").await?;
        ensure!(marked == ["rested."], "{marked:?}");
        Ok(true)
    })
    .await?;
    conversation.search("rested").await?;
    conversation.counts("1 of 1").await?;
    stage.tab.press(Key::Escape).await?;
    // What is exported is what is read.
    let text = conversation.copied_text().await?;
    ensure!(text.contains("Nobody had rested. The fog was down."), "{text}");
    // The details offer the original.
    conversation.details(1).await?;
    stage.tab.click(Role::Button, "Restore the original").await?;
    see(&conversation, &WHOLE).await
}

async fn a_text_is_replaced_everywhere(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    conversation.search("a").await?;
    conversation.counts("1 of 5").await?;
    stage.tab.click(Role::Button, "How to search").await?;
    stage.tab.fill("Replace with", "ö").await?;
    soon("what would stand there", async || {
        let lists = stage.tab.all(Role::List, Some("Preview")).await?;
        let Some(list) = lists.first() else { return Ok(false) };
        let text = list.text().await?;
        ensure!(
            text.contains("0:00 We caöst off at two.") && text.contains("and 1 more"),
            "{text}"
        );
        Ok(true)
    })
    .await?;
    stage.check_all_sizes("replace").await?;
    stage.tab.click(Role::Button, "Replace all").await?;
    let all =
        ["A: We cöst off öt two.", "B: Nobody höd slept. The fog wös down.", "A: Thöt is true."];
    see(&conversation, &all).await?;
    stage.tab.press(Key::Escape).await?;
    conversation.press("View").await?;
    stage.tab.click(Role::Button, "Changes…").await?;
    stage.tab.find(Role::List, "Changes").await?;
    stage.check_all_sizes("changes").await?;
    stage.tab.click(Role::Button, "Restore the whole original").await?;
    see(&conversation, &WHOLE).await?;
    stage.tab.click(Role::Button, "Close").await?;
    conversation.press("Undo").await?;
    see(&conversation, &all).await
}

async fn a_border_is_dragged(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    edit(stage, 0).await?;
    let grip = stage.tab.find(Role::Button, "Drag the end of this turn").await?;
    let [_, _, over] = conversation.point_of(1, "slept.").await?;
    stage.tab.drag(&grip, over).await?;
    see(
        &conversation,
        &["A: We cast off at two. Nobody had slept.", "B: The fog was down.", WHOLE[2]],
    )
    .await?;
    let grip = stage.tab.find(Role::Button, "Drag the end of this turn").await?;
    let [over, _, _] = conversation.point_of(0, "had").await?;
    stage.tab.drag(&grip, over).await?;
    see(
        &conversation,
        &["A: We cast off at two. Nobody", "B: had slept. The fog was down.", WHOLE[2]],
    )
    .await
}

async fn the_original_is_compared(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    edit(stage, 1).await?;
    put_caret(stage, "The fog").await?;
    stage.tab.press_with_control_enter().await?;
    stage.tab.press("Then ").await?;
    stage.tab.press(Key::Escape).await?;
    let corrected =
        [WHOLE[0], "B: Nobody had slept.", "B: Then The fog was down.", "B: That is true."];
    see(&conversation, &corrected).await?;

    conversation.open_sheet("View").await?;
    stage.tab.click(Role::Button, "Compare with the original").await?;
    see_marked(&conversation, "added", &["Then"]).await?;
    stage.check_all_sizes("compared, corrected").await?;
    stage.tab.choose(Role::Radio, "Original").await?;
    see(&conversation, &WHOLE).await?;
    // The voice of the last turn was another.
    see_marked(&conversation, "removed", &["Speaker A"]).await?;
    see_marked(&conversation, "added", &[]).await?;
    stage.check_all_sizes("compared, original").await?;

    // The original cannot be changed.
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    soon("a word on it", async || Ok(stage.tab.text().await?.contains("stays as it is"))).await?;
    see(&conversation, &WHOLE).await?;
    ensure!(is_disabled(stage, "Undo").await?, "the original can be undone");
    stage.tab.press("o").await?;
    see(&conversation, &corrected).await?;
    stage.tab.click(Role::Button, "End comparing").await?;
    see_marked(&conversation, "added", &[]).await?;
    conversation.press("Undo").await?;
    see(&conversation, &[corrected[0], corrected[1], "B: The fog was down.", corrected[3]]).await
}

async fn see_marked(
    conversation: &ConversationPage<'_>,
    highlight: &str,
    expected: &[&str],
) -> Result<()> {
    soon(&format!("{expected:?} marked as {highlight}"), async || {
        let marked = conversation.marked(highlight).await?;
        ensure!(marked == expected, "marked is {marked:?}");
        Ok(true)
    })
    .await
}

async fn twenty_steps_are_undone(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    for step in 0..20 {
        stand_at(stage, 1).await?;
        let voice = if step % 2 == 0 { "1" } else { "2" };
        stage.tab.press(voice).await?;
        let expected = if step % 2 == 0 { "A" } else { "B" };
        soon("the turn's voice", async || {
            Ok(conversation.turns().await?.get(1).is_some_and(|turn| turn.speaker == expected))
        })
        .await?;
    }
    for _ in 0..20 {
        stage.tab.press_with_control('z').await?;
    }
    see(&conversation, &WHOLE).await?;
    ensure!(is_disabled(stage, "Undo").await?, "there is more to undo");
    for _ in 0..20 {
        conversation.press("Redo").await?;
    }
    ensure!(is_disabled(stage, "Redo").await?, "there is more to redo");
    see(&conversation, &WHOLE).await
}
