//! A made-up conversation as the service answers it: every word twice, once alone and once in its
//! utterance.

use std::fmt::Write as _;

use anyhow::Result;
use serde_json::json;

use super::generator::{Turn, Word};

/// Where the last word ends, in milliseconds.
pub(super) fn length_ms(turns: &[Turn]) -> u32 {
    turns.iter().map(Turn::end).max().unwrap_or_default()
}

/// The body of the answer to the last poll.
pub(super) fn json(turns: &[Turn]) -> Result<String> {
    let mut words = String::new();
    let mut utterances = String::new();
    let mut texts = Vec::new();
    for turn in turns {
        let mut own = String::new();
        for word in &turn.words {
            comma(&mut own);
            write_word(&mut own, word, turn.speaker)?;
        }
        comma(&mut words);
        words.push_str(&own);
        let text: Vec<&str> = turn.words.iter().map(|word| word.text.as_str()).collect();
        let text = text.join(" ");
        comma(&mut utterances);
        write!(
            utterances,
            "{{\"speaker\":\"{}\",\"text\":{},\"confidence\":{},\"start\":{},\"end\":{},\
             \"words\":[{own}]}}",
            turn.speaker,
            json!(text),
            share(mean(&turn.words)),
            turn.start(),
            turn.end()
        )?;
        texts.push(text);
    }
    Ok(format!(
        "{{\"language_code\":\"en\",\"audio_url\":\"https://cdn.assemblyai.com/upload/bench\",\
         \"speaker_labels\":true,\"language_detection\":true,\"language_confidence\":0.99,\
         \"id\":\"43c89c09-b7fd-5691-9a8f-43e084f0db45\",\"status\":\"completed\",\
         \"error\":null,\"text\":{},\"words\":[{words}],\"utterances\":[{utterances}],\
         \"confidence\":0.93,\"audio_duration\":{},\"speech_model_used\":\"universal-3-5-pro\"}}",
        json!(texts.join(" ")),
        length_ms(turns).div_ceil(1_000)
    ))
}

fn comma(list: &mut String) {
    if !list.is_empty() {
        list.push(',');
    }
}

fn write_word(out: &mut String, word: &Word, speaker: char) -> Result<()> {
    write!(
        out,
        "{{\"text\":{},\"start\":{},\"end\":{},\"confidence\":{},\"speaker\":\"{speaker}\",\
         \"channel\":null}}",
        json!(word.text),
        word.start,
        word.end,
        share(word.confidence)
    )?;
    Ok(())
}

fn mean(words: &[Word]) -> u32 {
    let sum: u64 = words.iter().map(|word| u64::from(word.confidence)).sum();
    let count = u64::try_from(words.len()).unwrap_or(u64::MAX).max(1);
    u32::try_from(sum / count).unwrap_or_default()
}

/// Hundred-thousandths as JSON has them.
fn share(confidence: u32) -> String {
    format!("0.{confidence:05}")
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::super::generator::conversation;
    use super::*;

    #[test]
    fn it_is_an_answer_with_every_word_twice() {
        let turns = conversation(5_000);
        let answer: Value = serde_json::from_str(&json(&turns).expect("fits")).expect("is JSON");
        assert_eq!(answer["status"], "completed");
        assert_eq!(answer["words"].as_array().map(Vec::len), Some(5_000));
        let utterances = answer["utterances"].as_array().expect("a list");
        assert_eq!(utterances.len(), turns.len());
        let inside: Vec<_> =
            utterances.iter().flat_map(|one| one["words"].as_array().expect("words")).collect();
        assert!(answer["words"].as_array().expect("words").iter().eq(inside));
        for (utterance, turn) in utterances.iter().zip(&turns) {
            assert_eq!(utterance["start"], turn.start());
            assert_eq!(utterance["speaker"], turn.speaker.to_string());
            let sure = utterance["confidence"].as_f64().expect("a number");
            assert!((0.3..1.0).contains(&sure), "{sure}");
        }
        let text = answer["text"].as_str().expect("text");
        assert!(text.starts_with(utterances[0]["text"].as_str().expect("text")));
    }

    #[test]
    fn ten_hours_are_about_nineteen_megabytes() {
        let answer = json(&conversation(100_000)).expect("fits");
        assert!((17_000_000..22_000_000).contains(&answer.len()), "{}", answer.len());
    }
}
