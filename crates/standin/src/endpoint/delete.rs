//! `DELETE /v2/transcript/{id}`: removes text, words and the recording's address; the id stays.

use std::sync::Arc;

use axum::Json;
use axum::extract::{Path, State};

use crate::Object;
use crate::auth::Caller;
use crate::error::ApiError;
use crate::region::Inner;

/// Deletes, and answers with what is left. Deleting twice does no harm.
pub(super) async fn delete(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Path(id): Path<String>,
) -> Result<Json<Object>, ApiError> {
    region.with_job(&id, &caller.project, |job| {
        job.delete();
        Ok(Json(job.transcript()))
    })
}
