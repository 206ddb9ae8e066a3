//! `GET /v2/transcript/{id}/word-search?words=a,b`: where words and phrases are said.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, Query, State};
use serde_json::{Value, json};

use crate::answer::search::search;
use crate::answer::words::words;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::region::Inner;

/// Searches for the words of the query, which are separated by commas.
pub(super) async fn word_search(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
    Query(query): Query<HashMap<String, String>>,
) -> Result<Json<Value>, ApiError> {
    let wanted = query.get("words").filter(|words| !words.trim().is_empty());
    let wanted = wanted.ok_or_else(ApiError::schema)?;
    let wanted: Vec<String> = wanted.split(',').map(str::to_owned).collect();
    let matches = region.finished(&id, &caller.project, "word search", |transcript| {
        search(&words(transcript), &wanted)
    })?;
    let total: u64 = matches.iter().filter_map(|found| found["count"].as_u64()).sum();
    Ok(Json(json!({ "id": id, "total_count": total, "matches": matches })))
}
