//! The space that the browser gives the page.

use wasm_bindgen::JsValue;

use super::js;

fn storage() -> Option<JsValue> {
    js::get(&web_sys::window()?.navigator(), "storage")
}

async fn ask(what: &str) -> Option<JsValue> {
    js::settled(js::call(&storage()?, what, &[])?).await
}

/// Asks the browser not to clear what the page stores when the disk gets full. Some ask the user, some
/// decide by themselves; [`is_persistent`] tells what became of it.
pub async fn ask_to_persist() {
    let _promised = ask("persist").await;
}

/// Whether the browser has promised that; `None` where it does not say.
pub async fn is_persistent() -> Option<bool> {
    ask("persisted").await?.as_bool()
}

/// The bytes that are used, and those that may be; `None` where the browser does not say.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "sizes of disks")]
pub async fn estimate() -> Option<(u64, u64)> {
    let estimate = ask("estimate").await?;
    Some((js::number(&estimate, "usage")? as u64, js::number(&estimate, "quota")? as u64))
}

/// Whether the engine is `WebKit`, which clears what a page has stored after seven days of use without
/// a visit to it.
pub fn is_webkit() -> bool {
    let navigator = web_sys::window().map(|window| window.navigator());
    let vendor = navigator.and_then(|navigator| js::get(&navigator, "vendor")?.as_string());
    vendor.is_some_and(|vendor| vendor.starts_with("Apple"))
}

/// How many bytes the page may still store, as the browser estimates it; `None` where it does not say.
pub async fn free() -> Option<u64> {
    let (usage, quota) = estimate().await?;
    Some(quota.saturating_sub(usage))
}
