//! Correcting: who speaks, where turns begin and end, what is said; and taking it back.

mod changes;
mod compare;
mod names;
mod review;
mod spoken;
mod tools;

use transcript::SpeakerId;
use transcript::edit::Kind;

use super::Sheets;
use crate::state::notice::Notice;
use crate::state::notice::use_notice;
use crate::state::reader::{Outcome, Reader};
use crate::ui::button::icon_button;
use crate::ui::dom::El;
use crate::ui::icon::{icon, icon_with};
use crate::ui::note::{Tone, note, sentence};

pub(super) use compare::{compare, compare_item, toggle_original};
pub(super) use names::open_for_fresh;
pub(super) use review::{review, review_item};
pub(super) use tools::editor_tools;

/// The dialogs of correcting.
pub(super) fn correcting_dialogs(reader: Reader, sheets: Sheets) -> [El; 3] {
    [
        spoken::spoken_dialog(reader, sheets.spoken),
        names::names_dialog(reader, sheets.names),
        changes::changes_dialog(reader, sheets.changes),
    ]
}

/// Undo and redo.
pub(super) fn steps(reader: Reader) -> [El; 2] {
    let notice = use_notice();
    let step = |label, icon: El, is_back: bool| {
        icon_button(label, icon, move || undo(reader, notice, is_back))
            .flag("disabled", "", move || {
                let (back, forth) = reader.steps();
                if is_back { back == 0 } else { forth == 0 }
            })
            .flag("data-idle", "", move || reader.steps() == (0, 0))
    };
    [step("Undo", icon("undo"), true), step("Redo", icon_with("mirror", "undo"), false)]
}

/// Undoes the last correction, or makes it again, and says which it was.
pub(super) fn undo(reader: Reader, notice: Notice, is_back: bool) {
    let kind = if is_back { reader.undo() } else { reader.redo() };
    match kind {
        Some(kind) => {
            let what = if is_back { "Undone" } else { "Redone" };
            notice.say(format!("{what}: {}.", told(kind)));
        }
        None => notice.say(if is_back { "Nothing to undo." } else { "Nothing to redo." }),
    }
}

/// Gives the turn that is meant, or what is selected, to the voice at a place in the list of voices.
pub(super) fn give(reader: Reader, notice: Notice, place: u8) {
    let Some(cast) = reader.cast() else { return };
    match cast.present().get(usize::from(place).saturating_sub(1)) {
        Some(voice) if reader.review().with_untracked(Option::is_some) => {
            tell(notice, reader.give_spot(voice.id));
        }
        Some(voice) => tell(notice, reader.give_here(voice.id)),
        None => notice.say(format!("There is no voice {place}.")),
    }
}

/// Says where a correction was not made.
pub(super) fn tell(notice: Notice, outcome: Outcome) {
    match outcome {
        Outcome::Made => {}
        Outcome::Nothing => notice.say("There is nothing to change."),
        Outcome::Elsewhere => {
            notice.say("Another tab corrects this conversation. Close it there to go on here.");
        }
        Outcome::Original => {
            notice
                .say("This is the original, which stays as it is. Show the corrected text first.");
        }
        Outcome::Sealed => {
            notice.say(
                "Nothing can be corrected here now. What there is to do is said above the text.",
            );
        }
    }
}

/// Calls a voice by another name, and says where that cannot be.
pub(super) fn rename(reader: Reader, notice: Notice, voice: SpeakerId, typed: &str) {
    let outcome = reader.rename(voice, typed);
    if matches!(outcome, Outcome::Elsewhere | Outcome::Original | Outcome::Sealed) {
        tell(notice, outcome);
    }
}

/// What was done, in words.
const fn told(kind: Kind) -> &'static str {
    match kind {
        Kind::Name => "name of a voice",
        Kind::Merge => "voices merged",
        Kind::Look => "mark of a voice",
        Kind::Reassign => "given to another voice",
        Kind::Split => "turn split",
        Kind::Join => "turns merged",
        Kind::Boundary => "border of a turn moved",
        Kind::Text => "text changed",
        Kind::Replace => "text replaced",
        Kind::Restore => "original restored",
        Kind::Accept => "said to be right",
    }
}

/// Where another tab corrects what is shown.
pub(super) fn elsewhere() -> El {
    note(
        Tone::Plain,
        "info",
        "Another tab corrects this conversation",
        [sentence("What is corrected there shows here. Close it there to go on here.")],
    )
}
