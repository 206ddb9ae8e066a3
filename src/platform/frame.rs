//! Giving the browser time to paint and to answer.

use std::cell::Cell;

use gloo_timers::callback::Timeout;
use js_sys::{Function, Promise};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

use super::clock::tick_ms;
use super::task::spawn;

/// Resolves when the next frame is about to be drawn.
pub async fn next_frame() {
    let promise = Promise::new(&mut |resolve, _| call_at_frame(&resolve));
    let _time = JsFuture::from(promise).await;
}

fn call_at_frame(resolve: &Function) {
    if let Some(window) = web_sys::window() {
        let _unscheduled = window.request_animation_frame(resolve);
    }
}

/// A frame that is not drawn by then may never be, as the tab went out of sight or the engine stopped
/// drawing. Longer than any frame takes that is only slow.
const LATE_MS: u32 = 1_000;

thread_local! {
    /// Whether the last frame that was waited for has not come yet.
    static IS_LATE: Cell<bool> = const { Cell::new(false) };
}

/// Resolves after the present frame was painted. Where none is, as in a hidden tab, soon: what waits to
/// paint goes on unseen.
pub async fn painted() {
    if !is_hidden() && !IS_LATE.get() {
        frame_or_late().await;
    }
    breathe().await;
}

/// Resolves with the next frame, or when it is late.
async fn frame_or_late() {
    let mut timer = None;
    let promise = Promise::new(&mut |resolve, _| {
        call_at_frame(&resolve);
        let be_late = move || {
            IS_LATE.set(true);
            spawn(async {
                next_frame().await;
                IS_LATE.set(false);
            });
            drop(resolve.call0(&JsValue::UNDEFINED));
        };
        timer = Some(Timeout::new(LATE_MS, be_late));
    });
    let _time = JsFuture::from(promise).await;
    drop(timer);
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
