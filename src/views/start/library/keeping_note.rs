//! Where the browser does not keep what it should.

use crate::state::library::{Keeping, use_library};
use crate::ui::button::button;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::outdated::outdated;

/// The note; none while everything is kept.
pub(super) fn keeping_note(keeping: Keeping) -> Option<El> {
    if keeping == Keeping::Outdated {
        return Some(outdated());
    }
    let library = use_library();
    let unreadable = library.unreadable();
    let (tone, title, text) = match keeping {
        Keeping::Opening | Keeping::Outdated => return None,
        Keeping::Kept if unreadable.is_none() => return None,
        Keeping::Blocked => (
            Tone::Warn,
            "Another tab has an older version of this page open",
            "Close that tab, and the recordings of this device are shown here.",
        ),
        Keeping::Refused => (
            Tone::Warn,
            "Nothing will be kept after you close this tab.",
            "This browser does not let the page store anything: storage is blocked, or the window \
             is private. Everything works; take away what you need before you close the tab.",
        ),
        Keeping::Full => (
            Tone::Bad,
            "This device’s space for Diarist is full",
            "The last transcript is not saved yet: it is in this tab only. Remove recordings that \
             you do not need, and it is saved; or open it and download it.",
        ),
        Keeping::Newer => (
            Tone::Bad,
            "Could not read the library",
            "A newer version of this page wrote it. Load the page again to get that version. \
             Nothing is changed here; what you do now lasts as long as this tab.",
        ),
        Keeping::Corrupt => (
            Tone::Bad,
            "Could not read the library",
            "What is stored cannot be read. Nothing of it is changed; what you do now lasts as long \
             as this tab.",
        ),
        Keeping::Lost => (
            Tone::Bad,
            "This browser’s storage does not answer",
            "What was kept before is safe. The last change is not kept yet: Diarist tries again with \
             the next one and when you come back to this tab. If this stays, load the page again.",
        ),
        Keeping::Kept => (
            Tone::Bad,
            "Some of the library could not be read",
            "Those recordings are not shown. They stay where they are: save them as they are \
             stored, or start fresh without them.",
        ),
    };
    let save = || button("", "Save the raw data", move || library.save_unreadable());
    let fresh = || button("bad", "Start fresh without them", move || library.drop_unreadable());
    let buttons = unreadable
        .map(|is_all_newer| row([Some(save()), (!is_all_newer).then(fresh)].into_iter().flatten()));
    Some(note(tone, "alert", title, [Some(sentence(text)), buttons].into_iter().flatten()))
}
