//! Small settings in `localStorage`; without storage they last as long as the page.

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// The stored value.
pub fn get(name: &str) -> Option<String> {
    storage()?.get_item(name).ok()?
}

/// Stores a value, if storage is allowed.
pub fn set(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _full_or_refused = storage.set_item(name, value);
    }
}
