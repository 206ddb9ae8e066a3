//! Whisper's JSON (`segments`, maybe `words` inside of them or beside them) and `WhisperX`'s, which
//! adds speakers: <https://github.com/openai/whisper>, <https://github.com/m-bain/whisperX>.

use transcript::{Confidence, Millis};

use crate::error::ImportError;
use crate::json::{file, objects, share, string, time};
use crate::turns::{Piece, joined, merged};
use crate::words::{Word, span, timed, words};
use crate::{Imported, language};

/// A segment: about a sentence.
#[derive(Default)]
struct Segment {
    start: Option<Millis>,
    end: Option<Millis>,
    text: Option<String>,
    speaker: Option<String>,
    confidence: Option<Confidence>,
    words: Vec<Word>,
}

/// Reads segments; words that stand beside them are given to the segment in whose time they are.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let (mut segments, mut loose) = (Vec::new(), Vec::new());
    let (mut told, mut duration, mut whole) = (None, None, None);
    file(text, &mut |cursor, key| {
        match key {
            "segments" => {
                segments = objects(cursor, &mut |cursor, key, segment: &mut Segment| {
                    match key {
                        "start" => segment.start = time(cursor, text)?,
                        "end" => segment.end = time(cursor, text)?,
                        "text" => segment.text = string(cursor)?,
                        "speaker" => segment.speaker = string(cursor)?,
                        "confidence" => segment.confidence = share(cursor)?,
                        "words" => segment.words = words(cursor, text)?,
                        _ => cursor.skip()?,
                    }
                    Ok(())
                })?;
            }
            "words" | "word_segments" => loose = words(cursor, text)?,
            "language" => told = string(cursor)?.as_deref().and_then(language),
            "duration" => duration = time(cursor, text)?,
            "text" => whole = string(cursor)?,
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    if segments.iter().all(|segment| segment.words.is_empty()) {
        hand_out(loose, &mut segments);
    }
    let mut builder = merged(segments.into_iter().map(Segment::piece).collect());
    if let Some(whole) = whole {
        builder.set_text(whole);
    }
    if let Some(duration) = duration {
        builder.set_duration(duration);
    }
    Ok(Imported { transcript: builder.finish(), language: told, ..Imported::default() })
}

/// Gives each word to the last segment that has begun, or all to one if there are no segments.
fn hand_out(loose: Vec<Word>, segments: &mut Vec<Segment>) {
    if segments.is_empty() && !loose.is_empty() {
        segments.push(Segment::default());
    }
    let mut index = 0;
    for word in loose {
        let start = word.start.or(word.end).unwrap_or_default();
        while segments.get(index + 1).is_some_and(|next| next.start.is_some_and(|at| at <= start)) {
            index += 1;
        }
        if let Some(segment) = segments.get_mut(index) {
            segment.words.push(word);
        }
    }
}

impl Segment {
    fn piece(self) -> Piece {
        let within = span(&self.words);
        let start = self.start.or_else(|| Some(within?.0)).unwrap_or_default();
        let end = self.end.or_else(|| Some(within?.1)).unwrap_or(start);
        let said = || joined(self.words.iter().map(|word| word.text.as_str()));
        let text = self.text.as_deref().map_or_else(said, |text| text.trim().to_owned());
        // A segment has one speaker, or is said to have none while its words have.
        let speaker = self.speaker.or_else(|| self.words.iter().find_map(|w| w.speaker.clone()));
        Piece {
            speaker,
            start: start.min(end),
            end: start.max(end),
            text,
            words: timed(&self.words, start),
            confidence: self.confidence,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::Expected;
    use crate::tests::{turns, words};

    fn turn(speaker: &str, start: u32, end: u32, text: &str) -> (String, u32, u32, String) {
        (speaker.to_owned(), start, end, text.to_owned())
    }

    #[test]
    fn whisper_has_no_speakers() {
        let json = r#"{"text":" So it began. It was cold.","segments":[
            {"id":0,"seek":0,"start":0.0,"end":2.5,"text":" So it began.","tokens":[1,2],
             "avg_logprob":-0.2,"words":[
              {"word":" So","start":0.0,"end":0.4,"probability":0.75},
              {"word":" it","start":0.4,"end":0.58,"probability":0.9},
              {"word":" began.","start":0.58,"end":2.5,"probability":1.0}]},
            {"id":1,"start":2.5,"end":4.005,"text":" It was cold."}],"language":"en"}"#;
        let imported = read(json).expect("segments");
        let expected = [turn("", 0, 2_500, "So it began."), turn("", 2_500, 4_005, "It was cold.")];
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(words(&imported.transcript)[1], ("it".to_owned(), 400, 580));
        assert_eq!(imported.language.as_deref(), Some("en"));
        let turn = &imported.transcript.turns()[0];
        let sure = imported.transcript.words(turn).next().and_then(|word| word.confidence);
        assert_eq!(sure.map(Confidence::get), Some(0.75));
    }

    #[test]
    fn whisperx_has_speakers_and_words_without_times() {
        let json = r#"{"segments":[
            {"start":0.031,"end":1.2,"text":" In 1984 it","speaker":"SPEAKER_00","words":[
              {"word":"In","start":0.031,"end":0.2,"score":0.5,"speaker":"SPEAKER_00"},
              {"word":"1984"},
              {"word":"it","start":0.9,"end":1.2,"score":0.9,"speaker":"SPEAKER_01"}]},
            {"start":1.3,"end":2.0,"text":"began.","speaker":"SPEAKER_00","words":[]},
            {"start":2.1,"end":3.0,"text":"Yes.","words":[
              {"word":"Yes.","start":2.1,"end":3.0,"score":0.9,"speaker":"SPEAKER_01"}]}],
            "word_segments":[{"word":"In","start":0.031,"end":0.2}]}"#;
        let imported = read(json).expect("segments");
        let expected = [
            turn("SPEAKER_00", 31, 2_000, "In 1984 it began."),
            turn("SPEAKER_01", 2_100, 3_000, "Yes."),
        ];
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(words(&imported.transcript)[1], ("1984".to_owned(), 200, 200));
        assert_eq!(imported.transcript.speakers().len(), 2);
    }

    #[test]
    fn words_beside_the_segments_are_handed_out() {
        let json = r#"{"task":"transcribe","language":"english","duration":"7.5",
            "words":[{"word":"So","start":0.0,"end":0.5},{"word":"Cold","start":2.5,"end":3}],
            "segments":[{"start":0,"end":2.5,"text":"So."},{"start":2.5,"end":4,"text":"Cold."}]}"#;
        let imported = read(json).expect("segments");
        assert_eq!(words(&imported.transcript).len(), 2);
        assert_eq!(imported.language, None);
        assert_eq!(imported.transcript.duration(), Some(Millis(7_500)));
        let expected = [turn("", 0, 2_500, "So."), turn("", 2_500, 4_000, "Cold.")];
        assert_eq!(turns(&imported.transcript), expected);
    }

    #[test]
    fn an_error_tells_its_line() {
        let error = |json| read(json).expect_err("it is wrong");
        assert_eq!(error("{\"segments\":[\n{\"start\":0,\n\"text\" 5}]}"), Expected::Json.at(3));
        assert_eq!(error("{\"segments\":[\n{\"start\":0"), Expected::JsonEnd.at(2));
    }
}
