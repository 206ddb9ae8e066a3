//! AAC in ADTS (ISO/IEC 13818-7, 6.2): each frame with a header of its own.

use crate::scan::{self, Framing};
use crate::{Coding, Part};

/// A pass over a file of ADTS.
pub type Scan = scan::Scan<Adts>;

/// AAC in ADTS.
#[derive(Clone, Copy, Debug)]
pub struct Adts;

/// Samples per second, by index.
const RATES: [u32; 13] = [
    96_000, 88_200, 64_000, 48_000, 44_100, 32_000, 24_000, 22_050, 16_000, 12_000, 11_025, 8_000,
    7_350,
];

/// What a header says.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Header {
    part: Part,
    size: u16,
    gap: u8,
}

impl Framing for Adts {
    type Header = Header;

    fn read(bytes: &[u8]) -> Option<Header> {
        let &[first, second, third, fourth, fifth, sixth, seventh, ..] = bytes else { return None };
        // The layer is 0, and that is what tells it from MPEG audio.
        if first != 0xff || second & 0xf6 != 0xf0 {
            return None;
        }
        let gap = if second & 1 == 0 { 9 } else { 7 };
        let (profile, index) = (third >> 6, third >> 2 & 0xf);
        let rate = *RATES.get(usize::from(index))?;
        let channels = (third & 1) << 2 | fourth >> 6;
        let size = u16::from(fourth & 3) << 11 | u16::from(fifth) << 3 | u16::from(sixth >> 5);
        // More than one block in a frame is rare, and another matter.
        if size <= u16::from(gap) || seventh & 3 != 0 || channels == 0 {
            return None;
        }
        let config = [(profile + 1) << 3 | index >> 1, index << 7 | channels << 3];
        let channels = if channels == 7 { 8 } else { channels };
        let part = Part { first: 0, coding: Coding::Aac(config), rate, channels, samples: 1_024 };
        Some(Header { part, size, gap })
    }

    fn size(header: &Header) -> u16 {
        header.size
    }

    fn gap(header: &Header) -> u8 {
        header.gap
    }

    fn part(header: &Header) -> Part {
        header.part
    }

    fn go_together(one: &Header, other: &Header) -> bool {
        one.part == other.part
    }

    fn stands_alone(_: &Header, _: &[u8]) -> Option<bool> {
        None
    }

    fn said_of_all(_: &Header, _: &[u8]) -> Option<(u32, u32)> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Run;

    /// Low complexity, 44.1 kHz, two channels, so many bytes behind a header of seven.
    fn frame(length: u16) -> Vec<u8> {
        let size = length + 7;
        let high = |shift: u16| u8::try_from(size >> shift & 0xff).expect("eight bits");
        let mut bytes =
            vec![0xff, 0xf1, 0x50, 0x80 | high(11) & 3, high(3), high(0) << 5 | 0x1f, 0xfc];
        bytes.resize(usize::from(size), 0x21);
        bytes
    }

    #[test]
    fn frames_lie_behind_their_headers() {
        let sound: Vec<u8> = [300, 5, 1_500, 8_000].into_iter().flat_map(frame).collect();
        let mut scan = Scan::new();
        for slice in [b"junk".as_slice(), &sound].concat().chunks(11) {
            scan.push(slice);
        }
        let found = scan.finish();
        assert_eq!(found.sizes, [300, 5, 1_500, 8_000]);
        assert_eq!(
            (found.runs.as_slice(), found.gap, found.junk),
            ([Run { first: 0, at: 11 }].as_slice(), 7, 4)
        );
        let part = found.parts[0];
        assert_eq!((part.coding, part.rate, part.channels), (Coding::Aac([0x12, 0x10]), 44_100, 2));
    }

    #[test]
    fn mpeg_audio_is_none() {
        assert_eq!(Adts::read(&[0xff, 0xfb, 0x90, 0x00, 0, 0, 0]), None);
    }
}
