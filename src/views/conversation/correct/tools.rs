//! The tools of the turn that is typed in.

use crate::state::notice::use_notice;
use crate::state::reader::{BorderDrag, Reader};
use crate::ui::button::{button, button_with, icon_button};
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_with};
use crate::views::conversation::Sheets;

use super::tell;

/// Below the text: split, merge, move words, who speaks, revert, done.
pub(in crate::views::conversation) fn editor_tools(reader: Reader, sheets: Sheets) -> El {
    let notice = use_notice();
    let who = button_with("people", "Voice…", move || sheets.spoken.set(reader.edited_turn()));
    let split = button_with("split", "Split here", move || tell(notice, reader.split_here()));
    let up = button_with("merge", "Merge up", move || tell(notice, reader.join_here(false)));
    let give = icon_button("Give the last word to the next turn", icon("next"), move || {
        tell(notice, reader.move_border(false));
    });
    let take =
        icon_button("Take the first word of the next turn", icon_with("flip", "back"), move || {
            tell(notice, reader.move_border(true));
        });
    let drag = BorderDrag::new(reader);
    let grip = icon_button("Drag the end of this turn", icon("move"), || {})
        .class("ib grip")
        .attr("tabindex", "-1")
        .on("pointerdown", move |event| drag.grab(&event))
        .on("pointermove", move |event| drag.drag(&event))
        .on("pointerup", move |_| {
            if let Some(outcome) = drag.let_go() {
                tell(notice, outcome);
            }
        })
        .on("pointercancel", move |_| drag.give_up());
    let revert = button("quiet", "Revert", move || reader.revert_edit());
    let done = button("primary", "Done", move || reader.end_edit());
    el("div")
        .class("edits hstack")
        .attr("role", "toolbar")
        .attr("aria-label", "Edit this turn")
        // A press on a button leaves the caret where it is.
        .on("pointerdown", |event| event.prevent_default())
        .on("mousedown", |event| event.prevent_default())
        .children([who, split, up, give, take, grip])
        .child(el("span").class("grow"))
        .children([revert, done])
}
