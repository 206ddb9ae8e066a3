//! The four bytes that every frame begins with (ISO/IEC 11172-3, 2.4.1.3; 13818-3, 2.4.2.3).

use crate::{Coding, Part};

/// Kilobits per second of MPEG-1, by layer and index; 0 is "free" and not read here.
const FIRST: [[u16; 15]; 3] = [
    [0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
    [0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
];

/// The same of MPEG-2 and 2.5.
const SECOND: [[u16; 15]; 3] = [
    [0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
    [0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
];

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    /// How its frame is coded; the number of the frame is not known here.
    pub part: Part,
    /// The length of the frame with its header, in bytes.
    pub size: u16,
    /// Bytes between the header and what an encoder may say in place of sound.
    pub before_said: usize,
}

impl Header {
    /// Bytes of a header.
    pub const LENGTH: usize = 4;

    /// Reads the beginning of some bytes; `None` if it is no header.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let &[first, second, third, fourth, ..] = bytes else { return None };
        if first != 0xff || second & 0xe0 != 0xe0 {
            return None;
        }
        let version = second >> 3 & 3;
        let layer = 4 - (second >> 1 & 3);
        let (bitrate, rate) = (usize::from(third >> 4), usize::from(third >> 2 & 3));
        if version == 1 || layer == 4 || rate == 3 {
            return None;
        }
        let is_first = version == 3;
        let table = if is_first { &FIRST } else { &SECOND };
        let kilobits = u32::from(*table[usize::from(layer) - 1].get(bitrate)?);
        let halved = match version {
            3 => 0,
            2 => 1,
            _ => 2,
        };
        let rate = [44_100, 48_000, 32_000][rate] >> halved;
        let samples: u16 = match (layer, is_first) {
            (1, _) => 384,
            (3, false) => 576,
            _ => 1_152,
        };
        let padding = u32::from(third >> 1 & 1);
        let size = if layer == 1 {
            (12 * kilobits * 1_000 / rate + padding) * 4
        } else {
            u32::from(samples) / 8 * kilobits * 1_000 / rate + padding
        };
        let is_mono = fourth >> 6 == 3;
        let before_said = match (is_first, is_mono) {
            (true, false) => 32,
            (true, true) | (false, false) => 17,
            (false, true) => 9,
        };
        let size = u16::try_from(size).ok().filter(|size| usize::from(*size) > Self::LENGTH)?;
        let coding = Coding::Mpeg { layer, is_first };
        let channels = if is_mono { 1 } else { 2 };
        Some(Self { part: Part { first: 0, coding, rate, channels, samples }, size, before_said })
    }

    /// So many bytes of a frame of layer 3 are in the frames before it (`main_data_begin`, ISO/IEC
    /// 11172-3, 2.4.1.7); `None` for the other layers, which keep theirs together.
    #[must_use]
    pub fn reaches_back(&self, frame: &[u8]) -> Option<u16> {
        let Coding::Mpeg { layer: 3, is_first } = self.part.coding else { return None };
        let checksum = if frame.get(1)? & 1 == 0 { 2 } else { 0 };
        let first = u16::from(*frame.get(Self::LENGTH + checksum)?);
        let second = u16::from(*frame.get(Self::LENGTH + checksum + 1)?);
        Some(if is_first { first << 1 | second >> 7 } else { first })
    }
}
