//! What is heard of the turn that is edited: letters, keys, what is pasted, the focus that goes.

use wasm_bindgen::JsCast;
use web_sys::{Element, Event, FocusEvent, KeyboardEvent};

use super::Reader;
use crate::platform::events::on_leaving;
use crate::platform::frame::breathe;
use crate::platform::listener::Listener;
use crate::platform::task::spawn;
use crate::platform::{caret, clipboard, timer};

/// Milliseconds without typing after which what was typed is kept.
const PAUSE_MS: u32 = 400;

impl Reader {
    /// Hears what is typed in the lists.
    pub(super) fn listen_to_typing(self, lists: &Element) -> Vec<Listener> {
        let hear = |name, act: fn(Self, &Event)| {
            Listener::new(lists, name, move |event| {
                if is_in_editor(&event) {
                    act(self, &event);
                }
            })
        };
        vec![
            hear("input", Self::typed),
            // What is settled then may be told by nothing else.
            hear("compositionend", Self::typed),
            hear("keydown", Self::pressed),
            hear("keyup", |reader, _| reader.note_caret()),
            hear("pointerup", |reader, _| reader.note_caret()),
            hear("paste", pasted),
            hear("focusout", Self::left),
        ]
    }

    /// Has what was typed kept at once whenever the page may be about to go, as it stands: also what is
    /// not settled of a composition.
    pub(super) fn keep_when_leaving(self) -> Vec<Listener> {
        on_leaving(move || {
            let Some(inner) = self.inner() else { return };
            self.keep_typed(&inner, false);
            inner.document.leave();
        })
    }

    pub(super) fn note_caret(self) {
        let Some(inner) = self.inner() else { return };
        let place =
            caret::place().and_then(|(node, at)| inner.places.borrow().as_ref()?.find(&node, at));
        if let Some(place) = place.filter(|place| inner.edited.get_untracked() == Some(place.turn))
        {
            inner.caret.set(Some(place));
        }
    }

    fn typed(self, event: &Event) {
        let Some(inner) = self.inner() else { return };
        self.note_caret();
        if caret::is_composing(event) {
            return;
        }
        let due = inner.due.get() + 1;
        inner.due.set(due);
        spawn(async move {
            timer::after_ms(PAUSE_MS).await;
            if let Some(inner) = self.inner().filter(|inner| inner.due.get() == due) {
                self.keep_typed(&inner, false);
            }
        });
    }

    fn pressed(self, event: &Event) {
        let Some(key) = event.dyn_ref::<KeyboardEvent>().filter(|key| !key.is_composing()) else {
            return;
        };
        let is_command = key.ctrl_key() || key.meta_key();
        let is_at = |end| self.is_caret_at(end);
        // What cannot be done leaves all as it is, which is seen.
        let act: fn(Self) = match key.key().as_str() {
            "Enter" if is_command => |reader| _ = reader.split_here(),
            "Escape" | "Enter" => Self::end_edit,
            "Backspace" if !is_command && is_at(false) => |reader| _ = reader.join_here(false),
            "Delete" if !is_command && is_at(true) => |reader| _ = reader.join_here(true),
            "z" | "Z" if is_command && key.shift_key() => |reader| _ = reader.redo(),
            "z" if is_command => |reader| _ = reader.undo(),
            "y" if key.ctrl_key() => |reader| _ = reader.redo(),
            _ => return,
        };
        // A button of the turn keeps its own keys.
        let is_text = event.target().and_then(|target| target.dyn_into::<Element>().ok());
        if key.key() != "Escape" && is_text.is_none_or(|element| element.node_name() != "P") {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        act(self);
    }

    /// Whether nothing is selected and the caret is at the first letter of the turn, or behind its last.
    fn is_caret_at(self, end: bool) -> bool {
        let Some(inner) = self.inner() else { return false };
        let Some(place) = caret::place() else { return false };
        let Some(turn) = inner.edited.get_untracked().and_then(|turn| inner.element_of(turn))
        else {
            return false;
        };
        let paragraphs = turn.get_elements_by_tag_name("p");
        let at = if end { paragraphs.length().saturating_sub(1) } else { 0 };
        let Some(paragraph) = paragraphs.item(at) else { return false };
        let length = place.0.text_content().map_or(0, |text| text.encode_utf16().count());
        let is_there = if end { place.1 as usize == length } else { place.1 == 0 };
        !caret::is_selecting() && is_there && paragraph.contains(Some(&place.0))
    }

    /// The focus went: if it does not come back, the turn is left.
    fn left(self, event: &Event) {
        let Some(focus) = event.dyn_ref::<FocusEvent>() else { return };
        let goes_to = focus.related_target().and_then(|target| target.dyn_into::<Element>().ok());
        if goes_to.is_some_and(|element| is_editor(&element)) {
            return;
        }
        spawn(async move {
            breathe().await;
            let stays = caret::focused()
                .is_some_and(|element| is_editor(&element) || is_in_dialog(&element));
            if !stays && self.inner().is_some() {
                let _left = self.leave_for_now();
            }
        });
    }
}

/// What is pasted is text, whatever it was before.
fn pasted(_: Reader, event: &Event) {
    let text = clipboard::pasted_text(event);
    if let Some(text) = text {
        event.prevent_default();
        caret::insert(&text.replace(['\n', '\r', '\t'], " "));
    }
}

/// Whether an event comes from the turn that is edited.
pub(super) fn is_in_editor(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    target.is_some_and(|element| is_editor(&element))
}

fn is_editor(element: &Element) -> bool {
    element.closest("[data-editing]").is_ok_and(|editor| editor.is_some())
}

fn is_in_dialog(element: &Element) -> bool {
    element.closest("dialog").is_ok_and(|dialog| dialog.is_some())
}
