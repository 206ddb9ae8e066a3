//! What is told by voice and at the edge of the screen, wherever the user is.

use super::use_state;
use crate::reactive::Var;

/// A polite live region that outlives the screens.
#[derive(Clone, Copy)]
pub struct Notice(Var<String>);

impl Notice {
    /// Its region is rendered by the app.
    pub(super) fn new() -> Self {
        Self(Var::new(String::new()))
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
