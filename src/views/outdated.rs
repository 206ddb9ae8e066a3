//! What is told on every screen where something is changed: a newer version of the page has taken over.

use crate::state::library::use_library;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, sentence};

/// The note.
pub fn outdated() -> El {
    let text = if use_library().owes() {
        "Load this page again to go on. Your last change is not kept yet: take away what you need \
         before."
    } else {
        "Load this page again to go on. Your last change is kept."
    };
    let title = "A newer version of this page is open in another tab";
    note(Tone::Bad, "alert", title, [sentence(text)])
}
