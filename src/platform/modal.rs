//! Modal dialogs, which make all the rest of the page inert.

use wasm_bindgen::JsCast;
use web_sys::HtmlDialogElement;

use super::listener::Listener;

/// Calls back before a dialog opens or closes; never in browsers that do not tell.
pub fn before_toggle(callback: impl Fn() + 'static) -> Option<Listener> {
    let window = web_sys::window()?;
    // It does not bubble.
    Some(Listener::capturing(&window, "beforetoggle", move |event| {
        let target = event.target();
        if target.is_some_and(|target| target.has_type::<HtmlDialogElement>()) {
            callback();
        }
    }))
}

/// Whether a dialog is open.
pub fn is_open() -> bool {
    let document = web_sys::window().and_then(|window| window.document());
    document.and_then(|document| document.query_selector("dialog[open]").ok()?).is_some()
}
