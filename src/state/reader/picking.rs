//! What is selected in the text, and taking it along.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::{Recording, quotation};
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

use super::Reader;
use super::places::TextPlace;
use crate::platform::blob::Pieces;
use crate::platform::listener::Listener;
use crate::platform::task::spawn;
use crate::platform::{caret, clipboard, timer};

/// A selection that stayed as it is for so many milliseconds is made.
const SETTLED_MS: u32 = 250;

/// Text that is selected, by where it ends in the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Picked {
    /// In CSS pixels from the window's left edge.
    pub x: i32,
    /// In CSS pixels from the window's top edge.
    pub y: i32,
    /// The first turn of which anything is selected.
    pub turn: usize,
}

/// What came of copying a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    /// With the SHA-256 of the recording.
    Whole,
    /// The recording is not at hand, so without its SHA-256.
    WithoutChecksum,
    /// Nothing is selected.
    Nothing,
    /// The browser did not allow it.
    Refused,
}

impl Reader {
    /// Hears what is selected, as long as the owner lives.
    pub(super) fn listen_to_picking(self) {
        let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
        let changes = Rc::new(Cell::new(0_u32));
        let listener = Listener::new(&document, "selectionchange", move |_| {
            let now = changes.get().wrapping_add(1);
            changes.set(now);
            let changes = Rc::clone(&changes);
            spawn(async move {
                timer::after_ms(SETTLED_MS).await;
                if changes.get() == now {
                    self.look_at_picked();
                }
            });
        });
        StoredValue::new_local(listener);
    }

    /// Looks what is selected, and where that is in the window now.
    pub(super) fn look_at_picked(self) {
        let Some(inner) = self.inner() else { return };
        let turns = self.selected_turns().filter(|_| inner.edited.get_untracked().is_none());
        let picked = turns.and_then(|turns| {
            let (x, y) = caret::selection_end()?;
            Some(Picked { x, y, turn: turns.start as usize })
        });
        if self.picked().get_untracked() != picked {
            self.picked().set(picked);
        }
    }

    /// Both ends of what is selected in the turns.
    pub(super) fn picked_places(self) -> Option<(TextPlace, TextPlace)> {
        let inner = self.inner()?;
        let ((from, start), (to, end)) = caret::selection()?;
        let places = inner.places.borrow();
        let places = places.as_ref()?;
        // A selection of whole paragraphs ends at the beginning of what follows.
        Some((places.nearest(&from, start)?, places.nearest(&to, end)?))
    }

    /// Copies what is selected as a quotation, with the name and the SHA-256 of the recording. To be
    /// called while the user's gesture lasts.
    pub fn copy_quote(self, done: impl FnOnce(Copied) + 'static) {
        let (Some(inner), Some((from, to))) = (self.inner(), self.picked_places()) else {
            return done(Copied::Nothing);
        };
        let ends = |place: TextPlace| (place.turn, inner.byte_of(place));
        let ends = (ends(from), ends(to));
        let (document, transcript) = (Rc::clone(&inner.document), inner.transcript());
        let quoted = Rc::clone(&document);
        let text = future_to_promise(async move {
            let checksum = quoted.checksum().await;
            let file_name = quoted.recording_name();
            let recording = Recording { file_name: &file_name, sha256: checksum.as_deref() };
            let text = quotation(&transcript, &quoted.names(), ends, recording);
            let pieces = Pieces::default();
            pieces.add(text.as_bytes());
            pieces.join("text/plain").map(JsValue::from).ok_or(JsValue::NULL)
        });
        spawn(async move {
            done(match clipboard::write_later(text).await {
                false => Copied::Refused,
                true if document.checksum().await.is_none() => Copied::WithoutChecksum,
                true => Copied::Whole,
            });
        });
    }
}
