//! Deepgram's JSON: `results.utterances` where there are any, else the words of each channel,
//! <https://developers.deepgram.com/reference/speech-to-text/listen-pre-recorded>.

use assemblyai::json::Cursor;
use transcript::{Confidence, Millis};

use crate::error::ImportError;
use crate::json::{Read, file, objects, share, string, time};
use crate::turns::{PAUSE, Piece, joined, merged};
use crate::words::{Word, span, timed, words};
use crate::{Imported, language};

/// What the file says, before it is decided what of it is used.
#[derive(Default)]
struct Results {
    utterances: Vec<Utterance>,
    channels: Vec<Channel>,
}

#[derive(Default)]
struct Utterance {
    start: Option<Millis>,
    end: Option<Millis>,
    text: Option<String>,
    speaker: Option<String>,
    channel: Option<String>,
    confidence: Option<Confidence>,
    words: Vec<Word>,
}

#[derive(Default)]
struct Channel {
    language: Option<String>,
    text: Option<String>,
    words: Vec<Word>,
}

/// Reads results. Further alternatives are stepped over.
pub(crate) fn read(text: &str) -> Result<Imported, ImportError> {
    let mut results = Results::default();
    let (mut duration, mut model) = (None, None);
    file(text, &mut |cursor, key| match key {
        "metadata" => metadata(cursor, text, &mut duration, &mut model),
        "results" => results.read(cursor, text),
        _ => cursor.skip(),
    })?;
    let language = results.channels.iter().find_map(|channel| channel.language.clone());
    let whole = results.channels.first().and_then(|channel| channel.text.clone());
    let mut builder = merged(results.pieces());
    builder.set_text(whole.unwrap_or_default());
    if let Some(duration) = duration {
        builder.set_duration(duration);
    }
    Ok(Imported { transcript: builder.finish(), language, model, left_out: 0 })
}

fn metadata(
    cursor: &mut Cursor<'_>,
    text: &str,
    duration: &mut Option<Millis>,
    model: &mut Option<String>,
) -> Read<()> {
    let read = cursor.object(&mut |cursor, key| match key {
        "duration" => time(cursor, text).map(|read| *duration = read),
        "model_info" => {
            let mut member = |cursor: &mut Cursor<'_>, key: &str| match key {
                "name" => string(cursor).map(|name| *model = model.take().or(name)),
                _ => cursor.skip(),
            };
            cursor.object(&mut |cursor, _| cursor.object(&mut member).map(drop)).map(drop)
        }
        _ => cursor.skip(),
    });
    read.map(drop)
}

impl Results {
    fn read(&mut self, cursor: &mut Cursor<'_>, text: &str) -> Read<()> {
        let read = cursor.object(&mut |cursor, key| {
            match key {
                "utterances" => {
                    self.utterances = objects(cursor, &mut |cursor, key, one: &mut Utterance| {
                        one.member(cursor, key, text)
                    })?;
                }
                "channels" => {
                    self.channels = objects(cursor, &mut |cursor, key, one: &mut Channel| {
                        one.member(cursor, key, text)
                    })?;
                }
                _ => cursor.skip()?,
            }
            Ok(())
        });
        read.map(drop)
    }

    fn pieces(self) -> Vec<Piece> {
        let is_one = self.channels.len() < 2;
        if !self.utterances.is_empty() {
            return self.utterances.into_iter().map(|one| one.piece(is_one)).collect();
        }
        let mut pieces = Vec::new();
        for (index, channel) in self.channels.into_iter().enumerate() {
            let label = (!is_one).then(|| index.to_string());
            let runs = channel.words.chunk_by(|a, b| a.speaker == b.speaker && !is_pause(a, b));
            pieces.extend(runs.map(|run| piece(run, label.as_deref())));
        }
        pieces
    }
}

fn is_pause(before: &Word, after: &Word) -> bool {
    match (before.end, after.start) {
        (Some(end), Some(start)) => start.saturating_sub(end) > PAUSE,
        _ => false,
    }
}

/// Words of one speaker.
fn piece(words: &[Word], channel: Option<&str>) -> Piece {
    let text = joined(words.iter().map(|word| word.text.as_str()));
    let (start, end) = span(words).unwrap_or_default();
    let speaker = words.first().and_then(|word| word.speaker.as_deref());
    Piece {
        speaker: label(channel, speaker),
        start,
        end,
        text,
        words: timed(&without_speakers(words), start),
        confidence: None,
    }
}

/// In several channels the same number is not the same voice.
fn without_speakers(words: &[Word]) -> Vec<Word> {
    words.iter().map(|word| Word { speaker: None, ..word.clone() }).collect()
}

/// What a voice is called: its number, with that of its channel where there are several.
fn label(channel: Option<&str>, speaker: Option<&str>) -> Option<String> {
    match (channel, speaker) {
        (Some(channel), Some(speaker)) => Some(format!("{channel}-{speaker}")),
        (Some(one), None) | (None, Some(one)) => Some(one.to_owned()),
        (None, None) => None,
    }
}

