//! The space that the browser gives the page.

use wasm_bindgen::JsValue;

use super::js;

/// Asks the browser not to clear what the page stores when the disk gets full. Some ask the user,
/// some decide by themselves; what they say changes nothing for the page.
pub fn ask_to_persist() {
    if let Some(promise) = ask("persist") {
        js::ignore(promise);
    }
}

/// How many bytes the page may still store, as the browser estimates it; `None` where it does not say.
pub async fn free() -> Option<u64> {
    let estimate = js::settled(ask("estimate")?).await?;
    let [quota, usage] = ["quota", "usage"].map(|name| js::number(&estimate, name));
    let free = quota? - usage.unwrap_or_default();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let free = free as u64;
    Some(free)
}

fn ask(what: &str) -> Option<JsValue> {
    let storage = js::get(&web_sys::window()?.navigator(), "storage")?;
    js::call(&storage, what, &[])
}
