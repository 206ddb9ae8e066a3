//! What a file is, by its bytes.

use crate::scan::{self, Framing};
use crate::{Frames, adts, mpeg};

/// So many bytes are enough to tell, behind the tags that [`tag_length`] passes over.
pub const ENOUGH: usize = 65_536;

/// So many frames in a row are no accident.
const IN_A_ROW: u32 = 3;

/// What a recording is kept in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Format {
    /// Frames of MPEG audio one after another (MP3).
    Mpeg,
    /// Frames of AAC one after another (ADTS).
    Adts,
    /// A container, or a format whose places are computed (WAV, FLAC).
    Container,
    /// None of these.
    Unknown,
}

/// The length of a tag (`ID3v1`, `ID3v2`, APE) at the beginning of some bytes; there may be another behind it.
#[must_use]
pub fn tag_length(bytes: &[u8]) -> Option<u64> {
    scan::tag(bytes)
}

/// What a file is, by the [`ENOUGH`] bytes behind the tags at its beginning.
#[must_use]
pub fn format(bytes: &[u8]) -> Format {
    let at_four = bytes.get(4..8).unwrap_or_default();
    let is_boxes = [b"ftyp", b"moov", b"mdat", b"styp", b"wide", b"free", b"skip"]
        .iter()
        .any(|name| at_four == name.as_slice());
    let magic: [&[u8]; 8] =
        [&[0x1a, 0x45, 0xdf, 0xa3], b"OggS", b"fLaC", b"RIFF", b"RF64", b"FORM", b"caff", b"#!AMR"];
    if is_boxes || magic.iter().any(|magic| bytes.starts_with(magic)) {
        return Format::Container;
    }
    let bytes = &bytes[..bytes.len().min(ENOUGH)];
    let (mpeg, adts) = (begun::<mpeg::Mpeg>(bytes), begun::<adts::Adts>(bytes));
    match (mpeg, adts) {
        (None, None) => Format::Unknown,
        (None, Some(_)) => Format::Adts,
        (Some(mpeg), Some(adts)) if adts < mpeg => Format::Adts,
        (Some(_), _) => Format::Mpeg,
    }
}

/// Where frames of this kind begin.
fn begun<F: Framing>(bytes: &[u8]) -> Option<u64> {
    let mut scan = scan::Scan::<F>::new();
    scan.push(bytes);
    let frames = scan.finish();
    let first = frames.runs.first()?;
    let next = frames.runs.get(1).map_or_else(|| frames.len(), |run| run.first);
    // A film's packets have frames in them, between much else.
    let is_mostly = frames.junk < bytes.len() as u64 / 2;
    (next >= IN_A_ROW && is_mostly).then_some(first.at)
}

/// One pass over a file whose frames lie one after another.
#[derive(Clone, Debug)]
pub enum Pass {
    /// MPEG audio.
    Mpeg(mpeg::Scan),
    /// AAC in ADTS.
    Adts(adts::Scan),
}

impl Pass {
    /// Begins; `None` for a format that tells by itself where its places are.
    #[must_use]
    pub fn of(format: Format) -> Option<Self> {
        match format {
            Format::Mpeg => Some(Self::Mpeg(mpeg::Scan::new())),
            Format::Adts => Some(Self::Adts(adts::Scan::new())),
            Format::Container | Format::Unknown => None,
        }
    }

    /// Takes the next bytes of the file.
    pub fn push(&mut self, bytes: &[u8]) {
        match self {
            Self::Mpeg(scan) => scan.push(bytes),
            Self::Adts(scan) => scan.push(bytes),
        }
    }

    /// The file has no more bytes. What was found in it.
    #[must_use]
    pub fn finish(self) -> Frames {
        match self {
            Self::Mpeg(scan) => scan.finish(),
            Self::Adts(scan) => scan.finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn containers_are_known_by_their_first_bytes() {
        for bytes in [
            b"\0\0\0\x18ftypM4A ".as_slice(),
            b"\x1a\x45\xdf\xa3\x9f",
            b"OggS\0\x02",
            b"fLaC\0",
            b"RIFF\x24\0\0\0WAVE",
        ] {
            assert_eq!(format(bytes), Format::Container, "{bytes:x?}");
        }
    }

    #[test]
    fn a_text_is_nothing_that_is_heard() {
        assert_eq!(
            format(b"1\r\n00:00:01,000 --> 00:00:02,000\r\nGood morning.\r\n"),
            Format::Unknown
        );
        assert_eq!(format(b""), Format::Unknown);
        assert_eq!(format(&[0xff; 4_000]), Format::Unknown);
    }
}
