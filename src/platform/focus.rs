//! Moving the keyboard focus.

use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

/// Focuses the element with this id, if it is there.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        let _unfocusable = element.focus();
    }
}

fn by_id(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}