impl Utterance {
    fn member(&mut self, cursor: &mut Cursor<'_>, key: &str, text: &str) -> Read<()> {
        match key {
            "start" => self.start = time(cursor, text)?,
            "end" => self.end = time(cursor, text)?,
            "transcript" => self.text = string(cursor)?,
            "speaker" => self.speaker = string(cursor)?,
            "channel" => self.channel = string(cursor)?,
            "confidence" => self.confidence = share(cursor)?,
            "words" => self.words = words(cursor, text)?,
            _ => cursor.skip()?,
        }
        Ok(())
    }

    fn piece(self, is_one_channel: bool) -> Piece {
        let channel = self.channel.as_deref().filter(|_| !is_one_channel);
        let own = piece(&self.words, None);
        let start = self.start.unwrap_or(own.start);
        let end = self.end.unwrap_or_else(|| own.end.max(start));
        Piece {
            speaker: label(channel, self.speaker.as_deref()),
            start: start.min(end),
            end: start.max(end),
            text: self.text.unwrap_or(own.text),
            words: own.words,
            confidence: self.confidence,
        }
    }
}

impl Channel {
    fn member(&mut self, cursor: &mut Cursor<'_>, key: &str, text: &str) -> Read<()> {
        match key {
            "detected_language" => {
                self.language = string(cursor)?.as_deref().and_then(language);
            }
            "alternatives" => {
                let mut best = objects(cursor, &mut |cursor, key, one: &mut Self| {
                    match key {
                        "words" => one.words = words(cursor, text)?,
                        "transcript" => one.text = string(cursor)?,
                        _ => cursor.skip()?,
                    }
                    Ok(())
                })?
                .into_iter();
                if let Some(best) = best.next() {
                    (self.words, self.text) = (best.words, best.text);
                }
            }
            _ => cursor.skip()?,
        }
        Ok(())
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

    const WORDS: &str = r#"[
        {"word":"so","start":0.08,"end":0.32,"confidence":0.99,"speaker":0,"punctuated_word":"So,"},
        {"punctuated_word":"Ann.","word":"ann","start":0.32,"end":0.7995,"confidence":0.5,"speaker":0},
        {"word":"yes","start":1.0,"end":1.5,"confidence":0.9,"speaker":1,"punctuated_word":"Yes?"},
        {"word":"no","start":3.501,"end":4,"confidence":0.9,"speaker":1,"punctuated_word":"No."}]"#;

    #[test]
    fn words_of_one_speaker_are_a_turn() {
        let json = format!(
            r#"{{"metadata":{{"duration":4.25,"model_info":{{"x-1":{{"name":"9-general","arch":"x"}}}}}},
            "results":{{"channels":[{{"detected_language":"en","alternatives":[
            {{"transcript":"so","confidence":0.9,"words":{WORDS}}},{{"words":[]}}]}}]}}}}"#
        );
        let imported = read(&json).expect("results");
        let expected = [
            turn("0", 80, 800, "So, Ann."),
            turn("1", 1_000, 1_500, "Yes?"),
            turn("1", 3_501, 4_000, "No."),
        ];
        assert_eq!(turns(&imported.transcript), expected);
        assert_eq!(words(&imported.transcript)[1], ("Ann.".to_owned(), 320, 800));
        assert_eq!(imported.language.as_deref(), Some("en"));
        assert_eq!(imported.model.as_deref(), Some("9-general"));
        assert_eq!(imported.transcript.duration(), Some(Millis(4_250)));
        assert_eq!(imported.transcript.speakers()[0].name(), "Speaker 0");
    }

    #[test]
    fn utterances_are_better_and_channels_are_told_apart() {
        let json = r#"{"results":{"channels":[{"alternatives":[{"words":[{"word":"x","start":0,"end":1}]}]},
            {"alternatives":[]}],"utterances":[
            {"start":0.1,"end":1.0,"channel":0,"transcript":"So, yes.","speaker":0,"confidence":0.5,
             "words":[{"word":"so","punctuated_word":"So,","start":0.1,"end":0.5,"speaker":0}]},
            {"start":1.0,"end":2.0,"channel":1,"transcript":"No.","speaker":0,"words":[]}]}}"#;
        let transcript = read(json).expect("results").transcript;
        let expected = [turn("0-0", 100, 1_000, "So, yes."), turn("1-0", 1_000, 2_000, "No.")];
        assert_eq!(turns(&transcript), expected);
        assert_eq!(transcript.speakers().len(), 2);
    }

    #[test]
    fn without_words_the_text_is_all_there_is() {
        let json = r#"{"results":{"channels":[{"alternatives":[{"transcript":"So it began."}]}]}}"#;
        assert_eq!(
            turns(&read(json).expect("results").transcript),
            [turn("", 0, 0, "So it began.")]
        );
        assert_eq!(read("{\"results\":\n[").expect_err("cut off"), Expected::JsonEnd.at(2));
    }
}
