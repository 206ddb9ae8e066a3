//! Transcripts that other programs made, read into the model of `transcript`.
//!
//! [`recognise`] tells by the content alone what a file is, never by its name; [`read`] makes a
//! conversation of it. Files are read leniently: what a format does not say is missing, what
//! programs are known to write otherwise than documented is understood. What cannot be understood
//! is an [`ImportError`] with its line, never a panic.
//!
//! ```
//! use import::{Format, Recognised, read, recognise};
//!
//! let file = b"WEBVTT\n\n00:05.000 --> 00:06.200\n<v Ada Holm>Good morning.\n";
//! assert_eq!(recognise(file), Some(Recognised::Elsewhere(Format::WebVtt)));
//! let imported = read(Format::WebVtt, file)?;
//! assert_eq!(imported.transcript.speakers()[0].name(), "Ada Holm");
//! # Ok::<(), import::ImportError>(())
//! ```
//!
//! # Turns
//!
//! Cues and segments are shorter than what a person says in one go. What the same voice says with
//! no more than [`PAUSE`] between becomes one turn, also where somebody else talks at the same
//! time. Where nobody knows who speaks, a turn ends with a sentence, so that its time is of use.
//! Rows of a table of turns and lines of RTTM are turns already and are left as they are.
//!
//! # Where to find what
//!
//! | module | subject |
//! |---|---|
//! | `recognise`, `service` | what a file is |
//! | `error` | why one is not read |
//! | `lines`, `seconds`, `json` | lines with their numbers, times, values with their places |
//! | `cues`, `pieces` | what is said in cues and segments, in flat arrays |
//! | `turns`, `room` | from those to turns, and how many there may be |
//! | `language` | codes and names of languages |
//! | `names` | names that stand before what is said |
//! | `srt`, `vtt`, `markup`, `rttm`, `csv`, `whisper`, `segments`, `deepgram`, `words` | the formats |

mod csv;
mod cues;
mod deepgram;
mod error;
mod json;
mod language;
mod lines;
mod markup;
mod names;
mod pieces;
mod recognise;
mod room;
mod rttm;
mod seconds;
mod segments;
mod service;
mod srt;
#[cfg(test)]
mod tests;
mod turns;
mod vtt;
mod whisper;
mod words;

pub use error::{Expected, ImportError};
pub use recognise::{GLANCE, LONGEST, Recognised, may_begin, recognise};
pub use rttm::SPEECH;
pub use service::Service;
pub use turns::PAUSE;

use transcript::Transcript;

/// A format of another program, or of our own export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// `SubRip` subtitles.
    Srt,
    /// Web subtitles.
    WebVtt,
    /// Who spoke when, without what was said.
    Rttm,
    /// JSON of Whisper, `WhisperX` and what writes segments or words in such a shape.
    Whisper,
    /// JSON of Deepgram.
    Deepgram,
    /// A table of turns or of words, as our export writes them.
    Csv,
}

impl Format {
    /// Every format.
    pub const ALL: [Self; 6] =
        [Self::Srt, Self::WebVtt, Self::Rttm, Self::Whisper, Self::Deepgram, Self::Csv];

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Srt => "SRT",
            Self::WebVtt => "WebVTT",
            Self::Rttm => "RTTM",
            Self::Whisper => "JSON of segments",
            Self::Deepgram => "Deepgram JSON",
            Self::Csv => "CSV",
        }
    }

    /// What the name of its files ends in, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Srt => "srt",
            Self::WebVtt => "vtt",
            Self::Rttm => "rttm",
            Self::Whisper | Self::Deepgram => "json",
            Self::Csv => "csv",
        }
    }

    /// The name of a file, with the ending of this format where it lacks that. Who opens it by a name
    /// that somebody else gave it is to get nothing but text.
    pub fn file_name(self, name: &str) -> String {
        let ending = [".", self.extension()].concat();
        let own = name.len().checked_sub(ending.len()).and_then(|at| name.get(at..));
        if own.is_some_and(|own| own.eq_ignore_ascii_case(&ending)) {
            name.to_owned()
        } else {
            [name, &ending].concat()
        }
    }

    /// Its media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Srt => "application/x-subrip",
            Self::WebVtt => "text/vtt",
            Self::Rttm => "text/plain",
            Self::Whisper | Self::Deepgram => "application/json",
            Self::Csv => "text/csv",
        }
    }
}

/// What a file of another program tells.
#[derive(Clone, Debug, Default)]
pub struct Imported {
    /// The conversation; never empty.
    pub transcript: Transcript,
    /// The code of the language, such as `en` or `pt-BR`, where the file says it.
    pub language: Option<String>,
    /// What made the transcript, where the file says it.
    pub model: Option<String>,
    /// The encoding that the file was taken for, where that is a guess.
    pub guessed: Option<&'static str>,
    /// Turns of other recordings in the same file; only those of the first one are read.
    pub left_out: u32,
}

/// What programs of Windows write that know no other encoding.
const WINDOWS_1252: &str = "Windows-1252";

/// Reads a file of a format that [`recognise`] told.
pub fn read(format: Format, bytes: &[u8]) -> Result<Imported, ImportError> {
    let is_json = matches!(format, Format::Whisper | Format::Deepgram);
    let (text, guessed) = match lines::text(bytes) {
        Ok(text) => (text, None),
        // JSON is UTF-8 by its own rules: what is not is broken.
        Err(error) if is_json => return Err(error),
        Err(error) => (lines::guessed(bytes).ok_or(error)?.into(), Some(WINDOWS_1252)),
    };
    let text = &*text;
    let mut imported = match format {
        Format::Srt => srt::read(text),
        Format::WebVtt => vtt::read(text),
        Format::Rttm => rttm::read(text),
        Format::Whisper => whisper::read(text),
        Format::Deepgram => deepgram::read(text),
        Format::Csv => csv::read(text),
    }?;
    if imported.transcript.is_empty() {
        return Err(ImportError { line: None, expected: Expected::Speech });
    }
    imported.guessed = guessed;
    Ok(imported)
}
