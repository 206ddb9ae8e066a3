//! The playhead: which word is marked at which moment, wherever it comes from.

use e2e::pages::ConversationPage;
use e2e::{Result, Stage, Story, ensure, soon, story};
use serde_json::{Value, json};

use crate::answers::{of_utterances, word};
use crate::reader::{Mark, marks, open_answer, open_sample, watch_marks};
use crate::recordings::Recording;

pub(crate) const STORIES: &[Story] = &[
    story!(the_slider_marks_the_right_word),
    story!(the_current_turn_is_that_of_the_word),
    story!(the_mark_keeps_up_with_the_sound),
    story!(steps_land_on_every_turn),
];

/// At twenty places, the same ones every time: word, turn and what the slider says of them.
async fn the_slider_marks_the_right_word(stage: &Stage) -> Result<()> {
    for name in ["interview", "meeting"] {
        let (conversation, sample) = open_sample(stage, name).await?;
        #[expect(clippy::cast_possible_truncation, reason = "a minute or two")]
        let length = (sample.seconds() * 1_000.0) as i64;
        let mut seed = 20_260_731_i64;
        for _ in 0..20 {
            seed = (seed * 48_271) % 2_147_483_647;
            is_right_at(&conversation, &sample, seed % length).await?;
        }
        // Where nobody has spoken yet, in the silence, and at the end.
        for at in [0, 399, 26_484, 26_486, 31_000, length] {
            is_right_at(&conversation, &sample, at).await?;
        }
    }
    Ok(())
}

async fn is_right_at(
    conversation: &ConversationPage<'_>,
    sample: &Recording,
    at: i64,
) -> Result<()> {
    let word: Vec<String> = sample.word_at(at).into_iter().map(|word| word.text).collect();
    let turn: Vec<usize> = sample.turn_at(at).into_iter().collect();
    let clock = format!("{}:{:02}", at / 60_000, at / 1_000 % 60);
    let speaker = turn.first().and_then(|turn| sample.utterances().nth(*turn));
    let speaker = speaker.and_then(|said| said["speaker"].as_str());
    let told = speaker.map_or_else(|| clock.clone(), |label| format!("{clock}, Speaker {label}"));
    conversation.seek(at).await?;
    soon(&format!("{at} ms as it is"), async || {
        let marked = conversation.marked("current-word").await?;
        ensure!(marked == word, "marked at {at} ms is {marked:?}, not {word:?}");
        let current = conversation.current_turns().await?;
        ensure!(current == turn, "the turn at {at} ms is {current:?}, not {turn:?}");
        let text = conversation.position().await?.1;
        ensure!(text == told, "the slider says {text:?} at {at} ms, not {told:?}");
        Ok(true)
    })
    .await
}

/// Where two speak at once, a word is marked, and the turn that is told is the one it stands in.
async fn the_current_turn_is_that_of_the_word(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "meeting").await?;
    // B says "Right." from 33.4 s to 33.8 s while D goes on; B falls into C's turn at 48.0 s.
    for at in [33_400, 33_500, 33_700, 48_000, 48_530, 48_700, 49_300, 49_700] {
        is_right_at(&conversation, &sample, at).await?;
    }
    Ok(())
}

/// While it plays there is one mark at most, on the word that is heard or was heard just before.
async fn the_mark_keeps_up_with_the_sound(stage: &Stage) -> Result<()> {
    let (conversation, sample) = open_sample(stage, "meeting").await?;
    conversation.seek(17_000).await?;
    watch_marks(stage).await?;
    conversation.press("Play").await?;
    conversation.hear_from(23_000).await?;
    conversation.press("Pause").await?;
    let marks = marks(stage).await?;
    ensure!(marks.len() > 20, "only {} frames", marks.len());
    let is_right = |mark: &&Mark| {
        // Lag of a mark on a busy machine, two frames of the page and one of the harness.
        [0.0, 50.0, 100.0].iter().any(|lag| {
            #[expect(clippy::cast_possible_truncation, reason = "a place in the recording")]
            let word = sample.word_at((mark.at - lag) as i64);
            mark.text == word.map(|word| word.text).unwrap_or_default()
        })
    };
    let wrong: Vec<&Mark> = marks.iter().filter(|mark| !is_right(mark)).collect();
    ensure!(wrong.len() * 20 <= marks.len(), "{} of {}: {wrong:?}", wrong.len(), marks.len());
    ensure!(marks.iter().all(|mark| mark.ranges <= 1), "several marks at once: {marks:?}");
    Ok(())
}

/// "Next turn" reaches every turn, wherever it begins: times in ms are not cut on their way
/// through the browser's seconds (1001 ms / 1000 * 1000 is 1000.9999…).
async fn steps_land_on_every_turn(stage: &Stage) -> Result<()> {
    let starts = [0, 1_001, 2_006, 4_007, 8_018, 16_039, 32_076, 33_001];
    let utterances: Vec<Value> = starts
        .iter()
        .enumerate()
        .map(|(n, start)| {
            let speaker = json!(["A", "B"][n % 2]);
            let words = vec![word("Yes.", *start, start + 700, &speaker)];
            json!({
                "speaker": speaker, "text": "Yes.", "start": start, "end": start + 700,
                "confidence": 0.9, "words": words,
            })
        })
        .collect();
    let conversation = open_answer(stage, of_utterances(&utterances, 96_000)).await?;
    for turn in 1..starts.len() {
        conversation.press("Next turn").await?;
        conversation.at_turn(turn).await?;
    }
    for turn in (0..starts.len() - 1).rev() {
        conversation.press("Previous turn").await?;
        conversation.at_turn(turn).await?;
    }
    Ok(())
}
