//! The sample recordings: what is said in them, to compare with what the page shows.

use std::fs;

use e2e::pages::{ConversationPage, Turn};
use e2e::{Context as _, Result, ensure, paths};
use serde_json::Value;

/// A sample with the answer that belongs to it.
pub(crate) struct Recording(Value);

/// A word of the answer; times in ms.
#[derive(Clone, Debug)]
pub(crate) struct Word {
    /// The place of its utterance.
    pub(crate) utterance: usize,
    pub(crate) text: String,
    pub(crate) start: i64,
    pub(crate) end: i64,
    pub(crate) confidence: f64,
}

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

    /// All words, utterance by utterance.
    pub(crate) fn words(&self) -> Vec<Word> {
        let words = |said: &Value| said["words"].as_array().cloned().unwrap_or_default();
        let all = self.utterances().enumerate();
        all.flat_map(|(place, said)| words(said).into_iter().map(move |word| (place, word)))
            .map(|(utterance, word)| Word {
                utterance,
                text: text(&word, "text").to_owned(),
                start: word["start"].as_i64().unwrap_or_default(),
                end: word["end"].as_i64().unwrap_or_default(),
                confidence: word["confidence"].as_f64().unwrap_or(1.0),
            })
            .collect()
    }

    /// The word that is heard at a moment, found by looking at every word: the one around it that
    /// started last; else the one that started last of all, through a breath of a second.
    pub(crate) fn word_at(&self, ms: i64) -> Option<Word> {
        let started: Vec<Word> = self.words().into_iter().filter(|word| word.start <= ms).collect();
        let last = |words: Vec<Word>| words.into_iter().max_by_key(|word| word.start);
        let around = started.iter().filter(|word| ms < word.end).cloned().collect();
        last(around).or_else(|| last(started).filter(|word| ms - word.end < 1_000))
    }

    /// The place of the utterance that is heard at a moment: the one with the word that is heard;
    /// else the one around it that started last, else the one that started last of all.
    pub(crate) fn turn_at(&self, ms: i64) -> Option<usize> {
        let start = |said: &Value| said["start"].as_i64().unwrap_or_default();
        let started = || self.utterances().enumerate().filter(|(_, said)| start(said) <= ms);
        let around = started().filter(|(_, said)| ms < said["end"].as_i64().unwrap_or_default());
        let last = |(_, said): &(usize, &Value)| start(said);
        let of_word = self.word_at(ms).map(|word| word.utterance);
        let of_time = || around.max_by_key(last).or_else(|| started().max_by_key(last));
        of_word.or_else(|| of_time().map(|(place, _)| place))
    }

    /// What was said, utterance by utterance: the speaker's label and the text.
    pub(crate) fn said(&self) -> Vec<(String, String)> {
        let said = |u: &Value| (text(u, "speaker").to_owned(), text(u, "text").to_owned());
        self.utterances().map(said).collect()
    }

    pub(crate) fn utterances(&self) -> impl Iterator<Item = &Value> {
        self.0["utterances"].as_array().into_iter().flatten()
    }
}

fn text<'a>(value: &'a Value, key: &str) -> &'a str {
    value[key].as_str().unwrap_or_default()
}
