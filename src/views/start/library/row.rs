//! One recording of the list.

use library::Standing;
use transcript::Clock;

use super::plan::Plan;
use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_with};
use crate::ui::menu::{item, menu_beside, menu_button};
use crate::views::wording;

/// Title, figures, state, and what can be done.
pub(super) fn entry_row(entry: Entry, plan: Var<Option<Plan>>) -> El {
    let title = el("a")
        .attr("href", &entry.address())
        .child(el("bdi").text_fn(move || entry.record().title));
    let text = el("div")
        .child(el("h3").class("cut").child(title))
        .child(el("p").class("meta num").text_fn(move || figures(entry)))
        .children(said(entry));
    let id = format!("more-{}", entry.id());
    let label = move || Some(format!("More for {}", entry.record().title));
    let button = menu_button(&id, "", icon("more"));
    el("li")
        .child(text)
        .child(el("div").class("lib-end").part(move || bar(entry)).part(move || Some(chip(entry))))
        .child(button.attr_fn("aria-label", label).attr_fn("title", label))
        .child(more(entry, plan, &id).attr_fn("aria-label", label))
}

/// What is said there of what is searched for.
fn said(entry: Entry) -> Option<El> {
    let said = use_library().finding(entry)?.said?;
    let times = if said.count == 1 { String::new() } else { format!(" · {} times", said.count) };
    let line = el("p").class("found").attr("dir", "auto");
    let found = el("mark").text(&said.found);
    Some(
        line.text(&said.before)
            .child(found)
            .text(&said.after)
            .child(el("span").class("meta num").text(&times)),
    )
}

/// "12 Oct 2026 · 47:12".
fn figures(entry: Entry) -> String {
    let size = || match entry.link() {
        Some(_) => "link".to_owned(),
        None => wording::size(entry.with_record(|record| record.file.size)),
    };
    let last = entry.length().map_or_else(size, |length| Clock(length).to_string());
    let sound = if use_library().has_no_sound(entry) { " · no sound" } else { "" };
    format!("{} · {last}{sound}", wording::day(entry))
}

/// How far the upload is.
fn bar(entry: Entry) -> Option<El> {
    let Standing::Uploading(percent) = entry.standing() else { return None };
    let bar = el("progress").attr("max", "100").attr("value", &percent.to_string());
    Some(bar.attr("aria-label", "Uploading"))
}

fn chip(entry: Entry) -> El {
    let standing = entry.standing();
    let (class, sign) = match standing {
        Standing::Ready => ("chip ready", Some(icon("check"))),
        Standing::Failed => ("chip bad", Some(icon("alert"))),
        Standing::Transcribing | Standing::Starting => ("chip", Some(icon_with("spin", "refresh"))),
        Standing::Queued | Standing::Waiting => ("chip", Some(icon("clock"))),
        Standing::NeedsKey => ("chip", Some(icon("lock"))),
        Standing::NeedsFile => ("chip", Some(icon("file"))),
        Standing::Cancelled | Standing::Uploading(_) => ("chip", None),
    };
    el("span").class(class).children(sign).text(&wording::standing(standing))
}

/// What can be done with it, by its state.
fn more(entry: Entry, plan: Var<Option<Plan>>, id: &str) -> El {
    let library = use_library();
    menu_beside(id, "")
        .part(move || {
            let retry = || item("Try again", move || library.retry(entry));
            (entry.standing() == Standing::Failed).then(retry)
        })
        .part(move || {
            let cancel = || item("Cancel", move || library.cancel(entry));
            entry.standing().is_running().then(cancel)
        })
        .part(move || {
            // A transcript that came as a file has no recording.
            let has_recording = entry.is_submitted() && entry.standing() == Standing::Ready;
            let again = || item("Transcribe again", move || plan.set(Some(Plan::Again(entry))));
            has_recording.then(again)
        })
        .part(move || {
            let size = wording::size(entry.file()?.size);
            let keep = || {
                item(&format!("Keep the sound here ({size})"), move || {
                    library.keep_media(entry);
                })
            };
            library.can_keep_media(entry).then(keep)
        })
        .part(move || {
            let size = wording::size(entry.record().media?.bytes);
            Some(item(&format!("Remove the sound from here ({size})"), move || {
                library.drop_media(entry);
            }))
        })
        .child(item("Rename", move || plan.set(Some(Plan::Rename(entry)))))
        .child(item("Remove from this device", move || plan.set(Some(Plan::Remove(entry)))))
}
