//! What a click, a caret, a selection and a digit mean where words have no times, or no blanks.

use e2e::files::Files;
use e2e::locate::Role;
use e2e::pages::{ConversationPage, StartPage};
use e2e::{Context as _, Result, Stage, Story, ensure, paths, soon, story};
use serde_json::json;
use thirtyfour::Key;

use crate::correcting::{edit, put_caret, see};
use crate::take_away::select;

pub(crate) const STORIES: &[Story] = &[
    story!(a_click_without_word_times_is_heard_and_meant),
    story!(half_of_a_turn_without_blanks_is_given_away),
    story!(a_selection_over_turns_is_given_away),
];

const BOAT: &str = "turn,speaker,start,end,text\n1,Ada Holm,0.0,4.0,We cast off at two.\n\
    2,Bo Ek,13.0,17.0,\"Beats. Nobody had slept, and the fog was down.\"\n\
    3,Ada Holm,36.0,40.0,I know. That is true.\n";

/// A transcript of another program beside a recording.
pub(crate) async fn open<'a>(
    stage: &'a Stage,
    files: &Files,
    file: (&str, &[u8]),
) -> Result<ConversationPage<'a>> {
    let (name, bytes) = file;
    let file = files.write(name, bytes)?;
    StartPage::open(stage).await?;
    stage.tab.give_files("Transcript file", &[file, paths::sample("interview")]).await?;
    let conversation = ConversationPage::shown(stage).await?;
    conversation.sound_is_there().await?;
    Ok(conversation)
}

async fn speakers(conversation: &ConversationPage<'_>, expected: [&str; 3]) -> Result<()> {
    soon(&format!("the voices {expected:?}"), async || {
        let turns = conversation.turns().await?;
        let now: Vec<&str> = turns.iter().map(|turn| turn.speaker.as_str()).collect();
        ensure!(now == expected, "they are {now:?}");
        Ok(true)
    })
    .await
}

/// The click plays its turn from there, and the next digit is for that turn, wherever the playhead was.
/// On a time Space pauses, and Enter plays from it again.
async fn a_click_without_word_times_is_heard_and_meant(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let conversation = open(stage, &files, ("boat.csv", BOAT.as_bytes())).await?;
    speakers(&conversation, ["Ada Holm", "Bo Ek", "Ada Holm"]).await?;
    conversation.click_text(1, "Beats.").await?;
    conversation.hear_from(13_000).await?;
    conversation.at_turn(1).await?;
    stage.tab.press("1").await?;
    speakers(&conversation, ["Ada Holm", "Ada Holm", "Ada Holm"]).await?;
    stage.tab.press_with_control('z').await?;
    speakers(&conversation, ["Ada Holm", "Bo Ek", "Ada Holm"]).await?;
    // Further on in its text it is heard further on.
    conversation.click_text(1, "down.").await?;
    conversation.hear_from(16_400).await?;
    conversation.click_text(2, "true").await?;
    conversation.hear_from(38_000).await?;
    stage.tab.press("2").await?;
    speakers(&conversation, ["Ada Holm", "Bo Ek", "Bo Ek"]).await?;

    conversation.play(2).await?;
    conversation.hear_from(36_000).await?;
    conversation.watch_seeks().await?;
    stage.tab.press(" ").await?;
    soon("silence", async || Ok(conversation.media().await?.context("there is no sound")?.paused))
        .await?;
    ensure!(conversation.seeks().await?.is_empty(), "it began anew");
    stage.tab.press(Key::Enter).await?;
    conversation.hear_from(36_000).await?;
    conversation.was_sent_to(36_000).await
}

async fn half_of_a_turn_without_blanks_is_given_away(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let srt = "1\n00:00:01,000 --> 00:00:05,000\n王芳：会议几点开始？下午三点，在二楼。\n\n\
        2\n00:00:06,000 --> 00:00:07,000\n李明：好的。\n";
    let conversation = open(stage, &files, ("boat.srt", srt.as_bytes())).await?;
    let whole = ["王芳: 会议几点开始？下午三点，在二楼。", "李明: 好的。"];
    see(&conversation, &whole).await?;
    edit(stage, 0).await?;
    put_caret(stage, "下午").await?;
    stage.tab.press_with_control_enter().await?;
    let split = ["王芳: 会议几点开始？", "王芳: 下午三点，在二楼。", whole[1]];
    see(&conversation, &split).await?;
    let times: Vec<(i64, i64)> =
        conversation.turns().await?.iter().map(|turn| (turn.start, turn.end)).collect();
    ensure!(times[..2] == [(1_000, 2_750), (2_750, 5_000)], "{times:?}");
    stage.tab.press(Key::Escape).await?;
    conversation.press("Undo").await?;
    see(&conversation, &whole).await?;
    select(stage, (0, "下午三点，在二楼。"), (0, "二楼。")).await?;
    stage.tab.press("2").await?;
    see(&conversation, &[split[0], "李明: 下午三点，在二楼。", whole[1]]).await
}

/// What is selected of several turns goes, what is not stays; and so from the bar beside it, which
/// leaves the focus at the turn.
async fn a_selection_over_turns_is_given_away(stage: &Stage) -> Result<()> {
    let files = Files::new()?;
    let conversation = open(stage, &files, ("boat.csv", BOAT.as_bytes())).await?;
    select(stage, (1, "and the fog"), (2, "I know.")).await?;
    stage.tab.press("1").await?;
    let given = [
        "Ada Holm: We cast off at two.",
        "Bo Ek: Beats. Nobody had slept,",
        "Ada Holm: and the fog was down.",
        "Ada Holm: I know. That is true.",
    ];
    see(&conversation, &given).await?;
    select(stage, (0, "off"), (0, "two")).await?;
    stage.tab.click(Role::Button, "Spoken by…").await?;
    let dialog = stage.tab.find(Role::Dialog, "Spoken by").await?;
    let give = "[...arguments[0].querySelectorAll('.spoken button')]
        .find((button) => button.textContent.includes('Bo Ek')).click();";
    stage.tab.script(give, vec![dialog.to_json()?]).await?;
    let again = ["Ada Holm: We cast", "Bo Ek: off at two.", given[1], given[2], given[3]];
    see(&conversation, &again).await?;
    soon("the focus at the turn", async || {
        let body = "return document.activeElement.closest('[data-turn]')?.dataset.turn ?? null;";
        Ok(stage.tab.script(body, vec![]).await? == json!("1"))
    })
    .await
}
