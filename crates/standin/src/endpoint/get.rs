//! `GET /v2/transcript/{id}`: a poll. It moves a job on when the pace goes by polls.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};
use axum::http::HeaderValue;
use axum::http::header::CONTENT_TYPE;
use axum::response::{IntoResponse, Response};

use crate::auth::Caller;
use crate::error::ApiError;
use crate::job::Stage;
use crate::region::Inner;

/// The transcript as it is now.
pub(super) async fn get(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Response, ApiError> {
    region.with_job(&id, &caller.project, |job| {
        let stage = job.poll();
        match &job.raw {
            Some(raw) if stage == Stage::Finished && !job.deleted => {
                let mut response = raw.clone().into_response();
                let json = HeaderValue::from_static("application/json");
                response.headers_mut().insert(CONTENT_TYPE, json);
                Ok(response)
            }
            _ => Ok(Json(job.transcript()).into_response()),
        }
    })
}
