//! A fault that passes: what is in the way, and when the next try is.

use crate::reactive::Var;
use assemblyai::job::{Trouble, TroubleKind};
use leptos::prelude::*;

use crate::state::library::{Entry, Progress, use_library};
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, out_link, row};
use crate::views::wording;

const STATUS_PAGE: &str = "https://status.assemblyai.com";

/// Tries that fail before the service's own troubles are told.
const QUIET_TRIES: u32 = 2;

/// The note, while the job waits for its next try.
pub(super) fn trouble_note(entry: Entry, now: Var<u64>) -> El {
    let library = use_library();
    let shown = Memo::new(move |_| shown(&entry.progress()));
    el("div").part(move || {
        let trouble = shown.get()?;
        let title = title(&trouble, &entry.with_record(|record| record.host.clone()));
        let text = el("span").class("num").text_fn(move || sentence(&trouble, now.get()));
        let is_service = trouble.kind == TroubleKind::ServerTrouble;
        let link = is_service.then(|| out_link(STATUS_PAGE, "AssemblyAI’s status page"));
        let again = if trouble.kind == TroubleKind::Unreachable { "Test again" } else { "Try now" };
        let buttons = row([button("", again, move || library.retry(entry))]);
        let body = [Some(text), link, Some(buttons)].into_iter().flatten();
        Some(note(Tone::Warn, "refresh", &title, body))
    })
}

/// The trouble to tell. The service's own is kept quiet for two tries.
fn shown(progress: &Progress) -> Option<Trouble> {
    progress.trouble.filter(|trouble| match trouble.kind {
        TroubleKind::ServerTrouble | TroubleKind::TimedOut => trouble.attempt > QUIET_TRIES,
        TroubleKind::Lost { .. }
        | TroubleKind::Unreachable
        | TroubleKind::Busy
        | TroubleKind::Offline => true,
    })
}

fn title(trouble: &Trouble, host: &str) -> String {
    match trouble.kind {
        TroubleKind::Lost { sent, total } => {
            format!("Connection lost at {} %", wording::percent(sent, total))
        }
        TroubleKind::Unreachable => format!("Could not reach {host}"),
        TroubleKind::TimedOut => format!("No answer from {host}"),
        TroubleKind::Busy => "AssemblyAI is busy".to_owned(),
        TroubleKind::ServerTrouble => "AssemblyAI has problems".to_owned(),
        TroubleKind::Offline => "You are offline".to_owned(),
    }
}

fn sentence(trouble: &Trouble, now: u64) -> String {
    let Some(until) = trouble.until else {
        return "This goes on when you are back. Your file and your settings are kept.".to_owned();
    };
    let wait = wording::span(until.0.saturating_sub(now) + 999);
    let next = trouble.attempt + 1;
    match trouble.kind {
        TroubleKind::Lost { total, .. } => format!(
            "Starting again in {wait} (try {next}). The upload begins anew with {} to send; your \
             settings are kept.",
            wording::size(total)
        ),
        TroubleKind::Unreachable => format!(
            "The network, a firewall or a browser extension that blocks requests may be in the \
             way. Next try in {wait}."
        ),
        _ => format!("Next try in {wait} (try {next}). Nothing is lost."),
    }
}
