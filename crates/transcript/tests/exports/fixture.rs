//! A conversation of invented people with something of everything: overlaps, a long silence, a
//! turn without words, markup, other scripts.

use transcript::{
    Confidence, Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder,
    export::{Input, Options},
};

/// A conversation with all that an [`Input`] says about it.
#[derive(Debug)]
pub(crate) struct Given {
    pub(crate) transcript: Transcript,
    pub(crate) names: Vec<String>,
    pub(crate) title: String,
    pub(crate) file_name: String,
}

impl Given {
    pub(crate) fn input(&self) -> Input<'_> {
        Input {
            names: &self.names,
            title: &self.title,
            file_name: &self.file_name,
            id: Some("3f2c-77"),
            language: Some("en_us"),
            date: Some("2026-01-31T12:00:00Z"),
            ..Input::new(&self.transcript)
        }
    }
}

/// Says a text, 280 ms per word and 120 ms between words.
fn say(speaker: &str, start: u32, text: &str) -> SourceUtterance {
    let mut now = start;
    let words = text.split(' ').map(|text| {
        let (start, end) = (Millis(now), Millis(now + 280));
        let confidence = Confidence::new(1.0 - f64::from(now % 512) / 1024.0);
        now += 400;
        SourceWord { text, start, end, confidence, speaker: Some(speaker) }
    });
    let words = words.collect();
    SourceUtterance {
        speaker: Some(speaker.to_owned()),
        text: Some(text.to_owned()),
        start: Some(Millis(start)),
        confidence: Confidence::new(0.9375),
        words,
        ..SourceUtterance::default()
    }
}

pub(crate) fn conversation() -> Given {
    let mut builder = TranscriptBuilder::new();
    builder.push_utterance(&say("A", 480, "Thank you for having me. How did it all begin?"));
    builder.push_utterance(&say(
        "B",
        5_200,
        "It was my grandfather's boat. He had built it himself, in the shed behind the house, over \
         three winters, and nobody in the village thought that it would ever float. \"You forgot \
         the keel,\" they said.",
    ));
    builder.push_utterance(&say("A", 9_000, "Mm-hm."));
    builder.push_utterance(&SourceUtterance {
        speaker: Some("Keeper <of> the Light".to_owned()),
        text: Some("=Tea, anyone? It is --> there;\n<i>hot</i> & *strong*.".to_owned()),
        start: Some(Millis(40_000)),
        end: Some(Millis(44_500)),
        ..SourceUtterance::default()
    });
    builder.push_utterance(&say("C", 45_000, "شكرًا، نعم. 谢谢，我很好。"));
    builder.push_utterance(&say("A", 3_725_000, "Goodbye."));
    builder.set_duration(Millis(3_726_000));
    Given {
        transcript: builder.finish(),
        names: vec!["Ada Holm".to_owned(), "Bo \"Captain\" Ek".to_owned()],
        title: "The boat & the keel".to_owned(),
        file_name: "boat talk.mp3".to_owned(),
    }
}

/// Options with everything or nothing of what there is to choose.
pub(crate) fn options(everything: bool) -> Options {
    use transcript::export::Choice;
    let choices = Choice::ALL.into_iter().filter(|choice| *choice != Choice::Pseudonyms);
    choices.fold(Options::default(), |options, choice| options.with(choice, everything))
}
