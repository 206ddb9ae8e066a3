//! From the bytes of an answer to a [`Transcript`], leniently and in slices.
//!
//! A ten-hour answer is about 19 MB: [`Decoder::step`] reads a bounded number of bytes at a
//! time, so that a page can paint in between. Every field is optional, except that a transcript
//! has a `status`, or utterances; unknown fields are skipped; `{}` where a list or null is expected is nothing.
//! Whatever the bytes are, the outcome is an [`Answer`] or a [`DecodeError`], never a panic.

use core::mem::take;

use transcript::{
    Arranging, Confidence, Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder,
};

pub use crate::json::DecodeError;
use crate::json::{Cursor, Scalar};

/// How a job stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Status {
    /// Waiting for one of the account's places.
    Queued,
    /// Being transcribed.
    Processing,
    /// Done: the answer holds the transcript.
    Completed,
    /// Failed: the answer holds the reason. (The HTTP status is still 200.)
    Error,
    /// A status that this version does not know: treated as still working.
    Other(String),
}

impl Status {
    fn from_wire(status: &str) -> Self {
        match status {
            "queued" => Self::Queued,
            "processing" => Self::Processing,
            "completed" => Self::Completed,
            "error" => Self::Error,
            other => Self::Other(other.to_owned()),
        }
    }
}

/// What `GET /v2/transcript/{id}` said.
#[derive(Debug)]
pub struct Answer {
    /// The transcript's id; numbers are taken as text.
    pub id: Option<String>,
    /// How the job stands.
    pub status: Status,
    /// The API's reason where the status is [`Status::Error`].
    pub error: Option<String>,
    /// Whether the transcript was deleted at the service ("Deleted by user.").
    pub is_deleted: bool,
    /// `language_code`, such as `en_us`.
    pub language: Option<String>,
    /// How sure the service is of the language, 0 to 1.
    pub language_confidence: Option<Confidence>,
    /// `speech_model_used`, such as `universal-3-5-pro`.
    pub model: Option<String>,
    /// `metadata.warnings[].message` and `metadata.warning`: the first hundred that differ.
    pub warnings: Vec<String>,
    /// The conversation; empty unless the status is [`Status::Completed`].
    pub transcript: Transcript,
}

/// Decodes a whole answer at once. For what may be large, use a [`Decoder`].
pub fn decode(bytes: Vec<u8>) -> Result<Answer, DecodeError> {
    let mut decoder = Decoder::new(bytes);
    while decoder.step(usize::MAX)? == Step::More {}
    decoder.finish().map(|(answer, _)| answer)
}

/// Whether there is more to decode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Call [`Decoder::step`] again.
    More,
    /// Call [`Decoder::finish`].
    Done,
}

/// The container that the cursor is inside of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Place {
    Answer,
    Utterances,
    Utterance,
    UtteranceWords,
    Words { keep: bool },
}

/// To arrange a byte of text takes about as long as to read so many bytes of an answer.
const TEXT_SHARE: usize = 16;

/// Each warning is compared with those before it, and is shown: nobody reads more.
const MOST_WARNINGS: usize = 100;

/// Reads an answer slice by slice.
pub struct Decoder {
    bytes: Vec<u8>,
    at: usize,
    places: Vec<Place>,
    started: bool,
    /// Where the top-level `words` began: they repeat the utterances' words and are read only
    /// when there were no utterances.
    words_at: Option<usize>,
    utterance: SourceUtterance,
    builder: TranscriptBuilder,
    /// Once all was read.
    arranging: Option<Arranging>,
    head: Head,
}

/// The answer's plain fields.
#[derive(Default)]
struct Head {
    id: Option<String>,
    status: Option<String>,
    error: Option<String>,
    audio_url: Option<String>,
    is_deleted: Option<bool>,
    language: Option<String>,
    language_confidence: Option<Confidence>,
    model: Option<String>,
    /// Where the text of the whole is: it is read only when nothing else says anything.
    text_at: Option<usize>,
    duration: Option<Millis>,
    warnings: Vec<String>,
}

impl Decoder {
    /// Starts on the bytes of an answer (UTF-8 JSON).
    #[must_use]
    pub fn new(bytes: Vec<u8>) -> Self {
        Self {
            bytes,
            at: 0,
            places: Vec::new(),
            started: false,
            words_at: None,
            utterance: SourceUtterance::default(),
            builder: TranscriptBuilder::new(),
            arranging: None,
            head: Head::default(),
        }
    }

