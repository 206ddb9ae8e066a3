//! A turn that is edited where it stands.
//!
//! The paragraphs of one turn at a time can be typed in; what is typed becomes a correction after a
//! moment without typing, and when the turn is left.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, MouseEvent};

use super::correcting::{Outcome, Renewed};
use super::places::{TextPlace, bytes_before, units_before};
use super::typing::is_in_editor;
use super::{Inner, Reader};
use crate::platform::{caret, focus};
use crate::state::mounting::after_paint;

impl Reader {
    /// The turn that is typed in; follows it.
    pub fn edited_turn(self) -> Option<usize> {
        self.0.with_value(|inner| inner.edited).get()
    }

    /// Begins to edit a turn, with the caret at a place in it.
    pub fn edit(self, place: TextPlace) {
        let Some(inner) = self.inner().filter(|inner| inner.obstacle().is_none()) else { return };
        if inner.edited.get_untracked() != Some(place.turn) {
            let _left = self.leave_for_now();
        }
        let Some(turn) = inner.element_of(place.turn) else { return };
        for_each_paragraph(&turn, |paragraph| allow_typing(&paragraph));
        let _marked = turn.set_attribute("data-editing", "");
        if inner.edited.get_untracked() != Some(place.turn) {
            inner.edited.set(Some(place.turn));
        }
        inner.put_caret(place);
        inner.caret.set(Some(place));
        self.bring_turn(place.turn);
    }

    /// Begins to edit a turn from its beginning, once the dialog that led here is closed and has given
    /// the focus back.
    pub fn edit_from_dialog(self, turn: usize) {
        after_paint(move || self.edit(TextPlace { turn, paragraph: 0, offset: 0 }));
    }

    /// Begins to edit the turn that is meant.
    pub fn edit_here(self) {
        if let Some(turn) = self.meant_turn() {
            self.edit(TextPlace { turn, paragraph: 0, offset: 0 });
        }
    }

    /// Begins to edit where the pointer is.
    pub fn edit_at(self, event: &Event) {
        let pointer = event.dyn_ref::<MouseEvent>().filter(|_| !is_in_editor(event));
        let place = pointer.and_then(|pointer| self.inner()?.place_under(pointer));
        if let Some(place) = place {
            self.edit(place);
        }
    }

    /// Keeps what was typed and ends; the focus goes on at the turn.
    pub fn end_edit(self) {
        let Some(inner) = self.inner() else { return };
        let Some(turn) = inner.edited.get_untracked() else { return };
        let _left = self.leave_for_now();
        self.focus_turn(turn);
    }

    /// Takes back what was corrected in the turn that is edited.
    pub fn revert_edit(self) {
        let Some(place) = self.leave_for_now() else { return };
        self.restore(place.turn);
        self.edit(TextPlace { turn: place.turn, paragraph: 0, offset: 0 });
    }

    /// Makes two turns of the one that is edited, at the caret; the second is edited then.
    pub fn split_here(self) -> Outcome {
        self.change_here(|inner, place| {
            let parts = inner.document.editing().split_in_two(place.turn, inner.byte_of(place));
            let (edit, turn) = parts.unzip();
            (edit, TextPlace { turn: turn.unwrap_or(place.turn), paragraph: 0, offset: 0 })
        })
    }

    /// Makes one turn of the one that is edited and the one before it, or the next.
    pub fn join_here(self, is_forward: bool) -> Outcome {
        self.change_here(|inner, place| {
            let Some(first) =
                (if is_forward { Some(place.turn) } else { place.turn.checked_sub(1) })
            else {
                return (None, place);
            };
            let edit = inner.document.editing().join(first);
            let length = inner.length_of(first);
            let offset = if is_forward { place } else { TextPlace { turn: first, ..length } };
            (edit, offset)
        })
    }

    /// Moves the first word of the next turn to the end of the one that is edited, or its last word
    /// to the next.
    pub fn move_border(self, is_forward: bool) -> Outcome {
        self.move_border_by(if is_forward { 1 } else { -1 })
    }

