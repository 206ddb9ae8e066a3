//! Conversations for the tests of this crate.

use crate::{Millis, SourceUtterance, Transcript, TranscriptBuilder};

/// One turn of one word for each speaker, start and end in milliseconds.
pub(crate) fn spoken(turns: impl IntoIterator<Item = (&'static str, u32, u32)>) -> Transcript {
    let mut builder = TranscriptBuilder::new();
    for (speaker, start, end) in turns {
        builder.push_utterance(&SourceUtterance {
            speaker: Some(speaker.to_owned()),
            text: Some("Yes.".to_owned()),
            start: Some(Millis::new(start)),
            end: Some(Millis::new(end)),
            ..SourceUtterance::default()
        });
    }
    builder.finish()
}
