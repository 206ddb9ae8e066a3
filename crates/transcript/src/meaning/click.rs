//! A click in the text: from when it is heard.

use crate::time::share;
use crate::{Confidence, Millis, Transcript, Turn};

use super::Mark;

/// What a click is answered with.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Heard {
    /// From when it plays.
    pub from: Millis,
    /// How sure the service is of the word; `None` where no word was clicked.
    pub confidence: Option<Confidence>,
}

/// What is heard by a click at a place.
///
/// That is the word there or the last before it, the first of its paragraph at its beginning; in a turn
/// without word times what follows the share of the text that lies before the place. `None`: there is no
/// such turn.
pub fn heard(transcript: &Transcript, mark: Mark) -> Option<Heard> {
    let turn = transcript.turn(mark.turn)?;
    let word = word_at(transcript, turn, mark.byte);
    Some(
        word.unwrap_or_else(|| Heard {
            from: moment(transcript, turn, mark.byte),
            confidence: None,
        }),
    )
}

fn word_at(transcript: &Transcript, turn: &Turn, byte: usize) -> Option<Heard> {
    let byte = turn.range().start.saturating_add(u32::try_from(byte).ok()?);
    let paragraphs = transcript.paragraphs(turn);
    let after = paragraphs.partition_point(|paragraph| paragraph.range().start <= byte);
    let mut words = transcript.paragraph_words(paragraphs.get(after.saturating_sub(1))?);
    let first = words.next()?;
    let word = words.take_while(|word| word.range.start <= byte).last().unwrap_or(first);
    Some(Heard { from: word.start, confidence: word.confidence })
}

/// The moment of a place in a turn, by the share of its characters that lie before it.
fn moment(transcript: &Transcript, turn: &Turn, byte: usize) -> Millis {
    let text = transcript.turn_text(turn);
    let before = text.get(..text.floor_char_boundary(byte)).unwrap_or_default();
    share(turn.start, turn.end, before.chars().count(), text.chars().count())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::edit::tests_talk as talk;
    use crate::{SourceUtterance, TranscriptBuilder};

    fn told(text: &str) -> Transcript {
        let mut builder = TranscriptBuilder::new();
        builder.push_utterance(&SourceUtterance {
            text: Some(text.to_owned()),
            start: Some(Millis(13_000)),
            end: Some(Millis(17_000)),
            ..SourceUtterance::default()
        });
        builder.finish()
    }

    fn from(transcript: &Transcript, byte: usize) -> u32 {
        heard(transcript, Mark { turn: 0, byte }).expect("there is a turn").from.0
    }

    #[test]
    fn a_click_plays_the_word_that_it_is_on() {
        let talk = talk(&[(0, 3, 0)]);
        let starts = |byte| from(&talk, byte);
        // "well the harbour,"
        assert_eq!([0, 3, 4, 5, 8, 9, 99].map(starts), [0, 0, 0, 500, 500, 1_000, 1_000]);
    }

    #[test]
    fn without_word_times_a_click_plays_from_its_place_in_the_turn() {
        let talk = told("Beats. Then what?");
        assert_eq!(from(&talk, 0), 13_000);
        assert_eq!(from(&talk, 7), 13_000 + 4_000 * 7 / 17);
        assert_eq!(from(&talk, 99), 17_000);
        // By characters, as a letter of one script has more bytes than one of another.
        let talk = told("ab你好");
        assert_eq!(from(&talk, "ab".len()), 15_000);
        assert_eq!(from(&talk, "ab你".len()), 16_000);
        assert_eq!(heard(&talk, Mark { turn: 1, byte: 0 }), None);
    }
}
