//! Reading edits.

use assemblyai::json::{Cursor, DecodeError};
use transcript::edit::{
    Edit, Kind, OwnTurn, OwnWord, Role, Slot, Source, Splice, TurnChange, TurnParts, Written,
};
use transcript::{Confidence, Look, Millis, SpeakerId};

use super::{EDIT, LATEST};
use crate::stored::{StoredError, whole};

/// Reads the text of an edit.
pub fn from_stored(text: &str) -> Result<Written, StoredError> {
    let (mut version, mut kind, mut splices, mut roles) = (None, None, None, None);
    let (mut turn, mut kept, mut parts) = (None, [None; 3], Found::default());
    let mut cursor = Cursor::new(text.as_bytes(), 0);
    cursor.object(&mut |cursor, key| {
        match key {
            "v" => version = whole(&cursor.scalar()?),
            "kind" => {
                let name = cursor.scalar()?.into_text().unwrap_or_default();
                kind = Kind::ALL.iter().find(|(_, known)| *known == name).map(|(kind, _)| *kind);
            }
            "splices" => splices = Some(read_list(cursor, read_splice)?),
            "voices" => roles = Some(read_list(cursor, read_role)?),
            "turn" => turn = natural(read_number(cursor)?),
            "text_kept" => kept[0] = pair(&read_list(cursor, read_number)?),
            "words_kept" => kept[1] = pair(&read_list(cursor, read_number)?),
            "paragraphs_kept" => kept[2] = pair(&read_list(cursor, read_number)?),
            _ => parts.take(cursor, key)?,
        }
        Ok(())
    })?;
    cursor.end()?;
    let written = match version {
        Some(EDIT) => splices.and_then(|splices| {
            let splices = splices.into_iter().collect::<Option<_>>()?;
            Some(Written::Whole(Edit { kind: kind?, splices, roles }))
        }),
        Some(LATEST) if kind == Some(Kind::Text) => {
            parts.change(kept).and_then(|change| Some(Written::Typed { turn: turn?, change }))
        }
        Some(newer) if newer > LATEST => return Err(StoredError::Newer(newer)),
        _ => None,
    };
    written.ok_or(StoredError::Incomplete)
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
    let narrow = |number: Option<u64>| number.and_then(|number| u32::try_from(number).ok());
    Ok(narrow(at).zip(narrow(count)).zip(new).map(|((at, count), new)| Splice { at, count, new }))
}

/// What was found of a turn.
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
    cursor.object(&mut |cursor, key| found.take(cursor, key))?;
    Ok(found.slot())
}

impl Found {
    /// Takes one member of its object.
    fn take(&mut self, cursor: &mut Cursor<'_>, key: &str) -> Result<(), DecodeError> {
        match key {
            "text" => self.text = cursor.scalar()?.into_text().unwrap_or_default(),
            "words" => self.words = read_list(cursor, read_number)?,
            "paragraphs" => self.paragraphs = read_list(cursor, read_number)?,
            _ => {
                let value = cursor.scalar()?.number().unwrap_or(-1.0);
                let number = natural(value);
                match key {
                    "of" => self.of = number,
                    "to" => self.to = number,
                    "by" => self.by = number,
                    "speaker" => self.speaker = number.unwrap_or_default(),
                    "start" => self.times.0 = number.unwrap_or_default(),
                    "end" => self.times.1 = number.unwrap_or_default(),
                    "sure" => self.sure = sure(value),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    fn slot(self) -> Option<Slot> {
        let by = self.by.map(speaker).map_or(Some(None), |by| by.map(Some))?;
        let source = match self.to {
            Some(_) => Source::Own(OwnTurn::from_parts(self.parts()?)?.into()),
            None => Source::Original(self.of?),
        };
        Some(Slot { source, by })
    }

    fn parts(self) -> Option<TurnParts> {
        let paragraphs = self.paragraphs.chunks(2).map(|ends| {
            let (start, end) = pair(ends)?;
            Some(start..end)
        });
        Some(TurnParts {
            speaker: speaker(self.speaker)?,
            times: (Millis::new(self.times.0), Millis::new(self.times.1)),
            confidence: self.sure,
            words: self.words.chunks(6).map(word).collect::<Option<_>>()?,
            paragraphs: paragraphs.collect::<Option<_>>()?,
            of: self.of?..self.to?,
            text: self.text,
        })
    }

    /// What changed in a turn that was typed over, with how much was kept of text, words and paragraphs.
    fn change(self, [text, words, paragraphs]: [Option<(u32, u32)>; 3]) -> Option<TurnChange> {
        let parts = self.parts()?;
        Some(TurnChange {
            text_kept: text?,
            text: parts.text,
            words_kept: words?,
            words: parts.words,
            paragraphs_kept: paragraphs?,
            paragraphs: parts.paragraphs,
            speaker: parts.speaker,
            times: parts.times,
            confidence: parts.confidence,
            of: parts.of,
        })
    }
}

fn pair(numbers: &[f64]) -> Option<(u32, u32)> {
    let [a, b] = <[f64; 2]>::try_from(numbers).ok()?;
    natural(a).zip(natural(b))
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

fn sure(bits: f64) -> Option<Confidence> {
    let bits = natural(bits)?;
    Confidence::new(f64::from(f32::from_bits(bits)))
}
