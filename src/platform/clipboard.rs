//! Text to the clipboard, and from it.

use js_sys::{Array, Object, Promise};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{ClipboardEvent, Event};

use super::js;

/// Copies text. `false` where the browser does not allow it (no secure context, no gesture).
pub async fn write_text(text: &str) -> bool {
    write(text.into()).await
}

/// Copies a text that is still to come, as a blob of the type `text/plain`.
///
/// To be called while the user's gesture lasts: browsers that know of it are told now that
/// something comes, for they refuse it later.
pub async fn write_later(text: Promise) -> bool {
    // Whoever waits for it twice is told twice.
    let coming = Object::new();
    js::set(&coming, "text/plain", &text);
    if let Some(item) = js::construct("ClipboardItem", &[coming.into()])
        && let Some(clipboard) = clipboard()
        && let Some(written) = js::call(&clipboard, "write", &[Array::of1(&item).into()])
        && js::settled(written).await.is_some()
    {
        return true;
    }
    let Ok(blob) = JsFuture::from(text).await else { return false };
    let Some(text) = js::call(&blob, "text", &[]) else { return false };
    match js::settled(text).await {
        Some(text) => write(text).await,
        None => false,
    }
}

async fn write(text: JsValue) -> bool {
    let written = clipboard().and_then(|clipboard| js::call(&clipboard, "writeText", &[text]));
    match written {
        Some(written) => js::settled(written).await.is_some(),
        None => false,
    }
}

/// Outside of secure contexts there is none.
fn clipboard() -> Option<JsValue> {
    js::get(&web_sys::window()?.navigator(), "clipboard")
}

/// The text that is pasted, without its form.
pub fn pasted_text(event: &Event) -> Option<String> {
    event.dyn_ref::<ClipboardEvent>()?.clipboard_data()?.get_data("text/plain").ok()
}
