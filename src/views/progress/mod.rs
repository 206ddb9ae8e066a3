//! The progress screen: the stages of a job, what is in the way, what can be done.

mod fault_note;
mod notify_switch;
mod steps;
mod trouble_note;
mod waiting_note;

use assemblyai::job::State;
use leptos::prelude::*;
use library::Standing;

use crate::state::library::{Entry, use_library};
use crate::state::navigation::announce_screen;
use crate::state::part::Here;
use crate::state::ticker::use_now;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::bar::bar;
use crate::views::start::{facts, key_field, record_facts};
use crate::views::twins::twins_note;

use fault_note::fault_note;
use notify_switch::notify_switch;
use steps::steps;
use waiting_note::{elsewhere, in_line, waiting_note};

/// The screen. Here the part of the program that runs jobs is entered.
#[inline(never)]
pub fn progress_screen(entry: Entry, _: Here) -> El {
    let now = use_now();
    announce_screen(&format!("{} · Diarist", entry.with_record(|record| record.title.clone())));
    let title = el("div")
        .child(
            el("h1")
                .id("title")
                .class("cut")
                .attr("tabindex", "-1")
                .child(el("bdi").text_fn(move || entry.record().file.name)),
        )
        .child(el("p").class("num").text_fn(move || figures(entry)));
    let state = Memo::new(move |_| entry.progress().state);
    let standing = Memo::new(move |_| entry.standing());
    // Not built anew with each percent: something in it may have the focus.
    let while_running =
        move |part: El| part.flag("hidden", "", move || !standing.get().is_running());
    let main = el("main")
        .class("page")
        .id("main")
        .child(title)
        .part(move || match (standing.get(), state.get()) {
            (Standing::NeedsKey | Standing::NeedsFile, _) => Some(waiting_note(entry)),
            (Standing::Waiting, _) => Some(in_line(entry)),
            (Standing::Failed, State::Failed(fault)) => Some(fault_note(entry, &fault)),
            (Standing::Cancelled, _) => Some(cancelled(entry)),
            _ if entry.is_elsewhere() => Some(elsewhere(entry)),
            _ => None,
        })
        .part(move || twins_note(entry))
        .child(steps(entry, now))
        .children(notify_switch().map(while_running))
        .child(while_running(cancel(entry)));
    el("div").child(bar()).child(main)
}

/// "48.2 MB · 47:12 · audio", as far as it is known.
fn figures(entry: Entry) -> String {
    match entry.file() {
        Some(recording) => facts(&recording),
        None => record_facts(&entry.record()),
    }
}

/// Stops everything at once.
fn cancel(entry: Entry) -> El {
    let library = use_library();
    let sentence = move || {
        let sentence = if entry.is_submitted() {
            "AssemblyAI may still finish the job and charge for it. You can close this page: the \
             job goes on there, and here when you come back."
        } else if entry.link().is_some() {
            "Keep this page open until AssemblyAI has the link."
        } else {
            "Keep this page open until the file is at AssemblyAI."
        };
        sentence.to_owned()
    };
    el("div")
        .class("go")
        .child(button("", "Cancel", move || library.cancel(entry)))
        .child(el("span").class("meta").text_fn(sentence))
}

fn cancelled(entry: Entry) -> El {
    let library = use_library();
    let what = entry.link().map_or("file", |_| "link");
    let on = if entry.is_submitted() {
        " AssemblyAI may still finish the job and charge for it; “Go on” picks it up again."
    } else {
        ""
    };
    let text = format!("The {what} and your settings are still here.{on}");
    let buttons = row([
        button("", "Go on", move || library.retry(entry)),
        button("quiet", "Back to settings", move || library.back_to_settings(entry)),
    ]);
    let key = library.lacks_key().then(key_field);
    let body = [Some(sentence(&text)), key, Some(buttons)].into_iter().flatten();
    note(Tone::Plain, "info", "Cancelled", body)
}
