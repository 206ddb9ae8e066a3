//! Whisper's JSON (`segments`, maybe `words` inside of them or beside them) and `WhisperX`'s, which
//! adds speakers: <https://github.com/openai/whisper>, <https://github.com/m-bain/whisperX>. What is made
//! of it has the same shape with other names: `chunks` of Hugging Face's pipeline, `speakers` of
//! insanely-fast-whisper, `transcription` of whisper.cpp, the transcripts of Podcasting 2.0, and the
//! segments alone.

use std::borrow::Cow;

use assemblyai::json::Cursor;

use crate::Imported;
use crate::error::ImportError;
use crate::json::{self, Read, file, string, time};
use crate::language::language;
use crate::pieces::{Piece, Pieces, Place};
use crate::room::Room;
use crate::segments::segments;
use crate::turns::{builder, ends_sentence};
use crate::words::words;

/// Reads segments; words that stand beside them are given to the segment in whose time they are.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let (mut pieces, mut loose) = (Pieces::default(), Place::default());
    let (mut told, mut duration, mut whole) = (None, None, None);
    let mut has_voices = false;
    let mut member = |cursor: &mut Cursor<'_>, key: &str| {
        match key {
            // The same with voices.
            "speakers" => {
                segments(cursor, text, &mut pieces)?;
                has_voices = !pieces.all.is_empty();
            }
            "segments" | "chunks" | "transcription" if !has_voices => {
                segments(cursor, text, &mut pieces)?;
            }
            "words" | "word_segments" => loose = words(cursor, text, &mut pieces)?,
            "language" | "language_code" => told = string(cursor)?.as_deref().and_then(language),
            "result" => told = result(cursor)?.or_else(|| told.take()),
            "duration" => duration = time(cursor, text)?,
            "text" => whole = string(cursor)?.map(Cow::into_owned),
            _ => cursor.skip()?,
        }
        Ok(())
    };
    if text.trim_start().starts_with('[') {
        json::whole(text, &mut |cursor| member(cursor, "segments"))?;
    } else {
        file(text, &mut member)?;
    }
    if pieces.all.is_empty() && !loose.is_empty() {
        push_sentences(loose, whole.as_deref().unwrap_or_default(), &mut pieces);
    } else if pieces.all.iter().all(|segment| segment.words.is_empty()) {
        hand_out(loose, &mut pieces);
    }
    complete(&mut pieces);
    pieces.cut_by_voices();
    let mut builder = builder(pieces, &mut Room::of(text))?;
    if let Some(whole) = whole {
        builder.set_text(whole);
    }
    if let Some(duration) = duration {
        builder.set_duration(duration);
    }
    Ok(Imported { transcript: builder.finish(), language: told, ..Imported::default() })
}

