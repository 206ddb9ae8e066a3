//! What is shown while a sample is fetched, and when it did not come.

use crate::state::document::{SampleState, use_open};
use crate::state::samples::Sample;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::row;
use crate::views::bar::bar;

/// A quiet line, or what went wrong.
pub fn sample_wait() -> El {
    let open = use_open();
    let main = el("main")
        .class("page")
        .id("main")
        .child(el("h1").class("vh").text("Sample conversation"))
        .part(move || {
            Some(match open.sample_state() {
                Some(SampleState::Failed(sample)) => failed(sample),
                _ => el("p").class("meta").attr("role", "status").text("Opening the conversation…"),
            })
        });
    el("div").child(bar()).child(main)
}

fn failed(sample: Sample) -> El {
    let open = use_open();
    let sentence = "Its files come with this page. The network may be down, or the page was not \
                    copied whole.";
    let again = button("primary", "Try again", move || open.load_sample(sample));
    let back = el("a").class("btn").attr("href", "#/").text("Back");
    el("section")
        .class("card blank")
        .attr("role", "alert")
        .child(icon("globe"))
        .child(el("h2").text("The sample could not be loaded"))
        .child(el("p").text(sentence))
        .child(row([again, back]))
}
