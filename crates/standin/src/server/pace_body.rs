//! Bodies that are counted, or let through slowly.

use std::future::Future;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use axum::body::Body;
use bytes::Bytes;
use futures_util::stream::{self, StreamExt as _};
use http_body_util::BodyExt as _;
use tokio::time::sleep;

use super::dispatch::Aborted;

/// How many portions a slow body is let through per second.
const PORTIONS: u64 = 10;

/// Adds every byte that passes to `counter`.
pub(crate) fn counted<B>(body: B, counter: Arc<AtomicU64>) -> Body
where
    B: hyper::body::Body<Data = Bytes> + Send + 'static,
    B::Error: Into<axum::BoxError>,
{
    Body::new(body.map_frame(move |frame| {
        if let Some(data) = frame.data_ref() {
            counter.fetch_add(data.len() as u64, Ordering::Relaxed);
        }
        frame
    }))
}

/// Lets a body through at `bytes_per_second`, a tenth of a second's worth at a time.
pub(crate) fn trickled(body: Body, bytes_per_second: u64) -> Body {
    let portion = usize::try_from((bytes_per_second / PORTIONS).max(1)).unwrap_or(usize::MAX);
    let pause = Duration::from_millis(1000 / PORTIONS);
    let state = (body, Bytes::new());
    Body::from_stream(stream::try_unfold(state, move |(mut body, mut rest)| async move {
        while rest.is_empty() {
            match body.frame().await {
                None => return Ok::<_, axum::Error>(None),
                Some(frame) => {
                    if let Ok(data) = frame?.into_data() {
                        rest = data;
                    }
                }
            }
        }
        let now = rest.split_to(portion.min(rest.len()));
        sleep(pause).await;
        Ok(Some((now, (body, rest))))
    }))
}

/// A body that gives `bytes` and fails once `over` has come.
pub(crate) fn broken(bytes: Bytes, over: impl Future<Output = ()> + Send + 'static) -> Body {
    let first = stream::once(async { Ok(bytes) });
    let then = stream::once(async {
        over.await;
        Err(Aborted)
    });
    Body::from_stream(first.chain(then))
}