    /// Moves the border to the next turn by so many words: on, or back if they are fewer than none.
    pub(super) fn move_border_by(self, words: i32) -> Outcome {
        self.change_here(|inner, place| {
            (inner.document.editing().move_border(place.turn, words), place)
        })
    }

    /// Makes a correction of the turn that is edited; the turn at the place is edited then.
    fn change_here(
        self,
        plan: impl FnOnce(&Inner, TextPlace) -> (Option<transcript::edit::Edit>, TextPlace),
    ) -> Outcome {
        let Some(inner) = self.inner() else { return Outcome::Nothing };
        let Some((turn, place)) = self.stop_typing() else { return Outcome::Nothing };
        let Some(place) = place else {
            self.show_left(turn);
            return Outcome::Nothing;
        };
        let (edit, then) = plan(&inner, place);
        // What is made of the turn is shown in its place.
        let outcome = self.make_and_show(edit, false, Renewed::With(then.turn));
        if outcome != Outcome::Made {
            self.show_left(turn);
        }
        self.edit(if outcome == Outcome::Made { then } else { place });
        outcome
    }

    /// Keeps what was typed and ends; where the caret was.
    pub(super) fn leave_for_now(self) -> Option<TextPlace> {
        let (turn, place) = self.stop_typing()?;
        self.show_left(turn);
        place
    }

    /// The same for the turn that is returned, which still looks as if it were edited.
    fn stop_typing(self) -> Option<(usize, Option<TextPlace>)> {
        let inner = self.inner()?;
        let turn = inner.edited.get_untracked()?;
        self.note_caret();
        inner.due.set(inner.due.get() + 1);
        let caret = inner.caret.take().filter(|place| place.turn == turn);
        let led = caret.map(|place| inner.blanks_shown(place));
        self.keep_typed(&inner, true);
        inner.edited.set(None);
        Some((turn, caret.zip(led).map(|(place, led)| inner.without_blanks(place, led))))
    }

    /// Shows a turn as one that is not edited.
    fn show_left(self, turn: usize) {
        let redraw = self.inner().and_then(|inner| inner.redraw.borrow().clone());
        if let Some(redraw) = redraw {
            redraw(Renewed::With(turn));
            self.moved();
            self.step_anew();
        }
    }

    /// Makes corrections of what was typed. Until the turn is left a paragraph may be empty.
    pub(super) fn keep_typed(self, inner: &Inner, is_last: bool) {
        let Some(turn) = inner.edited.get_untracked() else { return };
        for (position, text) in inner.typed(turn, is_last) {
            let edit = inner.document.editing().retype(turn, position, &text);
            self.make_typed(edit, turn);
        }
    }
}

impl Inner {
    /// Keeps what was typed a moment ago, as the screen is left.
    pub(super) fn keep_before_leaving(&self) {
        let Some(turn) = self.edited.try_get_untracked().flatten() else { return };
        for (position, text) in self.typed(turn, true) {
            let edit = self.document.editing().retype(turn, position, &text);
            // It was made of what is there, so it fits.
            let _fits = edit.map(|edit| self.document.commit(edit, false));
        }
    }

    /// The paragraphs of a turn that say something else on the screen, the last first: where one goes,
    /// those before it stay. Empty ones count only when the turn is left.
    fn typed(&self, turn: usize, is_last: bool) -> Vec<(usize, String)> {
        let Some(element) = self.element_of(turn) else { return Vec::new() };
        let mut typed = Vec::new();
        for_each_paragraph(&element, |paragraph| {
            // The browser may have cut it into several.
            paragraph.normalize();
            typed.push(paragraph.text_content().unwrap_or_default());
        });
        let is_new = |(position, text): &(usize, String)| {
            (is_last || !text.trim().is_empty())
                && !self.with_paragraph(turn, *position, |before| before == text)
        };
        typed.into_iter().enumerate().filter(is_new).rev().collect()
    }

