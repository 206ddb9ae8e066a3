//! A small sheet that a button opens: the browser's own popover.

use web_sys::HtmlInputElement;

use super::dom::{El, el};
use crate::reactive::{Var, track};

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
    let input = match input.cast::<HtmlInputElement>() {
        Some(native) => {
            let shown = native.clone();
            track(move || shown.set_checked(is_on()));
            input.on("change", move |_| on_change(native.checked()))
        }
        None => input,
    };
    el("label").class("row").text(label).child(input)
}
