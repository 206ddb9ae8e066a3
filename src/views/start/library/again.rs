//! Transcribing a recording once more, which costs once more.

use super::plan::{Plan, plan_dialog};
use crate::reactive::Var;
use crate::state::draft::{Lengths, use_draft};
use crate::state::library::Entry;
use crate::state::navigation::focus;
use crate::state::recording::Recording;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{hint, row};
use crate::views::start::cost::cost_of;
use crate::views::start::drop_area::same_file_picker;

/// The dialog, open while this is the plan.
pub(super) fn again_dialog(plan: Var<Option<Plan>>) -> El {
    let recording = |plan| match plan {
        Plan::Again(entry) => Some(entry),
        _ => None,
    };
    plan_dialog("Transcribe again", plan, recording, question)
}

fn question(entry: Entry, plan: Var<Option<Plan>>) -> El {
    let draft = use_draft();
    let (what, linked) = (entry.link().map_or("file", |_| "link"), entry.link());
    let text = format!(
        "AssemblyAI makes a new transcript, and that costs again. The one that you have stays, with \
         its names. The {what} goes back into the form above, where you can change the settings \
         first."
    );
    let lengths = entry.length().map_or(Lengths { known_ms: 0, has_unknown: true }, |length| {
        Lengths { known_ms: u64::from(length.get()), has_unknown: false }
    });
    let is_wrong = Var::new(false);
    let put_back = move |file: Recording| {
        plan.set(None);
        draft.put_back(file);
        focus("title");
    };
    let buttons = move || {
        let keep = button("quiet", "Not now", move || plan.set(None));
        if let Some(address) = linked.clone() {
            let again = move || {
                plan.set(None);
                draft.put_link_back(&address);
                focus("title");
            };
            return Some(row([button("primary", "Back to the form", again), keep]));
        }
        Some(match entry.file() {
            Some(file) => {
                let again = button("primary", "Back to the form", move || put_back(file.clone()));
                row([again, keep])
            }
            None => row(same_file_picker(entry, is_wrong, |choose| {
                button("primary", "Choose the file again", choose)
            }))
            .child(keep),
        })
    };
    let wrong = move || {
        let name = entry.with_record(|record| record.file.name.clone());
        let text = format!("This is another file. Choose {name}.");
        is_wrong.get().then(|| hint("err", "alert", &text))
    };
    el("div")
        .class("stackv")
        .child(el("p").text(&text))
        .child(cost_of(lengths))
        .part(wrong)
        .part(buttons)
}
