//! Another title for a recording.

use leptos::prelude::event_target_value;

use super::plan::{Plan, plan_dialog};
use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::state::navigation::focus;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::row;

/// The dialog, open while this is the plan.
pub(super) fn rename_dialog(plan: Var<Option<Plan>>) -> El {
    let recording = |plan| match plan {
        Plan::Rename(entry) => Some(entry),
        _ => None,
    };
    plan_dialog("Rename recording", plan, recording, form)
}

fn form(entry: Entry, plan: Var<Option<Plan>>) -> El {
    let library = use_library();
    let title = Var::new(entry.with_record(|record| record.title.clone()));
    let input = el("input")
        .class("in")
        .id("new-title")
        .attr("autocomplete", "off")
        .attr("dir", "auto")
        .value_fn(move || title.get())
        .on("input", move |event| title.set(event_target_value(&event)));
    focus("new-title");
    let save = el("button").attr("type", "submit").class("btn primary").text("Rename");
    el("form")
        .on("submit", move |event| {
            event.prevent_default();
            library.rename(entry, &title.get_untracked());
            plan.set(None);
        })
        .child(el("label").attr("for", "new-title").text("Title"))
        .child(input)
        .child(row([save, button("quiet", "Keep the old one", move || plan.set(None))]))
}
