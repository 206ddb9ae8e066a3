use proptest::prelude::*;

use super::{Header, Scan};
use crate::{Coding, Frames, Run};

/// MPEG-1 layer 3, 44.1 kHz, two channels, with this index of bit rates.
fn frame(index: u8, padding: u8) -> Vec<u8> {
    let head = [0xff, 0xfb, index << 4 | padding << 1, 0x00];
    let size = Header::read(&head).expect("a header").size;
    let mut bytes = head.to_vec();
    bytes.resize(usize::from(size), 0x55);
    bytes
}

fn frames(count: usize) -> Vec<u8> {
    (0..count).flat_map(|at| frame(u8::try_from(at % 14 + 1).expect("small"), 0)).collect()
}

fn scanned(bytes: &[u8]) -> Frames {
    let mut scan = Scan::new();
    scan.push(bytes);
    scan.finish()
}

fn in_pieces(bytes: &[u8], cuts: &[usize]) -> Frames {
    let mut scan = Scan::new();
    let mut at = 0;
    for cut in cuts {
        let end = (at + cut).min(bytes.len());
        scan.push(&bytes[at..end]);
        at = end;
    }
    scan.push(&bytes[at..]);
    scan.finish()
}

/// A tag of `ID3v2` with so many bytes in it.
fn id3(length: u32) -> Vec<u8> {
    let size =
        [21, 14, 7, 0].map(|shift| u8::try_from(length >> shift & 0x7f).expect("seven bits"));
    let mut bytes = [b"ID3\x04\x00\x00".as_slice(), &size].concat();
    // What is in it may look like frames.
    bytes.extend(frames(200).iter().cycle().take(length as usize));
    bytes
}

#[test]
fn headers_have_the_lengths_of_the_standard() {
    for (head, size, samples, rate) in [
        ([0xff, 0xfb, 0x90, 0x00], 417, 1_152, 44_100),
        ([0xff, 0xfb, 0x92, 0x00], 418, 1_152, 44_100),
        ([0xff, 0xf3, 0x80, 0xc0], 208, 576, 22_050),
        ([0xff, 0xe3, 0x18, 0xc0], 72, 576, 8_000),
        ([0xff, 0xfd, 0xc4, 0x00], 768, 1_152, 48_000),
        ([0xff, 0xff, 0x90, 0x00], 312, 384, 44_100),
    ] {
        let header = Header::read(&head).expect("a header");
        assert_eq!((header.size, header.part.samples, header.part.rate), (size, samples, rate));
    }
    for none in
        [[0xff, 0xfb, 0x00, 0x00], [0xff, 0xfb, 0xf0, 0x00], [0xff, 0xeb, 0x90, 0x00], [0xfe; 4]]
    {
        assert_eq!(Header::read(&none), None, "{none:x?}");
    }
}

#[test]
fn frames_that_reach_back_do_not_stand_alone() {
    let back = |bytes: [u8; 2], head: [u8; 4]| {
        let frame = [head.as_slice(), &bytes, &[0; 900]].concat();
        Header::read(&frame).expect("a header").reaches_back(&frame)
    };
    assert_eq!(back([0x01, 0x80], [0xff, 0xfb, 0x90, 0x00]), Some(3));
    assert_eq!(back([0x00, 0x7f], [0xff, 0xfb, 0x90, 0x00]), Some(0));
    assert_eq!(back([0x07, 0x80], [0xff, 0xf3, 0x80, 0xc0]), Some(7));
    assert_eq!(back([0x07, 0x80], [0xff, 0xfd, 0xc4, 0x00]), None);
    // With a checksum, which stands between.
    assert_eq!(back([0x55, 0x55], [0xff, 0xfa, 0x90, 0x00]), Some(0));
}

