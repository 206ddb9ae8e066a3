//! "On this device": every recording with its state, to open, rename, take up and remove.

mod again;
mod keeping_note;
mod remove;
mod rename;
mod row;
mod search;
mod transfer;

use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::menu::{item, menu_beside, menu_button};
use crate::ui::note::{Tone, note, row as buttons, sentence};
use crate::views::wording;

use again::again_dialog;
use keeping_note::keeping_note;
use remove::remove_dialog;
use rename::rename_dialog;
use row::entry_row;
use search::search;
pub(super) use transfer::archive_picker;
use transfer::{export_dialog, transfer_note};

/// What the user is about to do to a recording.
#[derive(Clone, Copy, PartialEq)]
enum Plan {
    Rename(Entry),
    Remove(Entry),
    Again(Entry),
    Export,
}

/// The list; nothing while there is nothing to tell.
pub(super) fn library_section() -> El {
    let library = use_library();
    let plan = Var::new(None::<Plan>);
    let has_entries = Memo::new(move |_| !library.entries().is_empty());
    let has_several = Memo::new(move |_| library.entries().len() > 1);
    let has_shown = Memo::new(move |_| !library.shown().is_empty());
    el("section")
        .class("library")
        .attr("aria-labelledby", "library")
        .part(move || keeping_note(library.keeping()))
        .part(move || has_entries.get().then(|| head(plan)))
        .part(transfer_note)
        .part(waiting_for_key)
        .part(queue)
        .part(no_copy)
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
fn queue() -> Option<El> {
    let library = use_library();
    let (is_paused, waiting) = (library.is_paused(), library.waiting_in_line());
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

/// A copy that was wanted and could not be made.
fn no_copy() -> Option<El> {
    let (entry, is_full) = use_library().unkept_media()?;
    let (title, size) = entry.with_record(|record| (record.title.clone(), record.file.size));
    let why = if is_full {
        format!("This browser has no room for it ({}).", wording::size(size))
    } else {
        "This browser keeps no files here, as in private windows.".to_owned()
    };
    let text = format!("{why} To hear it after the page was closed, choose the file again then.");
    let title = format!("The sound of “{title}” was not kept");
    Some(note(Tone::Bad, "alert", &title, [sentence(&text)]))
}

/// Jobs that stopped when the page was closed go on once the key is there.
fn waiting_for_key() -> Option<El> {
    let library = use_library();
    let title = match library.waiting_for_key() {
        0 => return None,
        1 => "1 recording waits for your key".to_owned(),
        count => format!("{count} recordings wait for your key"),
    };
    let text = "The key was in the memory of the page that was closed. Enter it above; nothing that \
                was sent or paid for is sent or paid for again.";
    let go_on = buttons([button("primary", "Go on", move || library.go_on())]);
    Some(note(Tone::Warn, "lock", &title, [sentence(text), go_on]))
}
