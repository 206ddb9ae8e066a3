//! What was corrected, the newest first.

use super::{tell, told};
use crate::reactive::Var;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::button_with;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::note::row;

/// Changes shown; there may be ten thousand.
const MOST: usize = 200;

/// The dialog.
pub(super) fn changes_dialog(reader: Reader, is_open: Var<bool>) -> El {
    dialog(
        "Changes",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(|| changes(reader)).flatten(),
    )
}

fn changes(reader: Reader) -> Option<El> {
    let document = reader.document()?;
    document.edits.track();
    let editing = document.editing();
    let count = editing.done().len();
    let rows = editing.done().rev().take(MOST).map(|edit| {
        let turn = edit.splices.first().and_then(|splice| {
            Some(transcript::Clock(document.transcript().turn(splice.at as usize)?.start))
        });
        let place = turn.map(|clock| el("span").class("meta num").text(&clock.to_string()));
        el("li")
            .class("hstack")
            .child(el("span").class("grow").text(told(edit.kind)))
            .children(place)
    });
    let list = el("ol").class("changes").attr("aria-label", "Changes").children(rows);
    let older = count.checked_sub(MOST).filter(|older| *older > 0);
    let older = older.map(|older| el("p").class("meta").text(&format!("and {older} before these")));
    let notice = use_notice();
    let restore = button_with("undo", "Restore the whole original", move || {
        tell(notice, reader.restore_all());
    });
    Some(if count == 0 {
        el("p").text("Nothing was corrected yet.")
    } else {
        el("div").child(row([restore])).child(list).children(older)
    })
}
