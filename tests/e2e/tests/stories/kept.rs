//! What was corrected is kept: through a reload, a killed browser and a second tab.

use e2e::lasting::Lasting;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Engine, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::correcting::{WHOLE, answer, edit, open, put_caret, see, stand_at};

pub(crate) const STORIES: &[Story] = &[
    story!(what_was_typed_a_moment_ago_is_kept),
    story!(corrections_outlive_a_reload),
    story!(corrections_outlive_the_browser).only(&[Engine::Chromium, Engine::Firefox]),
    story!(a_second_tab_reads_along),
    story!(one_tab_is_no_other),
];

/// The screen is left before the pause after which what is typed is kept.
async fn what_was_typed_a_moment_ago_is_kept(stage: &Stage) -> Result<()> {
    open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    edit(stage, 0).await?;
    let leave = "document.execCommand('insertText', false, 'Then ');
        document.querySelector('header a').click();";
    stage.tab.script(leave, vec![]).await?;
    StartPage::shown(stage).await?;
    LibraryPage::edits_are_stored(stage, 1, 1).await?;
    let conversation = LibraryPage::shown(stage).await?.read("interview").await?;
    see(&conversation, &["A: Then We cast off at two.", WHOLE[1], WHOLE[2]]).await
}

/// Makes a correction of each kind that takes a key.
async fn correct(stage: &Stage, conversation: &ConversationPage<'_>) -> Result<[&'static str; 4]> {
    edit(stage, 1).await?;
    put_caret(stage, "The fog").await?;
    stage.tab.press_with_control_enter().await?;
    stage.tab.press("Then ").await?;
    stage.tab.press(Key::Escape).await?;
    stand_at(stage, 2).await?;
    stage.tab.press("1").await?;
    let all = [WHOLE[0], "B: Nobody had slept.", "A: Then The fog was down.", WHOLE[2]];
    see(conversation, &all).await?;
    Ok(all)
}

async fn corrections_outlive_a_reload(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    let all = correct(stage, &conversation).await?;
    stage.tab.press_with_control('z').await?;
    let before = [all[0], all[1], "B: Then The fog was down.", all[3]];
    see(&conversation, &before).await?;
    LibraryPage::edits_are_stored(stage, 2, 3).await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    see(&conversation, &before).await?;
    conversation.press("Redo").await?;
    see(&conversation, &all).await?;
    for _ in 0..3 {
        conversation.press("Undo").await?;
    }
    see(&conversation, &WHOLE).await?;
    // What was said is found in the list as it was corrected.
    for _ in 0..3 {
        conversation.press("Redo").await?;
    }
    see(&conversation, &all).await?;
    LibraryPage::edits_are_stored(stage, 3, 3).await?;
    LibraryPage::open(stage).await?;
    let other = paths::sample("meeting").with_extension("json");
    stage.tab.give_file("Transcript file", &other).await?;
    ConversationPage::shown(stage).await?;
    let list = LibraryPage::open(stage).await?;
    list.search("Then The fog").await?;
    soon("the corrected words", async || Ok(stage.tab.text().await?.contains("Then The fog"))).await
}

async fn corrections_outlive_the_browser(stage: &Stage) -> Result<()> {
    let browser = Lasting::start(stage.engine, stage.story).await?;
    let stage = browser.stage();
    stage.server.next_answer(answer())?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?.finish().await?;
    let conversation = ConversationPage::shown(stage).await?;
    let all = correct(stage, &conversation).await?;
    LibraryPage::edits_are_stored(stage, 3, 3).await?;
    let browser = browser.kill().await?;
    let stage = browser.stage();
    StartPage::open(stage).await?;
    let conversation = LibraryPage::shown(stage).await?.read("interview").await?;
    see(&conversation, &all).await?;
    browser.close();
    Ok(())
}

/// One tab corrects, the other shows it; when the first is closed, the other may.
async fn a_second_tab_reads_along(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    LibraryPage::answer_is_stored(stage).await?;
    let address = stage.tab.script("return location.href;", vec![]).await?;
    let (first, second) = stage.tab.open_second().await?;
    stage.tab.goto(address.as_str().unwrap_or_default()).await?;
    let other = ConversationPage::shown(stage).await?;
    see(&other, &WHOLE).await?;
    soon("that another tab corrects", async || {
        Ok(stage.tab.text().await?.contains("Another tab corrects this conversation"))
    })
    .await?;
    stage.check_all_sizes("another tab corrects").await?;
    stand_at(stage, 2).await?;
    stage.tab.press("2").await?;
    see(&other, &WHOLE).await?;
    stage.tab.turn_to(&first).await?;
    let all = correct(stage, &conversation).await?;
    stage.tab.turn_to(&second).await?;
    see(&other, &all).await?;
    stage.tab.turn_to(&first).await?;
    stage.tab.close_for(&second).await?;
    soon("the right to correct", async || {
        Ok(!stage.tab.text().await?.contains("What is corrected there shows here"))
    })
    .await?;
    conversation.press("Undo").await?;
    see(&other, &[all[0], all[1], "B: Then The fog was down.", all[3]]).await
}

/// Of a conversation that is opened again from its file, or in the page loaded anew, it is not said that
/// another tab corrects it.
async fn one_tab_is_no_other(stage: &Stage) -> Result<()> {
    let listen = "window.told = [];
        new MutationObserver(() => {
            if (document.body.textContent.includes('Another tab corrects')) told.push(location.hash);
        }).observe(document.body, { childList: true, subtree: true });";
    let corrected = async |conversation: ConversationPage<'_>| {
        stand_at(stage, 1).await?;
        stage.tab.press("1").await?;
        soon("the correction", async || {
            Ok(conversation.turns().await?.get(1).is_some_and(|turn| turn.speaker == "A"))
        })
        .await?;
        conversation.press("Undo").await?;
        soon("what was", async || {
            Ok(conversation.turns().await?.get(1).is_some_and(|turn| turn.speaker == "B"))
        })
        .await?;
        let told = stage.tab.script("return window.told;", vec![]).await?;
        ensure!(told == json!([]), "it was said at {told}");
        Ok(())
    };
    let file = paths::sample("meeting").with_extension("json");
    StartPage::open(stage).await?;
    stage.tab.script(listen, vec![]).await?;
    for _ in 0..5 {
        stage.tab.give_file("Transcript file", &file).await?;
        corrected(ConversationPage::shown(stage).await?).await?;
        LibraryPage::open(stage).await?;
    }
    LibraryPage::shown(stage).await?.read("meeting").await?;
    for _ in 0..3 {
        stage.tab.reload().await?;
        stage.tab.script(listen, vec![]).await?;
        corrected(ConversationPage::shown(stage).await?).await?;
    }
    Ok(())
}
