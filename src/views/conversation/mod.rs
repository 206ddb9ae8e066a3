//! The conversation screen: who said what, with the sound.

mod about;
mod correct;
mod details;
mod export;
mod find;
mod header;
mod kept;
mod keys;
mod no_speech;
mod picked;
mod player;
mod side;
mod turn;
mod turn_list;
mod view_menu;
mod voice;

use std::rc::Rc;

use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::document::Document;
use crate::state::library::use_library;
use crate::state::navigation::announce_screen;
use crate::state::part::Here;
use crate::state::reader::{Away, Doubt, Reader};
use crate::ui::button::button_with;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon_fn;
use crate::ui::note::row;
use crate::views::twins::twins_note;

use about::about;
use correct::{correcting_dialogs, elsewhere, open_for_fresh};
use details::details_dialog;
use export::export_dialog;
use header::header;
use kept::{unkept_corrections, unsaved_transcript};
use keys::keys_dialog;
use no_speech::no_speech;
use player::player;
use side::{side, voices};
use turn_list::turn_list;

/// What is open on the screen beside the text.
#[derive(Clone, Copy)]
struct Sheets {
    /// The turn whose details are shown.
    details: Var<Option<usize>>,
    /// The search, where it takes the bar's place.
    finding: Var<bool>,
    /// What can be taken away.
    export: Var<bool>,
    /// The list of keys.
    keys: Var<bool>,
    /// The voices, where there is no room for the side bar.
    voices: Var<bool>,
    /// The turn of which is asked who speaks.
    spoken: Var<Option<usize>>,
    /// What the voices are called.
    names: Var<bool>,
    /// What was corrected.
    changes: Var<bool>,
}

/// The screen. All that only it leads to is the second part of a release's program; its code is not to
/// be mixed with the caller's.
#[inline(never)]
pub fn conversation_screen(document: Rc<Document>, _: Here) -> El {
    announce_screen(&format!("{} · Diarist", document.title.get_untracked()));
    let reader = Reader::new(&document);
    let sheets = Sheets {
        details: Var::new(None),
        finding: Var::new(false),
        export: Var::new(false),
        keys: Var::new(false),
        voices: Var::new(false),
        spoken: Var::new(None),
        names: Var::new(false),
        changes: Var::new(false),
    };
    let is_empty = document.transcript().is_empty();
    let id = document.id.clone();
    let of = move || use_library().find(id.as_deref()?);
    let (is_kept, made_twice) = (of.clone(), of.clone());
    let main = el("main").class("talk").id("main").part(move || unsaved_transcript(of()?));
    let main = main.part(move || unkept_corrections(is_kept()?));
    let main = main.part(move || twins_note(made_twice()?));
    let (main, side) = if is_empty {
        document.settle();
        (main.child(no_speech(&document)), None)
    } else {
        keys::listen(reader, sheets);
        let is_fresh = open_for_fresh(reader, sheets.names);
        let main = main.flag("data-fresh", "", move || is_fresh.get());
        let elsewhere = move || reader.is_elsewhere().then(elsewhere);
        let main = main.part(elsewhere).children(turn_list(reader, sheets));
        (main.part(picked::picked(reader, sheets)), side(reader, sheets))
    };
    let main = main.child(about(&document)).child(back_to_playhead(reader));
    el("div")
        .class("read")
        .child(header(reader, &document, sheets))
        .child(el("div").class("room").children(side).child(main))
        .children(player(reader))
        .child(details_dialog(document, reader, sheets))
        .children((!is_empty).then(|| export_dialog(reader, sheets.export)))
        .child(keys_dialog(sheets.keys))
        .child(voices_dialog(reader, sheets))
        .children((!is_empty).then(|| correcting_dialogs(reader, sheets)).into_iter().flatten())
        .part(move || reader.doubt().get().map(explanation))
}

/// The way back, while the sound is out of view and the text does not follow.
fn back_to_playhead(reader: Reader) -> El {
    let away = Memo::new(move |_| reader.follow().away());
    let icon = icon_fn(move || if away.get() == Away::Above { "up" } else { "down" });
    el("button")
        .attr("type", "button")
        .class("btn back")
        .flag("hidden", "", move || away.get() == Away::No)
        .on_click(move || reader.return_to_playhead())
        .child(icon)
        .text("Back to playhead")
}

/// What a doubtful word says of itself, at the pointer.
fn explanation(doubt: Doubt) -> El {
    el("p")
        .class("doubt-tip")
        .attr("role", "status")
        .css("--x", &format!("{}px", doubt.x))
        .css("--y", &format!("{}px", doubt.y))
        .text(&format!("Heard with {} % certainty", doubt.percent))
}

fn voices_dialog(reader: Reader, sheets: Sheets) -> El {
    let is_open = sheets.voices;
    let body = move || {
        let name_them = button_with("people", "Name them", move || {
            is_open.set(false);
            sheets.names.set(true);
        });
        Some(el("div").child(row([name_them])).children(voices(reader)))
    };
    dialog(
        "Voices",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(body).flatten(),
    )
}
