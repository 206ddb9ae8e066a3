//! What is told by voice and at the edge of the screen, wherever the user is.

use leptos::prelude::*;

use super::use_state;

/// A polite live region that outlives the screens.
#[derive(Clone, Copy)]
pub struct Notice(RwSignal<String>);

impl Notice {
    /// Its region is rendered by the app.
    pub(super) fn new() -> Self {
        Self(RwSignal::new(String::new()))
    }

    /// Says something once; the same text twice in a row is said once.
    pub fn say(self, text: impl Into<String>) {
        let text = text.into();
        if self.0.with_untracked(|now| *now != text) {
            self.0.set(text);
        }
    }

    /// What was said last.
    pub fn text(self) -> String {
        self.0.get()
    }
}

/// The live region.
pub fn use_notice() -> Notice {
    use_state().notice
}
