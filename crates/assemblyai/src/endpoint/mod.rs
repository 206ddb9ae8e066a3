//! The endpoints that the page calls, one per file: path, and how to read the answer.

pub mod create;
pub mod list;
pub mod transcript;
pub mod upload;

use crate::json::{Cursor, Scalar};

/// The text of one member of a JSON object; `None` where the body is anything else.
fn text_member(body: &[u8], name: &str) -> Option<String> {
    let mut cursor = Cursor::new(body, 0);
    let mut text = None;
    cursor
        .object(&mut |cursor, key| {
            if key == name {
                text = Some(cursor.scalar()?);
                return Ok(());
            }
            cursor.skip()
        })
        .ok()?;
    cursor.end().ok()?;
    match text? {
        Scalar::Text(text) if !text.trim().is_empty() => Some(text.trim().to_owned()),
        _ => None,
    }
}

/// The API's own sentence in `{"error": "text"}`, the body of a refusal. `None` where the body has no JSON error:
/// 503 and 504 have none, and proxies in between answer with HTML.
#[must_use]
pub fn error_text(body: &[u8]) -> Option<String> {
    text_member(body, "error")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_json_error_is_quoted() {
        assert_eq!(error_text(br#"{"error":" No. "}"#).as_deref(), Some("No."));
        assert_eq!(error_text(br#"{"status":"error","error":"No."}"#).as_deref(), Some("No."));
        for none in [&b""[..], b"<html>502</html>", br#"{"error":""}"#, br#"{"error":5}"#, b"{"] {
            assert_eq!(error_text(none), None);
        }
    }
}
