//! Who speaks: the list of voices, one voice alone, names.

use std::collections::BTreeMap;

use e2e::locate::Role;
use e2e::pages::ConversationPage;
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};

use crate::answers::{of_utterances, word};
use crate::reader::{open_answer, open_sample};

pub(crate) const STORIES: &[Story] = &[
    story!(voices_are_listed_by_talk_time),
    story!(one_voice_alone),
    story!(a_voice_is_left_out),
    story!(a_name_shows_everywhere),
    story!(a_name_reaches_the_chips),
    story!(a_name_reaches_the_choice_of_sides),
    story!(a_name_reaches_the_words_of_others),
    story!(a_blank_name_gives_back_the_own_one),
];

/// Length, share, turns of each voice, counted in the answer.
async fn voices_are_listed_by_talk_time(stage: &Stage) -> Result<()> {
    for name in ["interview", "meeting"] {
        let (conversation, sample) = open_sample(stage, name).await?;
        let mut talk: BTreeMap<&str, (i64, usize)> = BTreeMap::new();
        for said in sample.utterances() {
            let entry = talk.entry(said["speaker"].as_str().unwrap_or_default()).or_default();
            let time = |key: &str| said[key].as_i64().unwrap_or_default();
            entry.0 += time("end") - time("start");
            entry.1 += 1;
        }
        let whole: i64 = talk.values().map(|(ms, _)| ms).sum();
        let mut talk: Vec<_> = talk.into_iter().collect();
        talk.sort_by_key(|(_, (ms, _))| -ms);
        let rows = conversation.voices().await?;
        ensure!(rows.len() == talk.len(), "{rows:?}");
        let fields =
            "return [...arguments[0].querySelectorAll('input')].map((name) => name.value);";
        let list = stage.tab.find(Role::List, "Voices").await?;
        let names = stage.tab.script(fields, vec![list.to_json()?]).await?;
        let expected: Vec<String> =
            talk.iter().map(|(label, _)| format!("Speaker {label}")).collect();
        ensure!(names == json!(expected), "{names}, not {expected:?}");
        for (row, (label, (ms, turns))) in rows.iter().zip(&talk) {
            let clock = format!("{}:{:02}", ms / 60_000, ms / 1_000 % 60);
            let (least, most) = (ms * 100 / whole, ms * 100 / whole + 1);
            let is_share = [least, most].iter().any(|share| row.contains(&format!("{share} %")));
            let turns = if *turns == 1 { "1 turn".to_owned() } else { format!("{turns} turns") };
            let is_right = row.contains(&clock) && is_share && row.contains(&turns);
            ensure!(is_right, "{label}: {row:?}, not {clock}, {least} %, {turns}");
        }
    }
    Ok(())
}

/// Labels of the turns that are dimmed, and of those that are not.
async fn dimmed(stage: &Stage) -> Result<[Vec<String>; 2]> {
    let body =
        "const labels = (turns) => [...new Set(turns.map((turn) => turn.dataset.speaker))].sort();
        const turns = [...document.querySelectorAll('[data-turn]')];
        const isDim = (turn) => turn.classList.contains('dim');
        return [labels(turns.filter(isDim)), labels(turns.filter((turn) => !isDim(turn)))];";
    Ok(serde_json::from_value(stage.tab.script(body, vec![]).await?)?)
}

async fn see_dimmed(stage: &Stage, dim: &[&str], clear: &[&str]) -> Result<()> {
    soon(&format!("{dim:?} dimmed, {clear:?} not"), async || {
        let now = dimmed(stage).await?;
        ensure!(now[0] == dim && now[1] == clear, "[dimmed, not]: {now:?}");
        Ok(true)
    })
    .await
}

async fn one_voice_alone(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    conversation.press("Only Speaker B").await?;
    see_dimmed(stage, &["A", "C", "D"], &["B"]).await?;
    ensure!(stage.tab.text().await?.contains("3 voices are left out"));
    conversation.press("Only Speaker D").await?;
    see_dimmed(stage, &["A", "B", "C"], &["D"]).await?;
    conversation.press("Show everyone").await?;
    see_dimmed(stage, &[], &["A", "B", "C", "D"]).await?;
    // Pressed twice, it is undone.
    conversation.press("Only Speaker A").await?;
    see_dimmed(stage, &["B", "C", "D"], &["A"]).await?;
    conversation.press("Only Speaker A").await?;
    see_dimmed(stage, &[], &["A", "B", "C", "D"]).await
}

