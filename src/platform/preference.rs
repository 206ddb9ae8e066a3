//! Small settings in `localStorage`; without storage they last as long as the page.
//!
//! All pages of an origin share it, so names begin with that of the page's place.

use std::cell::RefCell;

/// What names begin with at the root of an origin, and began with everywhere once.
const ROOT: &str = "diarist";

thread_local! {
    static PLACE: RefCell<String> = RefCell::new(ROOT.to_owned());
}

/// From now on all names begin with this.
pub fn begin_with(place: &str) {
    PLACE.with_borrow_mut(|own| place.clone_into(own));
}

fn storage() -> Option<web_sys::Storage> {
    web_sys::window()?.local_storage().ok()?
}

fn own(name: &str) -> String {
    PLACE.with_borrow(|place| format!("{place}-{name}"))
}

/// The stored value; where there is none, what was chosen when all places had it in common.
pub fn get(name: &str) -> Option<String> {
    get_own(name).or_else(|| get_shared(name))
}

/// The value that was stored at this place.
pub fn get_own(name: &str) -> Option<String> {
    storage()?.get_item(&own(name)).ok()?
}

/// Stores a value, if storage is allowed.
pub fn set(name: &str, value: &str) {
    put(&own(name), value);
}

/// Forgets the value of this place.
pub fn remove(name: &str) {
    if let Some(storage) = storage() {
        let _refused = storage.remove_item(&own(name));
    }
}

/// What follows `beginning` in the names of this place's values.
pub fn names(beginning: &str) -> Vec<String> {
    let Some(storage) = storage() else { return Vec::new() };
    let beginning = own(beginning);
    (0..storage.length().unwrap_or_default())
        .filter_map(|at| storage.key(at).ok().flatten())
        .filter_map(|name| name.strip_prefix(&beginning).map(str::to_owned))
        .collect()
}

/// The value that all places of the origin have in common.
pub fn get_shared(name: &str) -> Option<String> {
    storage()?.get_item(&format!("{ROOT}-{name}")).ok()?
}

/// Stores a value that all places of the origin have in common.
pub fn set_shared(name: &str, value: &str) {
    put(&format!("{ROOT}-{name}"), value);
}

fn put(name: &str, value: &str) {
    if let Some(storage) = storage() {
        let _full_or_refused = storage.set_item(name, value);
    }
}
