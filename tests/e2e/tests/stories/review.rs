//! Looking at what is doubtful, by keys alone.

use e2e::locate::Role;
use e2e::pages::{ConversationPage, LibraryPage};
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};
use thirtyfour::Key;

use crate::answers::{of_utterances, word};
use crate::correcting::see;
use crate::reader::open_answer;

pub(crate) const STORIES: &[Story] = &[
    story!(ten_doubtful_places_are_looked_at),
    story!(a_review_goes_on_where_it_stopped),
    story!(a_review_is_of_the_corrected_text),
];

/// The words of three turns; those with a mark were hardly heard.
const SAID: [(&str, &str); 3] = [
    ("A", "~We cast ~of at ~too and then it was"),
    ("B", "~dark so ~no ~body had ~slept all night."),
    ("A", "~That is ~tru and ~I agree."),
];

fn answer() -> Value {
    let mut now = 0;
    let utterances: Vec<Value> = SAID
        .iter()
        .map(|(speaker, text)| {
            let start = now;
            let words: Vec<Value> = text
                .split(' ')
                .map(|text| {
                    now += 300;
                    let mut word =
                        word(text.trim_start_matches('~'), now - 300, now - 20, &json!(speaker));
                    if text.starts_with('~') {
                        word["confidence"] = json!(0.31);
                    }
                    word
                })
                .collect();
            json!({
                "speaker": speaker, "text": text.replace('~', ""), "start": start, "end": now - 20,
                "confidence": 0.91, "words": words,
            })
        })
        .collect();
    of_utterances(&utterances, now)
}

/// How far the review says it is.
async fn see_progress(stage: &Stage, wanted: &str) -> Result<()> {
    soon(wanted, async || {
        let told = stage.tab.texts(Role::Status).await?;
        ensure!(told.iter().any(|text| text == wanted), "it says {told:?}");
        Ok(true)
    })
    .await
}

/// The place that is looked at is marked in the text, and stands in the field.
async fn see_place(stage: &Stage, conversation: &ConversationPage<'_>, text: &str) -> Result<()> {
    soon(&format!("the place “{text}”"), async || {
        let marked = conversation.marked("review").await?;
        ensure!(marked == [text], "marked is {marked:?}");
        let field = stage.tab.find(Role::Field, "What is said here").await?;
        let value = field.prop("value").await?.unwrap_or_default();
        ensure!(value == text, "the field says {value:?}");
        Ok(true)
    })
    .await
}

async fn ten_doubtful_places_are_looked_at(stage: &Stage) -> Result<()> {
    let conversation = open_answer(stage, answer()).await?;
    see(
        &conversation,
        &[
            "A: We cast of at too and then it was",
            "B: dark so no body had slept all night.",
            "A: That is tru and I agree.",
        ],
    )
    .await?;
    stage.tab.press("r").await?;
    see_progress(stage, "0 of 10 looked at").await?;
    see_place(stage, &conversation, "We").await?;
    stage.check_all_sizes("a review").await?;

    // Right as it is; then a word is typed over, as soon as a letter is pressed.
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "of").await?;
    stage.tab.press("off").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "too").await?;
    stage.tab.press("two").await?;
    stage.tab.press(Key::Enter).await?;
    see_progress(stage, "3 of 10 looked at").await?;

    // A voice that begins within a sentence: it is the other's.
    see_place(stage, &conversation, "dark so no body").await?;
    stage.tab.press("1").await?;
    see_place(stage, &conversation, "dark").await?;
    see_progress(stage, "4 of 10 looked at").await?;

    // On and back without a change.
    stage.tab.press("n").await?;
    see_place(stage, &conversation, "no body").await?;
    stage.tab.press("N").await?;
    see_place(stage, &conversation, "dark").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "no body").await?;
    stage.tab.press("x").await?;
    stage.tab.press(Key::Escape).await?;
    see_place(stage, &conversation, "no body").await?;
    stage.tab.press("b").await?;
    stage.tab.press(Key::Backspace).await?;
    stage.tab.press("nobody").await?;
    stage.tab.press(Key::Enter).await?;
    // A word that stays beside what is added to it was looked at, too.
    see_place(stage, &conversation, "slept").await?;
    stage.tab.press("slept soundly").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "That").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "tru").await?;
    stage.tab.press("true").await?;
    stage.tab.press(Key::Enter).await?;

    // A word of another voice.
    see_place(stage, &conversation, "I").await?;
    stage.tab.press("2").await?;
    see_progress(stage, "10 of 10 looked at").await?;
    ensure!(stage.tab.text().await?.contains("All places are looked at."), "it does not say so");
    stage.check("a review at its end").await?;
    stage.tab.press(Key::Escape).await?;
    soon("no review", async || Ok(!stage.tab.has(Role::Group, "Review").await?)).await
}

async fn a_review_goes_on_where_it_stopped(stage: &Stage) -> Result<()> {
    let conversation = open_answer(stage, answer()).await?;
    conversation.open_sheet("View").await?;
    stage.tab.click(Role::Button, "Review what is doubtful").await?;
    see_place(stage, &conversation, "We").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "of").await?;
    stage.tab.click(Role::Button, "Accept").await?;
    see_place(stage, &conversation, "too").await?;
    // Taken back, it is to be looked at again.
    stage.tab.press_with_control('z').await?;
    see_progress(stage, "1 of 10 looked at").await?;
    stage.tab.click(Role::Button, "End the review").await?;
    LibraryPage::edits_are_stored(stage, 1, 2).await?;
    stage.tab.reload().await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.open_sheet("View").await?;
    stage.tab.click(Role::Button, "Review what is doubtful").await?;
    see_progress(stage, "1 of 10 looked at").await?;
    see_place(stage, &conversation, "of").await
}

/// Begun while the original is looked at, it turns to the corrected text first.
async fn a_review_is_of_the_corrected_text(stage: &Stage) -> Result<()> {
    let conversation = open_answer(stage, answer()).await?;
    stage.tab.press("r").await?;
    see_place(stage, &conversation, "We").await?;
    stage.tab.press("He").await?;
    stage.tab.press(Key::Enter).await?;
    see_place(stage, &conversation, "of").await?;
    stage.tab.press(Key::Escape).await?;
    let corrected = "A: He cast of at too and then it was";
    let original = "A: We cast of at too and then it was";
    let rest = ["B: dark so no body had slept all night.", "A: That is tru and I agree."];
    // No turn stands elsewhere than before, and yet the original says something else.
    stage.tab.press("o").await?;
    see(&conversation, &[original, rest[0], rest[1]]).await?;
    stage.tab.press("r").await?;
    see(&conversation, &[corrected, rest[0], rest[1]]).await?;
    see_place(stage, &conversation, "of").await?;
    see_progress(stage, "1 of 10 looked at").await
}
