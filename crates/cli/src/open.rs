//! From a file to a conversation.

use anyhow::{Result, anyhow, bail};
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
    /// The encoding that the file was taken for, where that is a guess.
    pub(crate) guessed: Option<&'static str>,
}

/// Why a file is not converted, for a person.
#[derive(Debug)]
pub(crate) struct Trouble {
    /// The line that it is about, from 1.
    pub(crate) line: Option<u32>,
    pub(crate) what: anyhow::Error,
}

impl From<anyhow::Error> for Trouble {
    fn from(what: anyhow::Error) -> Self {
        Self { line: None, what }
    }
}

/// The conversation in the bytes of a file.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Opened, Trouble> {
    if bytes.len() as u64 > LONGEST {
        return Err(anyhow!("it has more than {} MB", LONGEST / 1_000_000).into());
    }
    match import::recognise(&bytes) {
        Some(Recognised::Elsewhere(format)) => match import::read(format, &bytes) {
            Ok(imported) => Ok(Opened {
                transcript: imported.transcript,
                id: None,
                language: imported.language,
                left_out: imported.left_out,
                guessed: imported.guessed,
            }),
            Err(ImportError { line, expected }) => {
                let what = match line {
                    Some(_) => anyhow!(words(expected)),
                    None => anyhow!("it is {}, but {}", format.name(), words(expected)),
                };
                Err(Trouble { line, what })
            }
        },
        Some(Recognised::AssemblyAi) => Ok(answer(bytes)?),
        Some(Recognised::Foreign(service)) => Err(anyhow!(
            "it is JSON of {}, which is not read: export SRT or WebVTT there",
            service.name()
        )
        .into()),
        None => Err(anyhow!("it is nothing that is read: see `diarist formats`").into()),
    }
}

fn answer(bytes: Vec<u8>) -> Result<Opened> {
    let answer = decode(bytes).map_err(|error| match error {
        DecodeError::CutOff => anyhow!("it ends in the middle, or is empty"),
        DecodeError::NotJson(at) => anyhow!("it is not JSON: see byte {at}"),
        DecodeError::NotAnObject | DecodeError::NotATranscript => {
            anyhow!("it is JSON, but no transcript that is read: see `diarist formats`")
        }
    })?;
    match answer.status {
        Status::Completed if answer.is_deleted => {
            bail!("it is the answer of a job whose transcript was deleted")
        }
        Status::Completed if answer.transcript.is_empty() => bail!("nothing is said in it"),
        Status::Completed => Ok(Opened {
            transcript: answer.transcript,
            id: answer.id,
            language: answer.language,
            left_out: 0,
            guessed: None,
        }),
        Status::Error => {
            bail!("it is the answer of a job that failed: {}", answer.error.unwrap_or_default())
        }
        Status::Queued | Status::Processing | Status::Other(_) => {
            bail!("it is the answer of a job that was not finished")
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
