//! The space that the browser gives the page.

use super::js;

/// Asks the browser not to clear what the page stores when the disk gets full. Some ask the user,
/// some decide by themselves; what they say changes nothing for the page.
pub fn ask_to_persist() {
    let promise = web_sys::window()
        .and_then(|window| js::get(&window.navigator(), "storage"))
        .and_then(|storage| js::call(&storage, "persist", &[]));
    if let Some(promise) = promise {
        js::ignore(promise);
    }
}
