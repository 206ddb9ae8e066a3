//! Whether the text follows the sound.
//!
//! It does until the reader scrolls. It does again when they ask for it, or when their own
//! scrolling brings the spoken words back into view.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, KeyboardEvent};

use crate::platform::viewport;
use crate::reactive::Var;

/// Where a line that is brought into view is put, as a part of the window's height.
const LINE: f64 = 0.4;
/// What of the window is covered by the bar above and the player below, in CSS pixels.
const ABOVE: f64 = 72.0;
const BELOW: f64 = 148.0;

/// Which way the playhead lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Away {
    /// In view.
    No,
    /// Above what is in view.
    Above,
    /// Below it.
    Below,
}

/// Following.
#[derive(Clone, Copy)]
pub struct Follow {
    is_on: Var<bool>,
    away: Var<u32>,
    has_left: StoredValue<bool>,
}

impl Follow {
    /// On, as the sound is where the text begins.
    pub(super) fn new() -> Self {
        Self { is_on: Var::new(true), away: Var::new(0), has_left: StoredValue::new(false) }
    }

    /// Whether it follows.
    pub fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Whether it follows, untracked.
    pub fn is_on_now(self) -> bool {
        self.is_on.get_untracked()
    }

    /// Which way the playhead lies while it does not follow.
    pub fn away(self) -> Away {
        match (self.is_on.get(), self.away.get()) {
            (true, _) | (_, 0) => Away::No,
            (_, 1) => Away::Above,
            _ => Away::Below,
        }
    }

    /// The reader took over.
    pub fn yield_now(self) {
        if self.is_on.get_untracked() {
            self.has_left.set_value(false);
            self.is_on.set(false);
        }
    }

    /// It follows again.
    pub fn resume(self) {
        self.is_on.set(true);
    }

    /// Told where the spoken line is (top and bottom in the window), after anything moved.
    pub fn look(self, top: f64, bottom: f64) {
        let height = viewport::height();
        let away = if bottom < ABOVE {
            1
        } else if top > height - BELOW {
            2
        } else {
            0
        };
        if self.away.get_untracked() != away {
            self.away.set(away);
        }
        if away != 0 {
            self.has_left.set_value(true);
        } else if self.has_left.try_update_value(core::mem::take).unwrap_or(false) {
            self.resume();
        }
    }

    /// Brings the spoken line into view if it follows and the line is not there.
    pub fn bring(self, top: f64, bottom: f64) {
        if self.is_on.get_untracked() {
            bring_line(top, bottom, true);
        }
    }
}

/// Scrolls to a line, given by its top and bottom in the window, unless it is in view. Whether it
/// scrolled.
pub(super) fn bring_line(top: f64, bottom: f64, is_smooth: bool) -> bool {
    let height = viewport::height();
    let is_out = top < ABOVE || bottom > height - BELOW;
    if is_out {
        viewport::scroll_to(height.mul_add(-LINE, viewport::offset() + top), is_smooth);
    }
    is_out
}

/// Whether an input scrolls the page: a wheel, a finger, the scrollbar, a key that moves it.
pub(super) fn is_scrolling(event: &Event) -> bool {
    let target = event.target().and_then(|target| target.dyn_into::<Element>().ok());
    let is_in = |selector: &str| {
        target.as_ref().is_some_and(|target| target.closest(selector).ok().flatten().is_some())
    };
    match event.type_().as_str() {
        // A pointer on the root itself is on its scrollbar.
        "pointerdown" => target.is_some_and(|target| target.tag_name() == "HTML"),
        "keydown" => {
            let key = event.dyn_ref::<KeyboardEvent>().map(KeyboardEvent::key).unwrap_or_default();
            let moves = ["PageUp", "PageDown", "Home", "End", "ArrowUp", "ArrowDown"];
            moves.contains(&key.as_str()) && !is_in("input,select,dialog")
        }
        _ => !is_in("dialog,.side,.pop"),
    }
}
