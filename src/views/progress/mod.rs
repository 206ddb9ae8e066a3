//! The progress screen: the stages of a job, what is in the way, what can be done.

mod fault_note;
mod steps;
mod trouble_note;

use assemblyai::job::State;
use leptos::prelude::*;

use crate::state::navigation::announce_screen;
use crate::state::ticker::use_now;
use crate::state::work::use_work;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::bar::bar;
use crate::views::start::facts;

use fault_note::fault_note;
use steps::steps;

/// The screen.
pub fn progress_screen() -> El {
    let work = use_work();
    let now = use_now();
    announce_screen("Transcribing · Diarist");
    let name = move || work.recording().map(|recording| recording.name).unwrap_or_default();
    let figures = move || work.recording().map(|r| facts(&r)).unwrap_or_default();
    let title = el("div")
        .child(
            el("h1").id("title").class("cut").attr("tabindex", "-1").child(el("bdi").text_fn(name)),
        )
        .child(el("p").class("num").text_fn(figures));
    let state = Memo::new(move |_| work.progress().map(|progress| progress.state));
    let is_running = Memo::new(move |_| state.with(|s| s.as_ref().is_some_and(State::is_running)));
    let main = el("main")
        .class("page")
        .id("main")
        .child(title)
        .part(move || match state.get() {
            Some(State::Failed(fault)) => Some(fault_note(&fault)),
            Some(State::Cancelled) => Some(cancelled()),
            _ => None,
        })
        .child(steps(now))
        .part(move || is_running.get().then(cancel));
    el("div").child(bar()).child(main)
}

/// Stops everything at once.
fn cancel() -> El {
    let work = use_work();
    let sentence = move || {
        let is_submitted = work.progress().is_some_and(|progress| progress.is_submitted);
        let sentence = if is_submitted {
            "AssemblyAI may still finish the job and charge for it."
        } else {
            "Keep this page open until the conversation is here."
        };
        sentence.to_owned()
    };
    el("div")
        .class("go")
        .child(button("", "Cancel", move || work.cancel()))
        .child(el("span").class("meta").text_fn(sentence))
}

fn cancelled() -> El {
    let work = use_work();
    let is_submitted = work.progress_untracked().is_some_and(|progress| progress.is_submitted);
    let text = if is_submitted {
        "The file and your settings are still here. AssemblyAI may still finish the job and \
         charge for it; “Go on” picks it up again."
    } else {
        "The file and your settings are still here."
    };
    let buttons = row([
        button("", "Go on", move || work.retry()),
        button("quiet", "Back to settings", move || work.back_to_settings()),
    ]);
    note(Tone::Plain, "info", "Cancelled", [sentence(text), buttons])
}
