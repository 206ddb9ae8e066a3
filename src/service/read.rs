//! Reading an answer, or a transcript that another program made, without keeping the page from
//! painting.

use std::cell::RefCell;
use std::rc::Rc;

use assemblyai::decode::Step;
use assemblyai::{Answer, DecodeError, Decoder, Status};
use import::{Format, ImportError, Recognised, Service};
pub use import::{GLANCE, LONGEST};
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;

use crate::platform::clock::{mark, mark_at, tick_ms};
use crate::platform::frame::{Slices, breathe};
use crate::platform::part::Here;
use crate::platform::task::spawn;

/// Bytes decoded before the clock is looked at.
const SLICE_BYTES: usize = 64 * 1024;
/// Time taken before others may run.
pub(super) const SLICE_MS: f64 = 32.0;

/// Where bytes come from, and so what they may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whence {
    /// The service sent them: an answer.
    Service,
    /// The user has them, now or since an earlier visit: an answer, or what another program made.
    User,
}

/// What was read, with the bytes as they came.
pub struct Read {
    /// The answer; of another program's transcript, what an answer would have said.
    pub answer: Answer,
    /// The bytes.
    pub raw: Vec<u8>,
    /// What another program's transcript was; `None` for an answer.
    pub source: Option<Source>,
}

/// A transcript of another program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Source {
    /// Its format.
    pub format: Format,
    /// The encoding that it was taken for, where that is a guess.
    pub guessed: Option<&'static str>,
    /// Turns of other recordings in it that were left out.
    pub left_out: u32,
}

/// Why bytes were not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReadError {
    /// They are no answer of the service, and nothing else either.
    Answer(DecodeError),
    /// They are of this format, but something is wrong with them.
    Import(Format, ImportError),
    /// They are an answer of another service.
    Foreign(Service),
    /// They are nothing that can be read.
    Unknown,
}

/// Bytes that are being read.
pub struct Reading {
    outcome: Rc<RefCell<Option<Outcome>>>,
    is_done: Promise,
}

type Outcome = Result<Read, ReadError>;

impl Reading {
    /// What they are, once that is known.
    pub async fn end(self) -> Outcome {
        let _done = JsFuture::from(self.is_done).await;
        // It is there when the promise is kept.
        self.outcome.take().unwrap_or(Err(ReadError::Unknown))
    }
}

/// Reads bytes, an answer in slices.
///
/// Here the part of the program that reads answers is entered, so that the first screen need not
/// wait for it. What is returned is no future, for that would lead from the first part to all that
/// reads.
#[inline(never)]
pub fn read(bytes: Vec<u8>, whence: Whence, _: Here) -> Reading {
    let outcome: Rc<RefCell<Option<Outcome>>> = Rc::default();
    let mut bytes = bytes;
    let is_done = Promise::new(&mut |resolve, _| {
        let (bytes, told) = (std::mem::take(&mut bytes), Rc::clone(&outcome));
        spawn(async move {
            let read = decode(bytes, whence).await;
            told.replace(Some(read));
            let _told = resolve.call0(&JsValue::NULL);
        });
    });
    Reading { outcome, is_done }
}

/// Whether a file that begins so, by its first [`GLANCE`] bytes, may be a transcript.
///
/// Another entry of the part that reads.
#[inline(never)]
pub fn may_begin(first: &[u8], _: Here) -> bool {
    import::may_begin(first)
}

async fn decode(bytes: Vec<u8>, whence: Whence) -> Outcome {
    let recognised = match whence {
        Whence::Service => Some(Recognised::AssemblyAi),
        Whence::User => import::recognise(&bytes),
    };
    match recognised {
        Some(Recognised::AssemblyAi) => answer(bytes).await.map_err(ReadError::Answer),
        Some(Recognised::Elsewhere(format)) => elsewhere(format, bytes).await,
        Some(Recognised::Foreign(service)) => Err(ReadError::Foreign(service)),
        None => Err(ReadError::Unknown),
    }
}

async fn answer(bytes: Vec<u8>) -> Result<Read, DecodeError> {
    let mut decoder = Decoder::new(bytes);
    let received_at = tick_ms();
    let mut slices = Slices::of(SLICE_MS);
    while decoder.step(SLICE_BYTES)? == Step::More {
        slices.next().await;
    }
    // Showing it is a piece of work of its own.
    breathe().await;
    let (answer, raw) = decoder.finish()?;
    if answer.status == Status::Completed {
        tell_times(received_at);
    }
    Ok(Read { answer, raw, source: None })
}

/// Subtitles and tables are a tenth as long as an answer: they are read in one go.
async fn elsewhere(format: Format, raw: Vec<u8>) -> Outcome {
    let received_at = tick_ms();
    breathe().await;
    let imported = import::read(format, &raw).map_err(|error| ReadError::Import(format, error))?;
    breathe().await;
    tell_times(received_at);
    let (guessed, left_out) = (imported.guessed, imported.left_out);
    let source = Some(Source { format, guessed, left_out });
    let answer = Answer {
        id: None,
        status: Status::Completed,
        error: None,
        is_deleted: false,
        language: imported.language,
        language_confidence: None,
        model: imported.model,
        warnings: Vec::new(),
        transcript: imported.transcript,
    };
    Ok(Read { answer, raw, source })
}

fn tell_times(received_at: f64) {
    mark_at("diarist:answer-received", received_at);
    mark("diarist:parsed");
}
