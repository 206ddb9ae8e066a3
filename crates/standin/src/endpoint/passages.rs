//! `GET /v2/transcript/{id}/sentences` and `/paragraphs`.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use serde_json::{Value, json};

use crate::answer::passages as group;
use crate::answer::words::{Word, words};
use crate::auth::Caller;
use crate::error::ApiError;
use crate::region::Inner;

/// The transcript by sentences.
pub(super) async fn sentences(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    passages(&region, &caller, &id, "sentences", |words| {
        group::sentences(words).into_iter().map(group::passage).collect()
    })
}

/// The transcript by paragraphs.
pub(super) async fn paragraphs(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Value>, ApiError> {
    passages(&region, &caller, &id, "paragraphs", |words| {
        group::paragraphs(words).iter().map(|words| group::passage(words)).collect()
    })
}

fn passages(
    region: &Inner,
    caller: &Caller,
    id: &str,
    name: &str,
    group: impl FnOnce(&[Word]) -> Value,
) -> Result<Json<Value>, ApiError> {
    region.finished(id, &caller.project, name, |transcript| {
        Json(json!({
            "id": id,
            "confidence": transcript.get("confidence"),
            "audio_duration": transcript.get("audio_duration"),
            (name): group(&words(transcript)),
        }))
    })
}
