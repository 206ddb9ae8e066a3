//! Short texts between the tabs of the page (`BroadcastChannel`).

use wasm_bindgen::JsCast;
use web_sys::{BroadcastChannel, MessageEvent};

use super::listener::Listener;

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
