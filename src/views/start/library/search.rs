//! Searching the list.

use leptos::prelude::event_target_value;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::state::library::use_library;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;

/// The field, with how many recordings were found.
pub(super) fn search() -> El {
    let library = use_library();
    let input = el("input")
        .attr("type", "search")
        .attr("placeholder", "Search names and words")
        .attr("aria-label", "Search your recordings")
        .attr("aria-describedby", "lib-found")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .value_fn(move || library.sought())
        .on("input", move |event| library.seek(&event_target_value(&event)))
        .on("keydown", move |event| {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key);
            if key.as_deref() == Some("Escape") {
                event.prevent_default();
                library.seek("");
            }
        });
    let found = move || match library.found() {
        None => String::new(),
        Some((_, false)) => "Searching…".to_owned(),
        Some((0, true)) => "In none of them".to_owned(),
        Some((count, true)) => format!("{count} of {}", library.entries().len()),
    };
    let found = el("output").id("lib-found").attr("role", "status").class("num").text_fn(found);
    el("search")
        .class("find lib-find")
        .attr("data-on", "1")
        .child(icon("search"))
        .child(input)
        .child(found)
}
