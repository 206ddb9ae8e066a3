//! A modal dialog: native focus, Escape and backdrop.

use web_sys::HtmlDialogElement;

use super::dom::{El, el};
use super::icon::icon;
use crate::reactive::track;

/// A dialog with a title of its own, open while `is_open`; `on_close` is told when the user closes it.
pub fn dialog(
    title: &str,
    is_open: impl Fn() -> bool + 'static,
    on_close: impl Fn() + 'static,
    body: impl Fn() -> Option<El> + 'static,
) -> El {
    let id = title.to_ascii_lowercase().replace(' ', "-");
    let close = el("button")
        .class("ib")
        .attr("aria-label", "Close")
        .attr("title", "Close")
        .child(icon("x"));
    let head = el("div")
        .class("d-head")
        .child(el("div").child(el("h2").id(&id).text(title)))
        .child(el("form").attr("method", "dialog").child(close));
    // It scrolls, so the keyboard must reach it.
    let body = el("div")
        .class("d-body")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-labelledby", &id)
        .part(body);
    let dialog = el("dialog")
        .attr("aria-labelledby", &id)
        .on("close", move |_| on_close())
        .child(head)
        .child(body);
    if let Some(native) = dialog.cast::<HtmlDialogElement>() {
        track(move || {
            let is_open = is_open();
            if is_open && !native.open() && native.is_connected() {
                // Refused only if it is open already.
                let _open = native.show_modal();
            } else if !is_open && native.open() {
                native.close();
            }
        });
    }
    dialog
}
