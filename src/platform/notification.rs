//! Messages of the system: the Notifications API.

use std::mem;

use js_sys::Promise;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::js;
use super::listener::Listener;

/// Whether the browser has such messages at all.
pub fn is_there() -> bool {
    api().is_some()
}

/// Whether the user allows the page to show them.
pub fn is_allowed() -> bool {
    let permission = api().and_then(|api| js::get(&api, "permission"));
    permission.and_then(|permission| permission.as_string()).is_some_and(|text| text == "granted")
}

/// Asks the user, who may have answered before. To be called in answer to a click.
pub async fn ask() -> bool {
    if let Some(asked) = api().and_then(|api| js::call(&api, "requestPermission", &[])) {
        let _answer = JsFuture::from(Promise::resolve(&asked)).await;
    }
    is_allowed()
}

/// Shows a message; a click on it brings the tab to the front. Nothing where it is not allowed, or
/// only to service workers (Chrome on Android).
pub fn show(text: &str) {
    let Some(shown) = js::construct("Notification", &[text.into()]) else { return };
    let clicked = shown.clone();
    let listener = Listener::new(shown.unchecked_ref(), "click", move |_| {
        let _focused = js::call(&js_sys::global(), "focus", &[]);
        let _closed = js::call(&clicked, "close", &[]);
    });
    // It may be clicked as long as the page lives.
    mem::forget(listener);
}

fn api() -> Option<JsValue> {
    js::get(&js_sys::global(), "Notification")
}