    /// Reads on for about `budget` bytes: at least one value, and never in the middle of one
    /// word or plain field. Once all is read, arranges about as much text.
    pub fn step(&mut self, budget: usize) -> Result<Step, DecodeError> {
        let budget = budget.max(1);
        if let Some(arranging) = &mut self.arranging {
            return Ok(if arranging.step(budget.div_ceil(TEXT_SHARE)) {
                Step::More
            } else {
                Step::Done
            });
        }
        let stop = self.at.saturating_add(budget);
        if !self.started {
            let mut cursor = Cursor::new(&self.bytes, 0);
            if !cursor.enter(b'{') {
                return Err(cursor.not_an_object());
            }
            self.at = cursor.at();
            self.started = true;
            self.places.push(Place::Answer);
        }
        while let Some(place) = self.places.last().copied() {
            if self.at >= stop {
                return Ok(Step::More);
            }
            self.advance(place)?;
        }
        self.arranging = Some(self.arrange()?);
        Ok(Step::More)
    }

    /// Begins to put together what was read.
    fn arrange(&mut self) -> Result<Arranging, DecodeError> {
        let mut builder = take(&mut self.builder);
        if self.head.status.is_none() && builder.has_utterances() {
            // What names of speakers were put into, and an answer's sentences, are told without it.
            self.head.status = Some("completed".to_owned());
        }
        let status = self.head.status.as_deref().ok_or(DecodeError::NotATranscript)?;
        if status != "completed" {
            // Words of a job that is not done are no transcript yet.
            return Ok(TranscriptBuilder::new().arrange());
        }
        if let Some(duration) = self.head.duration {
            builder.set_duration(duration);
        }
        if let Some(at) = self.head.text_at.filter(|_| !builder.has_utterances()) {
            let text = Cursor::new(&self.bytes, at).scalar()?.into_text();
            builder.set_text(text.unwrap_or_default());
        }
        Ok(builder.arrange())
    }

    /// The share of the bytes that has been read, 0 to 1.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "a share for a progress bar")]
    pub fn progress(&self) -> f64 {
        self.at as f64 / self.bytes.len().max(1) as f64
    }

    /// The answer, and the bytes as they came, once [`Step::Done`] was returned.
    pub fn finish(self) -> Result<(Answer, Vec<u8>), DecodeError> {
        let head = self.head;
        let status = Status::from_wire(&head.status.ok_or(DecodeError::NotATranscript)?);
        let deleted_url = head.audio_url.as_deref() == Some("http://deleted_by_user");
        let answer = Answer {
            id: head.id,
            status,
            error: head.error,
            is_deleted: head.is_deleted == Some(true) || deleted_url,
            language: head.language,
            language_confidence: head.language_confidence,
            model: head.model,
            warnings: head.warnings,
            transcript: self.arranging.map(Arranging::finish).unwrap_or_default(),
        };
        Ok((answer, self.bytes))
    }

    /// Reads one member or element of the innermost container, or leaves it.
    fn advance(&mut self, place: Place) -> Result<(), DecodeError> {
        let mut cursor = Cursor::new(&self.bytes, self.at);
        let closing = match place {
            Place::Answer | Place::Utterance => b'}',
            _ => b']',
        };
        if cursor.leave(closing)? {
            self.at = cursor.at();
            self.places.pop();
            match place {
                Place::Utterance => self.builder.push_utterance(&self.utterance),
                Place::Answer => {
                    cursor.end()?;
                    self.rewind_to_words();
                }
                _ => {}
            }
            return Ok(());
        }
        let entered = match place {
            Place::Answer => answer_member(&mut cursor, &mut self.head, &mut self.words_at)?,
            Place::Utterance => utterance_member(&mut cursor, &mut self.utterance)?,
            Place::Utterances => {
                if cursor.enter(b'{') {
                    let mut words = take(&mut self.utterance.words);
                    words.clear();
                    self.utterance = SourceUtterance { words, ..SourceUtterance::default() };
                    Some(Place::Utterance)
                } else {
                    cursor.skip()?;
                    None
                }
            }
            Place::UtteranceWords => {
                word(&mut cursor, |word| self.utterance.words.push(word))?;
                None
            }
            Place::Words { keep: true } => {
                word(&mut cursor, |word| self.builder.push_word(word))?;
                None
            }
            Place::Words { keep: false } => {
                cursor.skip()?;
                None
            }
        };
        self.at = cursor.at();
        self.places.extend(entered);
        Ok(())
    }

    /// After the last byte of the answer: goes back to the top-level words, once, if there were
    /// no utterances. They were only skipped on the way, because they come before the utterances.
    fn rewind_to_words(&mut self) {
        if let Some(words_at) = self.words_at.take().filter(|_| !self.builder.has_utterances()) {
            self.at = words_at;
            self.places.push(Place::Words { keep: true });
        }
    }
}

