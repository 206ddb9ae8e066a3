//! MIME types by the first bytes, for the sentence "File type is …".

/// Signatures at the start of a file.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"ID3", "audio/mpeg"),
    (b"\xff\xfb", "audio/mpeg"),
    (b"\xff\xf3", "audio/mpeg"),
    (b"\xff\xf2", "audio/mpeg"),
    (b"\xff\xf1", "audio/x-hx-aac-adts"),
    (b"\xff\xf9", "audio/x-hx-aac-adts"),
    (b"fLaC", "audio/flac"),
    (b"OggS", "audio/ogg"),
    (b"\x1a\x45\xdf\xa3", "video/webm"),
    (b"caff", "audio/x-caf"),
    (b"#!AMR", "audio/amr"),
    (b"%PDF-", "application/pdf"),
    (b"PK\x03\x04", "application/zip"),
    (b"\x1f\x8b", "application/gzip"),
    (b"\x89PNG\r\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF8", "image/gif"),
    (b"\x7fELF", "application/x-executable"),
];

/// The MIME type that these first bytes suggest.
pub(crate) fn mime(head: &[u8]) -> &'static str {
    if head.is_empty() {
        return "inode/x-empty";
    }
    if let Some((_, mime)) = SIGNATURES.iter().find(|(bytes, _)| head.starts_with(bytes)) {
        return mime;
    }
    match (head.get(..4), head.get(4..8), head.get(8..12)) {
        (Some(b"RIFF"), _, Some(b"WAVE")) => return "audio/x-wav",
        (Some(b"RIFF"), _, Some(b"WEBP")) => return "image/webp",
        (Some(b"FORM"), _, Some(b"AIFF" | b"AIFC")) => return "audio/x-aiff",
        (_, Some(b"ftyp"), Some(b"M4A ")) => return "audio/x-m4a",
        (_, Some(b"ftyp"), _) => return "video/mp4",
        _ => {}
    }
    text(head).unwrap_or("application/octet-stream")
}

/// The kind of text, if it is text: no control bytes but blanks, and valid UTF-8 but for a
/// character that the end of the sample cuts.
fn text(head: &[u8]) -> Option<&'static str> {
    let valid = match std::str::from_utf8(head) {
        Ok(text) => text,
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(head.get(..error.valid_up_to())?).ok()?
        }
        Err(_) => return None,
    };
    if valid.chars().any(|c| c.is_control() && !c.is_whitespace()) {
        return None;
    }
    let start = valid.trim_start().to_ascii_lowercase();
    Some(if start.starts_with("<!doctype html") || start.starts_with("<html") {
        "text/html"
    } else if start.starts_with("<?xml") {
        "text/xml"
    } else if start.starts_with(['{', '[']) {
        "application/json"
    } else {
        "text/plain"
    })
}

#[cfg(test)]
mod tests {
    use super::mime;

    #[test]
    fn tells_sound_pictures_and_text_apart() {
        for (head, expected) in [
            (&b""[..], "inode/x-empty"),
            (b"ID3\x04rest", "audio/mpeg"),
            (b"RIFF\x00\x00\x00\x00WAVEfmt ", "audio/x-wav"),
            (b"\x00\x00\x00\x20ftypM4A ", "audio/x-m4a"),
            (b"\x00\x00\x00\x20ftypisom", "video/mp4"),
            (b"%PDF-1.7", "application/pdf"),
            (b"  <!DOCTYPE html><p>", "text/html"),
            (b"{\"a\":1}", "application/json"),
            ("Grüße".as_bytes(), "text/plain"),
            (&"Grü".as_bytes()[..3], "text/plain"),
            (b"\x00\x01\x02", "application/octet-stream"),
        ] {
            assert_eq!(mime(head), expected, "{head:?}");
        }
    }
}
