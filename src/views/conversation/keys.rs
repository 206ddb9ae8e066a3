//! What the keys do: acting on them, and the list of them.

use transcript::timeline::Unit;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::Sheets;
use super::correct::{give, toggle_original, undo};
use super::find::FIELD;
use super::picked::copy_quote;
use crate::reactive::Var;
use crate::state::keys::{Command, FIXED, KEYS, use_keys};
use crate::state::navigation::{focus, has_focus};
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::state::settings::use_settings;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::menu::switch;

/// Acts on keys while the screen is shown.
pub(super) fn listen(reader: Reader, sheets: Sheets) {
    let (playback, notice) = (reader.playback(), use_notice());
    use_keys().listen(
        || has_focus(FIELD),
        move |command| match command {
            Command::PlayPause => reader.toggle(),
            Command::Back => reader.leap(-1),
            Command::Forward => reader.leap(1),
            Command::Slower => playback.shift_speed(false),
            Command::Faster => playback.shift_speed(true),
            Command::NextTurn => reader.step_turn(true),
            Command::PreviousTurn => reader.step_turn(false),
            Command::NextSentence => reader.step_in_text(Unit::Sentence, true),
            Command::PreviousSentence => reader.step_in_text(Unit::Sentence, false),
            Command::NextWord => reader.step_in_text(Unit::Word, true),
            Command::PreviousWord => reader.step_in_text(Unit::Word, false),
            Command::Follow => reader.toggle_follow(),
            Command::Loop => reader.is_looping().update(|is_looping| *is_looping = !*is_looping),
            Command::Search => {
                sheets.finding.set(true);
                focus(FIELD);
            }
            Command::NextHit => next(reader, true),
            Command::PreviousHit => next(reader, false),
            Command::Export => sheets.export.set(true),
            Command::Edit => reader.edit_here(),
            Command::Review => reader.begin_review(),
            Command::Original => toggle_original(reader),
            Command::Quote => copy_quote(reader, notice),
            Command::Undo => undo(reader, notice, true),
            Command::Redo => undo(reader, notice, false),
            Command::Voice(place) => give(reader, notice, place),
            Command::Help => sheets.keys.set(true),
        },
    );
}

/// In a review on to the next place, or back; else to the next hit.
fn next(reader: Reader, is_forward: bool) {
    if reader.review().with_untracked(Option::is_some) {
        reader.step_spot(is_forward);
    } else {
        reader.step_hit(is_forward);
    }
}

/// The list. A click on a key, and then another key, changes it.
pub(super) fn keys_dialog(is_open: Var<bool>) -> El {
    dialog(
        "Keyboard shortcuts",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(list),
    )
}

fn list() -> El {
    let settings = use_settings();
    let changing = Var::new(None::<usize>);
    let rows = (0..KEYS.len()).map(|row| key_row(row, changing));
    el("div")
        .child(switch(
            "Single keys act",
            move || settings.keys.get() > 0,
            move |is_on| settings.keys.set(u32::from(is_on)),
        ))
        .child(el("p").class("meta").text("To change a key, press it here, and then another."))
        .child(el("ul").class("keys").children(rows).children(FIXED.map(fixed_row)))
}

/// What cannot be changed, because the keys are the same everywhere or one is as good as nine.
fn fixed_row((shown, does): (&str, &str)) -> El {
    el("li").class("hstack").child(el("span").text(does)).child(el("kbd").text(shown))
}

fn key_row(row: usize, changing: Var<Option<usize>>) -> El {
    let keys = use_keys();
    let does = KEYS[row].does;
    let is_changing = move || changing.get() == Some(row);
    let text = move || if is_changing() { "Press a key".to_owned() } else { keys.shown(row) };
    let button = el("button")
        .attr("type", "button")
        .attr_fn("aria-label", move || Some(format!("{does}: {}", text())))
        .on_click(move || changing.set(Some(row)))
        .on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            let is_mine = changing.get_untracked() == Some(row);
            if !is_mine
                || matches!(key.key().as_str(), "Tab" | "Shift" | "Control" | "Alt" | "Meta")
            {
                return;
            }
            event.prevent_default();
            event.stop_propagation();
            if key.key() != "Escape" {
                keys.change(row, &key.key());
            }
            changing.set(None);
        })
        .child(el("kbd").text_fn(text));
    el("li").class("hstack").child(el("span").text(does)).child(button)
}
