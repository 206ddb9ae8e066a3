//! Who the voices are: names, one voice of two, marks; and the card that asks for names by itself.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage, StartPage};
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answers::conversation;
use crate::correcting::{WHOLE, answer, is_disabled, open, see};

pub(crate) const STORIES: &[Story] = &[
    story!(a_new_conversation_asks_for_names_once),
    story!(a_single_voice_is_not_asked_for),
    story!(names_are_asked_for_when_a_conversation_is_first_seen),
    story!(voices_are_named_by_ear_and_keyboard),
    story!(two_voices_become_one),
    story!(a_voice_gets_another_mark),
];

const CARD: &str = "Name the voices";

/// Runs a job that ends with this answer, and leaves the conversation as it comes.
async fn arrive(stage: &Stage, answer: Value) -> Result<ConversationPage<'_>> {
    stage.server.next_answer(answer)?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?.arrive().await
}

async fn has_card(stage: &Stage) -> Result<bool> {
    stage.tab.has(Role::Dialog, CARD).await
}

async fn see_card(stage: &Stage) -> Result<()> {
    soon("the card for names", async || has_card(stage).await).await
}

async fn see_no_card(stage: &Stage) -> Result<()> {
    soon("no card", async || Ok(!has_card(stage).await?)).await
}

/// Whether the page is about to open the card by itself, or has it open.
async fn is_due(stage: &Stage) -> Result<bool> {
    let body = "return document.querySelector('main[data-fresh]') !== null;";
    Ok(stage.tab.script(body, vec![]).await? == json!(true))
}

async fn a_new_conversation_asks_for_names_once(stage: &Stage) -> Result<()> {
    let conversation = arrive(stage, answer()).await?;
    see_card(stage).await?;
    stage.check_all_sizes("names asked for").await?;
    // What is not wanted goes with one key, and the text can be read.
    stage.tab.press(Key::Escape).await?;
    see_no_card(stage).await?;
    ensure!(!is_due(stage).await?, "it would open again");
    see(&conversation, &WHOLE).await?;

    // Never again unasked: opened from the list, after a reload, in another visit.
    LibraryPage::answer_is_stored(stage).await?;
    LibraryPage::open(stage).await?;
    stage.tab.click(Role::Link, "interview").await?;
    ConversationPage::arrived(stage).await?.turns().await?;
    ensure!(!is_due(stage).await? && !has_card(stage).await?, "it asks again");
    stage.tab.reload().await?;
    let conversation = ConversationPage::arrived(stage).await?;
    conversation.turns().await?;
    ensure!(!is_due(stage).await? && !has_card(stage).await?, "it asks again after a reload");
    // Asked for, it comes.
    conversation.press("Name them").await?;
    see_card(stage).await
}

async fn a_single_voice_is_not_asked_for(stage: &Stage) -> Result<()> {
    let said = [(json!("A"), &["Nobody", "else", "is", "here."][..])];
    let conversation = arrive(stage, conversation(&said)).await?;
    conversation.turns().await?;
    ensure!(!is_due(stage).await? && !has_card(stage).await?, "a single voice is asked for");
    Ok(())
}

/// A job that ends while the user is elsewhere: the card waits until its conversation is seen.
async fn names_are_asked_for_when_a_conversation_is_first_seen(stage: &Stage) -> Result<()> {
    stage.server.next_answer(answer())?;
    StartPage::open(stage).await?.transcribe_sample("interview").await?;
    let list = LibraryPage::open(stage).await?;
    soon("the transcript", async || {
        stage.tab.signal("online").await?;
        Ok(list.row("interview").await?.state == "Ready")
    })
    .await?;
    LibraryPage::answer_is_stored(stage).await?;
    stage.tab.reload().await?;
    stage.tab.click(Role::Link, "interview").await?;
    ConversationPage::arrived(stage).await?;
    see_card(stage).await?;
    stage.tab.click(Role::Button, "Done").await?;
    see_no_card(stage).await?;
    stage.tab.reload().await?;
    ConversationPage::arrived(stage).await?.turns().await?;
    ensure!(!is_due(stage).await? && !has_card(stage).await?, "it asks again");
    Ok(())
}

