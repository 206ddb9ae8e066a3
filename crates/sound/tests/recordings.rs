//! The recordings of `tests/fixtures`: what is found in them is what ffprobe finds, and what is played is
//! what another reader of MP4 finds.

#![expect(clippy::expect_used, reason = "what these recordings are is known")]

use std::fs;
use std::io::Cursor;
use std::path::PathBuf;

use sound::{Format, Frames, Pass, format, mp4, tag_length};
use symphonia::core::formats::{FormatOptions, FormatReader as _};
use symphonia::core::io::{MediaSourceStream, MediaSourceStreamOptions};
use symphonia::default::formats::IsoMp4Reader;

fn fixture(name: &str) -> Vec<u8> {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name);
    fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// As the page reads it: its format by its beginning, then all of it in slices.
fn read(name: &str) -> (Vec<u8>, Format, Frames) {
    let bytes = fixture(name);
    let mut behind = bytes.as_slice();
    while let Some(length) = tag_length(behind) {
        behind = &behind[usize::try_from(length).expect("short").min(behind.len())..];
    }
    let format = format(behind);
    let mut pass = Pass::of(format).expect("frames one after another");
    for slice in bytes.chunks(10_007) {
        pass.push(slice);
    }
    (bytes, format, pass.finish())
}

/// Where each frame begins with its header, and how long it is with it.
fn packets(frames: &Frames) -> Vec<(u64, u64)> {
    let gap = u64::from(frames.gap);
    let mut runs = frames.runs.iter().peekable();
    let mut at = 0;
    let mut packets = Vec::new();
    for (number, size) in (0..).zip(&frames.sizes) {
        if let Some(run) = runs.next_if(|run| run.first == number) {
            at = run.at - gap;
        }
        let size = u64::from(*size) + gap;
        packets.push((at, size));
        at += size;
    }
    packets
}

fn number_of(text: &str) -> u64 {
    text.trim().parse().expect("a number")
}

/// As ffprobe wrote them down: the size, then the place.
fn written(name: &str) -> Vec<(u64, u64)> {
    let text = String::from_utf8(fixture(&format!("{name}.packets"))).expect("UTF-8");
    let line = |line: &str| {
        // Behind them may stand what else a packet has.
        let mut fields = line.split(',').map(number_of);
        let mut next = || fields.next().expect("two numbers");
        let size = next();
        (next(), size)
    };
    text.lines().map(line).collect()
}

#[test]
fn the_frames_are_those_that_ffprobe_finds() {
    for (name, kind) in [
        ("variable.mp3", Format::Mpeg),
        ("indexed.mp3", Format::Mpeg),
        ("constant.mp3", Format::Mpeg),
        ("layer2.mp2", Format::Mpeg),
        ("stream.aac", Format::Adts),
    ] {
        let (_, format, frames) = read(name);
        assert_eq!(format, kind, "{name}");
        assert_eq!(packets(&frames), written(name), "{name}");
    }
}

/// ffprobe takes the second file's tag for a part of a frame; we do not, and find its sound as it is.
#[test]
fn a_joined_file_has_the_frames_of_both() {
    let (bytes, _, frames) = read("joined.mp3");
    assert_eq!((frames.runs.len(), frames.parts.len(), frames.junk), (2, 1, 0));
    assert_eq!(&bytes[usize::try_from(frames.runs[1].at).expect("short")..][..2], [0xff, 0xf3]);
    assert!(frames.length_ms().abs_diff(120_000) < 200, "{}", frames.length_ms());
}

#[test]
fn a_guess_by_bytes_is_off_where_the_rate_varies() {
    let off = |name| read(name).2.guess_error_ms();
    assert!(off("constant.mp3") < 50, "{}", off("constant.mp3"));
    assert!(off("variable.mp3") > 10_000, "{}", off("variable.mp3"));
    assert!(off("joined.mp3") > 10_000, "{}", off("joined.mp3"));
}

/// What is played is the head and the recording's own bytes: a reader that knows nothing of ours finds each
/// frame where it is, at its time.
#[test]
fn what_is_played_is_read_by_others() {
    for name in ["variable.mp3", "indexed.mp3", "joined.mp3", "constant.mp3", "stream.aac"] {
        let (bytes, _, frames) = read(name);
        let from = frames.runs[0].at;
        let head = mp4::head(&frames, from, bytes.len() as u64).expect("one kind of frames");
        let body = &bytes[usize::try_from(from).expect("short")..];
        let played = [head.as_slice(), body].concat();

        let stream = MediaSourceStream::new(
            Box::new(Cursor::new(played)),
            MediaSourceStreamOptions::default(),
        );
        let mut reader = IsoMp4Reader::try_new(stream, &FormatOptions::default()).expect(name);
        let samples = u64::from(frames.parts[0].samples);
        let mut expected = packets(&frames).into_iter().enumerate();
        while let Ok(packet) = reader.next_packet() {
            let (number, (at, size)) = expected.next().expect("no more than there are");
            let place = usize::try_from(at + u64::from(frames.gap)).expect("short");
            let size = usize::try_from(size).expect("short") - usize::from(frames.gap);
            assert_eq!(packet.buf(), &bytes[place..place + size], "{name}, frame {number}");
            assert_eq!(packet.ts(), number as u64 * samples, "{name}, frame {number}");
        }
        assert!(expected.next().is_none(), "{name}: some are missing");
    }
}

/// Seconds of sound are decoded for a place, not minutes of it.
#[test]
fn no_player_has_to_begin_far_before_a_place() {
    for name in ["variable.mp3", "indexed.mp3", "joined.mp3", "constant.mp3"] {
        let (bytes, _, frames) = read(name);
        assert_eq!(frames.alone.first(), Some(&0), "{name}");
        let from = frames.runs[0].at;
        let head = mp4::head(&frames, from, bytes.len() as u64).expect("one kind of frames");
        let at = head.windows(4).position(|window| window == b"stss").expect("a table") + 8;
        let number = |at: usize| u32::from_be_bytes(head[at..at + 4].try_into().expect("four"));
        let begins: Vec<u32> = (1..=number(at) as usize).map(|nth| number(at + 4 * nth)).collect();
        let ends = begins.iter().skip(1).copied().chain([frames.len() + 1]);
        assert_eq!(begins[0], 1);
        for (begin, end) in begins.iter().zip(ends) {
            assert!(end > *begin && end - begin <= 160, "{name}: {begin} to {end}");
        }
    }
}
