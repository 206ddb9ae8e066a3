//! `GET /v2/transcript/{id}`: how a job stands, and at the end its transcript.

use crate::json::Cursor;
use crate::{JobOptions, Voices};

/// The path of one transcript, relative to the API base. The id comes from the service and is
/// escaped all the same.
#[must_use]
pub fn path(id: &str) -> String {
    let mut path = String::from("/v2/transcript/");
    // Browsers take `.` and `..` for ways to elsewhere, also where they are escaped. Escaped twice they
    // are names that nobody has.
    if matches!(id, "." | "..") {
        path.extend(id.chars().map(|_| "%252E"));
        return path;
    }
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(byte.into());
        } else {
            let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
            path.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    path
}

/// The text of an answer: of one that was deleted, what the service put in its place.
#[must_use]
pub fn text(body: &[u8]) -> Option<String> {
    super::text_member(body, "text")
}

/// Whether an answer is of a job that was asked for with these options, as far as it tells: the
/// service repeats in each what it was asked. `None`: the answer is garbled.
#[must_use]
pub fn is_made_with(body: &[u8], options: &JobOptions) -> Option<bool> {
    let mut cursor = Cursor::new(body, 0);
    let (mut language, mut is_detected) = (None, None);
    let (mut exactly, mut least, mut most) = (None, None, None);
    let is_object = cursor.object(&mut |cursor, key| {
        match key {
            "language_code" => language = cursor.scalar()?.into_text(),
            "language_detection" => is_detected = cursor.scalar()?.as_bool(),
            "speakers_expected" => exactly = cursor.scalar()?.number(),
            "speaker_options" => {
                cursor.object(&mut |cursor, key| {
                    match key {
                        "min_speakers_expected" => least = cursor.scalar()?.number(),
                        "max_speakers_expected" => most = cursor.scalar()?.number(),
                        _ => cursor.skip()?,
                    }
                    Ok(())
                })?;
            }
            _ => cursor.skip()?,
        }
        Ok(())
    });
    cursor.end().ok()?;
    if !is_object.ok()? {
        return None;
    }
    // A number may come back as two bounds that are equal.
    let (least, most) = (exactly.or(least), exactly.or(most));
    let bounds = match options.voices {
        Voices::Auto => (None, None),
        Voices::Exactly(count) => (Some(f64::from(count)), Some(f64::from(count))),
        Voices::Between(least, most) => (Some(f64::from(least)), Some(f64::from(most))),
    };
    let is_language = options.language.map_or_else(
        || is_detected != Some(false),
        |asked| {
            // "en" comes back as "en_us".
            let base = |code: &str| code.split(['_', '-']).next().unwrap_or_default().to_owned();
            is_detected != Some(true)
                && language.is_none_or(|language| base(&language) == base(asked.code))
        },
    );
    Some(is_language && (least, most) == bounds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::by_code;

    #[test]
    fn a_job_tells_what_it_was_asked_for_with() {
        let made = |body: &str, voices, code: &str| {
            is_made_with(body.as_bytes(), &JobOptions { voices, language: by_code(code) })
        };
        let auto = r#"{"id":"a","language_detection":true,"language_code":"en_us",
            "speakers_expected":null,"speaker_options":null,"words":[{"text":"Hi"}]}"#;
        assert_eq!(made(auto, Voices::Auto, ""), Some(true));
        assert_eq!(made(auto, Voices::Auto, "en"), Some(false));
        assert_eq!(made(auto, Voices::Exactly(2), ""), Some(false));
        let english = r#"{"language_detection":false,"language_code":"en_us",
            "speakers_expected":2}"#;
        assert_eq!(made(english, Voices::Exactly(2), "en"), Some(true));
        assert_eq!(made(english, Voices::Exactly(2), "de"), Some(false));
        assert_eq!(made(english, Voices::Exactly(3), "en"), Some(false));
        assert_eq!(made(english, Voices::Exactly(2), ""), Some(false));
        let bounds = r#"{"language_detection":true,
            "speaker_options":{"min_speakers_expected":2,"max_speakers_expected":4}}"#;
        assert_eq!(made(bounds, Voices::Between(2, 4), ""), Some(true));
        assert_eq!(made(bounds, Voices::Between(2, 5), ""), Some(false));
        assert_eq!(made(bounds, Voices::Auto, ""), Some(false));
        assert_eq!(made("<html>", Voices::Auto, ""), None);
        assert_eq!(made("[]", Voices::Auto, ""), None);
    }

    #[test]
    fn a_deleted_transcript_says_so_in_its_text() {
        let body = br#"{"id":"a","status":"completed","text":"Deleted by user.","words":null}"#;
        assert_eq!(text(body).as_deref(), Some("Deleted by user."));
        assert_eq!(text(br#"{"error":"Not found"}"#), None);
    }

    #[test]
    fn an_id_stays_one_segment() {
        assert_eq!(path("6f1c-e20a"), "/v2/transcript/6f1c-e20a");
        assert_eq!(path("../upload?x"), "/v2/transcript/..%2Fupload%3Fx");
        assert_eq!(path(".."), "/v2/transcript/%252E%252E");
        assert_eq!(path("."), "/v2/transcript/%252E");
    }
}
