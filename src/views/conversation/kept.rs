//! What of a conversation is not on the disk, or must not be touched there: said where one corrects, with
//! the ways out.

use journal::{Fault, Seal, Standing};

use crate::state::library::{Entry, Keeping, use_library};
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::outdated::outdated;

/// Where the browser does not keep the transcript that is shown.
pub(super) fn unsaved_transcript(entry: Entry) -> Option<El> {
    let library = use_library();
    if library.keeping() == Keeping::Outdated {
        return Some(outdated());
    }
    if !library.is_unsaved(entry) {
        return None;
    }
    let unsaved = "This transcript is not saved yet";
    let unkept = "Nothing will be kept after you close this tab.";
    Some(match library.keeping() {
        Keeping::Full => {
            let text = "This device’s space for Diarist is full. Download it, or remove recordings \
                        that you do not need, and it is saved.";
            note(Tone::Bad, "alert", unsaved, [sentence(text), to_recordings()])
        }
        Keeping::Lost => {
            let text = "This browser’s storage does not answer just now. Diarist tries again; \
                        download it to be safe.";
            note(Tone::Bad, "alert", unsaved, [sentence(text)])
        }
        Keeping::Newer | Keeping::Corrupt => {
            let text = "What this device has could not be read, and nothing of it is changed. Take \
                        away what you need from here.";
            note(Tone::Warn, "alert", unkept, [sentence(text), to_recordings()])
        }
        _ => {
            let text =
                "This browser does not let the page store anything. Take away what you need.";
            note(Tone::Warn, "alert", unkept, [sentence(text)])
        }
    })
}

fn to_recordings() -> El {
    el("a").class("link").attr("href", "#/").text("Go to the recordings")
}

/// Where corrections are only in this tab, or what is stored of them is left alone; none while all are
/// kept.
pub(super) fn unkept_corrections(entry: Entry) -> Option<El> {
    let library = use_library();
    let save = || button("", "Save them as a file", move || library.save_corrections(entry));
    let retry = |label| button("", label, move || library.try_corrections(entry));
    match library.corrections(entry) {
        Standing::Kept | Standing::Working => None,
        // While the storage is still opened there is nothing to tell, and where there is none the
        // transcript is not kept either, which is told.
        Standing::Owed { fault: None, .. } if library.keeping() == Keeping::Opening => None,
        Standing::Owed { count, fault } => {
            let title = match count {
                1 => "Your last correction is not saved yet".to_owned(),
                count => format!("Your last {count} corrections are not saved yet"),
            };
            let link = (fault == Some(Fault::Full)).then(to_recordings);
            let buttons = row([retry("Try now"), save()].into_iter().chain(link));
            Some(note(Tone::Bad, "alert", &title, [sentence(why_owed(fault)), buttons]))
        }
        Standing::OnlyHere(count) => {
            let title = "Corrections of this conversation are not saved";
            let text = "You went on without those that are stored, which stay where they are. What you \
                        correct now lasts as long as this tab.";
            let buttons = (count > 0).then(|| row([save()]));
            let body = [Some(sentence(text)), buttons];
            Some(note(Tone::Warn, "alert", title, body.into_iter().flatten()))
        }
        Standing::Sealed { seal, owed } => {
            let (title, text) = why_sealed(seal);
            let own = match owed {
                0 => None,
                1 => Some("Your last correction is in this tab only.".to_owned()),
                count => Some(format!("Your last {count} corrections are in this tab only.")),
            };
            let own = own.map(|text| el("span").text(" ").child(sentence(&text)));
            let without = button("bad", "Go on without them", move || {
                library.go_on_without_corrections(entry);
            });
            let buttons = row([retry("Try again"), save(), without]);
            let body = [Some(sentence(text)), own, Some(buttons)];
            Some(note(Tone::Bad, "alert", title, body.into_iter().flatten()))
        }
    }
}

const fn why_owed(fault: Option<Fault>) -> &'static str {
    match fault {
        Some(Fault::Full) => {
            "This device’s space for Diarist is full. What you corrected is in this tab only, and is \
             saved as soon as there is room: remove recordings that you do not need."
        }
        Some(Fault::Newer) => {
            "A newer version of this page is open in another tab and has the storage. Save them as a \
             file, then load this page again."
        }
        None => "What you corrected lasts as long as this tab: this browser does not store it.",
        Some(Fault::Refused | Fault::Conflict | Fault::Removed) => {
            "The browser did not store what you corrected. It is in this tab, and storing it is tried \
             again every ten seconds."
        }
    }
}

const fn why_sealed(seal: Seal) -> (&'static str, &'static str) {
    match seal {
        Seal::Unread => (
            "The corrections of this conversation could not be read",
            "The browser’s storage did not answer. They stay where they are; what you see is the text \
             as it came. Reading them is tried again every ten seconds.",
        ),
        Seal::Newer => (
            "A newer version of this page made these corrections",
            "They stay as they are; what you see is the text as it came. Load the page again to get \
             that version. If you go on without them, what you correct lasts as long as this tab.",
        ),
        Seal::Damaged => (
            "The corrections of this conversation are damaged",
            "Something of them is missing or cannot be understood. They stay as they are; what you see \
             is the text as it came. If you go on without them, they are put aside, not deleted.",
        ),
        Seal::Misfit => (
            "The corrections do not fit this transcript",
            "They were made of another one. They stay as they are; what you see is the text as it \
             came. If you go on without them, they are put aside, not deleted.",
        ),
        Seal::Others => (
            "What is stored is not what you corrected here",
            "Another tab has corrected this conversation meanwhile, or it was removed. If you go on \
             without your last corrections, you see what is stored.",
        ),
    }
}
