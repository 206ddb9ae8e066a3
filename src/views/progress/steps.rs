//! The four stages, from top to bottom, and how the present one goes.

use crate::reactive::Var;
use assemblyai::job::{Stage, State};
use leptos::prelude::*;

use super::trouble_note::trouble_note;
use crate::state::library::{Entry, Progress};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::views::wording;

/// The stages as the user counts them.
const STEPS: [&str; 4] = ["Upload", "Queued", "Transcribing", "Ready"];
/// Of a link nothing is sent: the service fetches the recording by itself.
const LINK_STEPS: [&str; 4] = ["Request", "Queued", "Transcribing", "Ready"];

/// Which step a state stands at, from 0.
const fn step_of(state: &State) -> usize {
    match state {
        State::New | State::Checking | State::Uploading { .. } | State::Submitting => 0,
        State::Queued => 1,
        State::Processing(_) => 2,
        State::Completed => 3,
        State::Failed(fault) => match fault.stage {
            Stage::Check | Stage::Upload | Stage::Submit => 0,
            Stage::Transcribe => 2,
        },
        State::Cancelled => 4,
    }
}

/// The list of stages.
pub(super) fn steps(entry: Entry, now: Var<u64>) -> El {
    let current = Memo::new(move |_| step_of(&entry.progress().state));
    let is_running = Memo::new(move |_| entry.progress().state.is_running());
    el("ol")
        .class("card steps")
        .attr("aria-label", "Progress")
        .children((0..STEPS.len()).map(|index| step(entry, index, current, is_running, now)))
}

/// One stage: done, at work, or to come.
fn step(
    entry: Entry,
    index: usize,
    current: Memo<usize>,
    is_running: Memo<bool>,
    now: Var<u64>,
) -> El {
    let is_done = move || index < current.get() && current.get() < STEPS.len();
    let is_current = move || index == current.get() && is_running.get();
    let dot = el("span").class("dot").part(move || {
        let number = || el("span").text(&(index + 1).to_string());
        Some(if is_done() { icon("check") } else { number() })
    });
    let is_link = entry.link().is_some();
    let title = el("h2").text(if is_link { LINK_STEPS[index] } else { STEPS[index] });
    let title = if index == 0 && !is_link { title.child(percent(entry)) } else { title };
    let step = el("li")
        .flag("data-done", "1", is_done)
        .flag("aria-current", "step", is_current)
        .child(dot)
        .child(title)
        .part(move || is_current().then(|| body(entry, index, now)));
    if index == 0 {
        step.part(move || is_done().then(|| upload_took(entry)).flatten())
    } else {
        step
    }
}

/// How far the upload is, at the end of its line.
fn percent(entry: Entry) -> El {
    el("span").class("num pct").text_fn(move || match entry.progress().state {
        State::Uploading { sent, total } => format!("{} %", wording::percent(sent, total)),
        _ => String::new(),
    })
}

/// "1.1 GB in 2 min 11 s", once the upload is done.
fn upload_took(entry: Entry) -> Option<El> {
    let took = wording::span(entry.progress().upload_took_ms?);
    let size = wording::size(entry.with_record(|record| record.file.size));
    Some(el("p").class("body meta num").text(&format!("{size} in {took}")))
}

/// What the present stage says.
fn body(entry: Entry, index: usize, now: Var<u64>) -> El {
    let (size, is_link) = entry.with_record(|record| (record.file.size, record.link.is_some()));
    let sentence = move || {
        match entry.progress().state {
        State::Submitting if is_link => "Giving AssemblyAI the link.".to_owned(),
        State::Queued if is_link => {
            "AssemblyAI has the link and fetches the recording. It starts when one of your account’s \
             places is free."
                .to_owned()
        }
        _ => sentence(&entry.progress(), now.get(), size),
    }
    };
    el("div")
        .class("body")
        .children((index == 0 && !is_link).then(|| upload_bar(entry)))
        .child(el("p").class("num").text_fn(sentence))
        .child(trouble_note(entry, now))
}

/// The native bar; without a value while there is nothing to measure.
fn upload_bar(entry: Entry) -> El {
    el("progress").attr("aria-label", "Upload").attr("max", "100").attr_fn("value", move || {
        match entry.progress().state {
            State::Uploading { sent, total } => Some(wording::percent(sent, total).to_string()),
            State::Submitting => Some("100".to_owned()),
            _ => None,
        }
    })
}

/// One sentence on how the stage goes.
fn sentence(progress: &Progress, now: u64, size: u64) -> String {
    let running = wording::span(now.saturating_sub(progress.since.0));
    match &progress.state {
        State::Checking => "Checking the key before anything is sent.".to_owned(),
        State::Uploading { sent, total } if sent >= total && *sent > 0 => {
            format!("All {} sent. Waiting for AssemblyAI.", wording::size(size))
        }
        State::Uploading { sent, total } => {
            let pace = progress.pace;
            let mut facts = vec![format!("{} of {}", wording::size(*sent), wording::size(*total))];
            facts.extend(pace.map(|pace| wording::speed(pace.bytes_per_s)));
            facts.extend(pace.and_then(|pace| pace.left_ms).map(wording::left));
            facts.join(" · ")
        }
        State::Submitting => "The file is there. Asking for its transcript.".to_owned(),
        State::Queued => {
            "AssemblyAI has the file. It starts when one of your account’s places is free."
                .to_owned()
        }
        State::Processing(None) => format!("Running for {running}."),
        State::Processing(Some(status)) => format!("Working… (status “{status}”)"),
        State::Completed => "Opening the conversation.".to_owned(),
        State::New | State::Failed(_) | State::Cancelled => String::new(),
    }
}
