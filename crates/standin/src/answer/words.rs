//! The words of a finished transcript, as captions, sentences and search need them.

use serde_json::Value;

use crate::Object;

/// One word. Times in milliseconds.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Word {
    pub(crate) text: String,
    pub(crate) start: u64,
    pub(crate) end: u64,
    pub(crate) speaker: Option<String>,
    /// As it is in the transcript.
    pub(crate) value: Value,
}

/// The words of a transcript; those without a text are left out.
pub(crate) fn words(transcript: &Object) -> Vec<Word> {
    let list = transcript.get("words").and_then(Value::as_array);
    list.into_iter().flatten().filter_map(word).collect()
}

fn word(value: &Value) -> Option<Word> {
    let time = |name: &str| value.get(name).and_then(Value::as_u64).unwrap_or_default();
    Some(Word {
        text: value.get("text")?.as_str()?.to_owned(),
        start: time("start"),
        end: time("end"),
        speaker: value.get("speaker").and_then(Value::as_str).map(str::to_owned),
        value: value.clone(),
    })
}

/// Whether a word ends its sentence.
pub(crate) fn ends_sentence(word: &str) -> bool {
    let bare = word.trim_end_matches(['"', '\'', '”', '’', '»', ')']);
    bare.ends_with(['.', '!', '?', '…', '؟', '。', '！', '？'])
}
