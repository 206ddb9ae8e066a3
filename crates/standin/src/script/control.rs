//! The script over HTTP, under `/__standin/`: faults, next answer, counters, reset, pause.

use std::sync::Arc;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use bytes::Bytes;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use super::{NextAnswer, Rule, Stats};
use crate::region::Inner;

type Region = State<Arc<Inner>>;

/// The control endpoints of one region.
pub(crate) fn router(region: Arc<Inner>) -> Router {
    Router::new()
        .route("/__standin/faults", post(faults))
        .route("/__standin/next-answer", post(next_answer))
        .route("/__standin/stats", get(stats))
        .route("/__standin/reset", post(reset))
        .route("/__standin/pause", post(pause))
        .route("/__standin/resume", post(resume))
        .route("/__standin/csp", post(csp))
        // A prepared answer may be as large as that of a recording of many hours.
        .layer(DefaultBodyLimit::disable())
        .with_state(region)
}

async fn faults(State(region): Region, body: Bytes) -> Response {
    with_body(&body, |rules: Vec<Rule>| region.add_faults(rules))
}

async fn next_answer(State(region): Region, body: Bytes) -> Response {
    with_body(&body, |answer: NextAnswer| region.set_next_answer(answer))
}

async fn stats(State(region): Region) -> Json<Stats> {
    Json(region.stats())
}

async fn reset(State(region): Region) -> Response {
    region.reset();
    done()
}

async fn pause(State(region): Region) -> Response {
    region.set_paused(true);
    done()
}

async fn resume(State(region): Region) -> Response {
    region.set_paused(false);
    done()
}

async fn csp(State(region): Region, body: Bytes) -> StatusCode {
    let report = serde_json::from_slice(&body)
        .unwrap_or_else(|_| Value::String(String::from_utf8_lossy(&body).into_owned()));
    region.saw_csp_violation(report);
    StatusCode::NO_CONTENT
}

/// Parses the body whatever its content type says, so that a plain `curl -d` works.
fn with_body<T: DeserializeOwned>(body: &[u8], act: impl FnOnce(T)) -> Response {
    match serde_json::from_slice(body) {
        Ok(value) => {
            act(value);
            done()
        }
        Err(error) => {
            let text = format!("this is not what the script needs: {error}");
            (StatusCode::BAD_REQUEST, Json(json!({ "error": text }))).into_response()
        }
    }
}

fn done() -> Response {
    Json(json!({ "ok": true })).into_response()
}
