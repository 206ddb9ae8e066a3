//! A native box to tick, with its words beside it.

use web_sys::HtmlInputElement;

use super::dom::{El, el};
use crate::reactive::track;

/// The box; `on_change` is told what the user chose.
pub fn check_box(
    label: &str,
    is_on: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    check_box_of(el("span").text(label), is_on, on_change)
}

/// A box whose words follow signals.
pub fn check_box_of(
    label: El,
    is_on: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    let input = el("input").attr("type", "checkbox");
    el("label").class("tickbox").child(follow(input, is_on, on_change)).child(label)
}

/// An input that is on or off, kept in step with a signal.
pub(super) fn follow(
    input: El,
    is_on: impl Fn() -> bool + 'static,
    on_change: impl Fn(bool) + 'static,
) -> El {
    let Some(native) = input.cast::<HtmlInputElement>() else { return input };
    let shown = native.clone();
    track(move || shown.set_checked(is_on()));
    input.on("change", move |_| on_change(native.checked()))
}
