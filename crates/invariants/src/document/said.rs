//! Nothing that was said is lost, and nothing is said twice.

use assemblyai::decode::decode;
use serde_json::Value;
use transcript::{Millis, Transcript};

use crate::promises::is_readable;

/// A word and its times.
type Spoken = (String, Millis, Millis);

/// Compares the words of an answer with those that `serde_json` reads in it, where it reads it at
/// all. What it read is written anew first, as it takes the last of fields that came twice.
pub(super) fn check(bytes: &[u8]) {
    let Ok(value) = serde_json::from_slice::<Value>(bytes) else { return };
    let Ok(answer) = decode(value.to_string().into_bytes()) else { return };
    if value["status"] != "completed" {
        return;
    }
    let transcript = &answer.transcript;
    let turns = transcript.turns().len();
    let utterances: Vec<_> =
        objects(&value["utterances"]).filter(|utterance| is_said(utterance)).collect();
    let words = if utterances.is_empty() {
        spoken(&value["words"])
    } else {
        assert_eq!(turns, utterances.len(), "a turn for each utterance");
        utterances.iter().flat_map(|utterance| spoken(&utterance["words"])).collect()
    };
    if utterances.is_empty() && words.is_empty() {
        let text = text(&value["text"]).filter(|text| is_readable(text));
        assert_eq!(turns, usize::from(text.is_some()));
        let shown = transcript.turn(0).map(|turn| transcript.turn_text(turn).to_owned());
        assert_eq!(shown, text);
    }
    check_words(&sorted(shown(transcript)), &sorted(words));
    if !utterances.is_empty() {
        let mut told: Vec<String> =
            utterances.iter().filter_map(|said| text(&said["text"])).collect();
        told.retain(|text| is_readable(text));
        let all: Vec<&str> =
            transcript.turns().iter().map(|turn| transcript.turn_text(turn)).collect();
        for text in told {
            assert!(all.contains(&text.as_str()), "{text:?} is what was said");
        }
    }
}

/// None of them is shown twice or made up; those may be left out that their text does not say.
fn check_words(shown: &[Spoken], came: &[Spoken]) {
    let mut came = came.iter();
    for word in shown {
        assert!(came.any(|one| one == word), "{word:?} came as often as it is shown");
    }
}

/// Whether anything is said in an utterance.
fn is_said(utterance: &Value) -> bool {
    text(&utterance["text"]).is_some_and(|text| is_readable(&text))
        || !spoken(&utterance["words"]).is_empty()
}

/// The readable words of a list, their times the right way round.
fn spoken(words: &Value) -> Vec<Spoken> {
    let mut spoken = Vec::new();
    for word in objects(words) {
        let Some(text) = text(&word["text"]).filter(|text| is_readable(text)) else { continue };
        let (start, end) = (millis(&word["start"]), millis(&word["end"]));
        let (start, end) = (start.or(end).unwrap_or_default(), end.or(start).unwrap_or_default());
        spoken.push((text, start.min(end), start.max(end)));
    }
    spoken
}

/// The objects of a list; none where it is no list.
fn objects(list: &Value) -> impl Iterator<Item = &Value> {
    list.as_array().into_iter().flatten().filter(|element| element.is_object())
}

/// A text, or a whole number taken as one.
#[expect(clippy::cast_possible_truncation, reason = "checked to be whole and small")]
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => {
            let number = number.as_f64()?;
            (number.fract() == 0.0 && number.abs() < 9e15).then(|| (number as i64).to_string())
        }
        _ => None,
    }
}

/// A time as a number, or a whole number in quotes.
fn millis(value: &Value) -> Option<Millis> {
    let number = match value {
        Value::Number(number) => number.as_f64(),
        Value::String(text) => text.trim().parse::<i32>().ok().map(f64::from),
        _ => None,
    };
    number.map(Millis::from_f64)
}

fn shown(transcript: &Transcript) -> Vec<Spoken> {
    let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
    words.map(|word| (word.text.to_owned(), word.start, word.end)).collect()
}

fn sorted(mut words: Vec<Spoken>) -> Vec<Spoken> {
    words.sort_unstable();
    words
}
