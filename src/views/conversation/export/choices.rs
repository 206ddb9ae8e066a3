//! What is in the file, as far as its format has a choice.

use leptos::prelude::event_target_value;
use transcript::Millis;
use transcript::export::{Choice, CueLimits, FileKind};

use crate::state::exporting::Exporting;
use crate::ui::dom::{El, el};
use crate::ui::menu::switch;

/// The switches that fit the kind of file.
pub(super) fn choices(exporting: Exporting) -> El {
    el("div").part(move || {
        let kind = exporting.kind.get();
        let fitting = kind.choices().iter();
        let fitting =
            fitting.filter(|choice| **choice != Choice::Sound || exporting.can_have_sound());
        let switches = fitting.map(|choice| {
            let choice = *choice;
            switch(
                name(choice),
                move || exporting.has(choice),
                move |is_on| {
                    exporting.set(choice, is_on);
                },
            )
        });
        let row = el("div").class("optrow").children(switches).children(parts(exporting));
        Some(row.children(cues(exporting, kind).into_iter().flatten()))
    })
}

const fn name(choice: Choice) -> &'static str {
    match choice {
        Choice::Timestamps => "Timestamps",
        Choice::Names => "Names",
        Choice::Confidence => "Certainty",
        Choice::Gaps => "Silences",
        Choice::Pseudonyms => "P1, P2 … for names",
        Choice::ByteOrderMark => "For Excel",
        Choice::WordTiers => "Tiers of words",
        Choice::Sound => "Sound inside",
    }
}

/// Which part of the conversation.
fn parts(exporting: Exporting) -> impl Iterator<Item = El> {
    let selected = exporting.selected().map(|count| {
        let label = if count == 1 {
            "Only the selected turn".to_owned()
        } else {
            format!("Only the {count} selected turns")
        };
        let is_on = exporting.is_selection;
        switch(&label, move || is_on.get(), move |on| is_on.set(on))
    });
    let muted = exporting.has_muted().then(|| {
        let is_on = exporting.is_without_muted;
        switch("Without the voices left out", move || is_on.get(), move |on| is_on.set(on))
    });
    selected.into_iter().chain(muted)
}

/// How subtitles are cut.
fn cues(exporting: Exporting, kind: FileKind) -> Option<[El; 3]> {
    kind.has_cues().then(|| {
        [
            number(
                exporting,
                "Characters a line",
                (10, 200),
                |cues| cues.line.into(),
                |cues, n| CueLimits { line: n, ..cues },
            ),
            number(
                exporting,
                "Lines",
                (1, 10),
                |cues| cues.lines.into(),
                |cues, n| CueLimits { lines: u8::try_from(n).unwrap_or(u8::MAX), ..cues },
            ),
            number(
                exporting,
                "Seconds at most",
                (1, 60),
                |cues| cues.time.get() / 1_000,
                |cues, n| CueLimits { time: Millis::new(u32::from(n) * 1_000), ..cues },
            ),
        ]
    })
}

fn number(
    exporting: Exporting,
    label: &str,
    (least, most): (u16, u16),
    read: impl Fn(CueLimits) -> u32 + 'static,
    write: impl Fn(CueLimits, u16) -> CueLimits + 'static,
) -> El {
    let input = el("input")
        .class("in w")
        .attr("type", "number")
        .attr("min", &least.to_string())
        .attr("max", &most.to_string())
        .value_fn(move || read(exporting.cues()).to_string())
        .on("input", move |event| {
            // What is not a number yet, or too small, is about to become one.
            let typed = event_target_value(&event).trim().parse::<u16>();
            if let Some(typed) = typed.ok().filter(|typed| (least..=most).contains(typed)) {
                exporting.set_cues(write(exporting.cues(), typed));
            }
        });
    el("label").text(label).child(input)
}
