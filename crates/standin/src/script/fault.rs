//! The kinds of fault, as they are written in JSON: `{"kind": "reset", "when": "in"}`.

use serde::{Deserialize, Serialize};

/// One way for a request to go wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case", deny_unknown_fields)]
pub enum Fault {
    /// This status instead of an answer. The request body is read first.
    Status {
        /// The status code.
        status: u16,
        /// The body, empty if missing.
        #[serde(default)]
        body: Option<String>,
        /// Its content type.
        #[serde(default)]
        content_type: Option<String>,
        /// A `Retry-After` header in seconds.
        #[serde(default)]
        retry_after: Option<u32>,
        /// Whether a page may read `Retry-After`.
        #[serde(default)]
        expose_retry_after: bool,
        /// Whether the API does its work before it fails to say so.
        #[serde(default)]
        processed: bool,
    },
    /// A TCP reset.
    Reset {
        /// At which point of the request.
        when: ResetWhen,
    },
    /// The answer comes later.
    Delay {
        /// By how many milliseconds.
        ms: u64,
    },
    /// Stops reading the request body and never answers, until the script is reset.
    Stall {
        /// How much of the body is read first.
        #[serde(default)]
        after_bytes: Option<u64>,
        /// Whether the API reads all of it and does its work before it falls silent.
        #[serde(default)]
        processed: bool,
    },
    /// Request and answer pass slowly.
    Trickle {
        /// How slowly.
        bytes_per_second: u64,
    },
    /// The right answer, cut in half.
    Truncated,
    /// Half of the right answer, which says how long it is; the other half never comes.
    Half {
        /// What becomes of the connection.
        then: Then,
    },
    /// Another body than the answer, for example HTML. The request body is read first.
    Body {
        /// The status code, 200 if missing.
        #[serde(default)]
        status: Option<u16>,
        /// The body.
        body: String,
        /// Its content type.
        #[serde(default)]
        content_type: Option<String>,
        /// Whether the API does its work before it fails to say so.
        #[serde(default)]
        processed: bool,
    },
    /// The right answer without CORS headers, or a preflight that allows nothing.
    NoCors,
    /// The right answer without CORS headers, after a preflight that allowed the request.
    NoCorsAnswer,
}

impl Fault {
    /// This status with an empty body.
    pub const fn status(status: u16) -> Self {
        Self::Status {
            status,
            body: None,
            content_type: None,
            retry_after: None,
            expose_retry_after: false,
            processed: false,
        }
    }

    /// This status with `{"error": text}`, as the API refuses.
    pub fn refusal(status: u16, text: &str) -> Self {
        Self::Status {
            status,
            body: Some(serde_json::json!({ "error": text }).to_string()),
            content_type: Some("application/json".to_owned()),
            retry_after: None,
            expose_retry_after: false,
            processed: false,
        }
    }

    /// Status 200 with this body instead of the answer.
    pub fn body(body: &str, content_type: &str) -> Self {
        Self::Body {
            status: None,
            body: body.to_owned(),
            content_type: Some(content_type.to_owned()),
            processed: false,
        }
    }

    /// No answer, ever.
    pub const fn silence() -> Self {
        Self::Stall { after_bytes: None, processed: false }
    }

    /// A TCP reset at this point.
    pub const fn reset(when: ResetWhen) -> Self {
        Self::Reset { when }
    }
}

/// The point of a request at which its connection is reset.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ResetWhen {
    /// Before the body is read.
    Before,
    /// In the middle of the body.
    In,
    /// After the API has done its work, before its answer.
    After,
    /// The same, on a connection that has served a request before; other requests are left alone.
    /// Browsers ask again by themselves then, a `POST` too: the API does its work twice.
    Reused,
}

/// What becomes of a connection in the middle of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It ends.
    End,
    /// Nothing more comes, until the script is reset.
    Silence,
}
