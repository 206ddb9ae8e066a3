//! Giving the browser time to paint and to answer.

use js_sys::Promise;
use wasm_bindgen_futures::JsFuture;

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

/// Lets waiting events and timers run: a new task.
pub async fn breathe() {
    gloo_timers::future::TimeoutFuture::new(0).await;
}

/// Whether the tab is in the background, where frames do not come.
pub fn is_hidden() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .is_some_and(|document| document.visibility_state() == web_sys::VisibilityState::Hidden)
}
