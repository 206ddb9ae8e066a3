//! What the user is about to do, which a dialog asks for.

use crate::reactive::Var;
use crate::state::library::Entry;
use crate::ui::dialog::dialog;
use crate::ui::dom::El;

/// What the user is about to do.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Plan {
    Rename(Entry),
    Remove(Entry),
    Again(Entry),
    Export,
}

/// A dialog about the recording to which something is to be done, open as long as that is the plan.
pub(super) fn plan_dialog(
    title: &str,
    plan: Var<Option<Plan>>,
    recording: impl Fn(Plan) -> Option<Entry> + Copy + 'static,
    body: impl Fn(Entry, Var<Option<Plan>>) -> El + 'static,
) -> El {
    let entry = move || plan.get().and_then(recording);
    dialog(
        title,
        move || entry().is_some(),
        move || plan.set(None),
        move || entry().map(|entry| body(entry, plan)),
    )
}
