//! From the pointer to the word under it.

use std::ops::Range;

use transcript::{Confidence, Millis};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, MouseEvent, Node};

use super::places::{TextPlace, bytes_before};
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
        if let Some((start, _)) = self.word_under(pointer) {
            self.hear(start);
        }
        self.explain(event);
    }

    /// The pointer moved over the text, or left it: a doubtful word explains itself.
    pub fn explain(self, event: &Event) {
        let below = self.settings().doubt_below();
        let doubt = event.dyn_ref::<MouseEvent>().filter(|_| below > 0.0).and_then(|pointer| {
            let (_, sure) = self.word_under(pointer)?;
            let sure = sure.filter(|sure| f64::from(sure.get()) < below)?;
            Some(Doubt { x: pointer.client_x(), y: pointer.client_y(), percent: sure.percent() })
        });
        if self.doubt().get_untracked() != doubt {
            self.doubt().set(doubt);
        }
    }

    /// The turns that are selected at least partly, if any are.
    pub fn selected_turns(self) -> Option<Range<u32>> {
        let inner = self.inner()?;
        let (first, last) = caret::selected()?;
        let turn = |node: &Node| u32::try_from(inner.turn_of(node)?).ok();
        let (first, last) = (turn(&first)?, turn(&last)?);
        Some(first..last + 1)
    }

    /// Start and confidence of the word under the pointer, if it is on a word's letters.
    fn word_under(self, pointer: &MouseEvent) -> Option<(Millis, Option<Confidence>)> {
        let target = pointer.target()?.dyn_into::<Node>().ok()?;
        if target.node_name() != "P" {
            return None;
        }
        let inner = self.inner()?;
        inner.word_at(inner.place_under(pointer)?)
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

    /// Start and confidence of the word at a place in the text.
    fn word_at(&self, place: TextPlace) -> Option<(Millis, Option<Confidence>)> {
        let transcript = self.transcript();
        let turn = transcript.turn(place.turn)?;
        let paragraph = transcript.paragraphs(turn).get(place.paragraph)?;
        let byte = bytes_before(transcript.paragraph_text(paragraph), place.offset);
        let byte = u32::try_from(byte).ok()? + paragraph.range().start;
        let words = transcript.paragraph_words(paragraph);
        let word = words.clone().take_while(|word| word.range.start <= byte).last();
        let word = word.or_else(|| words.clone().next())?;
        Some((word.start, word.confidence))
    }
}
