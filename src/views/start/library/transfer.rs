//! Everything in one file: taking it away, and bringing it here.

use super::plan::Plan;
use super::told as words;
use crate::reactive::Var;
use crate::state::library::{Handed, Offer, Transfer, use_library};
use crate::ui::button::button;
use crate::ui::check_box::check_box;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::file_input::file_input;
use crate::ui::note::{Tone, hint, note, row, sentence};
use crate::views::wording;

/// What opens the picker for an archive, and the native file input behind it.
pub(in crate::views::start) fn archive_picker() -> (Box<dyn Fn()>, El) {
    let library = use_library();
    file_input("Archive file", ".tar,application/x-tar", move |files| {
        if let Some(file) = files.into_iter().next() {
            library.import(file);
        }
    })
}

/// The dialog, open while this is the plan.
pub(super) fn export_dialog(plan: Var<Option<Plan>>) -> El {
    let is_open = move || plan.get() == Some(Plan::Export);
    dialog(
        "Export everything",
        is_open,
        move || plan.set(None),
        move || is_open().then(|| choices(plan)),
    )
}

fn choices(plan: Var<Option<Plan>>) -> El {
    let library = use_library();
    let text = "One file with every recording of this list: its transcript, names and state. Import \
                it in another browser or on another machine. Your key is not in it.";
    let media = library.media_bytes();
    let with_media = Var::new(media > 0);
    let label =
        format!("With the sound and pictures that are kept here ({})", wording::size(media));
    let media = (media > 0)
        .then(|| check_box(&label, move || with_media.get(), move |is_on| with_media.set(is_on)));
    let export = move || {
        plan.set(None);
        library.export(with_media.get_untracked());
    };
    el("div").class("stackv").child(el("p").text(text)).children(media).child(row([
        button("primary", "Export", export),
        button("quiet", "Not now", move || plan.set(None)),
    ]))
}

/// What became of the last archive.
pub(super) fn transfer_note() -> Option<El> {
    let library = use_library();
    let done = || row([button("quiet", "Done", move || library.forget_transfer())]);
    let bad =
        |title: &str, text: &str| Some(note(Tone::Bad, "alert", title, [sentence(text), done()]));
    match library.transfer()? {
        Transfer::Packing => Some(hint("busy", "refresh", "Making the archive…")),
        Transfer::Reading => Some(hint("busy", "refresh", "Reading the archive…")),
        Transfer::Checking => Some(hint("busy", "refresh", "Checking the file…")),
        Transfer::Packed(handed) => Some(handed_note(&handed)),
        Transfer::NotPacked => bad(
            "The archive could not be made",
            "This browser has no room for it. Export without the sound, or remove recordings that \
             you do not need.",
        ),
        Transfer::Checked(name, lacks) if lacks.is_empty() => {
            let text = format!("All that was packed is in {name}, with the same lengths.");
            Some(told("ok", "check", &text, done()))
        }
        Transfer::Checked(name, lacks) => {
            bad(&format!("{name} does not hold all that was packed"), &words::lacks(&lacks))
        }
        Transfer::Found(found) => Some(found_note(&found)),
        Transfer::Importing(done, all) => {
            let text = format!("Importing: {done} of {all} recordings…");
            let stop = button("quiet", "Stop", move || library.stop_import());
            Some(told("busy", "refresh", &text, row([stop])))
        }
        Transfer::Read(news) if words::is_less_than_all(&news) => {
            bad("Not all of the archive came in", &words::news(&news))
        }
        Transfer::Read(news) => Some(told("ok", "check", &words::news(&news), done())),
        Transfer::NotRead(name, why) => {
            bad(&format!("{name} was not imported"), words::why_not(why))
        }
    }
}

/// What is in an archive that was made, and the way to make sure of it.
fn handed_note(handed: &Handed) -> El {
    let library = use_library();
    let (open, input) = file_input("Archive to check", ".tar,application/x-tar", move |files| {
        if let Some(file) = files.into_iter().next() {
            library.check_export(file);
        }
    });
    let buttons = row([
        button("quiet", "Check the file", open),
        input,
        button("quiet", "Done", move || library.forget_transfer()),
    ]);
    let text = words::handed(handed);
    if handed.missing.is_empty() && handed.not_packed == 0 {
        return told("ok", "check", &text, buttons);
    }
    note(Tone::Bad, "alert", "Not everything is in the archive", [sentence(&text), buttons])
}

/// What is in an archive, before it comes in.
fn found_note(found: &Offer) -> El {
    let library = use_library();
    let text = format!("Import {}? {}", found.name, words::found(found));
    let buttons = row([
        button("primary", "Import now", move || library.import_found()),
        button("quiet", "Not now", move || library.forget_transfer()),
    ]);
    if found.all == 0 {
        let done = row([button("quiet", "Done", move || library.forget_transfer())]);
        let title = format!("Nothing of {} can be imported", found.name);
        return note(Tone::Bad, "alert", &title, [sentence(&words::found(found)), done]);
    }
    told("info", "info", &text, buttons)
}

/// A line that is announced politely, and what can be done about it.
fn told(class: &str, icon_name: &str, text: &str, buttons: El) -> El {
    el("div").class("stackv").child(hint(class, icon_name, text)).child(buttons)
}
