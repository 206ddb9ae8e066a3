//! How the reader likes to read: layout, size, density, marks, silences.

use std::rc::Rc;

use leptos::prelude::*;

use super::correct::{compare_item, review_item};
use crate::reactive::Var;
use crate::state::cast::{Cast, Voice};
use crate::state::document::Document;
use crate::state::reader::Reader;
use crate::state::settings::{Setting, use_settings};
use crate::ui::dom::{El, el};
use crate::ui::menu::{item, menu, switch};
use crate::ui::segmented::segmented;

/// The id of the sheet.
pub(super) const VIEW: &str = "view";

/// The sheet.
pub(super) fn view_menu(
    reader: Reader,
    document: Rc<Document>,
    cast: Cast,
    changes: Var<bool>,
) -> El {
    let settings = use_settings();
    let pair = move || {
        document.shape.track();
        let heard = cast.heard();
        (heard.len() == 2).then(|| el("div").children(sides(&heard)))
    };
    menu(VIEW, "View")
        .part(pair)
        .child(heading("Text size"))
        .child(choice("Text size", &["Small", "Normal", "Large"], settings.size))
        .child(heading("Density"))
        .child(choice("Density", &["Airy", "Dense"], settings.density))
        .child(el("hr"))
        .child(flag("Mark the current word", settings.spoken, 1))
        .child(number("Mark words below", "% certainty", settings.doubt, (0, 100, 5)))
        .child(number("Skip silences over", "s (0: none)", settings.silence, (0, 60, 1)))
        .child(flag("Single keys act", settings.keys, 1))
        .child(el("hr"))
        .child(review_item(reader))
        .child(compare_item(reader))
        .child(item("Changes…", move || changes.set(true)))
}

/// Two voices may stand on two sides; which of them, the user says.
fn sides(heard: &[Rc<Voice>]) -> [El; 3] {
    let settings = use_settings();
    let names: Vec<Var<String>> = heard.iter().map(|voice| voice.name).collect();
    let end = move || {
        let names: Vec<String> = names.iter().map(|name| name.get()).collect();
        let names: Vec<&str> = names.iter().map(String::as_str).collect();
        Some(choice("Who stands at the end side", &names, settings.end_side))
    };
    [
        heading("Layout"),
        choice("Layout", &["One side", "Two sides"], settings.sides),
        el("div").flag("hidden", "", move || settings.sides.get() == 0).part(end),
    ]
}

fn choice(legend: &str, options: &[&str], setting: Setting) -> El {
    let chosen = move || setting.get() as usize;
    segmented(legend, legend, options, chosen, move |index| {
        setting.set(u32::try_from(index).unwrap_or(0));
    })
}

fn flag(label: &str, setting: Setting, on: u32) -> El {
    switch(label, move || setting.get() > 0, move |is_on| setting.set(if is_on { on } else { 0 }))
}

/// A number with its unit, between two bounds in steps.
fn number(label: &str, unit: &str, setting: Setting, (least, most, step): (u32, u32, u32)) -> El {
    let input = el("input")
        .class("in w")
        .attr("type", "number")
        .attr("aria-label", &format!("{label}, {unit}"))
        .attr("min", &least.to_string())
        .attr("max", &most.to_string())
        .attr("step", &step.to_string())
        .value_fn(move || setting.get().to_string())
        .on("change", move |event| {
            let typed = event_target_value(&event).trim().parse().unwrap_or(least);
            setting.set(u32::clamp(typed, least, most));
        });
    el("div").class("row").text(label).child(input).child(el("span").class("meta").text(unit))
}

/// What the choice below is about. No heading of the page: the group itself has the name.
fn heading(text: &str) -> El {
    el("p").class("cap").attr("aria-hidden", "true").text(text)
}
