//! A small sheet that a button opens: the browser's own popover.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::check_box::follow;
use super::dom::{El, el};
use crate::reactive::Var;

/// A sheet with this id; a [`menu_button`] of the same id opens it, Escape and a click elsewhere
/// close it.
pub fn menu(id: &str, title: &str) -> El {
    el("div")
        .class("pop")
        .id(id)
        .attr("popover", "")
        .attr("role", "group")
        .attr("aria-label", title)
}

/// A [`menu`] that opens beside its button, for one of many buttons.
pub fn menu_beside(id: &str, title: &str) -> El {
    let sheet = menu(id, title).class("pop at");
    let placed = sheet.clone();
    let selector = format!("[popovertarget=\"{id}\"]");
    sheet.on("beforetoggle", move |_| {
        let document = placed.element().owner_document();
        if let Some(button) = document.and_then(|d| d.query_selector(&selector).ok().flatten()) {
            place(&placed, &button);
        }
    })
}

/// Below the button, or above it where there is more room.
fn place(sheet: &El, button: &Element) {
    let (Some(root), rect) = (
        button.owner_document().and_then(|document| document.document_element()),
        button.get_bounding_client_rect(),
    ) else {
        return;
    };
    let (width, height) = (f64::from(root.client_width()), f64::from(root.client_height()));
    let is_low = rect.bottom() > height * 0.6;
    let (from_top, from_bottom) = if is_low {
        ("auto".to_owned(), px(height - rect.top() + 4.0))
    } else {
        (px(rect.bottom() + 4.0), "auto".to_owned())
    };
    let sheet = sheet.clone();
    let from_end = px((width - rect.right()).max(4.0));
    let _placed = sheet.css("--y", &from_top).css("--b", &from_bottom).css("--x", &from_end);
}

/// Whole pixels: to print a fraction takes 5 kB of program.
#[expect(clippy::cast_possible_truncation, reason = "a place in the window")]
fn px(length: f64) -> String {
    format!("{}px", length.round() as i32)
}

/// The icon button that opens the [`menu`] of this id.
pub fn menu_button(id: &str, label: &str, icon: El) -> El {
    el("button")
        .attr("type", "button")
        .class("ib")
        .attr("aria-label", label)
        .attr("title", label)
        .attr("popovertarget", id)
        .child(icon)
}

/// A line of a menu that does something; the menu is closed by it.
pub fn item(label: &str, on_click: impl Fn() + 'static) -> El {
    el("button").attr("type", "button").class("row").text(label).on("click", move |event| {
        let button = event.current_target().and_then(|t| t.dyn_into::<HtmlElement>().ok());
        let sheet = button.and_then(|button| button.closest("[popover]").ok().flatten());
        if let Some(sheet) = sheet.and_then(|sheet| sheet.dyn_into::<HtmlElement>().ok()) {
            // Closed already: then there is nothing to close.
            let _hidden = sheet.hide_popover();
        }
        on_click();
    })
}

/// A line of a menu that is on or off, kept in a signal.
pub fn check(label: &str, value: Var<bool>) -> El {
    switch(label, move || value.get(), move |is_on| value.set(is_on))
}

/// A line of a menu that is on or off.
pub fn switch(
    label: &str,
    is_on: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    let input = el("input").attr("type", "checkbox").attr("role", "switch").class("switch");
    el("label").class("row").text(label).child(follow(input, is_on, on_change))
}