#[test]
fn tags_are_passed_over() {
    let sound = frames(30);
    let tag = [b"TAG".as_slice(), &[0; 125]].concat();
    let mut foot = b"APETAGEX".to_vec();
    foot.extend([0xd0, 7, 0, 0, 64, 0, 0, 0, 0, 0, 0, 0]);
    foot.extend([0, 0, 0, 0xa0]);
    foot.extend([0; 8]);
    foot.extend([0xff; 64]);
    let file = [id3(70_000), sound.clone(), foot, tag].concat();
    let found = scanned(&file);
    assert_eq!(found.len(), 30);
    assert_eq!(found.runs, [Run { first: 0, at: 70_010 }]);
    assert_eq!(found.junk, 0);
    assert_eq!(found.sizes.iter().map(|size| usize::from(*size)).sum::<usize>(), sound.len());
    assert_eq!(found.length_ms(), 30 * 1_152 * 1_000 / 44_100);
}

#[test]
fn what_an_encoder_says_is_no_sound() {
    let mut said = frame(9, 0);
    said[36..40].copy_from_slice(b"Xing");
    said[43] = 0x0f;
    let delays = 36 + 8 + 4 + 4 + 100 + 4 + 21;
    // 576 samples before, 1,000 behind.
    said[delays..delays + 3].copy_from_slice(&[0x24, 0x03, 0xe8]);
    let found = scanned(&[said.clone(), frames(10), said, frames(10)].concat());
    assert_eq!((found.len(), found.skip, found.pad), (21, 576 + 529, 1_000 - 529));
    assert_eq!(found.runs.len(), 1, "only the first is left out");
}

#[test]
fn junk_between_is_counted_and_a_joined_file_goes_on() {
    let mut other = vec![];
    for _ in 0..8 {
        let head = [0xff, 0xf3, 0x80, 0xc0];
        let start = other.len();
        other.extend(head);
        other.resize(start + 208, 0);
    }
    let junk = vec![0xff; 999];
    let found = scanned(&[frames(12), junk, frames(12), id3(50), other].concat());
    assert_eq!((found.len(), found.junk, found.runs.len()), (32, 999, 3));
    let rates: Vec<(u32, u32, u8)> =
        found.parts.iter().map(|part| (part.first, part.rate, part.channels)).collect();
    assert_eq!(rates, [(0, 44_100, 2), (24, 22_050, 1)]);
    assert_eq!(found.parts[1].coding, Coding::Mpeg { layer: 3, is_first: false });
    assert_eq!(found.length_ms(), 24 * 1_152 * 1_000 / 44_100 + 8 * 576 * 1_000 / 22_050);
}

#[test]
fn a_frame_that_is_cut_off_is_not_heard() {
    let mut file = frames(10);
    file.truncate(file.len() - 5);
    assert_eq!(scanned(&file).len(), 9);
    assert!(scanned(b"").is_empty() && scanned(&[0xff, 0xfb]).is_empty());
}

/// Bytes that are mostly nearly right.
fn files() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        4 => (1_usize..12).prop_map(frames),
        1 => (0_u32..9_000).prop_map(id3),
        1 => proptest::collection::vec(any::<u8>(), 0..300),
        1 => Just(vec![0xff; 200]),
        1 => Just([b"TAG".as_slice(), &[0; 125]].concat()),
    ];
    proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn slices_make_no_difference(
        file in files(),
        cuts in proptest::collection::vec(0_usize..5_000, 0..20),
    ) {
        prop_assert_eq!(in_pieces(&file, &cuts), scanned(&file));
    }

    #[test]
    fn frames_are_in_the_file_and_beside_each_other(file in files(), change in any::<(u16, u8)>()) {
        let mut file = file;
        if let Some(byte) = file.get_mut(usize::from(change.0)) {
            *byte = change.1;
        }
        let found = scanned(&file);
        let mut end = 0;
        for (at, run) in found.runs.iter().enumerate() {
            prop_assert!(run.at >= end);
            let last = found.runs.get(at + 1).map_or(found.len(), |next| next.first);
            prop_assert!(run.first < last);
            end = run.at;
            for size in &found.sizes[run.first as usize..last as usize] {
                let head = &file[usize::try_from(end).unwrap_or(0)..];
                prop_assert!(head[0] == 0xff && head[1] & 0xe0 == 0xe0);
                end += u64::from(*size);
            }
        }
        prop_assert!(end <= file.len() as u64);
    }
}
