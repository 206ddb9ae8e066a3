//! What is shown until a conversation can be: while a sample or the part of the page that shows
//! conversations is fetched, and when one of them did not come.

use std::iter;

use crate::state::document::{SampleState, use_open};
use crate::state::part::{Part, PartState, use_part};
use crate::state::samples::Sample;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::row;
use crate::views::bar::bar;

/// A quiet line, or what went wrong.
pub fn opening_screen() -> El {
    let (open, part) = (use_open(), use_part());
    let main = el("main")
        .class("page")
        .id("main")
        .child(el("h1").class("vh").text("Conversation"))
        .part(move || {
            Some(match (open.sample_state(), part.state()) {
                (Some(SampleState::Failed(sample)), _) => sample_failed(sample),
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

/// The host may have a newer page by now, whose part is another one. Then no new try helps, but the
/// answer can be kept as a file, and opened in the newer page.
fn part_failed(part: Part) -> El {
    let sentence = "The part of the page that shows conversations did not load. The network may \
                    be down, or the page was replaced by a newer one. Nothing is lost while it \
                    stays open.";
    let again = button("primary", "Try again", move || part.fetch());
    let save = use_open()
        .document_untracked()
        .map(|document| button("", "Download the answer", move || document.save_raw()));
    let buttons = iter::once(again).chain(save);
    failed("The conversation cannot be shown yet", sentence, buttons)
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
