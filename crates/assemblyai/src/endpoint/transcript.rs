//! `GET /v2/transcript/{id}`: how a job stands, and at the end its transcript.

/// The path of one transcript, relative to the API base. The id comes from the service and is
/// escaped all the same.
#[must_use]
pub fn path(id: &str) -> String {
    let mut path = String::from("/v2/transcript/");
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~') {
            path.push(byte.into());
        } else {
            let digit = |nibble: u8| char::from(b"0123456789ABCDEF"[usize::from(nibble)]);
            path.extend(['%', digit(byte >> 4), digit(byte & 15)]);
        }
    }
    path
}

/// The text of an answer: of one that was deleted, what the service put in its place.
#[must_use]
pub fn text(body: &[u8]) -> Option<String> {
    super::text_member(body, "text")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_deleted_transcript_says_so_in_its_text() {
        let body = br#"{"id":"a","status":"completed","text":"Deleted by user.","words":null}"#;
        assert_eq!(text(body).as_deref(), Some("Deleted by user."));
        assert_eq!(text(br#"{"error":"Not found"}"#), None);
    }

    #[test]
    fn an_id_stays_one_segment() {
        assert_eq!(path("6f1c-e20a"), "/v2/transcript/6f1c-e20a");
        assert_eq!(path("../upload?x"), "/v2/transcript/..%2Fupload%3Fx");
    }
}