async fn voices_are_named_by_ear_and_keyboard(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    conversation.press("Name them").await?;
    stage.tab.find(Role::Dialog, "Name the voices").await?;
    stage.check_all_sizes("names").await?;
    let quotes = stage.tab.all(Role::Button, None).await?;
    ensure!(!quotes.is_empty(), "nothing to hear");
    let field = stage.tab.find(Role::Field, "New name of Speaker A").await?;
    field.click().await?;
    // The one who spoke longest comes first; Enter goes on to the next, and then to "Done".
    for name in ["Ada Beispiel", "Bela Muster"] {
        stage.tab.press(name).await?;
        stage.tab.press(Key::Enter).await?;
    }
    stage.tab.press(Key::Enter).await?;
    soon("the sheet closed", async || Ok(!stage.tab.has(Role::Dialog, "Name the voices").await?))
        .await?;
    let shown = conversation.shown_in_turn(1).await?;
    ensure!(shown.contains("Bela Muster"), "{shown}");
    let text = conversation.copied_text().await?;
    ensure!(text.contains("Ada Beispiel [0:00]"), "{text}");
    // A name is one step, however many letters it has.
    stage.tab.press_with_control('z').await?;
    stage.tab.press_with_control('z').await?;
    soon("the own names", async || Ok(conversation.shown_in_turn(1).await?.contains("Speaker B")))
        .await?;
    ensure!(is_disabled(stage, "Undo").await?, "each letter was a step");
    Ok(())
}

async fn two_voices_become_one(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    conversation.press("Name them").await?;
    for label in ["A", "B"] {
        let name = format!("New name of Speaker {label}");
        stage.tab.fill(&name, "Cleo Sample").await?;
    }
    stage.tab.click(Role::Button, "Merge into one").await?;
    soon("one name to type", async || {
        Ok(!stage.tab.has(Role::Field, "New name of Speaker B").await?)
    })
    .await?;
    stage.tab.click(Role::Button, "Done").await?;
    let turns = conversation.turns().await?;
    ensure!(turns.iter().all(|turn| turn.speaker == turns[0].speaker), "{turns:?}");
    stage.tab.press_with_control('z').await?;
    see(&conversation, &WHOLE).await
}

async fn a_voice_gets_another_mark(stage: &Stage) -> Result<()> {
    let conversation = open(stage).await?;
    stage.tab.click(Role::Button, "Name them").await?;
    stage.tab.click(Role::Button, "Change mark of Speaker A").await?;
    stage.check_all_sizes("a mark is chosen").await?;
    for (choice, value) in [("Colour", "7"), ("Shape", "2")] {
        stage.tab.select(&format!("{choice} of Speaker A"), value).await?;
        soon("the focus where it was", async || {
            let body = "return document.activeElement.id;";
            Ok(stage.tab.script(body, vec![]).await? == format!("mark-{choice}"))
        })
        .await?;
    }
    stage.tab.click(Role::Button, "Done").await?;
    let marks = async |turn: usize| {
        let body = "const turn = document.querySelector(`[data-turn='${arguments[0]}']`);
            return `${turn.dataset.sp} ${turn.querySelector('.who').dataset.shape}`;";
        stage.tab.script(body, vec![json!(turn)]).await
    };
    soon("the mark", async || Ok(marks(0).await? == "7 2" && marks(2).await? == "7 2")).await?;
    ensure!(marks(1).await? == "2 2", "the other voice has changed: {}", marks(1).await?);
    conversation.press("Undo").await?;
    conversation.press("Undo").await?;
    soon("the first mark", async || Ok(marks(0).await? == "1 1" && marks(2).await? == "1 1")).await
}
