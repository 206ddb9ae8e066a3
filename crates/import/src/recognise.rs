//! What a file is, by its content alone: names of files lie, and what is stored has none.

use assemblyai::json::{Cursor, DecodeError};

use crate::csv::Columns;
use crate::lines::{self, lines};
use crate::seconds::timing;
use crate::{Format, Service, rttm};

/// Who can read a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Recognised {
    /// `assemblyai`, or nobody: JSON that nobody else knows, or nothing at all. Its decoder tells
    /// what is wrong.
    AssemblyAi,
    /// [`crate::read`].
    Elsewhere(Format),
    /// Nobody here: it is an answer of another service.
    Foreign(Service),
}

/// Lines that are looked at for the first one that tells.
const LOOKED_AT: usize = 1_000;

/// Bytes by which a file is told that is none of ours, however long it is.
pub const GLANCE: usize = 64 * 1024;

/// Bytes of the longest file that is read. An answer about ten hours has 20 MB.
pub const LONGEST: u64 = 256_000_000;

/// Whether a file that begins so may be one that can be read. Whoever asks need not read the rest of
/// a film that was chosen by mistake.
pub fn may_begin(first: &[u8]) -> bool {
    recognise(first.get(..GLANCE).unwrap_or(first)).is_some()
}

/// What a file is; `None` where it is nothing that can be read. A file is recognised although it
/// may be broken further on.
pub fn recognise(bytes: &[u8]) -> Option<Recognised> {
    let decoded;
    let bytes = match bytes {
        // What tells stands near the beginning; a letter that is cut in two does not matter there.
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => {
            let even = bytes.len().min(GLANCE) & !1;
            decoded = lines::text(bytes.get(..even)?).ok()?.into_owned();
            decoded.as_bytes()
        }
        _ => bytes,
    };
    let mut bytes = bytes;
    while let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        bytes = rest;
    }
    match bytes.iter().find(|byte| !byte.is_ascii_whitespace()) {
        None => return Some(Recognised::AssemblyAi),
        Some(b'{' | b'[') => return Some(json(bytes)),
        Some(_) => {}
    }
    // All that tells is ASCII, so broken letters do not matter here.
    let text = match str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => String::from_utf8_lossy(bytes.get(..GLANCE).unwrap_or(bytes)),
    };
    let format = if is_vtt(&text) {
        Format::WebVtt
    } else if lines(&text).next().and_then(|line| Columns::of(line.text)).is_some() {
        Format::Csv
    } else if is_rttm(&text) {
        Format::Rttm
    } else if is_srt(&text) {
        if has_voices(&text) { Format::WebVtt } else { Format::Srt }
    } else {
        return None;
    };
    Some(Recognised::Elsewhere(format))
}

fn is_vtt(text: &str) -> bool {
    let after = text.strip_prefix("WEBVTT");
    after.is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\t', '\r', '\n']))
}

/// Comments may stand first.
fn is_rttm(text: &str) -> bool {
    let mut told = lines(text).filter(|line| !line.is_blank() && !line.text.starts_with(";;"));
    told.next().is_some_and(|line| rttm::is_line(line.text))
}

/// A time of a cue stands somewhere.
fn is_srt(text: &str) -> bool {
    lines(text).take(LOOKED_AT).any(|line| timing(line.text).is_some())
}

/// Only `WebVTT` has voices, also where it lacks its first line.
fn has_voices(text: &str) -> bool {
    lines(text).take(LOOKED_AT).any(|line| line.text.starts_with("<v ") && line.text.contains('>'))
}

/// An error ends the search, once something is found or where the text is no JSON.
const STOP: Result<(), DecodeError> = Err(DecodeError::NotATranscript);

/// Whether an object has one of these times, and a text.
fn is_timed(cursor: &mut Cursor<'_>, times: &[&str]) -> Result<bool, DecodeError> {
    let (mut has_time, mut has_text) = (false, false);
    cursor.object(&mut |cursor, key| {
        has_time |= times.contains(&key);
        has_text |= matches!(key, "word" | "text");
        cursor.skip()
    })?;
    Ok(has_time && has_text)
}

/// Whether that holds of the first of a list. What Whisper writes without segments has no more than its
/// words; answers of `AssemblyAI` have members of their own beside them.
fn are_timed(cursor: &mut Cursor<'_>, times: &[&str]) -> Result<bool, DecodeError> {
    let mut first = None;
    cursor.list(&mut |cursor| {
        if first.is_some() {
            return cursor.skip();
        }
        first = Some(is_timed(cursor, times)?);
        Ok(())
    })?;
    Ok(first == Some(true))
}

/// Whether the first of a list has one of these times, and a text; the list may be cut off.
fn is_timed_list(mut cursor: Cursor<'_>, times: &[&str]) -> bool {
    let mut is_timed_first = false;
    let _stopped = cursor.list(&mut |cursor| {
        is_timed_first = is_timed(cursor, times)?;
        STOP
    });
    is_timed_first
}

/// By the first member that only one of them has.
fn json(bytes: &[u8]) -> Recognised {
    if is_timed_list(Cursor::new(bytes, 0), &["start"]) {
        return Recognised::Elsewhere(Format::Whisper);
    }
    let mut found = Recognised::AssemblyAi;
    let (mut has_words, mut is_completed) = (false, false);
    let stopped = Cursor::new(bytes, 0).object(&mut |cursor, key| match key {
        "audio_url" | "utterances" | "acoustic_model" => STOP,
        "status" => match cursor.scalar()?.text().as_deref() {
            Some("queued" | "processing" | "error") => STOP,
            // Jobs of other services are completed too: their results tell whose they are.
            Some("completed") => {
                is_completed = true;
                Ok(())
            }
            _ => Ok(()),
        },
        "segments" | "word_segments" if is_completed => STOP,
        "result" => {
            let mut is_gladia = false;
            let end = cursor.object(&mut |cursor, key| {
                is_gladia |= key == "transcription";
                cursor.skip()
            });
            if is_gladia {
                found = Recognised::Foreign(Service::Gladia);
                return STOP;
            }
            end.map(drop)
        }
        "tokens" if is_timed_list(Cursor::new(bytes, cursor.at()), &["start_ms"]) => {
            found = Recognised::Foreign(Service::Soniox);
            STOP
        }
        "segments" | "word_segments" => {
            found = Recognised::Elsewhere(Format::Whisper);
            STOP
        }
        "words" => are_timed(cursor, &["start"]).map(|are| has_words = are),
        "chunks" | "transcription" => {
            has_words |= are_timed(cursor, &["timestamp", "offsets"])?;
            Ok(())
        }
        "results" => {
            if let Some(service) = Service::of_results(Cursor::new(bytes, cursor.at())) {
                found = Recognised::Foreign(service);
                return STOP;
            }
            let is_object = cursor.object(&mut |_, key| {
                found = match key {
                    "channels" | "utterances" => Recognised::Elsewhere(Format::Deepgram),
                    "transcripts" | "items" => Recognised::Foreign(Service::Amazon),
                    _ => found,
                };
                STOP
            });
            is_object.map(drop)
        }
        _ => match Service::of_member(key) {
            Some(service) => {
                found = Recognised::Foreign(service);
                STOP
            }
            None => cursor.skip(),
        },
    });
    match stopped {
        Ok(_) if has_words && !is_completed => Recognised::Elsewhere(Format::Whisper),
        _ => found,
    }
}
