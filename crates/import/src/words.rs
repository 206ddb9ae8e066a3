//! Words as JSON files have them, whatever they call their fields.

use assemblyai::json::Cursor;
use transcript::{Confidence, Millis, SourceWord, SourceWords};

use crate::json::{Read, objects, share, string, time};

/// A word with what is known of it.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// With its punctuation.
    pub(crate) text: String,
    pub(crate) start: Option<Millis>,
    pub(crate) end: Option<Millis>,
    pub(crate) confidence: Option<Confidence>,
    pub(crate) speaker: Option<String>,
    /// Whether that is a text with punctuation for sure.
    pub(crate) is_punctuated: bool,
}

/// Reads a list of words; `text` is that of the cursor.
pub(crate) fn words(cursor: &mut Cursor<'_>, text: &str) -> Read<Vec<Word>> {
    let mut all = objects(cursor, &mut |cursor, key, word: &mut Word| {
        match key {
            "punctuated_word" => {
                if let Some(text) = string(cursor)? {
                    (word.text, word.is_punctuated) = (text, true);
                }
            }
            "word" | "text" => {
                let text = string(cursor)?;
                if !word.is_punctuated {
                    word.text = text.unwrap_or_default();
                }
            }
            "start" => word.start = time(cursor, text)?,
            "end" => word.end = time(cursor, text)?,
            "confidence" | "probability" | "score" => word.confidence = share(cursor)?,
            "speaker" => word.speaker = string(cursor)?,
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    all.retain(|word| !word.text.trim_start().is_empty());
    Ok(all)
}

/// Words as the builder takes them. What has no time (numbers often have none, as they are not
/// written as they are spoken) stands where the word before it ended.
pub(crate) fn timed(words: &[Word], from: Millis) -> SourceWords {
    let mut last = from;
    let mut all = SourceWords::default();
    for word in words {
        let start = word.start.or(word.end).unwrap_or(last);
        let end = word.end.unwrap_or(start).max(start);
        last = end;
        all.push(&SourceWord {
            text: word.text.trim(),
            start,
            end,
            confidence: word.confidence,
            speaker: word.speaker.as_deref(),
        });
    }
    all
}

/// When the first of them starts and the last one ends.
pub(crate) fn span(words: &[Word]) -> Option<(Millis, Millis)> {
    let start = words.iter().filter_map(|word| word.start).min()?;
    let end = words.iter().filter_map(|word| word.end).max().unwrap_or(start);
    Some((start, end))
}
