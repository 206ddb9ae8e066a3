//! What can be done with text that is selected, beside it.

use super::Sheets;
use crate::state::notice::{Notice, use_notice};
use crate::state::reader::{Copied, Picked, Reader};
use crate::ui::button::button_with;
use crate::ui::dom::{El, el};

/// The bar, while text is selected.
pub(super) fn picked(reader: Reader, sheets: Sheets) -> impl Fn() -> Option<El> {
    let notice = use_notice();
    move || reader.picked().get().map(|picked| bar(reader, sheets, notice, picked))
}

fn bar(reader: Reader, sheets: Sheets, notice: Notice, picked: Picked) -> El {
    let quote = button_with("copy", "Copy quote", move || copy_quote(reader, notice));
    let who = button_with("people", "Spoken by…", move || sheets.spoken.set(Some(picked.turn)));
    el("div")
        .class("picked hstack")
        .attr("role", "toolbar")
        .attr("aria-label", "What is selected")
        .css("--x", &format!("{}px", picked.x))
        .css("--y", &format!("{}px", picked.y))
        // A press on a button leaves the selection as it is.
        .on("pointerdown", |event| event.prevent_default())
        .on("mousedown", |event| event.prevent_default())
        .children([quote, who])
}

/// Copies what is selected as a quotation, and says what came of it.
pub(super) fn copy_quote(reader: Reader, notice: Notice) {
    reader.copy_quote(move |copied| {
        notice.say(match copied {
            Copied::Whole => "Copied with its source and the SHA-256 of the recording.",
            Copied::WithoutChecksum => {
                "Copied with its source. The recording is not at hand, so its SHA-256 is not there."
            }
            Copied::Nothing => "Select some of the text first.",
            Copied::Refused => "This browser did not allow copying. Press “Copy quote” once more.",
        });
    });
}
