//! The stored form of corrections: JSON text, one for each edit, with the version of its form.
//!
//! An edit is stored as what it puts in place of what, so that a later version of the page makes
//! the same of it, however words are aligned by then.

use assemblyai::json::{Cursor, DecodeError};
use transcript::edit::{Edit, Kind, OwnTurn, OwnWord, Role, Slot, Source, Splice, TurnParts};
use transcript::{Confidence, Look, Millis, SpeakerId};

use crate::stored::{Object, StoredError, whole};

const VERSION: u64 = 1;

/// How many edits of a recording are stored, and how many of them are made: the others were undone
/// and can be made again.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Log {
    /// The number of edits that are made.
    pub done: u32,
    /// The number of edits that are stored.
    pub all: u32,
}

impl Log {
    /// The text to be stored.
    #[must_use]
    pub fn to_stored(self) -> String {
        let mut text = Object::default();
        text.number("v", VERSION);
        text.number("done", self.done.into());
        text.number("all", self.all.into());
        text.finish()
    }

    /// Reads a stored text.
    pub fn from_stored(text: &str) -> Result<Self, StoredError> {
        let mut log = Self::default();
        read(text, &mut |cursor, key| {
            let number = narrow(whole(&cursor.scalar()?));
            match key {
                "done" => log.done = number,
                "all" => log.all = number,
                _ => {}
            }
            Ok(())
        })?;
        Ok(log)
    }
}

/// The text of an edit, to be stored.
#[must_use]
pub fn to_stored(edit: &Edit) -> String {
    let mut text = Object::default();
    text.number("v", VERSION);
    text.text("kind", kind_name(edit.kind));
    text.raw("splices", &list(&edit.splices, splice));
    if let Some(roles) = &edit.roles {
        text.raw("voices", &list(roles, role));
    }
    text.finish()
}

/// Reads the text of an edit.
pub fn from_stored(text: &str) -> Result<Edit, StoredError> {
    let (mut kind, mut splices, mut roles) = (None, Vec::new(), None);
    read(text, &mut |cursor, key| {
        match key {
            "kind" => {
                let name = cursor.scalar()?.into_text().unwrap_or_default();
                kind = Kind::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
            }
            "splices" => splices = read_list(cursor, read_splice)?,
            "voices" => roles = Some(read_list(cursor, read_role)?),
            _ => drop(cursor.scalar()?),
        }
        Ok(())
    })?;
    let kind = kind.ok_or(StoredError::Incomplete)?;
    let splices = splices.into_iter().collect::<Option<_>>().ok_or(StoredError::Incomplete)?;
    Ok(Edit { kind, splices, roles })
}

/// Reads an object of this version.
fn read(
    text: &str,
    member: &mut dyn FnMut(&mut Cursor<'_>, &str) -> Result<(), DecodeError>,
) -> Result<(), StoredError> {
    let mut version = None;
    let mut cursor = Cursor::new(text.as_bytes(), 0);
    let is_object = cursor.object(&mut |cursor, key| {
        if key == "v" {
            version = whole(&cursor.scalar()?);
            Ok(())
        } else {
            member(cursor, key)
        }
    })?;
    cursor.end()?;
    match version {
        Some(VERSION) if is_object => Ok(()),
        Some(newer) if newer > VERSION => Err(StoredError::Newer(newer)),
        _ => Err(StoredError::Incomplete),
    }
}

fn kind_name(kind: Kind) -> &'static str {
    Kind::ALL.iter().find(|(known, _)| *known == kind).map_or("", |(_, name)| name)
}

fn list<T>(values: &[T], one: fn(&T) -> String) -> String {
    let all: Vec<String> = values.iter().map(one).collect();
    ["[", &all.join(","), "]"].concat()
}

fn numbers(values: impl IntoIterator<Item = i64>) -> String {
    let all: Vec<String> = values.into_iter().map(|number| number.to_string()).collect();
    ["[", &all.join(","), "]"].concat()
}

