//! What can go wrong with one request, as facts.

use crate::ApiKey;

/// Why a request gave no usable answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// No answer could be read: connection refused or reset, DNS, a blocker, an answer without
    /// CORS headers. A page cannot tell these apart (status 0).
    Unreachable,
    /// No answer in time; the request was aborted.
    TimedOut,
    /// The file could not be read: moved, changed or its drive is gone.
    FileUnreadable,
    /// A success whose body is not what it should be.
    Garbled,
    /// Any status other than 200.
    Status {
        /// The HTTP status.
        status: u16,
        /// The API's own sentence, if the body had one.
        text: Option<String>,
        /// `Retry-After` in seconds; rarely readable across origins.
        retry_after_s: Option<u32>,
    },
}

impl Failure {
    /// A refusal with this status, read from its body. What it says is shown and stored, so the key
    /// that was sent is not in it: a proxy may repeat that.
    #[must_use]
    pub fn from_status(status: u16, body: &[u8], retry_after_s: Option<u32>, key: &ApiKey) -> Self {
        let text = crate::endpoint::error_text(body).map(|text| key.hide_in(text));
        Self::Status { status, text, retry_after_s }
    }
}
