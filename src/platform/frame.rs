//! Giving the browser time to paint and to answer.

use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::clock::tick_ms;

/// Resolves when the next frame is about to be drawn.
pub async fn next_frame() {
    let promise = Promise::new(&mut |resolve, _| {
        if let Some(window) = web_sys::window() {
            let _unscheduled = window.request_animation_frame(&resolve);
        }
    });
    let _time = JsFuture::from(promise).await;
}

/// Resolves after the present frame was painted (or soon, in a hidden tab where none is).
pub async fn painted() {
    if is_hidden() {
        return breathe().await;
    }
    next_frame().await;
    breathe().await;
}

/// Lets waiting events and timers run: a new task. A message, because nested timers are held
/// back by four milliseconds each.
pub async fn breathe() {
    let Ok(channel) = MessageChannel::new() else {
        return gloo_timers::future::TimeoutFuture::new(0).await;
    };
    let promise = Promise::new(&mut |resolve, _| channel.port1().set_onmessage(Some(&resolve)));
    let _sent = channel.port2().post_message(&JsValue::NULL);
    let _message = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Long work that lets others run now and then.
pub struct Slices {
    began: f64,
    length: f64,
}

impl Slices {
    /// Begins; a slice takes about so many milliseconds.
    pub fn of(length: f64) -> Self {
        Self { began: tick_ms(), length }
    }

    /// Called between two pieces of the work: breathes if the slice is over.
    pub async fn next(&mut self) {
        if tick_ms() - self.began > self.length {
            breathe().await;
            self.began = tick_ms();
        }
    }
}

/// Whether the tab is in the background, where frames do not come.
pub fn is_hidden() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Hidden)
}
