//! Reading an answer without keeping the page from painting.

use assemblyai::decode::Step;
use assemblyai::{Answer, DecodeError, Decoder};

use crate::platform::clock::tick_ms;
use crate::platform::frame::breathe;

/// Bytes decoded before the clock is looked at.
const SLICE_BYTES: usize = 64 * 1024;
/// Time taken before others may run.
const SLICE_MS: f64 = 24.0;

/// Decodes an answer in slices; returns it with its bytes as they came.
pub async fn read(bytes: Vec<u8>) -> Result<(Answer, Vec<u8>), DecodeError> {
    let mut decoder = Decoder::new(bytes);
    let mut began = tick_ms();
    while decoder.step(SLICE_BYTES)? == Step::More {
        if tick_ms() - began > SLICE_MS {
            breathe().await;
            began = tick_ms();
        }
    }
    // Putting the conversation together is a piece of work of its own, and so is showing it.
    breathe().await;
    let finished = decoder.finish();
    breathe().await;
    finished
}
