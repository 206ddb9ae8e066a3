//! What is told by voice and at the edge of the screen, wherever the user is.

use leptos::prelude::*;

/// A polite live region that outlives the screens.
#[derive(Clone, Copy)]
pub struct Notice(RwSignal<String>);

impl Notice {
    /// Provided once, by the app, which also renders the region.
    pub fn provide() -> Self {
        let notice = Self(RwSignal::new(String::new()));
        provide_context(notice);
        notice
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
    expect_context()
}
