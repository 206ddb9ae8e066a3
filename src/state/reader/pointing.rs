//! From the pointer to what is under it, and what a click there plays.

use transcript::Millis;
use transcript::meaning::{Heard, heard};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, Node};

use super::places::TextPlace;
use super::typing::is_in_editor;
use super::{Inner, Reader};
use crate::platform::caret;

/// What there is to say of a doubtful word, and where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Doubt {
    /// In CSS pixels from the window's left edge.
    pub x: i32,
    /// In CSS pixels from the window's top edge.
    pub y: i32,
    /// How sure the service was, in percent.
    pub percent: u8,
}

impl Reader {
    /// A click in the text plays the word, unless text is being selected.
    pub fn hear_word(self, event: &Event) {
        let Some(pointer) = event.dyn_ref::<MouseEvent>() else { return };
        if caret::is_selecting() || pointer.detail() > 1 || is_in_editor(event) {
            return;
        }
        if let Some((turn, heard)) = self.heard_under(pointer) {
            self.hear(heard.from);
            self.note_click(turn);
        }
        self.explain(event);
    }

    /// The pointer moved over the text, or left it: a doubtful word explains itself.
    pub fn explain(self, event: &Event) {
        let below = self.settings().doubt_below();
        let doubt = event.dyn_ref::<MouseEvent>().filter(|_| below > 0.0).and_then(|pointer| {
            let (_, heard) = self.heard_under(pointer)?;
            let sure = heard.confidence.filter(|sure| f64::from(sure.get()) < below)?;
            Some(Doubt { x: pointer.client_x(), y: pointer.client_y(), percent: sure.percent() })
        });
        if self.doubt().get_untracked() != doubt {
            self.doubt().set(doubt);
        }
    }

    /// Hears a turn from a moment, as a click asks for; keys mean it then.
    pub fn hear_turn(self, turn: Option<usize>, start: Millis) {
        self.hear(start);
        if let Some(turn) = turn {
            self.note_click(turn);
        }
    }

    /// What a click at the pointer plays, and of which turn, if the pointer is on a paragraph.
    fn heard_under(self, pointer: &MouseEvent) -> Option<(usize, Heard)> {
        let target = pointer.target()?.dyn_into::<Node>().ok()?;
        if target.node_name() != "P" {
            return None;
        }
        let inner = self.inner()?;
        let mark = inner.mark_of(inner.place_under(pointer)?);
        Some((mark.turn, heard(&inner.transcript(), mark)?))
    }
}

impl Inner {
    /// The turn that a node is in.
    pub(super) fn turn_of(&self, node: &Node) -> Option<usize> {
        let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
        self.places.borrow().as_ref()?.index_of(&element)
    }

    /// The place in the text under the pointer.
    pub(super) fn place_under(&self, pointer: &MouseEvent) -> Option<TextPlace> {
        let (x, y) = (f64::from(pointer.client_x()), f64::from(pointer.client_y()));
        let (node, offset) = caret::at_point(x, y)?;
        self.places.borrow().as_ref()?.find(&node, offset)
    }
}
