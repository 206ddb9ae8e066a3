//! `GET /v2/transcript`: the project's transcripts, newest first, in pages.

use std::collections::HashMap;
use std::sync::Arc;

use axum::Json;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::HOST;
use serde_json::{Value, json};

use crate::auth::Caller;
use crate::clock;
use crate::error::ApiError;
use crate::job::Job;
use crate::region::Inner;
use crate::sync::lock;

/// Transcripts per page when the request does not say.
const DEFAULT_LIMIT: usize = 10;
/// The most transcripts per page.
const MOST: usize = 200;

/// The list's path.
const PATH: &str = "/v2/transcript";

/// The filters, as the query has them.
type Filters = HashMap<String, String>;

/// One page of the list.
pub(super) async fn list(
    State(region): State<Arc<Inner>>,
    caller: Caller,
    Query(query): Query<Filters>,
    headers: HeaderMap,
) -> Result<Json<Value>, ApiError> {
    let limit = limit(&query)?;
    check(&query)?;
    let host = headers.get(HOST).and_then(|host| host.to_str().ok()).unwrap_or("127.0.0.1");
    let mut jobs = lock(&region.jobs);
    jobs.settle();
    let newest_first: Vec<&Job> = jobs
        .iter()
        .rev()
        .filter(|job| job.project == caller.project && fits(job, &query))
        .collect();
    let page = page(&newest_first, &query, limit)?;
    let answer = answer(&newest_first, page, &query, limit, &format!("http://{host}{PATH}"));
    drop(jobs);
    Ok(Json(answer))
}

/// The part of the list between `before_id` (older than it) and `after_id` (newer than it), cut to
/// `limit` at the end that is farther from where the client stands.
fn page<'a, 'b>(
    newest_first: &'a [&'b Job],
    query: &Filters,
    limit: usize,
) -> Result<&'a [&'b Job], ApiError> {
    let position = |name: &str| match query.get(name) {
        None => Ok(None),
        Some(id) => {
            let found = newest_first.iter().position(|job| job.id == *id);
            found.map(Some).ok_or_else(ApiError::lookup)
        }
    };
    let start = position("before_id")?.map_or(0, |index| index + 1);
    let end = position("after_id")?.unwrap_or(newest_first.len());
    let window = newest_first.get(start..end).unwrap_or_default();
    let comes_from_older = query.contains_key("after_id") && !query.contains_key("before_id");
    let page = if comes_from_older {
        window.get(window.len().saturating_sub(limit)..)
    } else {
        window.get(..limit.min(window.len()))
    };
    Ok(page.unwrap_or_default())
}

/// The page as JSON. "Previous" is the older page, as the service has it.
fn answer(all: &[&Job], page: &[&Job], query: &Filters, limit: usize, base: &str) -> Value {
    let address = address(base, query, limit);
    let link =
        |name: &str, job: Option<&&Job>| job.map(|job| format!("{address}&{name}={}", job.id));
    let oldest = all.last().map(|job| &job.id);
    let older = page.last().filter(|job| Some(&job.id) != oldest);
    json!({
        "page_details": {
            "limit": limit,
            "result_count": page.len(),
            "current_url": address,
            "prev_url": link("before_id", older),
            "next_url": link("after_id", page.first()),
        },
        "transcripts": page.iter().map(|job| item(job, base)).collect::<Vec<Value>>(),
    })
}

fn limit(query: &Filters) -> Result<usize, ApiError> {
    let limit = query.get("limit").map_or(Ok(DEFAULT_LIMIT), |limit| limit.parse());
    limit.ok().filter(|limit| (1..=MOST).contains(limit)).ok_or_else(ApiError::schema)
}

fn check(query: &Filters) -> Result<(), ApiError> {
    let is_good = query.iter().all(|(name, value)| match name.as_str() {
        "status" => ["queued", "processing", "completed", "error"].contains(&value.as_str()),
        "created_on" => is_date(value),
        "throttled_only" => ["true", "false"].contains(&value.to_ascii_lowercase().as_str()),
        "limit" | "before_id" | "after_id" => true,
        _ => false,
    });
    if is_good { Ok(()) } else { Err(ApiError::schema()) }
}

fn is_date(text: &str) -> bool {
    text.len() == 10
        && text.bytes().enumerate().all(|(index, byte)| match index {
            4 | 7 => byte == b'-',
            _ => byte.is_ascii_digit(),
        })
}

fn fits(job: &Job, query: &Filters) -> bool {
    query.get("status").is_none_or(|status| job.status() == *status)
        && query.get("created_on").is_none_or(|date| clock::date(job.created) == *date)
        // Nothing is ever throttled here.
        && query.get("throttled_only").is_none_or(|only| only.eq_ignore_ascii_case("false"))
}

/// The list's own address, with the filters that a page has in common with its neighbours.
fn address(base: &str, query: &Filters, limit: usize) -> String {
    let common = ["status", "created_on", "throttled_only"].into_iter().filter_map(|name| {
        let value = query.get(name)?;
        Some(format!("&{name}={value}"))
    });
    std::iter::once(format!("{base}?limit={limit}")).chain(common).collect()
}

fn item(job: &Job, base: &str) -> Value {
    json!({
        "id": job.id,
        "resource_url": format!("{base}/{}", job.id),
        "status": job.status(),
        "created": clock::timestamp(job.created),
        "completed": job.completed.map(clock::timestamp),
        "audio_url": if job.deleted { "deleted_by_user" } else { &job.audio_url },
        "error": job.error(),
        "region": null,
    })
}