fn splice(splice: &Splice) -> String {
    let mut text = Object::default();
    text.number("at", splice.at.into());
    text.number("count", splice.count.into());
    text.raw("new", &list(&splice.new, slot));
    text.finish()
}

fn slot(slot: &Slot) -> String {
    let mut text = Object::default();
    match &slot.source {
        Source::Original(index) => text.number("of", (*index).into()),
        Source::Own(own) => push_turn(&mut text, &own.parts()),
    }
    text.number_if("by", slot.by.map(|by| u64::from(by.0)));
    text.finish()
}

fn push_turn(text: &mut Object, parts: &TurnParts) {
    text.number("of", parts.of.start.into());
    text.number("to", parts.of.end.into());
    text.number("speaker", parts.speaker.0.into());
    text.number("start", parts.times.0.get().into());
    text.number("end", parts.times.1.get().into());
    text.raw("sure", &bits(parts.confidence).to_string());
    text.text("text", &parts.text);
    text.raw("words", &numbers(parts.words.iter().flat_map(figures)));
    let ends = parts.paragraphs.iter().flat_map(|range| [range.start, range.end]);
    text.raw("paragraphs", &numbers(ends.map(i64::from)));
}

/// Six numbers for each word.
fn figures(word: &OwnWord) -> [i64; 6] {
    [
        word.range.start.into(),
        word.range.end.into(),
        word.start.get().into(),
        word.end.get().into(),
        bits(word.confidence),
        word.speaker.0.into(),
    ]
}

/// A share as the bits of its float, so that it comes back as it was; -1 for none.
fn bits(confidence: Option<Confidence>) -> i64 {
    confidence.map_or(-1, |sure| i64::from(sure.get().to_bits()))
}

fn sure(bits: f64) -> Option<Confidence> {
    let bits = natural(bits)?;
    Confidence::new(f64::from(f32::from_bits(bits)))
}

fn role(role: &Role) -> String {
    let mut text = Object::default();
    text.text("name", &role.name);
    if let Some(look) = role.look {
        let look = [look.colour, look.shape, u8::from(look.hollow)];
        text.raw("look", &numbers(look.map(i64::from)));
    }
    text.number_if("into", role.into.map(|into| u64::from(into.0)));
    text.finish()
}

fn read_list<T>(
    cursor: &mut Cursor<'_>,
    one: fn(&mut Cursor<'_>) -> Result<T, DecodeError>,
) -> Result<Vec<T>, DecodeError> {
    let mut all = Vec::new();
    cursor.list(&mut |cursor| {
        all.push(one(cursor)?);
        Ok(())
    })?;
    Ok(all)
}

fn read_number(cursor: &mut Cursor<'_>) -> Result<f64, DecodeError> {
    Ok(cursor.scalar()?.number().unwrap_or(-1.0))
}

fn read_splice(cursor: &mut Cursor<'_>) -> Result<Option<Splice>, DecodeError> {
    let (mut at, mut count, mut new) = (None, None, Vec::new());
    cursor.object(&mut |cursor, key| {
        match key {
            "at" => at = whole(&cursor.scalar()?),
            "count" => count = whole(&cursor.scalar()?),
            "new" => new = read_list(cursor, read_slot)?,
            _ => drop(cursor.scalar()?),
        }
        Ok(())
    })?;
    let new = new.into_iter().collect::<Option<Vec<Slot>>>();
    let whole = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok());
    Ok(whole(at).zip(whole(count)).zip(new).map(|((at, count), new)| Splice { at, count, new }))
}

/// What was found of a slot.
#[derive(Default)]
struct Found {
    of: Option<u32>,
    to: Option<u32>,
    by: Option<u32>,
    speaker: u32,
    times: (u32, u32),
    sure: Option<Confidence>,
    text: String,
    words: Vec<f64>,
    paragraphs: Vec<f64>,
}

