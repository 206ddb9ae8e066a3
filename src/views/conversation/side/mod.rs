//! Who speaks, and how much.

mod voice_row;

use transcript::statistics::talk;

use super::Sheets;
use crate::state::reader::Reader;
use crate::ui::button::{button, button_with};
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row};

use voice_row::voice_row;

/// The side bar.
pub(super) fn side(reader: Reader, sheets: Sheets) -> Option<El> {
    // It scrolls, so the keyboard must reach it.
    let side = el("aside").class("side").attr("aria-label", "Voices").attr("tabindex", "0");
    reader.cast()?;
    Some(
        side.child(
            el("div").class("side-head hstack").child(el("h2").text("Voices")).child(button_with(
                "people",
                "Name them",
                move || sheets.names.set(true),
            )),
        )
        // A frame after the first turns, which are what is waited for.
        .part(move || reader.is_live().get().then(|| voices(reader)).flatten()),
    )
}

/// The voices, the one who spoke longest first.
pub(super) fn voices(reader: Reader) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    document.shape.track();
    let talk = talk(&document.transcript());
    let whole = talk.iter().map(|talk| talk.ms).sum();
    let rows = talk
        .iter()
        .filter_map(|talk| Some(voice_row(reader, &*cast.get(talk.speaker)?, talk, whole)));
    let list = el("ul").attr("aria-label", "Voices").children(rows);
    let left_out = move || {
        let count = reader.muted().with(Vec::len);
        let text = match count {
            0 => return None,
            1 => "One voice is left out".to_owned(),
            count => format!("{count} voices are left out"),
        };
        let everyone = button("", "Show everyone", move || reader.show_everyone());
        Some(note(Tone::Plain, "solo", &text, [row([everyone])]))
    };
    Some(el("div").child(list).part(left_out))
}
