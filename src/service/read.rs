//! Reading an answer without keeping the page from painting.

use std::future::Future;
use std::pin::Pin;

use assemblyai::decode::Step;
use assemblyai::{Answer, DecodeError, Decoder, Status};

use crate::platform::clock::{mark, mark_at, tick_ms};
use crate::platform::frame::{Slices, breathe};

/// Bytes decoded before the clock is looked at.
const SLICE_BYTES: usize = 64 * 1024;
/// Time taken before others may run.
pub(super) const SLICE_MS: f64 = 32.0;

/// An answer that is being read, with its bytes as they came.
pub type Reading = Pin<Box<dyn Future<Output = Result<(Answer, Vec<u8>), DecodeError>>>>;

/// Decodes an answer in slices; returns it with its bytes as they came.
///
/// Here the part of the program that reads answers is entered, so that the first screen need not
/// wait for it: it must be there when this is called.
#[inline(never)]
pub fn read(bytes: Vec<u8>) -> Reading {
    Box::pin(decode(bytes))
}

async fn decode(bytes: Vec<u8>) -> Result<(Answer, Vec<u8>), DecodeError> {
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
        mark_at("diarist:answer-received", received_at);
        mark("diarist:parsed");
    }
    Ok((answer, raw))
}
