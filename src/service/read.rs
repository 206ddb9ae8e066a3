//! Reading an answer without keeping the page from painting.

use assemblyai::decode::Step;
use assemblyai::{Answer, DecodeError, Decoder, Status};

use crate::platform::clock::{mark, mark_at, tick_ms};
use crate::platform::frame::breathe;

/// Bytes decoded before the clock is looked at.
const SLICE_BYTES: usize = 64 * 1024;
/// Time taken before others may run.
pub(super) const SLICE_MS: f64 = 32.0;

/// Decodes an answer in slices; returns it with its bytes as they came.
pub async fn read(bytes: Vec<u8>) -> Result<(Answer, Vec<u8>), DecodeError> {
    let mut decoder = Decoder::new(bytes);
    let received_at = tick_ms();
    let mut began = received_at;
    while decoder.step(SLICE_BYTES)? == Step::More {
        if tick_ms() - began > SLICE_MS {
            breathe().await;
            began = tick_ms();
        }
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
