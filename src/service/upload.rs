//! The upload by `XMLHttpRequest`: the only way to see a request body's progress.
//!
//! The `File` itself is the body; its bytes never enter this program's memory.

use std::cell::Cell;
use std::rc::Rc;

use assemblyai::endpoint::upload;
use assemblyai::{ApiKey, Failure};
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, ProgressEvent, XmlHttpRequest, XmlHttpRequestResponseType};

use super::http::Access;
use crate::platform::listener::Listener;

/// An upload that runs; dropped or aborted, it stops at once.
pub(super) struct Upload {
    request: XmlHttpRequest,
    key: ApiKey,
}

impl Upload {
    /// Opens a request; nothing is sent yet.
    pub(super) fn open(access: &Access) -> Option<Self> {
        let request = XmlHttpRequest::new().ok()?;
        request.open("POST", &access.base.join(upload::PATH)).ok()?;
        request.set_request_header("authorization", access.key.expose()).ok()?;
        request.set_request_header("content-type", upload::CONTENT_TYPE).ok()?;
        request.set_response_type(XmlHttpRequestResponseType::Text);
        Some(Self { request, key: access.key.clone() })
    }

    /// The request, to abort it from elsewhere.
    pub(super) fn request(&self) -> XmlHttpRequest {
        self.request.clone()
    }

    /// Sends the whole file and returns its `upload_url`. `on_progress` hears how many bytes of
    /// how many were sent, at most once a frame (some engines report thousands of times).
    pub(super) async fn send(
        self,
        file: &File,
        on_progress: impl Fn(u64, u64) + Clone + 'static,
    ) -> Result<String, Failure> {
        let request = &self.request;
        let sender = request.upload().map_err(|_| Failure::Unreachable)?;
        let latest = Rc::new(Cell::new(None));
        let _progress = Listener::new(&sender, "progress", move |event| {
            let Some(event) = event.dyn_ref::<ProgressEvent>() else { return };
            let is_scheduled = latest.replace(Some(bytes(event))).is_some();
            if !is_scheduled {
                let (latest, on_progress) = (Rc::clone(&latest), on_progress.clone());
                coalesce(move || {
                    if let Some((sent, total)) = latest.take() {
                        on_progress(sent, total);
                    }
                });
            }
        });
        let mut ended = None;
        let promise = Promise::new(&mut |resolve, _| {
            ended = Some(Listener::new(request, "loadend", move |_| {
                let _threw = resolve.call0(&JsValue::NULL);
            }));
        });
        request.send_with_opt_blob(Some(file)).map_err(|_| Failure::FileUnreadable)?;
        let _ended = JsFuture::from(promise).await;
        drop(ended);
        let status = request.status().unwrap_or(0);
        let body = request.response_text().ok().flatten().unwrap_or_default();
        match status {
            0 => Err(Failure::Unreachable),
            200 => upload::upload_url(body.as_bytes()).ok_or(Failure::Garbled),
            _ => {
                // Asking for a header that CORS does not expose would log an error in the
                // console, so the wait that the service asks for stays unknown here.
                Err(Failure::from_status(status, body.as_bytes(), None, &self.key))
            }
        }
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "counts of bytes")]
fn bytes(event: &ProgressEvent) -> (u64, u64) {
    (event.loaded() as u64, event.total() as u64)
}

/// A few times a second are enough to see and to keep the watchdog content; a timer runs in a
/// hidden tab too, where frames do not.
fn coalesce(report: impl FnOnce() + 'static) {
    gloo_timers::callback::Timeout::new(100, report).forget();
}