/// The language in what whisper.cpp calls the result.
fn result(cursor: &mut Cursor<'_>) -> Read<Option<String>> {
    let mut told = None;
    cursor.object(&mut |cursor, key| {
        match key {
            "language" => told = string(cursor)?.as_deref().and_then(language),
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    Ok(told)
}

/// Words without segments: those of a sentence are one, as the text of the whole says, which has marks
/// that they lack.
fn push_sentences(loose: Place, whole: &str, pieces: &mut Pieces) {
    let Some(begins) = pieces.places_of(loose, whole) else {
        return pieces.all.push(Piece { words: loose, ..Piece::default() });
    };
    let ends = begins.iter().copied().skip(1).chain([whole.len()]);
    let (mut from, mut text_from) = (loose.from, 0);
    for (at, end) in (loose.from..loose.to).zip(ends) {
        if ends_sentence(whole.get(text_from..end).unwrap_or_default()) || at + 1 == loose.to {
            let text = pieces.keep(whole.get(text_from..end).unwrap_or_default().trim());
            let words = Place { from, to: at + 1 };
            pieces.all.push(Piece { text, words, ..Piece::default() });
            (from, text_from) = (at + 1, end);
        }
    }
}

/// Gives each word to the last segment that has begun.
fn hand_out(loose: Place, pieces: &mut Pieces) {
    let (mut index, mut from) = (0, loose.from);
    for at in loose.from..loose.to {
        let Some(word) = pieces.words.get(at as usize) else { break };
        let start = word.start.or(word.end).unwrap_or_default();
        let has_begun = |segment: &Piece| segment.start.get().is_some_and(|at| at <= start);
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
        if !(segment.start.is_known() && segment.end.is_known()) {
            let within = pieces.span(segment.words);
            segment.start = segment.start.or(within.map(|(start, _)| start));
            segment.end = segment.end.or(within.map(|(_, end)| end));
        }
        if segment.text.is_empty() {
            segment.text = pieces.join(segment.words);
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
    use crate::{Format, Recognised, recognise};

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
            turn("SPEAKER_00", 31, 200, "In 1984"),
            turn("SPEAKER_01", 900, 1_200, "it"),
            turn("SPEAKER_00", 1_300, 2_000, "began."),
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
        assert_eq!(imported.language.as_deref(), Some("en"));
        assert_eq!(imported.transcript.duration(), Some(Millis(7_500)));
        let expected = [turn("", 0, 2_500, "So."), turn("", 2_500, 4_000, "Cold.")];
        assert_eq!(turns(&imported.transcript), expected);
    }

    #[test]
    fn a_segment_is_cut_where_the_voices_of_its_words_change() {
        let json = r#"{"segments":[{"start":0.1,"end":4.0,"text":" Is it open? Yes, it is.","speaker":"A","words":[
            {"word":"Is","start":0.1,"end":0.3,"speaker":"A"},{"word":"it","start":0.3,"end":0.4},
            {"word":"open","start":0.4,"end":1.2,"speaker":"A"},{"word":"Yes,","start":2.9,"end":3.2,"speaker":"B"},
            {"word":"it","start":3.3,"end":3.4,"speaker":"B"},{"word":"is","start":3.4,"end":3.9,"speaker":"B"}]}]}"#;
        let expected =
            [turn("A", 100, 1_200, "Is it open?"), turn("B", 2_900, 4_000, "Yes, it is.")];
        assert_eq!(turns(&read(json).expect("segments").transcript), expected);
        let other = json.replace("\"open\"", "\"closed\"");
        let expected =
            [turn("A", 100, 1_200, "Is it closed"), turn("B", 2_900, 4_000, "Yes, it is")];
        assert_eq!(turns(&read(&other).expect("segments").transcript), expected);
        let voxtral =
            r#"{"segments":[{"text":"So.","start":0.1,"end":1.9,"speaker_id":"speaker_1"}]}"#;
        assert_eq!(
            turns(&read(voxtral).expect("segments").transcript),
            [turn("speaker_1", 100, 1_900, "So.")]
        );
    }

    #[test]
    fn words_without_segments_are_found_in_the_text() {
        for segments in ["", r#""segments":null,"#, r#""segments":[],"#] {
            let json = format!(
                r#"{{"task":"transcribe","text":"It is open. Shut it!",{segments}"words":[
                {{"word":"It","start":0.0,"end":0.2}},{{"word":"is","start":0.2,"end":0.5}},
                {{"word":"open","start":0.66,"end":1.1}},{{"word":"Shut","start":1.6,"end":1.9}},
                {{"word":"it","start":1.9,"end":2.2}}]}}"#
            );
            assert_eq!(recognise(json.as_bytes()), Some(Recognised::Elsewhere(Format::Whisper)));
            let transcript = read(&json).expect("words").transcript;
            let expected = [turn("", 0, 1_100, "It is open."), turn("", 1_600, 2_200, "Shut it!")];
            assert_eq!(turns(&transcript), expected);
            assert_eq!(words(&transcript)[3], ("Shut".to_owned(), 1_600, 1_900));
        }
    }

    #[test]
    fn an_error_tells_its_line() {
        let error = |json| read(json).expect_err("it is wrong");
        assert_eq!(error("{\"segments\":[\n{\"start\":0,\n\"text\" 5}]}"), Expected::Json.at(3));
        assert_eq!(error("{\"segments\":[\n{\"start\":0"), Expected::JsonEnd.at(2));
    }

    #[test]
    fn segments_have_other_names_elsewhere() {
        let expected = [turn("A", 0, 1_200, "It is open."), turn("B", 1_500, 2_500, "Shut it.")];
        for json in [
            r#"[{"start":0.0,"end":1.2,"text":" It is open.","speaker":"A"},{"start":1.5,"end":2.5,"text":" Shut it.","speaker":"B"}]"#,
            r#"{"text":"x","chunks":[{"speaker":"A","timestamp":[0.0,1.2],"text":"It is open."},{"speaker":"B","timestamp":[1.5,2.5],"text":"Shut it."}]}"#,
            r#"{"speakers":[{"speaker":"A","timestamp":[0.0,1.2],"text":"It is open."},{"speaker":"B","timestamp":[1.5,2.5],"text":"Shut it."}],"chunks":[{"timestamp":[0.0,2.5],"text":"It"}]}"#,
            r#"{"chunks":[{"timestamp":[0.0,2.5],"text":"It"}],"speakers":[{"speaker":"A","timestamp":[0.0,1.2],"text":"It is open."},{"speaker":"B","timestamp":[1.5,2.5],"text":"Shut it."}]}"#,
            r#"{"result":{"language":"en"},"transcription":[{"offsets":{"from":0,"to":1200},"text":" It is open.","speaker":"A"},{"offsets":{"from":1500,"to":2500},"text":" Shut it.","speaker":"B"}]}"#,
            r#"{"version":"1.0.0","segments":[{"speaker":"A","startTime":0,"endTime":0.9,"body":"It is"},{"speaker":"A","startTime":0.9,"endTime":1.2,"body":"open."},{"speaker":"B","startTime":1.5,"endTime":2.5,"body":"Shut it."}]}"#,
        ] {
            assert_eq!(
                recognise(json.as_bytes()),
                Some(Recognised::Elsewhere(Format::Whisper)),
                "{json}"
            );
            assert_eq!(turns(&read(json).expect("segments").transcript), expected, "{json}");
        }
        let json = r#"[{"text":"It is open.","start":0.64,"duration":3.98},{"text":"Shut it.","start":3.48,"duration":2.5}]"#;
        let expected = [turn("", 640, 4_620, "It is open."), turn("", 3_480, 5_980, "Shut it.")];
        assert_eq!(turns(&read(json).expect("captions").transcript), expected);
        let open = r#"{"chunks":[{"timestamp":[0.5,1.2],"text":"It is open."},{"timestamp":[1.5,null],"text":"Shut it."}]}"#;
        let expected = [turn("", 500, 1_200, "It is open."), turn("", 1_500, 1_500, "Shut it.")];
        assert_eq!(turns(&read(open).expect("chunks").transcript), expected);
    }

    #[test]
    fn tokens_are_parts_of_words() {
        let json = r#"{"transcription":[{"offsets":{"from":640,"to":1640},"text":" The bridge.","tokens":[
            {"text":"[_BEG_]","offsets":{"from":640,"to":640}},{"text":" The","offsets":{"from":640,"to":870}},
            {"text":" bri","offsets":{"from":1150,"to":1400}},{"text":"dge","offsets":{"from":1400,"to":1600}},
            {"text":".","offsets":{"from":1600,"to":1640}},{"text":"[_TT_50]","offsets":{"from":1640,"to":1640}}]}]}"#;
        let transcript = read(json).expect("tokens").transcript;
        let expected = [("The".to_owned(), 640, 870), ("bridge.".to_owned(), 1_150, 1_640)];
        assert_eq!(words(&transcript), expected);
    }

    #[test]
    fn lists_of_other_things_are_not_taken() {
        for json in
            ["[{\"id\":1}]", "[1]", "{\"chunks\":[1]}", "{\"transcription\":{\"text\":\"x\"}}"]
        {
            assert_eq!(recognise(json.as_bytes()), Some(Recognised::AssemblyAi), "{json}");
        }
    }
}
