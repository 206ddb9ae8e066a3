//! What a job may be asked for: the body of `POST /v2/transcript`, read strictly, and every refusal.

mod language;
mod rules;
mod schema;

use serde_json::Value;

use crate::Object;
use crate::error::ApiError;

/// Reads and checks a request body. Parameters that are null are as good as missing.
///
/// # Errors
/// The 400 that the API answers.
pub(crate) fn parse(body: &[u8]) -> Result<Object, ApiError> {
    let mut request: Object = serde_json::from_slice(body).map_err(|_| ApiError::schema())?;
    request.retain(|_, value| !value.is_null());
    schema::check(&request)?;
    rules::check(&request)?;
    Ok(request)
}

/// Whether a flag is set, `default` if it is missing.
pub(crate) fn flag(request: &Object, name: &str, default: bool) -> bool {
    request.get(name).and_then(Value::as_bool).unwrap_or(default)
}

/// A text parameter.
pub(crate) fn text<'a>(request: &'a Object, name: &str) -> Option<&'a str> {
    request.get(name).and_then(Value::as_str)
}
