use super::*;
use crate::{SourceUtterance, SourceWord, TranscriptBuilder};

/// Two voices, one without a label, words with and without confidence, a silence.
fn some() -> Transcript {
    let mut builder = TranscriptBuilder::new();
    let word = |text, start, confidence: Option<f64>| SourceWord {
        text,
        start: Millis(start),
        end: Millis(start + 200),
        confidence: confidence.and_then(Confidence::new),
        speaker: None,
    };
    builder.push_utterance(&SourceUtterance {
        speaker: Some("A".to_owned()),
        text: Some("Où? Là.".to_owned()),
        start: Some(Millis(0)),
        end: Some(Millis(700)),
        confidence: Confidence::new(0.5),
        words: [word("Où?", 0, Some(0.25)), word("Là.", 500, None)].into_iter().collect(),
    });
    builder.push_utterance(&SourceUtterance {
        text: Some("Yes.".to_owned()),
        start: Some(Millis(30_000)),
        end: Some(Millis(31_000)),
        ..SourceUtterance::default()
    });
    builder.set_duration(Millis(40_000));
    builder.finish()
}

#[test]
fn a_transcript_comes_back_as_it_was() {
    let transcript = some();
    let back = Transcript::unpack(&transcript.pack()).expect("unpacks");
    assert_eq!(format!("{back:?}"), format!("{transcript:?}"));
    let nothing = Transcript::unpack(&Transcript::default().pack()).expect("unpacks");
    assert!(nothing.is_empty());
}

#[test]
fn what_is_cut_off_or_has_more_behind_it_is_refused() {
    let bytes = some().pack();
    for length in 0..bytes.len() {
        assert!(Transcript::unpack(&bytes[..length]).is_none(), "{length}");
    }
    let more = [&bytes[..], &[0]].concat();
    assert!(Transcript::unpack(&more).is_none());
}

#[test]
fn ranges_that_lead_nowhere_are_refused() {
    let tampered = |tamper: fn(&mut Transcript)| {
        let mut transcript = some();
        tamper(&mut transcript);
        Transcript::unpack(&transcript.pack()).is_none()
    };
    assert!(tampered(|transcript| transcript.words[0].to = 900));
    assert!(tampered(|transcript| transcript.words[0].from = 900));
    // In the middle of a letter.
    assert!(tampered(|transcript| transcript.words[0].to = 2));
    assert!(tampered(|transcript| transcript.paragraphs[0].text.end += 900));
    assert!(tampered(|transcript| transcript.paragraphs[0].words.end += 900));
    assert!(tampered(|transcript| transcript.turns[0].text.start = 2));
    assert!(tampered(|transcript| transcript.turns[0].paragraphs.end += 900));
    assert!(tampered(|transcript| transcript.turns[0].words.end += 900));
    assert!(!tampered(|transcript| transcript.turns[0].continues = true));
}

/// Any byte may be another: what comes then is a transcript that can be read, or none.
#[test]
fn no_byte_makes_it_panic() {
    let bytes = some().pack();
    for at in 0..bytes.len() {
        for other in [0, 1, 0x7f, 0xff] {
            let mut bytes = bytes.clone();
            bytes[at] = other;
            if let Some(transcript) = Transcript::unpack(&bytes) {
                let read = crate::plain_text(&transcript, &[]);
                assert!(read.len() < 1_000);
            }
        }
    }
}
