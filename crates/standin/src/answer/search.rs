//! Finding words and phrases in a transcript.

use serde_json::{Value, json};

use super::words::Word;

/// Every place of each wanted word or phrase; case and punctuation do not count.
pub(crate) fn search(words: &[Word], wanted: &[String]) -> Vec<Value> {
    let bare: Vec<String> = words.iter().map(|word| bare(&word.text)).collect();
    wanted.iter().filter_map(|text| matches(words, &bare, text)).collect()
}

fn matches(words: &[Word], spoken: &[String], text: &str) -> Option<Value> {
    let phrase: Vec<String> =
        text.split_whitespace().map(bare).filter(|word| !word.is_empty()).collect();
    if phrase.is_empty() {
        return None;
    }
    let found: Vec<usize> = spoken
        .windows(phrase.len())
        .enumerate()
        .filter_map(|(index, window)| (window == phrase).then_some(index))
        .collect();
    let timestamps: Vec<[u64; 2]> = found
        .iter()
        .filter_map(|index| {
            let last = index + phrase.len() - 1;
            Some([words.get(*index)?.start, words.get(last)?.end])
        })
        .collect();
    (!found.is_empty()).then(|| {
        json!({
            "text": text.trim(),
            "count": found.len(),
            "timestamps": timestamps,
            "indexes": found,
        })
    })
}

fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::search;
    use crate::answer::words::words;

    #[test]
    fn finds_words_and_phrases_whatever_their_case_and_marks() {
        let list = json!({"words": [
            {"text": "Hello,", "start": 0, "end": 10},
            {"text": "old", "start": 20, "end": 30},
            {"text": "friend.", "start": 30, "end": 40},
            {"text": "hello?", "start": 50, "end": 60},
        ]});
        let words = words(list.as_object().unwrap());
        let wanted = ["hello", "old friend", "absent", " "].map(str::to_owned);
        assert_eq!(
            json!(search(&words, &wanted)),
            json!([
                {"text": "hello", "count": 2, "timestamps": [[0, 10], [50, 60]], "indexes": [0, 3]},
                {"text": "old friend", "count": 1, "timestamps": [[20, 40]], "indexes": [1]},
            ])
        );
    }
}