    /// UTF-16 units of white space at the beginning of a paragraph that is typed in.
    fn blanks_shown(&self, place: TextPlace) -> u32 {
        let paragraph = self.places.borrow().as_ref().and_then(|places| {
            let paragraphs = places.turn(place.turn)?.get_elements_by_tag_name("p");
            paragraphs.item(u32::try_from(place.paragraph).ok()?)
        });
        let text = paragraph.and_then(|paragraph| paragraph.text_content());
        blanks_before(&text.unwrap_or_default())
    }

    /// A place in what is shown, as one in what was kept of it: without so many units of white space that
    /// were at the beginning.
    fn without_blanks(&self, place: TextPlace, shown: u32) -> TextPlace {
        let mut kept = 0;
        self.with_paragraph(place.turn, place.paragraph, |text| {
            kept = blanks_before(text);
            true
        });
        let gone = shown.saturating_sub(kept);
        TextPlace { offset: place.offset.saturating_sub(gone), ..place }
    }

    /// The element of a turn, once it is mounted.
    pub(super) fn element_of(&self, turn: usize) -> Option<Element> {
        self.places.borrow().as_ref()?.turn(turn)
    }

    fn with_paragraph(
        &self,
        turn: usize,
        position: usize,
        look: impl FnOnce(&str) -> bool,
    ) -> bool {
        let transcript = self.transcript();
        let paragraph = transcript.turn(turn).and_then(|t| transcript.paragraphs(t).get(position));
        paragraph.is_none_or(|paragraph| look(transcript.paragraph_text(paragraph)))
    }

    /// The byte of the turn's text at a place in it.
    pub(super) fn byte_of(&self, place: TextPlace) -> usize {
        let transcript = self.transcript();
        let Some(turn) = transcript.turn(place.turn) else { return 0 };
        let paragraphs = transcript.paragraphs(turn);
        let Some(paragraph) = paragraphs.get(place.paragraph).or_else(|| paragraphs.last()) else {
            return 0;
        };
        let within = bytes_before(transcript.paragraph_text(paragraph), place.offset);
        (paragraph.range().start - turn.range().start) as usize + within
    }

    /// The end of a turn's text.
    fn length_of(&self, turn: usize) -> TextPlace {
        let transcript = self.transcript();
        let paragraphs =
            transcript.turn(turn).map(|turn| transcript.paragraphs(turn)).unwrap_or_default();
        let text = paragraphs.last().map_or("", |last| transcript.paragraph_text(last));
        let units = u32::try_from(text.encode_utf16().count()).unwrap_or(u32::MAX);
        TextPlace { turn, paragraph: paragraphs.len().saturating_sub(1), offset: units }
    }

    fn put_caret(&self, place: TextPlace) {
        let Some(turn) = self.element_of(place.turn) else { return };
        let paragraphs = turn.get_elements_by_tag_name("p");
        let last = paragraphs.length().saturating_sub(1);
        let wanted = u32::try_from(place.paragraph).unwrap_or(u32::MAX).min(last);
        let Some(paragraph) = paragraphs.item(wanted) else { return };
        focus::focus_in_place(&paragraph);
        if let Some(text) = paragraph.first_child() {
            caret::put(&text, place.offset);
        }
    }
}

/// UTF-16 units of white space at the beginning of a text.
fn blanks_before(text: &str) -> u32 {
    units_before(text, text.len() - text.trim_start().len())
}

fn for_each_paragraph(turn: &Element, act: impl FnMut(Element)) {
    let paragraphs = turn.get_elements_by_tag_name("p");
    (0..paragraphs.length()).filter_map(|at| paragraphs.item(at)).for_each(act);
}

/// Lets a paragraph be typed in, as plain text where the browser knows that.
fn allow_typing(paragraph: &Element) {
    let attributes = [
        ("contenteditable", "plaintext-only"),
        ("role", "textbox"),
        ("aria-multiline", "true"),
        ("aria-label", "Text of the turn"),
        ("spellcheck", "true"),
    ];
    for (name, value) in attributes {
        let _set = paragraph.set_attribute(name, value);
    }
    if let Some(html) =
        paragraph.dyn_ref::<HtmlElement>().filter(|html| !html.is_content_editable())
    {
        html.set_content_editable("true");
    }
}
