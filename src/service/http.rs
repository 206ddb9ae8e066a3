//! One JSON request with `gloo-net`: only the headers that the service's CORS answer allows.

use assemblyai::endpoint::create;
use assemblyai::{ApiBase, ApiKey, Failure};
use gloo_net::http::{Request, Response};
use js_sys::Uint8Array;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache};

use super::read::SLICE_MS;
use crate::platform::frame::Slices;

/// Where and as whom requests are made.
#[derive(Clone)]
pub struct Access {
    /// The base of every address.
    pub base: ApiBase,
    /// Sent in `authorization`, raw.
    pub key: ApiKey,
}

/// What is done to a path.
pub(super) enum Verb {
    /// It is read.
    Get,
    /// JSON is sent to it.
    Post(String),
    /// It is deleted.
    Delete,
}

/// Asks for a path.
///
/// Chromium asks again by itself, `POST` or not, when a connection that it had kept ends without an
/// answer; over HTTP/2 as over HTTP/1.1, with a text, a blob or `keepalive` alike. A body that is a
/// stream (`duplex: 'half'`) is sent once there, and its failure told; but Chromium sends streams over
/// HTTP/2 alone, and no other engine sends them, so a proxy of the host, or another browser, would be
/// shut out. Jobs that were made twice are looked for instead.
///
/// `on_head` is called when the status is known and the answer's body is on its
/// way.
pub(super) async fn ask(
    access: &Access,
    path: &str,
    verb: Verb,
    signal: &AbortSignal,
    on_head: &dyn Fn(),
) -> Result<Vec<u8>, Failure> {
    let url = access.base.join(path);
    let builder = match verb {
        Verb::Get => Request::get(&url),
        Verb::Post(_) => Request::post(&url),
        Verb::Delete => Request::delete(&url),
    };
    // The credentials header is the only one of ours; a cached answer would be a stale one.
    let builder = builder
        .header("authorization", access.key.expose())
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal));
    let request = match verb {
        Verb::Post(body) => builder.header("content-type", create::CONTENT_TYPE).body(body),
        Verb::Get | Verb::Delete => builder.build(),
    };
    let request = request.map_err(|_| Failure::Unreachable)?;
    let response = request.send().await.map_err(|_| Failure::Unreachable)?;
    on_head();
    let status = response.status();
    let body = collect(&response).await?;
    if status == 200 {
        return Ok(body);
    }
    let retry_after = response.headers().get("retry-after").and_then(|s| s.trim().parse().ok());
    Err(Failure::from_status(status, &body, retry_after, &access.key))
}

/// Bytes of the longest answer that is taken; one about ten hours has 20 MB. A page that takes
/// whatever is sent stops when its memory is full.
const LONGEST: u64 = 256_000_000;

/// The whole body. One that breaks off is as good as no answer, one without an end is none. Its pieces are copied once all are there, so that as much memory is asked for as
/// it takes; a vector that grows takes up to three times that, and a page never gives any back.
async fn collect(response: &Response) -> Result<Vec<u8>, Failure> {
    let Some(stream) = response.body() else { return Ok(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut pieces = Vec::<Uint8Array>::new();
    let mut length = 0;
    while let Some(piece) = next(&reader).await? {
        length += u64::from(piece.length());
        if length > LONGEST {
            // What is on its way is not waited for.
            let _ended = reader.cancel();
            return Err(Failure::Garbled);
        }
        pieces.push(piece);
    }
    let mut bytes = Vec::with_capacity(pieces.iter().map(|piece| piece.length() as usize).sum());
    let mut slices = Slices::of(SLICE_MS);
    for piece in pieces {
        let at = bytes.len();
        bytes.resize(at + piece.length() as usize, 0);
        piece.copy_to(bytes.get_mut(at..).unwrap_or_default());
        slices.next().await;
    }
    Ok(bytes)
}

/// The next piece of a body; `None` at its end.
async fn next(reader: &ReadableStreamDefaultReader) -> Result<Option<Uint8Array>, Failure> {
    let piece = JsFuture::from(reader.read()).await.map_err(|_| Failure::Unreachable)?;
    let field = |name: &str| js_sys::Reflect::get(&piece, &JsValue::from_str(name));
    let read = field("done").and_then(|done| {
        if done.is_truthy() { Ok(None) } else { field("value")?.dyn_into().map(Some) }
    });
    read.map_err(|_| Failure::Unreachable)
}
