//! The language: detected, or chosen.

use assemblyai::language::LANGUAGES;
use leptos::prelude::*;

use crate::state::draft::use_draft;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;

/// The list of languages by their own names.
pub(super) fn language_field() -> El {
    let language = use_draft().language;
    let option = |code: &str, name: &str| {
        let is_chosen = language.with_untracked(|chosen| chosen == code);
        el("option").attr("value", code).attr_if("selected", is_chosen.then_some("")).text(name)
    };
    let listed = LANGUAGES.iter().map(|listed| {
        option(listed.code, listed.name).attr("lang", &listed.code.replace('_', "-"))
    });
    let select = el("select")
        .class("in")
        .id("language")
        .on("change", move |event| language.set(event_target_value(&event)))
        .child(option("", "Detect"))
        .children(listed);
    el("div")
        .class("set")
        .child(el("label").attr("for", "language").text("Language"))
        .child(el("div").child(el("span").class("sel").child(select).child(icon("down"))))
}