/// A voice that is left out is not heard: the sound leaps to who is next.
async fn a_voice_is_left_out(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.press("Leave out Speaker B").await?;
    see_dimmed(stage, &["B"], &["A"]).await?;
    ensure!(stage.tab.text().await?.contains("One voice is left out"));
    // B speaks from 47.9 s to 89.3 s.
    conversation.seek(47_000).await?;
    conversation.press("Play").await?;
    conversation.hear_from(89_869).await?;
    conversation.press("Pause").await?;
    conversation.press("Show everyone").await?;
    see_dimmed(stage, &[], &["A", "B"]).await
}

async fn see_names(conversation: &ConversationPage<'_>, expected: &[(&str, &str)]) -> Result<()> {
    soon(&format!("{expected:?}"), async || {
        let names = conversation.names().await?;
        let names: Vec<_> = names.iter().map(|(label, name)| (&**label, &**name)).collect();
        ensure!(names == expected, "the turns say {names:?}");
        Ok(true)
    })
    .await
}

async fn a_name_shows_everywhere(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    see_names(&conversation, &[("A", "Speaker A"), ("B", "Speaker B")]).await?;
    conversation.rename("Speaker A", "Ada <b>Lovelace").await?;
    see_names(&conversation, &[("A", "Ada <b>Lovelace"), ("B", "Speaker B")]).await?;
    stage.tab.find(Role::Button, "Only Ada <b>Lovelace").await?;
    conversation.seek(1_000).await?;
    let told = conversation.position().await?.1;
    ensure!(told == "0:01, Ada <b>Lovelace", "the slider says {told:?}");
    let said = conversation.details(0).await?;
    ensure!(said.contains("Ada <b>Lovelace"), "the details say {said:?}");
    conversation.close_sheet().await?;
    conversation.open_sheet("How to search").await?;
    let voices = stage.tab.find(Role::Field, "Search in the turns of").await?.text().await?;
    ensure!(voices.contains("Ada <b>Lovelace"), "the search knows {voices:?}");
    conversation.close_sheet().await?;
    let text = conversation.copied_text().await?;
    ensure!(text.contains("Ada <b>Lovelace [0:00]"), "the copy: {text}");
    ensure!(!text.contains("Speaker A") && text.contains("Speaker B"), "the copy: {text}");
    Ok(())
}

/// Also where a name is part of a label, and nobody would look for it.
async fn a_name_reaches_the_chips(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "meeting").await?;
    conversation.rename("Speaker B", "Bruno").await?;
    soon("the new name", async || {
        Ok(conversation.names().await?.contains(&("B".to_owned(), "Bruno".to_owned())))
    })
    .await?;
    let names = "return [...document.querySelectorAll('[data-turn=\"9\"] button')]
        .map((button) => button.getAttribute('aria-label'));";
    let names = stage.tab.script(names, vec![]).await?.to_string();
    ensure!(!names.contains("Speaker B"), "the buttons of turn 9: {names}");
    Ok(())
}

async fn a_name_reaches_the_choice_of_sides(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.rename("Speaker B", "Bruno").await?;
    conversation.open_sheet("View").await?;
    stage.tab.choose(Role::Radio, "Two sides").await?;
    stage.tab.find(Role::Radio, "Bruno").await.map(drop)
}

/// A word may be said to be another's than its turn's: that name is in the details.
async fn a_name_reaches_the_words_of_others(stage: &Stage) -> Result<()> {
    let (a, b) = (json!("A"), json!("B"));
    let said = |speaker: &Value, start: i64, words: Vec<Value>| {
        json!({
            "speaker": speaker, "text": "Well, yes.", "start": start, "end": start + 900,
            "confidence": 0.9, "words": words,
        })
    };
    let own = vec![word("Well,", 0, 400, &a), word("yes.", 500, 900, &b)];
    let others = vec![word("Well,", 2_000, 2_400, &b), word("yes.", 2_500, 2_900, &b)];
    let answer = of_utterances(&[said(&a, 0, own), said(&b, 2_000, others)], 3_000);
    let conversation = open_answer(stage, answer).await?;
    conversation.rename("Speaker B", "Bruno").await?;
    let said = conversation.details(0).await?;
    ensure!(said.contains("Bruno") && !said.contains("Speaker B"), "the details say {said:?}");
    Ok(())
}

async fn a_blank_name_gives_back_the_own_one(stage: &Stage) -> Result<()> {
    let (conversation, _) = open_sample(stage, "interview").await?;
    conversation.rename("Speaker B", "مها").await?;
    see_names(&conversation, &[("A", "Speaker A"), ("B", "مها")]).await?;
    conversation.rename("Speaker B", "  ").await?;
    see_names(&conversation, &[("A", "Speaker A"), ("B", "Speaker B")]).await?;
    let field = stage.tab.find(Role::Field, "Name of Speaker B").await?;
    soon("the name in its field", async || {
        let value = field.prop("value").await?;
        ensure!(value.as_deref() == Some("Speaker B"), "it holds {value:?}");
        Ok(true)
    })
    .await
}
