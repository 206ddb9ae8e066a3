//! Cross-origin headers as AssemblyAI sends them: any origin, the two headers that a client needs,
//! and nothing exposed.

use axum::body::Body;
use axum::http::header::{
    ACCESS_CONTROL_ALLOW_HEADERS, ACCESS_CONTROL_ALLOW_METHODS, ACCESS_CONTROL_ALLOW_ORIGIN,
    ACCESS_CONTROL_REQUEST_METHOD,
};
use axum::http::{HeaderMap, HeaderValue, Method, Response, StatusCode};

/// Lets any origin read the answer.
pub(crate) fn allow(headers: &mut HeaderMap) {
    headers.insert(ACCESS_CONTROL_ALLOW_ORIGIN, HeaderValue::from_static("*"));
}

/// The answer to a preflight. It needs no key.
pub(crate) fn preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    let headers = response.headers_mut();
    allow(headers);
    headers.insert(
        ACCESS_CONTROL_ALLOW_METHODS,
        HeaderValue::from_static("GET, POST, DELETE, OPTIONS"),
    );
    headers.insert(
        ACCESS_CONTROL_ALLOW_HEADERS,
        HeaderValue::from_static("authorization, content-type"),
    );
    response
}

/// The answer to a preflight that allows nothing.
pub(crate) fn refused_preflight() -> Response<Body> {
    let mut response = Response::new(Body::empty());
    *response.status_mut() = StatusCode::NO_CONTENT;
    response
}

/// The method that a preflight asks for.
pub(crate) fn requested_method(headers: &HeaderMap) -> Option<Method> {
    headers.get(ACCESS_CONTROL_REQUEST_METHOD)?.as_bytes().try_into().ok()
}