/// Reads one member of the answer: a plain field, or the start of a list that is entered.
fn answer_member(
    cursor: &mut Cursor<'_>,
    head: &mut Head,
    words_at: &mut Option<usize>,
) -> Result<Option<Place>, DecodeError> {
    let key = cursor.key()?;
    match key.as_ref() {
        "utterances" | "sentences" if cursor.enter(b'[') => return Ok(Some(Place::Utterances)),
        "words" if cursor.enter(b'[') => {
            *words_at = Some(cursor.at());
            return Ok(Some(Place::Words { keep: false }));
        }
        "id" => head.id = cursor.scalar()?.into_text(),
        "status" => head.status = cursor.scalar()?.into_text(),
        "error" => head.error = cursor.scalar()?.into_text().filter(|e| !e.is_empty()),
        "audio_url" => head.audio_url = cursor.scalar()?.into_text(),
        "is_deleted" => head.is_deleted = cursor.scalar()?.as_bool(),
        "language_code" => head.language = cursor.scalar()?.into_text(),
        "language_confidence" => {
            head.language_confidence = cursor.scalar()?.confidence();
        }
        "speech_model_used" => head.model = cursor.scalar()?.into_text(),
        "text" => {
            head.text_at = Some(cursor.at());
            cursor.skip()?;
        }
        "audio_duration" => {
            head.duration = cursor.scalar()?.number().map(|s| Millis::from_f64(s * 1e3));
        }
        "metadata" => head.warnings = warnings(cursor)?,
        _ => cursor.skip()?,
    }
    Ok(None)
}

/// Reads one member of an utterance.
fn utterance_member(
    cursor: &mut Cursor<'_>,
    utterance: &mut SourceUtterance,
) -> Result<Option<Place>, DecodeError> {
    let key = cursor.key()?;
    match key.as_ref() {
        "words" if cursor.enter(b'[') => return Ok(Some(Place::UtteranceWords)),
        "speaker" => utterance.speaker = cursor.scalar()?.into_text(),
        "text" => utterance.text = cursor.scalar()?.into_text(),
        "start" => utterance.start = cursor.scalar()?.millis(),
        "end" => utterance.end = cursor.scalar()?.millis(),
        "confidence" => utterance.confidence = cursor.scalar()?.confidence(),
        _ => cursor.skip()?,
    }
    Ok(None)
}

/// Reads one element of `words` and hands it on, if it is a word with any text. A missing time is
/// that of its other side, or 0.
fn word(cursor: &mut Cursor<'_>, mut push: impl FnMut(&SourceWord<'_>)) -> Result<(), DecodeError> {
    if !cursor.enter(b'{') {
        return cursor.skip();
    }
    let (mut text, mut speaker, mut confidence) = (None, None, None);
    let (mut start, mut end) = (None, None);
    while !cursor.leave(b'}')? {
        match cursor.key()?.as_ref() {
            "text" => text = cursor.scalar()?.text(),
            "start" => start = cursor.scalar()?.millis(),
            "end" => end = cursor.scalar()?.millis(),
            "confidence" => confidence = cursor.scalar()?.confidence(),
            "speaker" => speaker = cursor.scalar()?.text(),
            _ => cursor.skip()?,
        }
    }
    if let Some(text) = text.as_deref() {
        push(&SourceWord {
            text,
            start: start.or(end).unwrap_or_default(),
            end: end.or(start).unwrap_or_default(),
            confidence,
            speaker: speaker.as_deref(),
        });
    }
    Ok(())
}

/// Reads `metadata`: each message of `warnings` and of `warning` once, in the order given.
fn warnings(cursor: &mut Cursor<'_>) -> Result<Vec<String>, DecodeError> {
    let mut all = Vec::new();
    cursor.object(&mut |cursor, key| match key {
        "warning" => add_message(cursor, &mut all),
        "warnings" => {
            let mut one = |cursor: &mut Cursor<'_>| {
                cursor.object(&mut |cursor, key| match key {
                    "message" => add_message(cursor, &mut all),
                    _ => cursor.skip(),
                })
            };
            cursor.list(&mut |cursor| one(cursor).map(drop)).map(drop)
        }
        _ => cursor.skip(),
    })?;
    Ok(all)
}

fn add_message(cursor: &mut Cursor<'_>, all: &mut Vec<String>) -> Result<(), DecodeError> {
    if let Scalar::Text(message) = cursor.scalar()?
        && all.len() < MOST_WARNINGS
        && !all.iter().any(|one| *one == message)
    {
        all.push(message.into_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests;
