//! How many voices to expect.

use assemblyai::options::VoicesError;
use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::draft::use_draft;
use crate::state::voices::VoicesMode;
use crate::ui::dom::{El, el};
use crate::ui::note::{hint, row};
use crate::ui::segmented::segmented;

/// The ways, in the order of the buttons.
const MODES: [VoicesMode; 3] = [VoicesMode::Auto, VoicesMode::Exactly, VoicesMode::Between];

/// Auto, exactly, or between.
pub(super) fn voices_field() -> El {
    let form = use_draft().voices;
    let choice = segmented(
        "Voices",
        "voices",
        &["Auto", "Exactly", "Between"],
        move || form.mode.get() as usize,
        move |index| form.mode.set(MODES[index.min(2)]),
    );
    let word = |text: &str| el("span").class("meta").attr("aria-hidden", "true").text(text);
    let numbers = move || match form.mode.get() {
        VoicesMode::Auto => None,
        VoicesMode::Exactly => {
            let number = number_field("voices-number", "Number of voices", form.exact);
            Some(row([number, word("voices")]))
        }
        VoicesMode::Between => Some(row([
            number_field("voices-number", "At least", form.least),
            word("and"),
            number_field("voices-most", "At most", form.most),
            word("voices"),
        ])),
    };
    let error = move || {
        let error = form.error.get()?;
        Some(el("div").id("voices-error").child(hint("err", "alert", sentence(error))))
    };
    el("div")
        .class("set")
        .child(el("span").attr("aria-hidden", "true").text("Voices"))
        .child(el("div").child(choice).part(numbers).part(error))
}

const fn sentence(error: VoicesError) -> &'static str {
    match error {
        VoicesError::OutOfRange => "Give a whole number of voices from 1 to 30, or choose Auto.",
        VoicesError::Reversed => "The first number must not be larger than the second.",
    }
}

fn number_field(id: &str, label: &str, value: Var<String>) -> El {
    let error = use_draft().voices.error;
    el("input")
        .class("in n")
        .id(id)
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", "1")
        .attr("max", "30")
        .attr("aria-label", label)
        .flag("aria-invalid", "true", move || error.get().is_some())
        .flag("aria-describedby", "voices-error", move || error.get().is_some())
        .value_fn(move || value.get())
        .on("input", move |event| value.set(event_target_value(&event)))
}
