//! The start screen: a recording, a key, a few choices, one obvious button.

mod cost;
mod drop_area;
mod file_card;
mod key_field;
mod language_field;
mod library;
mod link_field;
mod more_samples;
mod region_field;
mod voices_field;

use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::draft::use_draft;
use crate::state::library::use_library;
use crate::state::navigation::announce_screen;
use crate::state::problems::focus_first_problem;
use crate::state::samples::SAMPLES;
use crate::state::session::use_session;
use crate::state::transcript_file::use_transcript_file;
use crate::ui::dom::{El, el};
use crate::ui::note::hint;
use crate::views::bar::bar;
use crate::views::opening::later;

use drop_area::drop_area;
pub use drop_area::same_file_picker;
pub use file_card::{facts, record_facts};
use file_card::{file_cards, file_problem};
pub use key_field::key_field;
use language_field::language_field;
use library::library_section;
use more_samples::more_samples;
use region_field::region_field;
use voices_field::voices_field;

/// The screen.
pub fn start_screen() -> El {
    let (draft, library) = (use_draft(), use_library());
    let is_over = Var::new(false);
    announce_screen("Diarist: who said what");
    use_transcript_file().take_drops(is_over);
    focus_first_problem(draft, use_session());

    let title = el("div")
        .child(el("h1").id("title").attr("tabindex", "-1").text("New conversation"))
        .child(el("p").text("Give it a recording. Get back who said what."));
    let has_file = Memo::new(move |_| draft.recordings.with(|chosen| !chosen.is_empty()));
    let form = el("form")
        .id("settings")
        .class("card setup")
        .attr("aria-label", "Settings")
        .attr("novalidate", "")
        .on("submit", move |event| {
            event.prevent_default();
            library.start();
        })
        .children([key_field(), voices_field(), language_field()])
        .children(region_field());
    let main = el("main")
        .class("page")
        .id("main")
        .child(title)
        .part(move || {
            let is_chosen = has_file.get();
            Some(if is_chosen {
                later("Looking at the file…", file_cards)
            } else {
                drop_area(is_over)
            })
        })
        .child(file_problem())
        .child(form)
        .child(go())
        .part(move || {
            let kept = "The file is already at AssemblyAI. “Transcribe” does not send it again.";
            library.has_upload().then(|| hint("info", "check", kept))
        })
        .child(library_section())
        .children(more_samples());
    el("div").child(bar()).child(main)
}

/// The one obvious button, the way without a key, and where the key and the file go.
fn go() -> El {
    let start = el("button")
        .attr("type", "submit")
        .attr("form", "settings")
        .class("btn primary big")
        .text("Transcribe");
    let sample = el("a")
        .class("link")
        .attr("href", &format!("#/sample/{}", SAMPLES[0].name))
        .text("Try the sample conversation");
    let to = use_session().hosts_choice().unwrap_or_else(|| "AssemblyAI".to_owned());
    el("div").class("go").child(start).child(sample).child(el("span").class("grow")).child(hint(
        "",
        "lock",
        &format!("The file and the key go only to {to}."),
    ))
}
