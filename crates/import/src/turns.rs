//! From cues and segments to turns.

use transcript::{Millis, SourceUtterance, Transcript, TranscriptBuilder, is_wide};

use crate::error::ImportError;
use crate::pieces::{Piece, Pieces};
use crate::room::Room;

/// A longer pause of a voice ends its turn.
pub const PAUSE: Millis = Millis(2_000);

/// Voices that may be in the middle of a turn at the same time; in what people record there are
/// fewer.
const MOST_OPEN: usize = 32;

/// Makes turns of pieces, in whatever order they come.
pub(crate) fn builder(
    mut pieces: Pieces,
    room: &mut Room,
) -> Result<TranscriptBuilder, ImportError> {
    // Where one voice speaks, a jump back is no overlap but a wrong time: what is said stays in order.
    if !pieces.all.is_sorted_by_key(Piece::start) && !pieces.is_of_one_voice() {
        pieces.all.sort_by_key(Piece::start);
    }
    let Chains { heads, next } = Chains::of(&pieces);
    let count = |at: u32| pieces.all.get(at as usize).map_or(0, |piece| pieces.word_count(piece));
    let mut builder = TranscriptBuilder::new();
    let words = pieces.all.iter().map(|piece| pieces.word_count(piece)).sum();
    builder.reserve_words(room.of_words(words));
    let mut turn = SourceUtterance::default();
    for head in heads {
        room.turn()?;
        turn.words.clear();
        // A turn may be as long as the file: its words grow once.
        turn.words.reserve(room.of_words(chain(head, &next).map(count).sum()));
        let mut text = turn.text.take().unwrap_or_default();
        text.clear();
        for at in chain(head, &next) {
            let Some(piece) = pieces.all.get(at as usize) else { break };
            let said = pieces.text(piece.text);
            if at == head {
                text.push_str(said);
                let speaker = pieces.text(piece.speaker);
                turn.speaker = (!speaker.is_empty()).then(|| speaker.to_owned());
                (turn.start, turn.end) = (Some(piece.start()), Some(piece.end()));
                turn.confidence = piece.confidence;
            } else {
                push_joined(&mut text, said);
                turn.end = turn.end.max(Some(piece.end()));
                // What was said of a part does not hold of the whole.
                turn.confidence = None;
            }
            pieces.push_words(piece, room, &mut turn.words);
        }
        turn.text = Some(text);
        builder.push_utterance(&turn);
    }
    Ok(builder)
}

/// The transcript of pieces.
pub(crate) fn transcript(pieces: Pieces, file: &str) -> Result<Transcript, ImportError> {
    Ok(builder(pieces, &mut Room::of(file))?.finish())
}

/// No piece.
const NONE: u32 = u32::MAX;

/// A piece, and those that follow it in its turn.
fn chain(head: u32, next: &[u32]) -> impl Iterator<Item = u32> {
    let after = |at: &u32| next.get(*at as usize).copied().filter(|next| *next != NONE);
    std::iter::successors(Some(head), after)
}

/// Which pieces make a turn.
#[derive(Default)]
struct Chains {
    /// The first piece of each turn, in the order of their start.
    heads: Vec<u32>,
    /// The piece that follows each in its turn.
    next: Vec<u32>,
}

/// A turn that may go on.
struct Open<'a> {
    /// Its last piece.
    last: u32,
    speaker: &'a str,
    end: Millis,
    ends_sentence: bool,
}

impl Chains {
    fn of(pieces: &Pieces) -> Self {
        let mut chains = Self { heads: Vec::new(), next: vec![NONE; pieces.all.len()] };
        chains.heads.reserve_exact(pieces.all.len());
        let mut open: Vec<Open<'_>> = Vec::new();
        for (index, piece) in (0_u32..).zip(&pieces.all) {
            let text = pieces.text(piece.text);
            if text.trim_start().is_empty() {
                continue;
            }
            let speaker = pieces.text(piece.speaker);
            let (start, end) = (piece.start(), piece.end());
            // Whoever had ended when another began has been answered.
            open.retain(|turn| turn.end > start || turn.speaker == speaker);
            let own = open.iter().position(|turn| turn.speaker == speaker);
            if let Some(place) = own
                && let Some(turn) = open.get_mut(place)
            {
                if turn.goes_on(start) {
                    if let Some(next) = chains.next.get_mut(turn.last as usize) {
                        *next = index;
                    }
                    (turn.last, turn.end) = (index, turn.end.max(end));
                    turn.ends_sentence = ends_sentence(text);
                    continue;
                }
                open.remove(place);
            }
            if open.len() >= MOST_OPEN {
                open.remove(0);
            }
            chains.heads.push(index);
            open.push(Open { last: index, speaker, end, ends_sentence: ends_sentence(text) });
        }
        chains
    }
}

