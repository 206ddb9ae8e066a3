//! One JSON request with `gloo-net`: only the headers that the service's CORS answer allows.

use assemblyai::endpoint::create;
use assemblyai::{ApiBase, ApiKey, Failure};
use gloo_net::http::{Request, Response};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortSignal, ReadableStreamDefaultReader, RequestCache};

/// Where and as whom requests are made.
#[derive(Clone)]
pub struct Access {
    /// The base of every address.
    pub base: ApiBase,
    /// Sent in `authorization`, raw.
    pub key: ApiKey,
}

/// Asks for a path: `GET`, or `POST` where there is a JSON body. `on_head` is called when the
/// status is known and the answer's body is on its way.
pub(super) async fn ask(
    access: &Access,
    path: &str,
    body: Option<String>,
    signal: &AbortSignal,
    on_head: &dyn Fn(),
) -> Result<Vec<u8>, Failure> {
    let url = access.base.join(path);
    let builder = if body.is_some() { Request::post(&url) } else { Request::get(&url) };
    // The credentials header is the only one of ours; a cached answer would be a stale one.
    let builder = builder
        .header("authorization", access.key.expose())
        .cache(RequestCache::NoStore)
        .abort_signal(Some(signal));
    let request = match body {
        Some(body) => builder.header("content-type", create::CONTENT_TYPE).body(body),
        None => builder.build(),
    };
    let request = request.map_err(|_| Failure::Unreachable)?;
    let response = request.send().await.map_err(|_| Failure::Unreachable)?;
    on_head();
    let status = response.status();
    // A body that breaks off is as good as no answer.
    let body = collect(&response).await.ok_or(Failure::Unreachable)?;
    if status == 200 {
        return Ok(body);
    }
    let retry_after = response.headers().get("retry-after").and_then(|s| s.trim().parse().ok());
    Err(Failure::from_status(status, &body, retry_after))
}

/// The whole body, copied once.
async fn collect(response: &Response) -> Option<Vec<u8>> {
    let Some(stream) = response.body() else { return Some(Vec::new()) };
    let reader: ReadableStreamDefaultReader = stream.get_reader().unchecked_into();
    let mut bytes = Vec::new();
    loop {
        let chunk = JsFuture::from(reader.read()).await.ok()?;
        let field = |name: &str| js_sys::Reflect::get(&chunk, &JsValue::from_str(name)).ok();
        if field("done")?.is_truthy() {
            return Some(bytes);
        }
        let value: js_sys::Uint8Array = field("value")?.dyn_into().ok()?;
        let at = bytes.len();
        bytes.resize(at + value.length() as usize, 0);
        value.copy_to(bytes.get_mut(at..)?);
    }
}
