//! `POST /v2/upload`: the bare bytes of a recording, up to 2.2 GB, answered with an address that
//! only the service can read.

use std::io;
use std::sync::Arc;

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE};
use bytes::Bytes;
use http_body_util::BodyExt as _;
use serde_json::{Value, json};
use tokio::task::spawn_blocking;
use uuid::Uuid;

use crate::auth::Caller;
use crate::error::ApiError;
use crate::media::upload::{Intake, LIMIT, Upload};
use crate::region::Inner;

/// What every upload's address begins with.
pub(super) const UPLOADS: &str = "https://cdn.assemblyai.com/upload/";

/// How much is gathered before it goes to the thread that hashes and writes.
const PORTION: usize = 1024 * 1024;

/// Takes the upload in.
pub(super) async fn upload(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    headers: HeaderMap,
    body: Body,
) -> Result<Json<Value>, ApiError> {
    let text = |name| headers.get(name).and_then(|value| value.to_str().ok());
    let length = text(CONTENT_LENGTH).and_then(|value| value.parse::<u64>().ok());
    if length.is_some_and(|length| length > LIMIT) {
        return Err(ApiError::TooLarge);
    }
    let content_type = text(CONTENT_TYPE).unwrap_or_default().to_owned();
    let upload = take_in(length, body, caller.project, content_type).await?;
    let id = Uuid::new_v4().to_string();
    let url = format!("{UPLOADS}{id}");
    region.keep_upload(id, upload);
    Ok(Json(json!({ "upload_url": url })))
}

/// Takes a body in, of an upload or of what a link leads to.
pub(crate) async fn take_in(
    length: Option<u64>,
    mut body: Body,
    project: String,
    content_type: String,
) -> Result<Upload, ApiError> {
    let mut intake = Intake::new(length).map_err(broken)?;
    let mut portion: Vec<Bytes> = Vec::new();
    let mut gathered = 0;
    loop {
        let data = match body.frame().await {
            None => break,
            Some(Ok(frame)) => frame.into_data().unwrap_or_default(),
            // The client is gone; nobody reads this answer.
            Some(Err(_)) => return Err(ApiError::HangUp),
        };
        gathered += data.len();
        portion.push(data);
        if gathered >= PORTION {
            intake = take_portion(intake, std::mem::take(&mut portion)).await?;
            gathered = 0;
            if intake.received() > LIMIT {
                return Err(ApiError::TooLarge);
            }
        }
    }
    intake = take_portion(intake, portion).await?;
    if intake.received() > LIMIT {
        return Err(ApiError::TooLarge);
    }
    off_thread(move || intake.finish(project, &content_type)).await
}

async fn take_portion(mut intake: Intake, portion: Vec<Bytes>) -> Result<Intake, ApiError> {
    off_thread(move || {
        for bytes in &portion {
            intake.take(bytes)?;
        }
        Ok(intake)
    })
    .await
}

async fn off_thread<T: Send + 'static>(
    work: impl FnOnce() -> io::Result<T> + Send + 'static,
) -> Result<T, ApiError> {
    spawn_blocking(work).await.map_err(|_| ApiError::Broken)?.map_err(broken)
}

/// Our own disk is full or gone: the real service would say no more than this either.
fn broken(_: io::Error) -> ApiError {
    ApiError::Broken
}
