//! From a file to a conversation.

use assemblyai::decode::{Status, decode};
use assemblyai::json::DecodeError;
use import::{Expected, ImportError, LONGEST, Recognised};
use transcript::Transcript;

/// A conversation, and what else the file says of it.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) transcript: Transcript,
    pub(crate) id: Option<String>,
    pub(crate) language: Option<String>,
    /// Turns of other recordings in the same file, which are not read.
    pub(crate) left_out: u32,
}

/// Why a file is not read, for a person: where it is about a line, `LINE: ` stands first.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Opened, String> {
    if bytes.len() as u64 > LONGEST {
        return Err(format!("it has more than {} MB", LONGEST / 1_000_000));
    }
    match import::recognise(&bytes) {
        Some(Recognised::Elsewhere(format)) => match import::read(format, &bytes) {
            Ok(imported) => Ok(Opened {
                transcript: imported.transcript,
                id: None,
                language: imported.language,
                left_out: imported.left_out,
            }),
            Err(ImportError { line, expected }) => Err(match line {
                Some(line) => format!("{line}: {}", words(expected)),
                None => format!("it is {}, but {}", format.name(), words(expected)),
            }),
        },
        Some(Recognised::AssemblyAi) => answer(bytes),
        None => Err("it is nothing that is read: see `diarist formats`".to_owned()),
    }
}

fn answer(bytes: Vec<u8>) -> Result<Opened, String> {
    let answer = decode(bytes).map_err(|error| match error {
        DecodeError::CutOff => "it ends in the middle, or is empty".to_owned(),
        DecodeError::NotJson(at) => format!("it is not JSON: see byte {at}"),
        DecodeError::NotAnObject | DecodeError::NotATranscript => {
            "it is JSON, but no transcript that is read: see `diarist formats`".to_owned()
        }
    })?;
    match answer.status {
        Status::Completed if answer.is_deleted => {
            Err("it is the answer of a job whose transcript was deleted".to_owned())
        }
        Status::Completed if answer.transcript.is_empty() => {
            Err("nothing is said in it".to_owned())
        }
        Status::Completed => Ok(Opened {
            transcript: answer.transcript,
            id: answer.id,
            language: answer.language,
            left_out: 0,
        }),
        Status::Error => Err(format!(
            "it is the answer of a job that failed: {}",
            answer.error.unwrap_or_default()
        )),
        Status::Queued | Status::Processing | Status::Other(_) => {
            Err("it is the answer of a job that was not finished".to_owned())
        }
    }
}

/// What was expected, after "but" or the number of a line.
const fn words(expected: Expected) -> &'static str {
    match expected {
        Expected::Utf8 => "text in UTF-8 was expected",
        Expected::SrtTime => "a time like 00:00:05,000 --> 00:00:06,200 was expected",
        Expected::VttTime => "a time like 00:00:05.000 --> 00:00:06.200 was expected",
        Expected::RttmTurn => {
            "SPEAKER, a recording, a channel, a start and a length in seconds were expected"
        }
        Expected::CsvCells => "as many cells as in the first line were expected",
        Expected::CsvTime => "a time in seconds, like 5.2, was expected",
        Expected::CsvQuote => "the quotation mark that opens here was expected to close",
        Expected::Json => "JSON was expected",
        Expected::JsonEnd => "it ends in the middle",
        Expected::Speech => "nothing is said in it",
        Expected::FewerTurns => "it has more turns than a file of its length can mean",
    }
}
