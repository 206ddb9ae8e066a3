//! A conversation as it would be pasted into a document: what the export looks like as a whole.

use transcript::{Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder, plain_text};

/// Says a text, 280 ms per word and 120 ms between words, with silences before some of them
/// (index of the word, milliseconds).
fn say(label: Option<&str>, start: u32, text: &str, silences: &[(usize, u32)]) -> SourceUtterance {
    let mut now = start;
    let words = text.split(' ').enumerate().map(|(index, text)| {
        now += silences.iter().find(|(at, _)| *at == index).map_or(0, |(_, silence)| *silence);
        let word = SourceWord {
            text,
            start: Millis(now),
            end: Millis(now + 280),
            speaker: label,
            ..SourceWord::default()
        };
        now += 400;
        word
    });
    SourceUtterance {
        speaker: label.map(str::to_owned),
        text: Some(text.into()),
        start: Some(Millis(start)),
        words: words.collect(),
        ..SourceUtterance::default()
    }
}

fn transcript(utterances: impl IntoIterator<Item = SourceUtterance>) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    utterances.into_iter().for_each(|utterance| builder.push_utterance(&utterance));
    builder.finish()
}

#[test]
fn an_interview_reads_like_one() {
    let story = "It was my grandfather's boat. He had built it himself, in the shed behind the \
        house, over three winters, and nobody in the village thought that it would ever float. \
        \"You forgot the keel,\" they said. He had not forgotten it. He had buried it in the \
        garden so that the neighbours would have something to talk about. Then one morning in \
        April it was simply there, at the end of the pier, painted green. I remember the colour, \
        because my mother was furious. It was the paint that she had bought for the kitchen. We \
        sailed to the island that same day, he and I and the dog, and we came back after dark.";
    let conversation = transcript([
        say(Some("interviewer"), 480, "Thank you for having me. How did it all begin?", &[]),
        say(Some("Ada Holm"), 5_200, story, &[(36, 11_500)]),
        say(Some("interviewer"), 40_900, "Mm-hm.", &[]),
        say(None, 75_000, "Tea, anyone?", &[]),
        say(Some("A"), 3_725_000, "<i>Yes</i> please --> \u{202b}شكرًا\u{202c}!", &[]),
    ]);
    insta::assert_snapshot!(plain_text(&conversation, &[]));
}

#[test]
fn nothing_said_is_nothing_written() {
    assert_eq!(plain_text(&transcript([]), &[]), "");
}
