//! Builds answers of the service for stories that need a certain one.

use serde_json::{Value, json};

/// An answer in which each of `said` is one utterance: speaker label and words.
pub(crate) fn conversation(said: &[(Value, &[&str])]) -> Value {
    let mut now = 0;
    let mut utterances = Vec::new();
    for (speaker, texts) in said {
        let start = now;
        let mut words = Vec::new();
        for text in *texts {
            words.push(word(text, now, now + 280, speaker));
            now += 300;
        }
        utterances.push(json!({
            "speaker": speaker, "text": texts.join(" "), "start": start, "end": now - 20,
            "confidence": 0.91, "words": words,
        }));
        now += 400;
    }
    of_utterances(&utterances, now)
}

/// A word as the service writes it; times in ms.
pub(crate) fn word(text: &str, start: i64, end: i64, speaker: &Value) -> Value {
    json!({ "text": text, "start": start, "end": end, "confidence": 0.87, "speaker": speaker })
}

/// An answer with these utterances; text and words follow from them.
pub(crate) fn of_utterances(utterances: &[Value], length_ms: i64) -> Value {
    let words: Vec<Value> = utterances
        .iter()
        .flat_map(|u| u["words"].as_array().cloned().unwrap_or_default())
        .collect();
    let texts: Vec<&str> = utterances.iter().filter_map(|u| u["text"].as_str()).collect();
    json!({
        "text": texts.join(" "), "words": words, "utterances": utterances,
        "audio_duration": length_ms / 1000 + 1, "confidence": 0.9, "language_code": "en",
    })
}

/// A long turn of A into which B says something, which is a chip; then one of `next`, and of A.
pub(crate) fn overheard(next: &str) -> Value {
    let utterance = |speaker: &str, start: i64, texts: &[&str]| {
        let speaker = json!(speaker);
        let words: Vec<Value> = (0..)
            .zip(texts)
            .map(|(n, text)| word(text, start + n * 400, start + n * 400 + 350, &speaker))
            .collect();
        let end = words.last().map(|word| word["end"].clone());
        json!({
            "speaker": speaker, "text": texts.join(" "), "start": start, "end": end,
            "confidence": 0.9, "words": words,
        })
    };
    let long = ["The", "tide", "comes", "in", "fast", "here,", "faster", "than", "you", "walk."];
    of_utterances(
        &[
            utterance("A", 0, &long),
            utterance("B", 1_500, &["Heavens!"]),
            utterance(next, 4_500, &["Then", "we", "should", "leave."]),
            utterance("A", 7_000, &["There's", "time", "for", "tea."]),
        ],
        9_000,
    )
}
