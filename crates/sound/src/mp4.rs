//! A head of the MP4 format (ISO/IEC 14496-12) in front of frames that stay where they are.
//!
//! The file that is played is this head followed by the recording's own bytes: the table of samples points
//! into them, and a browser need not guess where a time is.

use crate::{Coding, Frames};

/// Frames of a chunk, at most: the table of chunks is as long as that of frames otherwise.
const CHUNK: u32 = 64;
/// A player that goes to a frame decodes from the last one before it that stands alone: this many, at most.
/// Where none stands alone for longer, one is taken that does not, and what is behind it begins some hundredths
/// of a second late.
const LEAD: u32 = 160;
/// What a box can hold without a length of eight bytes.
const SMALL: u64 = 0xfff0_0000;

/// The head for frames of one kind that lie in the bytes `from..to` of their file, which are to follow it.
/// `None` where frames of several kinds are joined, or there is none.
#[must_use]
pub fn head(frames: &Frames, from: u64, to: u64) -> Option<Vec<u8>> {
    let [part] = frames.parts[..] else { return None };
    let (kind, config) = match &part.coding {
        Coding::Mpeg { is_first: true, .. } => (0x6b, &[][..]),
        Coding::Mpeg { is_first: false, .. } => (0x69, &[][..]),
        Coding::Aac(config) => (0x40, &config[..]),
    };
    let body = to.checked_sub(from)?;
    let is_large = body > SMALL;
    let chunks = chunks(frames);
    let entry = entry(kind, config, part.channels, part.rate);
    let samples = u64::from(frames.len()) * u64::from(part.samples);
    let heard = samples.saturating_sub(u64::from(frames.skip) + u64::from(frames.pad));
    let make = |shift: u64| {
        let places: Vec<u64> = chunks.iter().map(|chunk| chunk.at - from + shift).collect();
        let table = table(frames, &chunks, &places, is_large, u32::from(part.samples), &entry);
        let movie = movie(&table, part.rate, samples, heard, frames.skip);
        [file_type(), movie].concat()
    };
    let data = if is_large {
        [&1_u32.to_be_bytes()[..], b"mdat", &(body + 16).to_be_bytes()].concat()
    } else {
        let length = u32::try_from(body + 8).ok()?;
        [&length.to_be_bytes()[..], b"mdat"].concat()
    };
    // The length of the head does not depend on where it says that the frames are.
    let length = make(0).len() + data.len();
    Some([make(length as u64), data].concat())
}

/// Frames beside each other.
struct Chunk {
    at: u64,
    count: u32,
}

fn chunks(frames: &Frames) -> Vec<Chunk> {
    let mut chunks = Vec::new();
    let ends = frames.runs.iter().skip(1).map(|run| run.first).chain([frames.len()]);
    for (run, end) in frames.runs.iter().zip(ends) {
        let mut at = run.at;
        let mut first = run.first;
        while first < end {
            // With headers between them no frame is beside another.
            let most = if frames.gap == 0 { CHUNK } else { 1 };
            let count = most.min(end - first);
            chunks.push(Chunk { at, count });
            let sizes = &frames.sizes[first as usize..(first + count) as usize];
            at += sizes.iter().map(|size| u64::from(*size + u16::from(frames.gap))).sum::<u64>();
            first += count;
        }
    }
    chunks
}

