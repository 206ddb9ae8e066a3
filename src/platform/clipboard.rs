//! Text to the clipboard, and from it.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, Event};

/// Copies text. `false` where the browser does not allow it (no secure context, no gesture).
pub async fn write_text(text: &str) -> bool {
    let Some(window) = web_sys::window() else { return false };
    // Outside secure contexts `navigator.clipboard` is undefined.
    let clipboard = js_sys::Reflect::get(&window.navigator(), &"clipboard".into());
    if clipboard.map_or(true, |clipboard| clipboard.is_undefined()) {
        return false;
    }
    JsFuture::from(window.navigator().clipboard().write_text(text)).await.is_ok()
}

/// The text that is pasted, without its form.
pub fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}
