//! From cues and segments to turns.

use transcript::{Confidence, Millis, SourceUtterance, SourceWords, Transcript, TranscriptBuilder};

/// A longer pause of a voice ends its turn.
pub const PAUSE: Millis = Millis(2_000);

/// Voices that may be in the middle of a turn at the same time; in what people record there are
/// fewer.
const MOST_OPEN: usize = 32;

/// What is said in a cue, a segment or an utterance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Piece {
    /// Who speaks; None and "" are nobody known.
    pub(crate) speaker: Option<String>,
    pub(crate) start: Millis,
    pub(crate) end: Millis,
    pub(crate) text: String,
    pub(crate) words: SourceWords,
    pub(crate) confidence: Option<Confidence>,
}

/// Makes turns of pieces, in whatever order they come.
pub(crate) fn merged(mut pieces: Vec<Piece>) -> TranscriptBuilder {
    pieces.sort_by_key(|piece| piece.start);
    let mut turns = Turns::default();
    for piece in pieces {
        turns.push(piece);
    }
    let mut builder = TranscriptBuilder::new();
    for turn in turns.all {
        builder.push_utterance(&SourceUtterance {
            speaker: turn.speaker,
            text: Some(turn.text),
            start: Some(turn.start),
            end: Some(turn.end),
            confidence: turn.confidence,
            words: turn.words,
        });
    }
    builder
}

/// The transcript of pieces.
pub(crate) fn transcript(pieces: Vec<Piece>) -> Transcript {
    merged(pieces).finish()
}

/// Turns in the order of their start.
#[derive(Default)]
struct Turns {
    all: Vec<Piece>,
    /// Those that may go on.
    open: Vec<usize>,
}

impl Turns {
    fn push(&mut self, piece: Piece) {
        if piece.text.trim_start().is_empty() {
            return;
        }
        let Self { all, open } = self;
        // Whoever had ended when another began has been answered.
        open.retain(|index| all.get(*index).is_some_and(|turn| turn.may_go_on_after(&piece)));
        let own = open
            .iter()
            .copied()
            .find(|index| all.get(*index).is_some_and(|turn| turn.speaker == piece.speaker));
        if let Some(index) = own {
            if let Some(turn) = all.get_mut(index).filter(|turn| turn.goes_on(&piece)) {
                return turn.append(&piece);
            }
            open.retain(|other| *other != index);
        }
        if open.len() >= MOST_OPEN {
            open.remove(0);
        }
        open.push(all.len());
        all.push(piece);
    }
}

impl Piece {
    /// Whether it is of the same voice, or is still heard when the other begins.
    fn may_go_on_after(&self, other: &Self) -> bool {
        let is_heard = self.end > other.start;
        is_heard || self.speaker == other.speaker
    }

    fn goes_on(&self, next: &Self) -> bool {
        let is_known = self.speaker.as_deref().is_some_and(|speaker| !speaker.is_empty());
        next.start.saturating_sub(self.end) <= PAUSE && (is_known || !ends_sentence(&self.text))
    }

    fn append(&mut self, next: &Self) {
        push_joined(&mut self.text, &next.text);
        next.words.iter().for_each(|word| self.words.push(&word));
        self.end = self.end.max(next.end);
        // What was said of a part does not hold of the whole.
        self.confidence = None;
    }
}

/// Whether a text ends with the end of a sentence.
fn ends_sentence(text: &str) -> bool {
    let text = text.trim_end_matches(|c: char| c.is_whitespace() || "\"'”’»」』".contains(c));
    text.ends_with(['.', '!', '?', '…', '。', '！', '？', '؟', '।', '♪', ')', ']', '）'])
}

/// Texts one after another.
pub(crate) fn joined<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut all = String::new();
    for text in texts {
        push_joined(&mut all, text);
    }
    all
}

/// Appends a text with a space between, but for scripts that are written without.
pub(crate) fn push_joined(text: &mut String, next: &str) {
    let next = next.trim();
    let end = text.trim_end().len();
    text.truncate(end);
    if let (Some(last), Some(first)) = (text.chars().next_back(), next.chars().next())
        && !(is_spaceless(last) && is_spaceless(first))
    {
        text.push(' ');
    }
    text.push_str(next);
}

/// Chinese and Japanese, with their marks. Korean has spaces.
const fn is_spaceless(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn turns(pieces: &[(&str, u32, u32, &str)]) -> Vec<(String, u32, u32, String)> {
        let piece = |&(speaker, start, end, text): &(&str, u32, u32, &str)| Piece {
            speaker: Some(speaker.to_owned()),
            start: Millis(start),
            end: Millis(end),
            text: text.to_owned(),
            ..Piece::default()
        };
        let transcript = transcript(pieces.iter().map(piece).collect());
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
    fn without_a_name_a_turn_is_a_sentence() {
        let cues =
            [("", 0, 1_000, "One"), ("", 1_000, 2_000, "“two.”"), ("", 2_000, 3_000, "Three.")];
        let expected = [turn("", 0, 2_000, "One “two.”"), turn("", 2_000, 3_000, "Three.")];
        assert_eq!(turns(&cues), expected);
    }

    #[test]
    fn texts_are_joined_as_they_are_written() {
        assert_eq!(joined([" one ", "two\n"]), "one two");
        assert_eq!(joined(["你好，", "世界。", "OK"]), "你好，世界。 OK");
        assert_eq!(joined(["안녕", "하세요"]), "안녕 하세요");
    }
}
