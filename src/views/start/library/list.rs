//! The list itself, and all that can be done with it. It comes with the second part of the program.

use leptos::prelude::*;

use super::again::again_dialog;
use super::lasting::lasting;
use super::plan::Plan;
use super::remove::remove_dialog;
use super::rename::rename_dialog;
use super::row::entry_row;
use super::search::search;
use super::transfer::{archive_picker, export_dialog, transfer_note};
use crate::reactive::Var;
use crate::state::library::use_library;
use crate::state::part::Here;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::menu::{item, menu_beside, menu_button};
use crate::ui::note::{Tone, note, row as buttons, sentence};
use crate::views::not_kept::not_kept;
use crate::views::wording;

/// Everything that is told of recordings, and the recordings.
#[inline(never)]
pub(super) fn library_list(_: Here) -> El {
    let library = use_library();
    let plan = Var::new(None::<Plan>);
    // Built anew only if these change: a percent more of an upload takes no button from under a
    // pointer.
    let without_key = Memo::new(move |_| library.waiting_for_key());
    let line = Memo::new(move |_| (library.is_paused(), library.waiting_in_line()));
    let has_entries = Memo::new(move |_| !library.entries().is_empty());
    let has_several = Memo::new(move |_| library.entries().len() > 1);
    let has_shown = Memo::new(move |_| !library.shown().is_empty());
    el("div")
        .class("library")
        .part(move || has_entries.get().then(|| head(plan)))
        .part(move || has_entries.get().then(lasting).flatten())
        .part(transfer_note)
        .part(move || waiting_for_key(without_key.get()))
        .part(move || {
            let (is_paused, waiting) = line.get();
            queue(is_paused, waiting)
        })
        .part(not_kept)
        .part(move || has_several.get().then(search))
        .part(move || {
            let rows = library.shown().into_iter().map(|entry| entry_row(entry, plan));
            let list = || el("ul").class("card lib").attr("aria-labelledby", "library");
            has_shown.get().then(|| list().children(rows))
        })
        .child(rename_dialog(plan))
        .child(remove_dialog(plan))
        .child(again_dialog(plan))
        .child(export_dialog(plan))
}

/// The title, and how much there is.
fn head(plan: Var<Option<Plan>>) -> El {
    let library = use_library();
    let count = move || {
        let entries = library.entries();
        let bytes: u64 = entries.iter().map(|entry| entry.stored_bytes()).sum();
        let count = match entries.len() {
            1 => "1 recording".to_owned(),
            count => format!("{count} recordings"),
        };
        if bytes == 0 { count } else { format!("{count}, {}", wording::size(bytes)) }
    };
    el("div")
        .class("lib-head")
        .child(el("h2").id("library").attr("tabindex", "-1").text("On this device"))
        .child(el("span").class("meta grow num").text_fn(count))
        .child(menu_button(MORE, "More for this list", icon("more")))
        .child(more(plan))
}

/// Opens the menu of the list.
const MORE: &str = "more-library";

fn more(plan: Var<Option<Plan>>) -> El {
    let (open, input) = archive_picker();
    menu_beside(MORE, "More for this list")
        .child(item("Export everything", move || plan.set(Some(Plan::Export))))
        .child(item("Import an archive", open))
        .child(input)
}

/// What the queue does, while there is one.
fn queue(is_paused: bool, waiting: usize) -> Option<El> {
    let library = use_library();
    if !is_paused && waiting == 0 {
        return None;
    }
    let title = match waiting {
        0 => "The queue is empty".to_owned(),
        1 => "1 recording waits for its turn".to_owned(),
        count => format!("{count} recordings wait for their turn"),
    };
    let (text, what) = if is_paused {
        ("The queue is paused: no other upload begins.", "Go on with the queue")
    } else {
        ("Files are sent one after another.", "Pause the queue")
    };
    let button = button("", what, move || library.pause(!is_paused));
    Some(note(Tone::Plain, "clock", &title, [sentence(text), buttons([button])]))
}

/// Jobs that stopped when the page was closed go on once the key is there.
fn waiting_for_key(waiting: usize) -> Option<El> {
    let library = use_library();
    let title = match waiting {
        0 => return None,
        1 => "1 recording waits for your key".to_owned(),
        count => format!("{count} recordings wait for your key"),
    };
    let text = "The key was in the memory of the page that was closed. Enter it above; nothing that \
                was sent or paid for is sent or paid for again.";
    let go_on = buttons([button("primary", "Go on", move || library.go_on())]);
    Some(note(Tone::Warn, "lock", &title, [sentence(text), go_on]))
}
