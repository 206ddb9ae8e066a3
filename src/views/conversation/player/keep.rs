//! A recording that was chosen while the conversation is read: it can be kept.

use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::state::reader::Reader;
use crate::state::recording::Recording;
use crate::ui::button::button;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::not_kept::not_kept;
use crate::views::wording;

/// What hears a recording along, and offers to keep it if that can be.
pub(super) fn taker(reader: Reader, offered: Var<Option<Entry>>) -> impl Fn(Recording) {
    let library = use_library();
    move |recording| {
        let id = reader.document().and_then(|document| document.id.clone());
        reader.listen_along(&recording);
        if let Some(entry) = id.and_then(|id| library.find(&id)) {
            let told = move |has_room: bool| offered.set(has_room.then_some(entry));
            library.take_along(entry, recording, told);
        }
    }
}

/// The question, or that it could not be kept after all.
pub(super) fn question(offered: Var<Option<Entry>>) -> Option<El> {
    let (library, entry) = (use_library(), offered.get()?);
    if library.unkept_media().is_some_and(|(unkept, _)| unkept == entry) {
        return not_kept();
    }
    if !library.can_keep_media(entry) {
        return None;
    }
    let size = wording::size(entry.file()?.size);
    let keep = button("", "Keep it", move || library.keep_media(entry));
    let leave = button("quiet", "Not now", move || offered.set(None));
    let text = "Then it is heard again after this page was closed, without choosing it.";
    let title = format!("Keep it on this device ({size})?");
    Some(note(Tone::Plain, "file", &title, [sentence(text), row([keep, leave])]))
}
