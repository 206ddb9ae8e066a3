//! Changes of bytes, wherever they fall.

use super::random::Random;

/// Makes one change somewhere.
pub(super) fn change(bytes: &mut Vec<u8>, random: &mut Random) {
    let stretch = random.stretch(bytes.len());
    let short = stretch.start..stretch.end.min(stretch.start + 8);
    let at = random.below(bytes.len());
    match random.below(8) {
        0 => {
            if let Some(byte) = bytes.get_mut(at) {
                *byte ^= 1 << random.below(8);
            }
        }
        1 | 2 => {
            let sign = *random.pick(b"{}[]\",:\\ 0e-.\0\x7f\xff\xc3\n");
            if let Some(byte) = bytes.get_mut(at) {
                *byte = sign;
            }
        }
        3 => bytes.truncate(at),
        4 => drop(bytes.drain(short)),
        5 => {
            let copy = bytes[short].to_vec();
            bytes.splice(at..at, copy);
        }
        6 => {
            let copy = bytes[stretch].to_vec();
            bytes.splice(at..at, copy);
        }
        _ => {
            let added =
                *random.pick(&[&b"\xef\xbb\xbf"[..], b"  ", b"{}", b",,", b"]", b"\"", b"0"]);
            let at = *random.pick(&[0, at, bytes.len()]);
            bytes.splice(at..at, added.iter().copied());
        }
    }
}