fn read_slot(cursor: &mut Cursor<'_>) -> Result<Option<Slot>, DecodeError> {
    let mut found = Found::default();
    cursor.object(&mut |cursor, key| {
        match key {
            "text" => found.text = cursor.scalar()?.into_text().unwrap_or_default(),
            "words" => found.words = read_list(cursor, read_number)?,
            "paragraphs" => found.paragraphs = read_list(cursor, read_number)?,
            _ => {
                let value = cursor.scalar()?.number().unwrap_or(-1.0);
                let number = natural(value);
                match key {
                    "of" => found.of = number,
                    "to" => found.to = number,
                    "by" => found.by = number,
                    "speaker" => found.speaker = number.unwrap_or_default(),
                    "start" => found.times.0 = number.unwrap_or_default(),
                    "end" => found.times.1 = number.unwrap_or_default(),
                    "sure" => found.sure = sure(value),
                    _ => {}
                }
            }
        }
        Ok(())
    })?;
    Ok(found.slot())
}

impl Found {
    fn slot(self) -> Option<Slot> {
        let by = self.by.map(speaker).map_or(Some(None), |by| by.map(Some))?;
        let Some(to) = self.to else {
            return Some(Slot { source: Source::Original(self.of?), by });
        };
        let words = self.words.chunks(6).map(word).collect::<Option<_>>()?;
        let paragraphs = self.paragraphs.chunks(2).map(|ends| {
            let [start, end] = <[f64; 2]>::try_from(ends).ok()?;
            Some(natural(start)?..natural(end)?)
        });
        let own = OwnTurn::from_parts(TurnParts {
            speaker: speaker(self.speaker)?,
            times: (Millis::new(self.times.0), Millis::new(self.times.1)),
            confidence: self.sure,
            text: self.text,
            words,
            paragraphs: paragraphs.collect::<Option<_>>()?,
            of: self.of?..to,
        })?;
        Some(Slot { source: Source::Own(own.into()), by })
    }
}

fn word(figures: &[f64]) -> Option<OwnWord> {
    let [from, to, start, end, share, who] = <[f64; 6]>::try_from(figures).ok()?;
    Some(OwnWord {
        range: natural(from)?..natural(to)?,
        start: Millis::new(natural(start)?),
        end: Millis::new(natural(end)?),
        confidence: sure(share),
        speaker: speaker(natural(who)?)?,
    })
}

fn read_role(cursor: &mut Cursor<'_>) -> Result<Role, DecodeError> {
    let mut role = Role::new(String::new());
    cursor.object(&mut |cursor, key| {
        match key {
            "name" => role.name = cursor.scalar()?.into_text().unwrap_or_default(),
            "look" => role.look = look(&read_list(cursor, read_number)?),
            "into" => role.into = natural(read_number(cursor)?).and_then(speaker),
            _ => drop(cursor.scalar()?),
        }
        Ok(())
    })?;
    Ok(role)
}

/// A mark that there is.
fn look(figures: &[f64]) -> Option<Look> {
    let figures = figures.iter().map(|figure| u8::try_from(natural(*figure)?).ok());
    match figures.collect::<Option<Vec<u8>>>()?.as_slice() {
        [colour @ 1..=8, shape @ 1..=4, hollow @ 0..=1] => {
            Some(Look { colour: *colour, shape: *shape, hollow: *hollow == 1 })
        }
        _ => None,
    }
}

fn speaker(number: u32) -> Option<SpeakerId> {
    u16::try_from(number).ok().map(SpeakerId)
}

/// A whole number of 32 bits.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked to be exact")]
fn natural(number: f64) -> Option<u32> {
    (number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number))
        .then_some(number as u32)
}

