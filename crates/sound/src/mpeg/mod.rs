//! MPEG audio (MP3, and layers 1 and 2): its frames, whatever stands between them.

mod header;
#[cfg(test)]
mod tests;

pub use header::Header;

use crate::Part;
use crate::scan::{self, Framing};

/// A pass over a file of MPEG audio.
pub type Scan = scan::Scan<Mpeg>;

/// Samples that a decoder of layer 3 is late by.
const DECODER_DELAY: u32 = 529;

/// MPEG audio.
#[derive(Clone, Copy, Debug)]
pub struct Mpeg;

impl Framing for Mpeg {
    type Header = Header;

    fn read(bytes: &[u8]) -> Option<Header> {
        Header::read(bytes)
    }

    fn size(header: &Header) -> u16 {
        header.size
    }

    fn gap(_: &Header) -> u8 {
        0
    }

    fn part(header: &Header) -> Part {
        header.part
    }

    /// Encoders change the rate of bits and between one and two channels, and nothing else.
    fn go_together(one: &Header, other: &Header) -> bool {
        one.part.coding == other.part.coding && one.part.rate == other.part.rate
    }

    fn stands_alone(header: &Header, frame: &[u8]) -> Option<bool> {
        header.reaches_back(frame).map(|bytes| bytes == 0)
    }

    fn said_of_all(header: &Header, frame: &[u8]) -> Option<(u32, u32)> {
        said(header, frame)
    }
}

/// What an encoder says of the whole file in a first frame that is not heard: samples to be skipped at the
/// beginning and at the end. `None` if it is a frame like others.
fn said(header: &Header, frame: &[u8]) -> Option<(u32, u32)> {
    if frame.get(36..40) == Some(b"VBRI") {
        return Some((0, 0));
    }
    let said = frame.get(Header::LENGTH + header.before_said..)?;
    if !(said.starts_with(b"Xing") || said.starts_with(b"Info")) {
        return None;
    }
    // Number of frames, of bytes, an index, a quality: each only if its flag is set.
    let flags = said.get(7).copied().unwrap_or_default();
    let lengths = [(1, 4), (2, 4), (4, 100), (8, 4)];
    let before: usize =
        lengths.iter().filter(|(flag, _)| flags & flag != 0).map(|(_, length)| length).sum();
    // LAME's own: a version of 9 bytes, 12 more, then two numbers of 12 bits.
    let delays = said.get(8 + before + 21..8 + before + 24);
    let Some(&[a, b, c]) = delays else { return Some((0, 0)) };
    let (skip, pad) =
        (u32::from(a) << 4 | u32::from(b) >> 4, u32::from(b & 0xf) << 8 | u32::from(c));
    if skip == 0 && pad == 0 {
        return Some((0, 0));
    }
    Some((skip + DECODER_DELAY, pad.saturating_sub(DECODER_DELAY)))
}
