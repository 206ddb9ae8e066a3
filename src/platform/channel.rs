//! Short texts between the tabs of the page (`BroadcastChannel`).

use std::cell::RefCell;

use gloo_timers::callback::Timeout;
use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BroadcastChannel, MessageEvent};

use super::listener::Listener;
use super::random;

/// A channel that all tabs of the page with this name hear, as long as it lives.
pub struct Channel {
    channel: BroadcastChannel,
    _heard: Listener,
}

impl Channel {
    /// Calls back for each text that another tab says; `None` in a browser without channels.
    pub fn new(name: &str, hear: impl Fn(String) + 'static) -> Option<Self> {
        let channel = BroadcastChannel::new(name).ok()?;
        let heard = Listener::new(&channel, "message", move |event| {
            let text = event.dyn_ref::<MessageEvent>().and_then(|event| event.data().as_string());
            if let Some(text) = text {
                hear(text);
            }
        });
        Some(Self { channel, _heard: heard })
    }

    /// Tells the other tabs.
    pub fn say(&self, text: &str) {
        // Only a closed channel refuses.
        let _said = self.channel.post_message(&text.into());
    }
}

impl Drop for Channel {
    fn drop(&mut self) {
        self.channel.close();
    }
}

/// A blob that comes back takes milliseconds.
const WAY_MS: u32 = 3_000;

/// Sends a blob of several pieces through a channel of its own and takes what comes out.
///
/// These are the same bytes, of which nothing is copied, in a form that Firefox can read from any place on.
/// What is put together in a page it plays as a stream, in which no place can be reached that was not read
/// yet (measured in 153: `seekable` ended after 880 to 2,120 s of 3,600). The blob itself where nothing comes.
pub async fn around(blob: Blob) -> Blob {
    let name = random::letters(20);
    let (Ok(here), Ok(there)) = (BroadcastChannel::new(&name), BroadcastChannel::new(&name)) else {
        return blob;
    };
    // Nothing is heard without the one, and the other would be given up.
    let waits = RefCell::new(None);
    let came = Promise::new(&mut |resolve, _| {
        let late = resolve.clone();
        let heard = Listener::new(&there, "message", move |event| {
            let data = event.dyn_ref::<MessageEvent>().map_or(JsValue::NULL, MessageEvent::data);
            let _threw = resolve.call1(&JsValue::NULL, &data);
        });
        let timeout = Timeout::new(WAY_MS, move || {
            let _threw = late.call0(&JsValue::NULL);
        });
        waits.replace(Some((heard, timeout)));
    });
    let is_sent = here.post_message(&blob).is_ok();
    let came = if is_sent { JsFuture::from(came).await.ok() } else { None };
    drop(waits);
    here.close();
    there.close();
    came.and_then(|came| came.dyn_into::<Blob>().ok()).unwrap_or(blob)
}