fn narrow(number: Option<u64>) -> u32 {
    number.and_then(|number| u32::try_from(number).ok()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use std::rc::Rc;

    use proptest::prelude::*;
    use transcript::edit::{Editing, Who};
    use transcript::{SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

    use super::*;

    fn talk() -> Rc<Transcript> {
        let mut builder = TranscriptBuilder::new();
        for (number, speaker) in ["A", "B", "A", "C"].into_iter().enumerate() {
            let word = |at: u32, text| SourceWord {
                text,
                start: Millis::new(u32::try_from(number).expect("small") * 10_000 + at),
                end: Millis::new(u32::try_from(number).expect("small") * 10_000 + at + 300),
                confidence: Confidence::new(0.123_456_7),
                speaker: None,
            };
            builder.push_utterance(&SourceUtterance {
                speaker: Some(speaker.to_owned()),
                confidence: Confidence::new(0.3),
                words: [word(0, "Naïve"), word(400, "🙂"), word(800, "\"quote\"\\")].into(),
                ..SourceUtterance::default()
            });
        }
        Rc::new(builder.finish())
    }

    /// An edit of each kind, as they come one after another.
    fn edits() -> Vec<Edit> {
        let mut editing = Editing::new(talk());
        let acts: [fn(&Editing) -> Option<Edit>; 10] = [
            |e| e.name(SpeakerId(0), "Ann \"the\" Owl\u{202e}"),
            |e| e.split(0, 6),
            |e| e.join(2),
            |e| e.reassign([0, 1], Who::New("Fourth")),
            |e| e.reassign_words(2, 0..7, Who::Voice(SpeakerId(2))),
            |e| e.retype(1, 0, "typed\tover "),
            |e| e.move_border(2, -1).or_else(|| e.move_border(3, -1)),
            |e| e.merge(SpeakerId(2), SpeakerId(1)),
            |e| e.look(SpeakerId(1), Look { colour: 8, shape: 4, hollow: true }),
            |e| e.restore(0),
        ];
        for act in acts {
            let edit = act(&editing).expect("there is something to do");
            editing.commit(edit).expect("it fits");
        }
        editing.done().cloned().collect()
    }

    #[test]
    fn an_edit_is_read_as_it_was_stored() {
        for edit in edits() {
            let stored = to_stored(&edit);
            assert!(serde_json::from_str::<serde_json::Value>(&stored).is_ok(), "{stored}");
            assert_eq!(from_stored(&stored), Ok(edit));
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let read = |text| from_stored(text).map(drop);
        assert_eq!(read(r#"{"v":2,"kind":"text"}"#), Err(StoredError::Newer(2)));
        assert_eq!(read(r#"{"v":1}"#), Err(StoredError::Incomplete));
        assert_eq!(read(r#"{"v":1,"kind":"later"}"#), Err(StoredError::Incomplete));
        assert_eq!(
            read(r#"{"v":1,"kind":"text","splices":[{"at":0,"count":1,"new":[{}]}]}"#),
            Err(StoredError::Incomplete)
        );
        assert_eq!(read(r#"{"v":1,"kind":"text","splices":[],"later":[{"x":1}]}"#), Ok(()));
        assert_eq!(Log::from_stored("[]"), Err(StoredError::Incomplete));
    }

    proptest! {
        #[test]
        fn a_log_is_read_as_it_was_stored(done in any::<u32>(), all in any::<u32>()) {
            let log = Log { done, all };
            prop_assert_eq!(Log::from_stored(&log.to_stored()), Ok(log));
        }

        /// Whatever became of a stored text: it is refused, or what it makes fits or is refused.
        #[test]
        fn no_text_is_a_panic(text in any::<String>(), at in 0_usize..10, cut in 0_usize..2_000, with in "[0-9\\]},\"a-z-]{0,4}") {
            let _either_way = from_stored(&text);
            let stored = to_stored(&edits()[at]);
            let cut = stored.floor_char_boundary(cut % stored.len());
            let end = stored.floor_char_boundary((cut + with.len()).min(stored.len()));
            let mutated = [&stored[..cut], &with, &stored[end..]].concat();
            if let Ok(edit) = from_stored(&mutated) {
                let mut editing = Editing::new(talk());
                let _either_way = editing.commit(edit);
            }
        }
    }
}
