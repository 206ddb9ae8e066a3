//! Words as JSON files have them, whatever they call their fields.

use assemblyai::json::Cursor;

use crate::json::{Read, objects, share, string, time};
use crate::pieces::{Pieces, Place, Word};

/// Reads a list of words into `pieces`; `text` is that of the cursor. Where they are.
pub(crate) fn words(cursor: &mut Cursor<'_>, text: &str, pieces: &mut Pieces) -> Read<Place> {
    let from = pieces.words.len();
    objects(cursor, &mut |cursor| {
        let mut word = Word::default();
        let mut is_punctuated = false;
        let is_object = cursor.object(&mut |cursor, key| {
            match key {
                "punctuated_word" => {
                    if let Some(text) = string(cursor)? {
                        (word.text, is_punctuated) = (pieces.keep(text.trim()), true);
                    }
                }
                "word" | "text" => {
                    let text = string(cursor)?.unwrap_or_default();
                    if !is_punctuated {
                        word.text = pieces.keep(text.trim());
                    }
                }
                "start" => word.start = time(cursor, text)?,
                "end" => word.end = time(cursor, text)?,
                "confidence" | "probability" | "score" => word.confidence = share(cursor)?,
                "speaker" | "speaker_id" => {
                    word.speaker = pieces.keep(&string(cursor)?.unwrap_or_default());
                }
                _ => cursor.skip()?,
            }
            Ok(())
        })?;
        if is_object && !word.text.is_empty() {
            pieces.words.push(word);
        }
        Ok(())
    })?;
    Ok(Place::new(from, pieces.words.len()))
}
