//! Whether the browser keeps what is here: how much room there is, and what it may clear.

use library::origin::Advice;

use crate::state::library::use_library;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::wording;

/// What is told under the head of the list; nothing where the browser does not say anything.
pub(super) fn lasting() -> Option<El> {
    let library = use_library();
    let lasting = library.lasting();
    let mut told: Vec<String> = Vec::new();
    if let Some((used, all)) = lasting.space {
        told.push(format!(
            "{} used of {} that this browser gives Diarist.",
            wording::size(used),
            wording::size(all)
        ));
    }
    match lasting.is_persistent {
        Some(true) => told.push("It is kept until you remove it.".to_owned()),
        Some(false) => {
            told.push("The browser may clear it when it runs out of room.".to_owned());
        }
        None => {}
    }
    match library.advice() {
        Some(Advice::SevenDays) => told.push(
            "This browser also clears it after seven days of use without a visit to this page: \
             “Export everything” takes it along."
                .to_owned(),
        ),
        Some(Advice::Export(count)) => told.push(format!(
            "{count} recordings are in no export yet: “Export everything” takes them along."
        )),
        Some(Advice::Cleared(_)) | None => {}
    }
    if let Some(day) = library.exported() {
        told.push(format!("Last exported on {day}."));
    }
    (!told.is_empty()).then(|| el("p").class("hint").text(&told.join(" ")))
}

/// The browser has cleared what was here.
pub(super) fn cleared() -> Option<El> {
    let library = use_library();
    let Some(Advice::Cleared(count)) = library.advice() else { return None };
    let title = match count {
        1 => "There was a recording here; the browser has cleared it".to_owned(),
        count => format!("There were {count} recordings here; the browser has cleared them"),
    };
    let text = "Browsers do that when the disk is full, or when a page was not visited for long. Import \
                an archive if you exported one. Transcripts that AssemblyAI still has open by their id: \
                they are in the list of your account there.";
    let seen = button("", "I have seen it", move || library.forget_cleared());
    Some(note(Tone::Bad, "alert", &title, [sentence(text), row([seen])]))
}
