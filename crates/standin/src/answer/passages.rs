//! Sentences and paragraphs: words grouped where they end, pause, or pass to another speaker.

use serde_json::{Value, json};

use super::words::{Word, ends_sentence};

/// A pause that begins a new paragraph, in milliseconds.
const PAUSE_MS: u64 = 2000;
/// How many sentences a paragraph has at the most.
const SENTENCES: usize = 5;

/// Words up to the end of a sentence, or up to another speaker.
pub(crate) fn sentences(words: &[Word]) -> Vec<&[Word]> {
    words
        .chunk_by(|word, next| !ends_sentence(&word.text) && word.speaker == next.speaker)
        .collect()
}

/// Sentences of one speaker without a long pause between them, a few at a time.
pub(crate) fn paragraphs(words: &[Word]) -> Vec<Vec<Word>> {
    let mut paragraphs: Vec<Vec<Word>> = Vec::new();
    let mut count = 0;
    for sentence in sentences(words) {
        let goes_on = count < SENTENCES
            && paragraphs.last().and_then(|paragraph| paragraph.last()).is_some_and(|last| {
                sentence.first().is_some_and(|first| {
                    first.speaker == last.speaker && first.start.saturating_sub(last.end) < PAUSE_MS
                })
            });
        match paragraphs.last_mut() {
            Some(paragraph) if goes_on => {
                paragraph.extend_from_slice(sentence);
                count += 1;
            }
            _ => {
                paragraphs.push(sentence.to_vec());
                count = 1;
            }
        }
    }
    paragraphs
}

/// A group of words as the API gives it.
pub(crate) fn passage(words: &[Word]) -> Value {
    let text: Vec<&str> = words.iter().map(|word| word.text.as_str()).collect();
    let confidences: Vec<f64> = words
        .iter()
        .filter_map(|word| word.value.get("confidence").and_then(Value::as_f64))
        .collect();
    let count = u32::try_from(confidences.len()).unwrap_or(u32::MAX).max(1);
    let of_first = |name: &str| words.first().and_then(|word| word.value.get(name)).cloned();
    json!({
        "text": text.join(" "),
        "start": words.first().map(|word| word.start),
        "end": words.last().map(|word| word.end),
        "confidence": confidences.iter().sum::<f64>() / f64::from(count),
        "words": words.iter().map(|word| &word.value).collect::<Vec<_>>(),
        "speaker": of_first("speaker"),
        "channel": of_first("channel"),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{paragraphs, passage, sentences};
    use crate::answer::words::{Word, words};

    fn spoken(list: &[(&str, u64, &str)]) -> Vec<Word> {
        let list: Vec<_> = list
            .iter()
            .map(|(text, start, speaker)| {
                json!({"text": text, "start": start, "end": start + 100, "speaker": speaker,
                       "confidence": 0.5})
            })
            .collect();
        words(json!({ "words": list }).as_object().unwrap())
    }

    fn texts(groups: &[impl AsRef<[Word]>]) -> Vec<String> {
        let text = |group: &[Word]| passage(group)["text"].as_str().unwrap().to_owned();
        groups.iter().map(|group| text(group.as_ref())).collect()
    }

    #[test]
    fn sentences_end_at_marks_and_at_speakers() {
        let words = spoken(&[("Hi.", 0, "A"), ("Oh,", 200, "A"), ("Yes?", 400, "B")]);
        assert_eq!(texts(&sentences(&words)), ["Hi.", "Oh,", "Yes?"]);
    }

    #[test]
    fn paragraphs_end_at_speakers_and_long_pauses() {
        let words = spoken(&[("One.", 0, "A"), ("Two.", 200, "A"), ("Three.", 9000, "A")]);
        assert_eq!(texts(&paragraphs(&words)), ["One. Two.", "Three."]);
    }

    #[test]
    fn a_passage_spans_its_words() {
        let words = spoken(&[("One", 0, "A"), ("two.", 200, "A")]);
        let passage = passage(&words);
        assert_eq!((&passage["start"], &passage["end"]), (&json!(0), &json!(300)));
        assert_eq!((&passage["speaker"], &passage["confidence"]), (&json!("A"), &json!(0.5)));
    }
}
