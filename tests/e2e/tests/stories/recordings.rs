//! The sample recordings: what is said in them, to compare with what the page shows.

use std::fs;

use e2e::pages::{ConversationPage, Turn};
use e2e::{Context as _, Result, ensure, paths};
use serde_json::Value;

/// A sample with the answer that belongs to it.
pub(crate) struct Recording(Value);

impl Recording {
    /// Reads `samples/<name>.json`.
    pub(crate) fn read(name: &str) -> Result<Self> {
        let path = paths::sample(name).with_extension("json");
        let text = fs::read_to_string(&path).with_context(|| path.display().to_string())?;
        Ok(Self(serde_json::from_str(&text)?))
    }

    /// Length in seconds.
    pub(crate) fn seconds(&self) -> f64 {
        self.0["audio_duration"].as_f64().unwrap_or_default()
    }

    /// The page shows every word in order, and every change of voice.
    pub(crate) async fn check(&self, conversation: &ConversationPage<'_>) -> Result<()> {
        let turns = conversation.turns().await?;
        let shown: Vec<&str> = turns
            .iter()
            .flat_map(|turn| turn.paragraphs.iter())
            .flat_map(|text| text.split_whitespace())
            .collect();
        let said: Vec<&str> =
            self.0["text"].as_str().unwrap_or_default().split_whitespace().collect();
        ensure!(shown == said, "shown: {shown:?}\nsaid: {said:?}");

        let mut speakers: Vec<&str> = self.utterances().map(|u| text(u, "speaker")).collect();
        speakers.dedup();
        let mut voices: Vec<&str> = turns.iter().map(|turn| turn.speaker.as_str()).collect();
        voices.dedup();
        ensure!(voices == speakers, "voices {voices:?}, speakers {speakers:?}");
        self.check_times(&turns)
    }

    /// Turns begin and end where utterances do.
    fn check_times(&self, turns: &[Turn]) -> Result<()> {
        let all = |key: &str| -> Vec<i64> {
            self.utterances().filter_map(|utterance| utterance[key].as_i64()).collect()
        };
        let (starts, ends) = (all("start"), all("end"));
        for turn in turns {
            ensure!(starts.contains(&turn.start), "no utterance starts at {}", turn.start);
            ensure!(ends.contains(&turn.end), "no utterance ends at {}", turn.end);
        }
        Ok(())
    }

    fn utterances(&self) -> impl Iterator<Item = &Value> {
        self.0["utterances"].as_array().into_iter().flatten()
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
