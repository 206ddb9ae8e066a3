//! Refusals of the API: status, the sentence in `{"error": …}`, and what a body-less one looks like.

use axum::body::Body;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::server::wire::HangUp;

/// What the API says when a request has the wrong shape.
pub(crate) const SCHEMA: &str =
    "Invalid endpoint schema, please refer to documentation for examples.";

/// A refused request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum ApiError {
    /// 400 with this sentence.
    Bad(String),
    /// 401: no key.
    NoKey,
    /// 401: a key with `Bearer` in front.
    BearerKey,
    /// 402: an account that has to pay first.
    Unpaid,
    /// 403: the upload belongs to another project.
    ForeignUpload,
    /// 403: too many requests, as the edge of the service says it.
    Blocked,
    /// 404: no such path.
    NotFound,
    /// 405: this path, but not with this method.
    WrongMethod,
    /// 413: larger than the limit.
    TooLarge,
    /// 429 with `Retry-After` in seconds.
    Busy(u32),
    /// 500.
    Broken,
    /// 503, which has no JSON body.
    Away,
    /// No answer at all: the connection is reset.
    HangUp,
}

impl ApiError {
    /// The 400 for a request of the wrong shape.
    pub(crate) fn schema() -> Self {
        Self::Bad(SCHEMA.to_owned())
    }

    /// The 400 for an id that is unknown, or belongs to another project.
    pub(crate) fn lookup() -> Self {
        Self::Bad("Transcript lookup error, transcript id not found".to_owned())
    }

    fn parts(self) -> (StatusCode, String) {
        let (status, text) = match self {
            Self::Bad(text) => return (StatusCode::BAD_REQUEST, text),
            Self::NoKey => {
                (StatusCode::UNAUTHORIZED, "Authentication error, API token missing/invalid.")
            }
            Self::BearerKey => (StatusCode::UNAUTHORIZED, "Invalid API key"),
            Self::Unpaid => (StatusCode::PAYMENT_REQUIRED, "Payment required."),
            Self::ForeignUpload => (StatusCode::FORBIDDEN, "Cannot access uploaded file"),
            Self::Blocked => (StatusCode::FORBIDDEN, "Too many requests."),
            Self::NotFound => (StatusCode::NOT_FOUND, "Not found."),
            Self::WrongMethod => (StatusCode::METHOD_NOT_ALLOWED, "Method not allowed."),
            Self::TooLarge => {
                (StatusCode::PAYLOAD_TOO_LARGE, "The file is larger than the limit of 2.2 GB.")
            }
            Self::Busy(_) => (
                StatusCode::TOO_MANY_REQUESTS,
                "Too many requests, please wait before you try again.",
            ),
            Self::Broken | Self::HangUp => {
                (StatusCode::INTERNAL_SERVER_ERROR, "Server error, developers have been alerted.")
            }
            Self::Away => (StatusCode::SERVICE_UNAVAILABLE, ""),
        };
        (status, text.to_owned())
    }
}

impl IntoResponse for ApiError {
    fn into_response(self) -> Response {
        let wait = if let Self::Busy(seconds) = self { Some(seconds) } else { None };
        let hang_up = self == Self::HangUp;
        let ends_connection = self == Self::TooLarge;
        let (status, text) = self.parts();
        let mut response = if text.is_empty() {
            (status, Body::empty()).into_response()
        } else {
            (status, axum::Json(json!({ "error": text }))).into_response()
        };
        if let Some(seconds) = wait {
            response.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds));
        }
        if ends_connection {
            let close = HeaderValue::from_static("close");
            response.headers_mut().insert(header::CONNECTION, close);
        }
        if hang_up {
            response.extensions_mut().insert(HangUp);
        }
        response
    }
}
