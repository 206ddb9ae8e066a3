//! The endpoints that the page calls, one per file: path, and how to read the answer.

pub mod create;
pub mod list;
pub mod transcript;
pub mod upload;

use serde::Deserialize;

/// `{"error": "text"}`, the body of most refusals.
#[derive(Deserialize)]
struct ErrorBody {
    error: String,
}

/// The API's own sentence in the body of a refusal. `None` where the body has no JSON error:
/// 503 and 504 have none, and proxies in between answer with HTML.
#[must_use]
pub fn error_text(body: &[u8]) -> Option<String> {
    let text = serde_json::from_slice::<ErrorBody>(body).ok()?.error;
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
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
