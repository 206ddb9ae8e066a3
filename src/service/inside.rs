//! A recording inside of a web page that stands alone.

use web_sys::{Blob, File};

use crate::platform::blob::Pieces;
use crate::platform::file;

/// Bytes that are read at a time: a multiple of three, which are four letters each.
const SLICE: u64 = 3 << 18;

/// The page with the recording in place of the address that stands for its sound. `None` if either cannot
/// be read, or the page has no such address.
pub async fn with_sound(page: &Blob, address: &str, recording: &File) -> Option<Blob> {
    let text = file::text(page).await?;
    let (before, after) = text.split_once(&format!("src=\"{address}\""))?;
    let pieces = Pieces::default();
    pieces.add(before.as_bytes());
    let address = format!("src=\"data:{};base64,", media_type(&recording.type_()));
    pieces.add(address.as_bytes());
    file::in_slices(recording, SLICE, |bytes| pieces.add(&base64(bytes))).await?;
    pieces.add(b"\"");
    pieces.add(after.as_bytes());
    pieces.join(&page.type_())
}

/// A media type as it may stand in an address; what is none plays nowhere, and some sound is likely.
fn media_type(told: &str) -> &str {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '/' | '.' | '-' | '+');
    if !told.is_empty() && told.chars().all(is_plain) { told } else { "audio/mpeg" }
}

/// Bytes in Base64 (RFC 4648, section 4).
fn base64(bytes: &[u8]) -> Vec<u8> {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = Vec::with_capacity(bytes.len().div_ceil(3) * 4);
    for three in bytes.chunks(3) {
        let byte = |at: usize| u32::from(three.get(at).copied().unwrap_or_default());
        let bits = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let digit = DIGITS.get((bits >> (18 - 6 * place) & 63) as usize).copied();
            out.push(if place <= three.len() { digit.unwrap_or(b'=') } else { b'=' });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_examples_of_the_standard() {
        // RFC 4648, section 10.
        let examples = [
            ("", ""),
            ("f", "Zg=="),
            ("fo", "Zm8="),
            ("foo", "Zm9v"),
            ("foob", "Zm9vYg=="),
            ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"),
        ];
        for (plain, encoded) in examples {
            assert_eq!(base64(plain.as_bytes()), encoded.as_bytes());
        }
    }

    #[test]
    fn a_media_type_cannot_end_the_address() {
        assert_eq!(media_type("video/mp4"), "video/mp4");
        assert_eq!(media_type("audio/x\"onerror="), "audio/mpeg");
        assert_eq!(media_type(""), "audio/mpeg");
    }
}