impl Open<'_> {
    fn goes_on(&self, start: Millis) -> bool {
        let is_known = !self.speaker.is_empty();
        start.saturating_sub(self.end) <= PAUSE && (is_known || !self.ends_sentence)
    }
}

/// Whether a text ends with the end of a sentence.
pub(crate) fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»」』".contains(c));
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '♪', ')', ']', '）'])
}

/// Appends a text with a space between, but for scripts that are written without.
pub(crate) fn push_joined(text: &mut String, next: &str) {
    push_joined_from(text, 0, next);
}

/// The same for the text that begins at `from`; what stands before it is another's.
pub(crate) fn push_joined_from(text: &mut String, from: usize, next: &str) {
    let next = next.trim();
    let own = text.get(from..).unwrap_or_default().trim_end();
    let (last, end) = (own.chars().next_back(), from + own.len());
    text.truncate(end);
    if let (Some(last), Some(first)) = (last, next.chars().next())
        && !(is_wide(last) && is_wide(first))
    {
        text.push(' ');
    }
    text.push_str(next);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(pieces: &[(&str, u32, u32, &str)]) -> Vec<(String, u32, u32, String)> {
        let mut said = Pieces::default();
        for (speaker, start, end, text) in pieces {
            let (speaker, text) = (said.keep(speaker), said.keep(text));
            let (start, end) = (Millis(*start).into(), Millis(*end).into());
            said.all.push(Piece { speaker, text, start, end, ..Piece::default() });
        }
        let transcript = transcript(said, "").expect("there is room");
        let shown = transcript.turns().iter().map(|turn| {
            let speaker = transcript.speaker(turn.speaker).map_or("", |speaker| speaker.label());
            (speaker.to_owned(), turn.start.0, turn.end.0, transcript.turn_text(turn).to_owned())
        });
        shown.collect()
    }

    fn turn(speaker: &str, start: u32, end: u32, text: &str) -> (String, u32, u32, String) {
        (speaker.to_owned(), start, end, text.to_owned())
    }

    #[test]
    fn a_voice_goes_on_until_it_pauses_or_another_begins() {
        let cues = [
            ("A", 0, 1_000, "One"),
            ("A", 3_000, 4_000, "two."),
            ("A", 6_001, 7_000, "Three."),
            ("B", 7_000, 8_000, "Four."),
            ("A", 8_000, 9_000, "Five."),
        ];
        let expected = [
            turn("A", 0, 4_000, "One two."),
            turn("A", 6_001, 7_000, "Three."),
            turn("B", 7_000, 8_000, "Four."),
            turn("A", 8_000, 9_000, "Five."),
        ];
        assert_eq!(turns(&cues), expected);
    }

    #[test]
    fn who_talks_meanwhile_ends_no_turn() {
        let cues = [
            ("A", 0, 4_000, "So it was"),
            ("B", 2_000, 2_500, "Mm-hm."),
            ("A", 4_100, 6_000, "mine."),
        ];
        let expected = [turn("A", 0, 6_000, "So it was mine."), turn("B", 2_000, 2_500, "Mm-hm.")];
        assert_eq!(turns(&cues), expected);
    }

    #[test]
    fn a_wrong_time_of_one_voice_moves_no_text() {
        let cues =
            [("", 9_000, 12_000, "One"), ("", 12_000, 14_000, "two"), ("", 1_000, 2_000, "three.")];
        assert_eq!(turns(&cues), [turn("", 9_000, 14_000, "One two three.")]);
        let cues = [("A", 9_000, 12_000, "Two."), ("B", 1_000, 2_000, "One.")];
        let expected = [turn("B", 1_000, 2_000, "One."), turn("A", 9_000, 12_000, "Two.")];
        assert_eq!(turns(&cues), expected);
    }

    #[test]
    fn without_a_name_a_turn_is_a_sentence() {
        let cues =
            [("", 0, 1_000, "One"), ("", 1_000, 2_000, "“two.”"), ("", 2_000, 3_000, "Three.")];
        let expected = [turn("", 0, 2_000, "One “two.”"), turn("", 2_000, 3_000, "Three.")];
        assert_eq!(turns(&cues), expected);
    }

    #[test]
    fn texts_are_joined_as_they_are_written() {
        let joined = |texts: [&str; 2]| {
            let mut all = "before ".to_owned();
            for text in texts {
                push_joined_from(&mut all, 7, text);
            }
            all.split_off(7)
        };
        assert_eq!(joined([" one ", "two\n"]), "one two");
        assert_eq!(joined(["你好，", "世界。"]), "你好，世界。");
        assert_eq!(joined(["世界。", "OK"]), "世界。 OK");
        assert_eq!(joined([" ", "OK"]), "OK");
        assert_eq!(joined(["안녕", "하세요"]), "안녕 하세요");
    }
}
