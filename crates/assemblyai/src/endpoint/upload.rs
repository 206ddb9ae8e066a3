//! `POST /v2/upload`: the bytes of the recording, raw.

/// The path, relative to the API base.
pub const PATH: &str = "/v2/upload";
/// What the body is called. JSON and multipart bodies are accepted by the service and fail
/// later, so it must be this.
pub const CONTENT_TYPE: &str = "application/octet-stream";

/// The `upload_url` of a 200 answer: readable only by the service, deleted after 24 to 48 hours.
#[must_use]
pub fn upload_url(body: &[u8]) -> Option<String> {
    super::text_member(body, "upload_url")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_url_is_taken_or_the_answer_is_garbled() {
        let good = br#"{"upload_url":"https://cdn.example/upload/1"}"#;
        assert_eq!(upload_url(good).as_deref(), Some("https://cdn.example/upload/1"));
        for bad in [&b""[..], b"<html>", b"{}", br#"{"upload_url":""}"#, br#"{"upload_u"#] {
            assert_eq!(upload_url(bad), None);
        }
    }
}
