//! "On this device": every recording with its state, to open, rename, take up and remove.

mod again;
mod keeping_note;
mod lasting;
mod list;
mod plan;
mod remove;
mod rename;
mod row;
mod search;
mod told;
mod transfer;

use leptos::prelude::*;

use crate::reactive::track;
use crate::state::library::use_library;
use crate::state::part::use_part;
use crate::ui::dom::{El, el};
use crate::views::opening::later;

use keeping_note::keeping_note;
use lasting::cleared;
use list::library_list;
pub(super) use transfer::archive_picker;

/// The list; nothing while there is nothing to tell. What it needs of the program comes when there
/// is a recording.
pub(super) fn library_section() -> El {
    let (library, part) = (use_library(), use_part());
    let is_wanted =
        Memo::new(move |_| !library.entries().is_empty() || library.transfer().is_some());
    track(move || {
        if is_wanted.get() {
            part.fetch();
        }
    });
    el("section")
        .class("library")
        .attr("aria-labelledby", "library")
        .part(move || keeping_note(library.keeping()))
        .part(cleared)
        .part(move || is_wanted.get().then(|| later("Opening the list…", library_list)))
}
