//! Segments, whatever a program calls what they have.

use assemblyai::json::Cursor;
use transcript::Millis;

use crate::json::{Read, objects, share, string, time};
use crate::pieces::{Piece, Pieces, Place, Word};
use crate::words::words;

/// Reads segments, each about a sentence; those that were read before are of another list.
pub(crate) fn segments(cursor: &mut Cursor<'_>, text: &str, pieces: &mut Pieces) -> Read<()> {
    pieces.all.clear();
    objects(cursor, &mut |cursor| {
        let mut segment = Piece::default();
        let mut duration = None;
        cursor.object(&mut |cursor, key| {
            match key {
                "start" | "startTime" => segment.start = time(cursor, text)?.into(),
                "end" | "endTime" => segment.end = time(cursor, text)?.into(),
                "duration" => duration = time(cursor, text)?,
                "timestamp" => {
                    let [start, end] = pair(cursor, text)?;
                    (segment.start, segment.end) = (start.into(), end.into());
                }
                "offsets" => {
                    let [start, end] = offsets(cursor)?;
                    (segment.start, segment.end) = (start.into(), end.into());
                }
                "text" | "body" => {
                    segment.text = pieces.keep(string(cursor)?.unwrap_or_default().trim());
                }
                "speaker" | "speaker_id" => {
                    segment.speaker = pieces.keep(&string(cursor)?.unwrap_or_default());
                }
                "confidence" => segment.confidence = share(cursor)?,
                "words" => segment.words = words(cursor, text, pieces)?,
                "tokens" => {
                    let own = tokens(cursor, pieces)?;
                    if segment.words.is_empty() {
                        segment.words = own;
                    }
                }
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        if let (Some(start), Some(duration)) = (segment.start.get(), duration) {
            segment.end = segment.end.or(Millis(start.0.saturating_add(duration.0)));
        }
        // Of a segment without anything, nothing is to be kept but its time for loose words.
        if !(segment.text.is_empty() && segment.words.is_empty() && !segment.start.is_known()) {
            pieces.all.push(segment);
        }
        Ok(())
    })
}

/// Start and end in seconds, as a list of two.
fn pair(cursor: &mut Cursor<'_>, text: &str) -> Read<[Option<Millis>; 2]> {
    let (mut pair, mut index) = ([None; 2], 0);
    cursor.list(&mut |cursor| {
        let told = time(cursor, text)?;
        if let Some(place) = pair.get_mut(index) {
            *place = told;
        }
        index += 1;
        Ok(())
    })?;
    Ok(pair)
}

/// Start and end in milliseconds, by their names.
fn offsets(cursor: &mut Cursor<'_>) -> Read<[Option<Millis>; 2]> {
    let mut offsets = [None; 2];
    cursor.object(&mut |cursor, key| {
        match key {
            "from" => offsets[0] = cursor.scalar()?.number().map(Millis::from_f64),
            "to" => offsets[1] = cursor.scalar()?.number().map(Millis::from_f64),
            _ => cursor.skip()?,
        }
        Ok(())
    })?;
    Ok(offsets)
}

/// Tokens are parts of words: a blank begins a new one. Those in brackets are no text. Whisper's own are
/// numbers, and stepped over.
fn tokens(cursor: &mut Cursor<'_>, pieces: &mut Pieces) -> Read<Place> {
    let from = pieces.words.len();
    objects(cursor, &mut |cursor| {
        let (mut said, mut times) = (None, [None; 2]);
        cursor.object(&mut |cursor, key| {
            match key {
                "text" => said = cursor.scalar()?.text(),
                "offsets" => times = offsets(cursor)?,
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        let Some(said) = said.filter(|said| !said.starts_with("[_")) else { return Ok(()) };
        let begins = pieces.words.len() == from || said.starts_with(' ');
        let text = pieces.keep(said.trim());
        if begins {
            pieces.words.push(Word { text, start: times[0], end: times[1], ..Word::default() });
        } else if let Some(word) = pieces.words.last_mut() {
            // What was kept last is the part before.
            word.text.to = text.to;
            word.end = times[1].or(word.end);
        }
        Ok(())
    })?;
    Ok(Place::new(from, pieces.words.len()))
}
