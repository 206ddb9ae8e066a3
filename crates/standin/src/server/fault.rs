//! What each scripted fault does to a request.

use std::future::Future;
use std::sync::Arc;
use std::time::Duration;

use axum::body::{Body, to_bytes};
use axum::http::header::{
    ACCESS_CONTROL_EXPOSE_HEADERS, CONTENT_LENGTH, CONTENT_TYPE, RETRY_AFTER,
};
use axum::http::{HeaderValue, Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tokio::time::sleep;

use super::cors;
use super::dispatch::{Aborted, Sharing};
use super::pace_body::{broken, trickled};
use crate::region::Inner;
use crate::script::{Fault, ResetWhen, Then};

type Answer = Result<Response<Body>, Aborted>;

/// How long what was sent of an answer is left alone before its connection ends.
const ON_ITS_WAY: Duration = Duration::from_millis(50);

/// Answers `request` as `fault` says; `handle` is the way without a fault.
pub(crate) async fn apply<F, R>(
    fault: Fault,
    region: &Arc<Inner>,
    request: Request<Body>,
    sharing: Sharing,
    handle: F,
) -> Answer
where
    F: FnOnce(Request<Body>) -> R + Send,
    R: Future<Output = Answer> + Send,
{
    let mut sharing = sharing;
    let mut response = match fault {
        Fault::Status {
            status,
            body,
            content_type,
            retry_after,
            expose_retry_after,
            processed,
        } => {
            settle(request, processed, handle).await?;
            let mut response = written(status, body.unwrap_or_default(), content_type.as_deref());
            let headers = response.headers_mut();
            if let Some(seconds) = retry_after {
                headers.insert(RETRY_AFTER, HeaderValue::from(seconds));
            }
            if expose_retry_after {
                let exposed = HeaderValue::from_static("retry-after");
                headers.insert(ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
            }
            response
        }
        Fault::Body { status, body, content_type, processed } => {
            settle(request, processed, handle).await?;
            written(status.unwrap_or(200), body, content_type.as_deref())
        }
        Fault::Reset { when: ResetWhen::Before } => return Err(Aborted),
        Fault::Reset { when: ResetWhen::In } => {
            drop(read_part(request, None).await);
            return Err(Aborted);
        }
        Fault::Reset { when: ResetWhen::After | ResetWhen::Reused } => {
            handle(request).await?;
            return Err(Aborted);
        }
        Fault::Delay { ms } => {
            sleep(Duration::from_millis(ms)).await;
            handle(request).await?
        }
        Fault::Stall { after_bytes, processed } => {
            let over = ended(region);
            // Held while we wait: an unread body keeps the client's connection as it is.
            let _rest = if processed {
                handle(request).await?;
                None
            } else {
                Some(read_part(request, Some(after_bytes.unwrap_or(0))).await)
            };
            over.await;
            return Err(Aborted);
        }
        Fault::Trickle { bytes_per_second } => {
            let request = request.map(|body| trickled(body, bytes_per_second));
            handle(request).await?.map(|body| trickled(body, bytes_per_second))
        }
        Fault::Truncated => half(handle(request).await?).await?,
        Fault::Half { then } => broken_off(handle(request).await?, then, ended(region)).await?,
        Fault::NoCors | Fault::NoCorsAnswer => {
            sharing = Sharing::Closed;
            handle(request).await?
        }
    };
    if sharing == Sharing::Open {
        cors::allow(response.headers_mut());
    }
    Ok(response)
}

/// Takes the whole request first, so that the client has sent it before it reads the answer;
/// with `processed` the API does its work and only its answer is lost.
async fn settle<F, R>(request: Request<Body>, processed: bool, handle: F) -> Result<(), Aborted>
where
    F: FnOnce(Request<Body>) -> R + Send,
    R: Future<Output = Answer> + Send,
{
    if processed {
        handle(request).await?;
    } else {
        drop(read_part(request, Some(u64::MAX)).await);
    }
    Ok(())
}

/// Reads `limit` bytes of the body, or half of it where its length is known and no limit is set.
/// Returns what was not read.
async fn read_part(request: Request<Body>, limit: Option<u64>) -> Body {
    let length = request.headers().get(CONTENT_LENGTH);
    let length = length.and_then(|value| value.to_str().ok()?.parse::<u64>().ok());
    let limit = limit.unwrap_or_else(|| length.map_or(1, |length| length / 2));
    let mut body = request.into_body();
    let mut read = 0;
    while read < limit {
        match body.frame().await {
            Some(Ok(frame)) => read += frame.data_ref().map_or(0, |data| data.len() as u64),
            Some(Err(_)) | None => break,
        }
    }
    body
}

fn written(status: u16, body: String, content_type: Option<&str>) -> Response<Body> {
    let mut response = Response::new(Body::from(body));
    *response.status_mut() =
        StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if let Some(value) = content_type.and_then(|value| HeaderValue::from_str(value).ok()) {
        response.headers_mut().insert(CONTENT_TYPE, value);
    }
    response
}

/// The end of what the script caused: its reset.
fn ended(region: &Inner) -> impl Future<Output = ()> + Send + use<> {
    let mut epoch = region.epoch();
    // An error says that the region is gone, which is an end too.
    async move { drop(epoch.changed().await) }
}

/// Half of the answer with the length of the whole, and then nothing.
async fn broken_off(
    response: Response<Body>,
    then: Then,
    over: impl Future<Output = ()> + Send + 'static,
) -> Answer {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Aborted)?;
    parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    let half = bytes.slice(..bytes.len() / 2);
    let body = match then {
        Then::End => broken(half, sleep(ON_ITS_WAY)),
        Then::Silence => broken(half, over),
    };
    Ok(Response::from_parts(parts, body))
}

async fn half(response: Response<Body>) -> Answer {
    let (mut parts, body) = response.into_parts();
    let bytes = to_bytes(body, usize::MAX).await.map_err(|_| Aborted)?;
    parts.headers.remove(CONTENT_LENGTH);
    Ok(Response::from_parts(parts, Body::from(bytes.slice(..bytes.len() / 2))))
}
