//! The SHA-256 of a recording, by which anyone can tell that they have the same one.

use sha2::{Digest as _, Sha256};
use web_sys::File;

use crate::platform::file;

/// Bytes that are read at a time.
const SLICE: u64 = 1 << 20;

/// Of a file of any size, in hexadecimal digits; slice by slice, and the page answers meanwhile.
/// `None` if it cannot be read.
pub async fn of_file(file: &File) -> Option<String> {
    let mut hash = Sha256::new();
    file::in_slices(file, SLICE, |bytes| hash.update(bytes)).await?;
    Some(digits(&hash.finalize()))
}

/// Of bytes at hand, in hexadecimal digits.
pub fn of_bytes(bytes: &[u8]) -> String {
    digits(&Sha256::digest(bytes))
}

fn digits(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit =
        |nibble: u8| DIGITS.get(usize::from(nibble)).map_or('0', |digit| char::from(*digit));
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checksum_is_the_published_one() {
        // FIPS 180-2, appendix B.1.
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(of_bytes(b"abc"), expected);
    }
}
