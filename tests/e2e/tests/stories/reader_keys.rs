//! The keys of the reader: what they do, when they do not, and changing them.

use e2e::locate::Role;
use e2e::{Result, Stage, Story, ensure, soon, story};
use thirtyfour::Key;

use crate::reader::open_sample;

pub(crate) const STORIES: &[Story] = &[
    story!(keys_step_through_turns_and_words),
    story!(keys_play_and_leap),
    story!(the_list_of_keys),
    story!(no_key_acts_while_typing),
    story!(single_keys_are_switched_off),
    story!(a_key_is_changed),
];

async fn keys_step_through_turns_and_words(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "interview").await?;
    for (key, turn) in [("j", 0), ("j", 1), ("j", 2), ("j", 3), ("k", 2), ("j", 3)] {
        stage.tab.press(key).await?;
        conversation.at_turn(turn).await?;
    }
    // Words of turn 3 and its sentences: "Beats. When two strings almost agree, …".
    let marked = async |word: &str| {
        soon(&format!("{word:?} marked"), async || {
            let marked = conversation.marked("current-word").await?;
            ensure!(marked == [word], "{marked:?}");
            Ok(true)
        })
        .await
    };
    let words = sample.words();
    let from = words.iter().position(|word| word.text == "Beats.").unwrap_or_default();
    let word = |n: usize| words[from + n].text.as_str();
    for (key, n) in [("w", 1), ("w", 2), ("W", 1), ("s", 8), ("S", 1), ("S", 0)] {
        stage.tab.press(key).await?;
        let n = if key == "s" { sentence_after(&words[from + 1..]) + 1 } else { n };
        marked(word(n)).await?;
    }
    Ok(())
}

/// How many words there are to the start of the next sentence.
fn sentence_after(words: &[crate::recordings::Word]) -> usize {
    words.iter().position(|word| word.text.ends_with('.')).unwrap_or_default() + 1
}

async fn keys_play_and_leap(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    stage.tab.press(Key::Right).await?;
    stage.tab.press(Key::Right).await?;
    stage.tab.press(Key::Left).await?;
    soon("five seconds", async || Ok((conversation.position().await?.0 - 5_000).abs() <= 1))
        .await?;
    stage.tab.press(Key::Space).await?;
    conversation.hear_from(5_000).await?;
    let scrolled = conversation.scrolled().await?;
    ensure!(scrolled < 1.0, "Space scrolled the page by {scrolled}");
    stage.tab.press(Key::Space).await?;
    stage.tab.find(Role::Button, "Play").await?;
    // On a button it presses the button, and nothing else.
    let sample = stage.tab.find(Role::Button, "Follow").await?;
    stage.tab.script("arguments[0].focus();", vec![sample.to_json()?]).await?;
    stage.tab.press(Key::Space).await?;
    soon("the button pressed", async || {
        Ok(sample.attr("aria-pressed").await?.as_deref() == Some("false"))
    })
    .await?;
    stage.let_pass(300).await?;
    ensure!(stage.tab.has(Role::Button, "Play").await?, "Space on a button played");
    stage.tab.press("f").await?;
    soon("following again", async || {
        Ok(sample.attr("aria-pressed").await?.as_deref() == Some("true"))
    })
    .await?;
    stage.tab.press("/").await?;
    soon("the focus in the field", async || Ok(conversation.search_field().await?.1)).await?;
    ensure!(conversation.search_field().await?.0.is_empty(), "the key was typed");
    Ok(())
}

async fn the_list_of_keys(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    stage.tab.press("?").await?;
    stage.tab.find(Role::Dialog, "Keyboard shortcuts").await?;
    for name in [
        "Play, pause: Space",
        "5 s back: ←",
        "Next turn: J",
        "Previous hit, or place in a review: Shift N",
    ] {
        stage.tab.find(Role::Button, name).await?;
    }
    stage.tab.press("j").await?;
    stage.let_pass(300).await?;
    ensure!(conversation.current_turns().await?.is_empty(), "a key acted behind the dialog");
    conversation.close_sheet().await?;
    // Also without a key.
    conversation.press("Keyboard shortcuts").await?;
    stage.tab.find(Role::Dialog, "Keyboard shortcuts").await?;
    conversation.press("Close").await?;
    stage.tab.press("j").await?;
    conversation.at_turn(0).await
}

async fn no_key_acts_while_typing(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.search("jkl?/ nw").await?;
    ensure!(conversation.search_field().await?.0 == "jkl?/ nw");
    conversation.rename("Speaker A", "jk ?w").await?;
    stage.let_pass(300).await?;
    ensure!(stage.tab.texts(Role::Dialog).await?.is_empty(), "the list of keys opened");
    ensure!(conversation.current_turns().await?.is_empty(), "the playhead moved");
    ensure!(conversation.media().await?.is_some_and(|media| media.paused), "it plays");
    Ok(())
}

async fn single_keys_are_switched_off(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Checkbox, "Single keys act").await?;
    conversation.close_sheet().await?;
    for key in ["j", "w", "?", "/", ">"] {
        stage.tab.press(key).await?;
    }
    stage.let_pass(300).await?;
    ensure!(conversation.current_turns().await?.is_empty(), "the playhead moved");
    ensure!(stage.tab.texts(Role::Dialog).await?.is_empty(), "the list of keys opened");
    ensure!(!conversation.search_field().await?.1, "the search has the focus");
    // Chords still act, and the list switches them on again.
    stage.tab.press_with_control('f').await?;
    soon("the focus in the field", async || Ok(conversation.search_field().await?.1)).await?;
    conversation.press("Keyboard shortcuts").await?;
    stage.tab.choose(Role::Checkbox, "Single keys act").await?;
    conversation.close_sheet().await?;
    stage.tab.press("j").await?;
    conversation.at_turn(0).await
}

/// A changed key acts at once and after a reload; the old one does not.
async fn a_key_is_changed(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    stage.tab.press("?").await?;
    conversation.press("Next turn: J").await?;
    stage.tab.find(Role::Button, "Next turn: Press a key").await?;
    stage.check_all_sizes("a key is asked for").await?;
    stage.tab.press("z").await?;
    stage.tab.find(Role::Button, "Next turn: z").await?;
    // Escape leaves a key as it is, and the list open.
    conversation.press("Previous turn: K").await?;
    stage.tab.press(Key::Escape).await?;
    stage.tab.find(Role::Button, "Previous turn: K").await?;
    // A key that another row had is exchanged with it.
    conversation.press("Follow the sound, or not: F").await?;
    stage.tab.press("l").await?;
    stage.tab.find(Role::Button, "Follow the sound, or not: l").await?;
    stage.tab.find(Role::Button, "Repeat this turn, or not: f").await?;
    conversation.close_sheet().await?;
    stage.tab.press("z").await?;
    conversation.at_turn(0).await?;
    stage.tab.press("j").await?;
    stage.tab.press("z").await?;
    conversation.at_turn(1).await?;

    let (conversation, _) = open_sample(stage, "interview").await?;
    stage.tab.press("z").await?;
    conversation.at_turn(0).await
}
