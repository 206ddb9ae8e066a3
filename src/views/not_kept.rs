//! A copy of a recording that was wanted and could not be made.

use crate::state::library::use_library;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, sentence};
use crate::views::wording;

/// The note, if that was so of the last one.
pub(super) fn not_kept() -> Option<El> {
    let (entry, is_full) = use_library().unkept_media()?;
    let title = entry.with_record(|record| record.title.clone());
    let size =
        entry.file().map_or_else(|| entry.with_record(|record| record.file.size), |f| f.size);
    let why = if is_full {
        format!("This browser has no room for it ({}).", wording::size(size))
    } else {
        "This browser keeps no files here, as in private windows.".to_owned()
    };
    let text = format!("{why} To hear it after the page was closed, choose the file again then.");
    let title = format!("The sound of “{title}” was not kept");
    Some(note(Tone::Bad, "alert", &title, [sentence(&text)]))
}