/// A box: its length, its name, what is in it.
fn wrap(name: [u8; 4], parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = 8 + parts.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = Vec::with_capacity(length);
    bytes.extend(u32::try_from(length).unwrap_or(u32::MAX).to_be_bytes());
    bytes.extend(name);
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

/// Numbers one after another.
fn numbers<const N: usize>(numbers: [u32; N]) -> Vec<u8> {
    numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
}

/// A descriptor (ISO/IEC 14496-1, 7.2.2) of fewer than 128 bytes.
fn descriptor(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length = parts.iter().map(|part| part.len()).sum::<usize>();
    let mut bytes = vec![tag, 0x80, 0x80, 0x80, u8::try_from(length).unwrap_or(0x7f)];
    for part in parts {
        bytes.extend_from_slice(part);
    }
    bytes
}

fn file_type() -> Vec<u8> {
    wrap(*b"ftyp", &[b"isom", &numbers([512]), b"isomiso2mp41"])
}

/// How the frames are coded.
fn entry(kind: u8, config: &[u8], channels: u8, rate: u32) -> Vec<u8> {
    let config = if config.is_empty() { Vec::new() } else { descriptor(5, &[config]) };
    let config = descriptor(4, &[&[kind, 0x15, 0, 0, 0], &numbers([0, 0]), &config]);
    let stream = descriptor(3, &[&[0, 0, 0], &config, &descriptor(6, &[&[2]])]);
    let esds = wrap(*b"esds", &[&numbers([0]), &stream]);
    wrap(
        *b"mp4a",
        &[&numbers([0, 1, 0, 0]), &[0, channels, 0, 16], &numbers([0, rate << 16]), &esds],
    )
}

fn table(
    frames: &Frames,
    chunks: &[Chunk],
    places: &[u64],
    is_large: bool,
    samples: u32,
    entry: &[u8],
) -> Vec<u8> {
    let mut counts: Vec<u32> = Vec::new();
    let mut last = 0;
    for (number, chunk) in (1_u32..).zip(chunks) {
        if chunk.count != last {
            counts.extend([number, chunk.count, 1]);
            last = chunk.count;
        }
    }
    let all = |numbers: &[u32]| -> Vec<u8> {
        numbers.iter().flat_map(|number| number.to_be_bytes()).collect()
    };
    let count = u32::try_from(counts.len() / 3).unwrap_or(u32::MAX);
    let alone = if frames.alone.is_empty() {
        Vec::new()
    } else {
        let alone = alone(frames);
        let count = u32::try_from(alone.len()).unwrap_or(u32::MAX);
        wrap(*b"stss", &[&numbers([0, count]), &all(&alone)])
    };
    let sizes: Vec<u8> =
        frames.sizes.iter().flat_map(|size| u32::from(*size).to_be_bytes()).collect();
    let number = u32::try_from(places.len()).unwrap_or(u32::MAX);
    let offsets = if is_large {
        let places: Vec<u8> = places.iter().flat_map(|place| place.to_be_bytes()).collect();
        wrap(*b"co64", &[&numbers([0, number]), &places])
    } else {
        let small = |place: &u64| u32::try_from(*place).unwrap_or(u32::MAX).to_be_bytes();
        let places: Vec<u8> = places.iter().flat_map(small).collect();
        wrap(*b"stco", &[&numbers([0, number]), &places])
    };
    wrap(
        *b"stbl",
        &[
            &wrap(*b"stsd", &[&numbers([0, 1]), entry]),
            &wrap(*b"stts", &[&numbers([0, 1, frames.len(), samples])]),
            &alone,
            &wrap(*b"stsc", &[&numbers([0, count]), &all(&counts)]),
            &wrap(*b"stsz", &[&numbers([0, 0, frames.len()]), &sizes]),
            &offsets,
        ],
    )
}

/// The frames, counted from 1, from which a player may begin.
fn alone(frames: &Frames) -> Vec<u32> {
    let mut begins = vec![1];
    let mut last = 0;
    for number in frames.alone.iter().copied().chain([frames.len()]) {
        while number - last > LEAD {
            last += LEAD;
            begins.push(last + 1);
        }
        if number > last && number < frames.len() {
            last = number;
            begins.push(number + 1);
        }
    }
    begins
}

fn movie(table: &[u8], rate: u32, samples: u64, heard: u64, skip: u32) -> Vec<u8> {
    const ONE: u32 = 0x1_0000;
    let matrix = numbers([ONE, 0, 0, 0, ONE, 0, 0, 0, 0x4000_0000]);
    let ms = u32::try_from(heard * 1_000 / u64::from(rate.max(1))).unwrap_or(u32::MAX);
    let long = |number: u64| number.to_be_bytes();
    // Version 1 where a number has eight bytes.
    let media = wrap(
        *b"mdhd",
        &[
            &numbers([1 << 24]),
            &long(0),
            &long(0),
            &numbers([rate]),
            &long(samples),
            &[0x55, 0xc4, 0, 0],
        ],
    );
    let handler = wrap(*b"hdlr", &[&numbers([0, 0]), b"soun", &numbers([0, 0, 0]), &[0]]);
    let source =
        wrap(*b"dinf", &[&wrap(*b"dref", &[&numbers([0, 1]), &wrap(*b"url ", &[&numbers([1])])])]);
    let info = wrap(*b"minf", &[&wrap(*b"smhd", &[&numbers([0, 0])]), &source, table]);
    let edits = if skip == 0 {
        Vec::new()
    } else {
        let list = wrap(*b"elst", &[&numbers([0, 1, ms, skip, ONE])]);
        wrap(*b"edts", &[&list])
    };
    let track = wrap(
        *b"trak",
        &[
            &wrap(
                *b"tkhd",
                &[&numbers([3, 0, 0, 1, 0, ms, 0, 0, 0]), &[1, 0, 0, 0], &matrix, &numbers([0, 0])],
            ),
            &edits,
            &wrap(*b"mdia", &[&media, &handler, &info]),
        ],
    );
    let header = wrap(
        *b"mvhd",
        &[
            &numbers([0, 0, 0, 1_000, ms, ONE]),
            &[1, 0, 0, 0],
            &numbers([0, 0]),
            &matrix,
            &numbers([0, 0, 0, 0, 0, 0, 2]),
        ],
    );
    wrap(*b"moov", &[&header, &track])
}
