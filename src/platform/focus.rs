//! Moving the keyboard focus.

use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, HtmlInputElement};

/// Focuses the element with this id, if it is there.
pub fn focus_id(id: &str) {
    if let Some(element) = by_id(id) {
        let _unfocusable = element.focus();
    }
}

/// Focuses an element where it is, without scrolling to it.
pub fn focus_in_place(element: &Element) {
    let options = FocusOptions::new();
    options.set_prevent_scroll(true);
    if let Some(element) = element.dyn_ref::<HtmlElement>() {
        let _unfocusable = element.focus_with_options(&options);
    }
}

/// Focuses the element with this id where it is, if it is there.
pub fn focus_id_in_place(id: &str) {
    if let Some(element) = by_id(id) {
        focus_in_place(&element);
    }
}

/// Focuses the field with this id where it is, with all of its text selected.
pub fn select_id(id: &str) {
    if let Some(field) = by_id(id).and_then(|field| field.dyn_into::<HtmlInputElement>().ok()) {
        focus_in_place(&field);
        field.select();
    }
}

/// Whether the element with this id has the focus.
pub fn has_focus(id: &str) -> bool {
    let active = web_sys::window().and_then(|w| w.document()).and_then(|d| d.active_element());
    active.is_some_and(|active| active.id() == id)
}

fn by_id(id: &str) -> Option<HtmlElement> {
    web_sys::window()?.document()?.get_element_by_id(id)?.dyn_into().ok()
}
