//! Deepgram's JSON: `results.utterances` where there are any, else the words of each channel,
//! <https://developers.deepgram.com/reference/speech-to-text/listen-pre-recorded>.

use assemblyai::json::Cursor;
use transcript::Millis;

use crate::Imported;
use crate::error::ImportError;
use crate::json::{Read, file, objects, share, string, time};
use crate::language::language;
use crate::pieces::{Piece, Pieces, Place, Word};
use crate::room::Room;
use crate::turns::{PAUSE, builder};
use crate::words::words;

/// What the file says, before it is decided what of it is used.
#[derive(Default)]
struct Results {
    /// The utterances.
    pieces: Pieces,
    /// The channel of each of them.
    channel_of: Vec<Place>,
    channels: Vec<Channel>,
    /// How many there are, with those in which nothing is said.
    channel_count: usize,
    language: Option<String>,
    /// What is said in the first channel.
    whole: Option<String>,
}

/// A channel in which something is said.
struct Channel {
    number: usize,
    words: Place,
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
    let language = results.language.take();
    let whole = results.whole.take();
    let mut builder = builder(results.into_pieces(), &mut Room::of(text))?;
    builder.set_text(whole.unwrap_or_default());
    if let Some(duration) = duration {
        builder.set_duration(duration);
    }
    Ok(Imported { transcript: builder.finish(), language, model, ..Imported::default() })
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
                "name" => string(cursor)
                    .map(|name| *model = model.take().or_else(|| name.map(Into::into))),
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
        let read = cursor.object(&mut |cursor, key| match key {
            "utterances" => objects(cursor, &mut |cursor| self.utterance(cursor, text)),
            "channels" => objects(cursor, &mut |cursor| self.channel(cursor, text)),
            _ => cursor.skip(),
        });
        read.map(drop)
    }

    fn utterance(&mut self, cursor: &mut Cursor<'_>, text: &str) -> Read<()> {
        let pieces = &mut self.pieces;
        let (mut one, mut channel) = (Piece::default(), Place::default());
        cursor.object(&mut |cursor, key| {
            match key {
                "start" => one.start = time(cursor, text)?.into(),
                "end" => one.end = time(cursor, text)?.into(),
                "transcript" => one.text = pieces.keep(&string(cursor)?.unwrap_or_default()),
                "speaker" => one.speaker = pieces.keep(&string(cursor)?.unwrap_or_default()),
                "channel" => channel = pieces.keep(&string(cursor)?.unwrap_or_default()),
                "confidence" => one.confidence = share(cursor)?,
                "words" => one.words = words(cursor, text, pieces)?,
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        if !(one.text.is_empty() && one.words.is_empty()) {
            self.pieces.all.push(one);
            self.channel_of.push(channel);
        }
        Ok(())
    }

    fn channel(&mut self, cursor: &mut Cursor<'_>, text: &str) -> Read<()> {
        let number = self.channel_count;
        let mut words = Place::default();
        let is_object = cursor.object(&mut |cursor, key| {
            match key {
                "detected_language" => {
                    let told = string(cursor)?.as_deref().and_then(language);
                    self.language = self.language.take().or(told);
                }
                "alternatives" => words = self.best(cursor, text, number)?,
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        self.channel_count += usize::from(is_object);
        if !words.is_empty() {
            self.channels.push(Channel { number, words });
        }
        Ok(())
    }

    /// The words of the first alternative.
    fn best(&mut self, cursor: &mut Cursor<'_>, text: &str, channel: usize) -> Read<Place> {
        let mut best = None;
        objects(cursor, &mut |cursor| {
            if best.is_some() {
                return cursor.skip();
            }
            let mut own = Place::default();
            let is_object = cursor.object(&mut |cursor, key| {
                match key {
                    "words" => own = words(cursor, text, &mut self.pieces)?,
                    "transcript" if channel == 0 => {
                        self.whole = string(cursor)?.map(Into::into);
                    }
                    _ => cursor.skip()?,
                }
                Ok(())
            })?;
            best = is_object.then_some(own);
            Ok(())
        })?;
        Ok(best.unwrap_or_default())
    }

    /// What is used of it.
    fn into_pieces(mut self) -> Pieces {
        let is_one = self.channel_count < 2;
        if self.pieces.all.is_empty() {
            for Channel { number, words } in core::mem::take(&mut self.channels) {
                let label = if is_one { String::new() } else { number.to_string() };
                self.push_runs(words, &label);
            }
        } else {
            self.complete(is_one);
        }
        // Words are of whom their piece is.
        self.pieces.words.iter_mut().for_each(|word| word.speaker = Place::default());
        self.pieces
    }

    /// Words of one speaker, without a pause between them, are a piece.
    fn push_runs(&mut self, words: Place, channel: &str) {
        let mut from = words.from;
        for at in words.from..words.to {
            let last = self.pieces.words.get(at as usize);
            let next = self.pieces.words.get(at as usize + 1).filter(|_| at + 1 < words.to);
            if let (Some(last), Some(next)) = (last, next)
                && self.pieces.text(last.speaker) == self.pieces.text(next.speaker)
                && !is_pause(last, next)
            {
                continue;
            }
            let own = Place { from, to: at + 1 };
            let speaker = last.map(|word| word.speaker).unwrap_or_default();
            let speaker = label(&mut self.pieces, channel, speaker);
            let text = self.pieces.join(own);
            let span = self.pieces.span(own).unwrap_or_default();
            let (start, end) = (span.0.into(), span.1.into());
            self.pieces.all.push(Piece { speaker, text, words: own, start, end, confidence: None });
            from = at + 1;
        }
    }

    /// What an utterance does not say, its words do.
    fn complete(&mut self, is_one_channel: bool) {
        let channels = core::mem::take(&mut self.channel_of);
        let origins = self.pieces.cut_by_voices().into_iter();
        let channel_of = origins.map(|at| channels.get(at).copied().unwrap_or_default());
        for (index, channel) in channel_of.enumerate() {
            let Some(mut one) = self.pieces.all.get(index).copied() else { break };
            if one.text.is_empty() {
                one.text = self.pieces.join(one.words);
            }
            let own = self.pieces.span(one.words).unwrap_or_default();
            one.start = one.start.or(own.0);
            one.end = one.end.or(own.1.max(one.start()));
            if !is_one_channel {
                let channel = self.pieces.text(channel).to_owned();
                one.speaker = label(&mut self.pieces, &channel, one.speaker);
            }
            if let Some(place) = self.pieces.all.get_mut(index) {
                *place = one;
            }
        }
    }
}

fn is_pause(before: &Word, after: &Word) -> bool {
    match (before.end, after.start) {
        (Some(end), Some(start)) => start.saturating_sub(end) > PAUSE,
        _ => false,
    }
}

/// What a voice is called: its number, with that of its channel where there are several. In several
/// channels the same number is not the same voice.
fn label(pieces: &mut Pieces, channel: &str, speaker: Place) -> Place {
    if channel.is_empty() {
        return speaker;
    }
    if speaker.is_empty() {
        return pieces.keep(channel);
    }
    let speaker = pieces.text(speaker).to_owned();
    pieces.keep(&format!("{channel}-{speaker}"))
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
