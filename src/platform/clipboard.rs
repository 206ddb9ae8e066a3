//! Writing text to the clipboard.

use wasm_bindgen_futures::JsFuture;

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
