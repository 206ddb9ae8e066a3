//! `GET /v2/transcript/{id}/srt` and `/vtt`: subtitles as plain text.

use std::collections::HashMap;
use std::sync::Arc;

use axum::extract::{Path, Query, State};

use crate::answer::captions::{Format, captions};
use crate::answer::words::words;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::region::Inner;

type Parameters = Query<HashMap<String, String>>;

/// The subtitles as `SubRip`.
pub(super) async fn srt(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Parameters,
) -> Result<String, ApiError> {
    subtitles(&region, &caller, &id, &query, Format::Srt)
}

/// The subtitles as `WebVTT`.
pub(super) async fn vtt(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
    query: Parameters,
) -> Result<String, ApiError> {
    subtitles(&region, &caller, &id, &query, Format::Vtt)
}

fn subtitles(
    region: &Inner,
    caller: &Caller,
    id: &str,
    query: &Parameters,
    format: Format,
) -> Result<String, ApiError> {
    let characters = match query.get("chars_per_caption").map(|text| text.parse::<usize>()) {
        None => None,
        Some(Ok(characters)) if characters > 0 => Some(characters),
        Some(_) => return Err(ApiError::schema()),
    };
    region.finished(id, &caller.project, "captions", |transcript| {
        captions(&words(transcript), format, characters)
    })
}
