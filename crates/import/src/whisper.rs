//! Whisper's JSON (`segments`, maybe `words` inside of them or beside them) and `WhisperX`'s, which
//! adds speakers: <https://github.com/openai/whisper>, <https://github.com/m-bain/whisperX>.

use assemblyai::json::Cursor;

use crate::error::ImportError;
use crate::json::{Read, file, objects, share, string, time};
use crate::pieces::{Piece, Pieces, Place};
use crate::room::Room;
use crate::turns::builder;
use crate::words::words;
use crate::{Imported, language};

/// Reads segments; words that stand beside them are given to the segment in whose time they are.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let (mut pieces, mut loose) = (Pieces::default(), Place::default());
    let (mut told, mut duration, mut whole) = (None, None, None);
    file(text, &mut |cursor, key| {
        match key {
            "segments" => segments(cursor, text, &mut pieces)?,
            "words" | "word_segments" => loose = words(cursor, text, &mut pieces)?,
            "language" => told = string(cursor)?.as_deref().and_then(language),
            "duration" => duration = time(cursor, text)?,
            "text" => whole = string(cursor)?,
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    if pieces.all.iter().all(|segment| segment.words.is_empty()) {
        hand_out(loose, &mut pieces);
    }
    complete(&mut pieces);
    let mut builder = builder(pieces, &mut Room::of(text))?;
    if let Some(whole) = whole {
        builder.set_text(whole.into_owned());
    }
    if let Some(duration) = duration {
        builder.set_duration(duration);
    }
    Ok(Imported { transcript: builder.finish(), language: told, ..Imported::default() })
}

/// Reads segments, each about a sentence; those that were read before are of another list.
fn segments(cursor: &mut Cursor<'_>, text: &str, pieces: &mut Pieces) -> Read<()> {
    pieces.all.clear();
    objects(cursor, &mut |cursor| {
        let mut segment = Piece::default();
        cursor.object(&mut |cursor, key| {
            match key {
                "start" => segment.start = time(cursor, text)?,
                "end" => segment.end = time(cursor, text)?,
                "text" => segment.text = pieces.keep(string(cursor)?.unwrap_or_default().trim()),
                "speaker" => segment.speaker = pieces.keep(&string(cursor)?.unwrap_or_default()),
                "confidence" => segment.confidence = share(cursor)?,
                "words" => segment.words = words(cursor, text, pieces)?,
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        // Of a segment without anything, nothing is to be kept but its time for loose words.
        if !(segment.text.is_empty() && segment.words.is_empty() && segment.start.is_none()) {
            pieces.all.push(segment);
        }
        Ok(())
    })
}

/// Gives each word to the last segment that has begun, or all to one if there are no segments.
fn hand_out(loose: Place, pieces: &mut Pieces) {
    if pieces.all.is_empty() && !loose.is_empty() {
        pieces.all.push(Piece::default());
    }
    let (mut index, mut from) = (0, loose.from);
    for at in loose.from..loose.to {
        let Some(word) = pieces.words.get(at as usize) else { break };
        let start = word.start.or(word.end).unwrap_or_default();
        let has_begun = |segment: &Piece| segment.start.is_some_and(|at| at <= start);
        while pieces.all.get(index + 1).is_some_and(has_begun) {
            give(pieces, index, Place { from, to: at });
            (index, from) = (index + 1, at);
        }
    }
    give(pieces, index, Place { from, to: loose.to });
}

fn give(pieces: &mut Pieces, index: usize, words: Place) {
    if let Some(segment) = pieces.all.get_mut(index) {
        segment.words = words;
    }
}

/// What a segment does not say, its words do.
fn complete(pieces: &mut Pieces) {
    for index in 0..pieces.all.len() {
        let Some(mut segment) = pieces.all.get(index).copied() else { break };
        if segment.start.is_none() || segment.end.is_none() {
            let within = pieces.span(segment.words);
            segment.start = segment.start.or_else(|| within.map(|(start, _)| start));
            segment.end = segment.end.or_else(|| within.map(|(_, end)| end));
        }
        if segment.text.is_empty() {
            segment.text = pieces.join(segment.words);
        }
        if segment.speaker.is_empty() {
            // A segment has one speaker, or is said to have none while its words have.
            let mut words = segment.words.of(&pieces.words).iter();
            let told = words.find(|word| !word.speaker.is_empty());
            segment.speaker = told.map_or(segment.speaker, |word| word.speaker);
        }
        if let Some(place) = pieces.all.get_mut(index) {
            *place = segment;
        }
    }
}

#[cfg(test)]
mod tests {
    use transcript::{Confidence, Millis};

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
