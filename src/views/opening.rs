//! What is shown until a conversation can be: while a sample or the part of the page that shows
//! conversations is fetched, and when one of them did not come.

use crate::state::library::use_library;
use crate::state::open::{Arrival, Wanted, use_open};
use crate::state::part::{Here, Part, PartState, use_part};
use crate::state::samples::Sample;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::{hint, row};
use crate::views::bar::bar;

/// A quiet line, or what went wrong.
pub fn opening_screen() -> El {
    let (open, part) = (use_open(), use_part());
    let main = el("main")
        .class("page")
        .id("main")
        .child(el("h1").class("vh").text("Conversation"))
        .part(move || {
            Some(match (open.arrival(), part.state()) {
                (Some(Arrival::Lost(Wanted::Sample(sample))), _) => sample_failed(sample),
                (Some(Arrival::Lost(Wanted::Recording(id))), _) => recording_failed(&id),
                (_, PartState::Failed) => part_failed(part),
                _ => el("p").class("meta").attr("role", "status").text("Opening the conversation…"),
            })
        });
    el("div").child(bar()).child(main)
}

fn sample_failed(sample: Sample) -> El {
    let open = use_open();
    let sentence = "Its files come with this page. The network may be down, or the page was not \
                    copied whole.";
    let again = button("primary", "Try again", move || open.load_sample(sample));
    let back = el("a").class("btn").attr("href", "#/").text("Back");
    failed("The sample could not be loaded", sentence, [again, back])
}

/// The transcript of a recording is not where it should be, or cannot be read.
fn recording_failed(id: &str) -> El {
    let library = use_library();
    let entry = library.find(id);
    let is_at_service = entry.is_some_and(|e| e.with_record(|r| r.kept.id.is_some()));
    let sentence = if is_at_service {
        "What this browser kept of it cannot be read. AssemblyAI may still have it: it can be asked \
         for again, which costs nothing."
    } else {
        "What this browser kept of it cannot be read, and it did not come from a job of this page. \
         Open its file again if you have it."
    };
    let again = entry
        .filter(|_| is_at_service)
        .map(|entry| button("primary", "Ask AssemblyAI for it", move || library.ask_again(entry)));
    let back = el("a").class("btn").attr("href", "#/").text("Back");
    failed("The transcript could not be read", sentence, again.into_iter().chain([back]))
}

/// What the second part of the program shows, or that it is on its way or did not come.
pub(super) fn later(waiting: &str, show: impl FnOnce(Here) -> El) -> El {
    let part = use_part();
    match part.state() {
        PartState::Here(here) => show(here),
        PartState::Failed => part_failed(part),
        PartState::Away | PartState::Coming => hint("busy", "refresh", waiting),
    }
}

/// The host may have a newer page by now, whose part is another one. Then no new try helps, but the
/// page can be loaded again: what was done is stored.
fn part_failed(part: Part) -> El {
    let sentence = "The part of the page that runs jobs and shows conversations did not load. The \
                    network may be down; or the page was replaced by a newer one, then load it \
                    again.";
    let again = button("primary", "Try again", move || part.fetch());
    failed("This cannot be shown yet", sentence, [again])
}

fn failed(title: &str, sentence: &str, buttons: impl IntoIterator<Item = El>) -> El {
    el("section")
        .class("card blank")
        .attr("role", "alert")
        .child(icon("globe"))
        .child(el("h2").text(title))
        .child(el("p").text(sentence))
        .child(row(buttons))
}
