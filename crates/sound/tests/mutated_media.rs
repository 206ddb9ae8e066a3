//! A great many files that are not whole: each is read to its end, soon, and what is found in it lies in it.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;

use invariants::cases;
use invariants::mutation::random::Random;
use sound::{ENOUGH, Pass, format, mp4, mpeg, tag_length};

/// As many as take a few seconds without optimisation.
const CASES: u64 = 2_000;

/// The longest file takes a fiftieth of it without optimisation.
const PATIENCE: Duration = Duration::from_secs(2);

/// Bytes of a recording that are taken for a case.
const LENGTH: usize = 6_000;

const NAMES: [&str; 5] = ["variable.mp3", "indexed.mp3", "joined.mp3", "layer2.mp2", "stream.aac"];

fn recordings() -> Vec<Vec<u8>> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures");
    let read = |name| {
        let path = folder.join(name);
        fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    };
    NAMES.into_iter().map(read).collect()
}

/// A part of a recording, with some of its bytes changed, taken away, doubled, or others between.
fn file(recordings: &[Vec<u8>], random: &mut Random) -> Vec<u8> {
    let recording = &recordings[random.below(recordings.len())];
    let from = if random.below(3) == 0 { 0 } else { random.below(recording.len() - LENGTH) };
    let mut bytes = recording[from..from + LENGTH].to_vec();
    for _ in 0..random.below(6) {
        let at = random.below(bytes.len());
        let end = (at + random.below(400)).min(bytes.len());
        match random.below(6) {
            0 => bytes[at] = 0xff,
            1 => bytes[at] ^= 1 << random.below(8),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(at..at, bytes[at..end].to_vec())),
            4 => drop(bytes.splice(at..at, b"ID3\x04\0\0\0\0\x7f\x7f".iter().copied())),
            _ => bytes[at..end].fill(0xff),
        }
        if bytes.is_empty() {
            bytes.push(0);
        }
    }
    bytes
}

/// How many frames were found.
fn read(bytes: &[u8], slice: usize) -> u32 {
    let behind = tag_length(bytes).and_then(|length| usize::try_from(length).ok()).unwrap_or(0);
    let beginning = bytes.get(behind..).unwrap_or_default();
    let kind = format(&beginning[..beginning.len().min(ENOUGH)]);
    // Whatever it is taken for, it must be read.
    let mut pass = Pass::of(kind).unwrap_or_else(|| Pass::Mpeg(mpeg::Scan::new()));
    for slice in bytes.chunks(slice) {
        pass.push(slice);
    }
    let frames = pass.finish();
    let size = bytes.len() as u64;
    let whole: u64 = frames.sizes.iter().map(|size| u64::from(*size) + u64::from(frames.gap)).sum();
    assert!(whole <= size, "{whole} bytes of frames in {size}");
    assert!(frames.runs.is_sorted_by(|one, next| one.first < next.first && one.at < next.at));
    assert!(frames.alone.is_sorted_by(|one, next| one < next));
    assert!(frames.alone.last().is_none_or(|last| *last < frames.len()));
    assert!(frames.guess_error_ms() <= frames.length_ms() + 10_000);
    if let Some(first) = frames.runs.first() {
        // A frame has three bytes of a table of sizes, or of places, at the most, and a head some hundreds.
        let head = mp4::head(&frames, first.at, size).unwrap_or_default();
        assert!(head.len() < 1_000 + 40 * frames.sizes.len(), "{} bytes of head", head.len());
    }
    frames.len()
}

#[test]
fn mutated_media_are_read_to_their_end() {
    let recordings = recordings();
    let run = move |case: u64| {
        let mut random = Random::new(case);
        let bytes = file(&recordings, &mut random);
        let slice = 1 + random.below(5_000);
        read(&bytes, slice)
    };
    let mut frames = 0_u64;
    let told = cases::run(CASES, PATIENCE, run, |_, found| frames += u64::from(found));
    println!("{told}: {frames} frames");
    assert!(frames > told.cases * 3, "most have frames: {frames}");
}
