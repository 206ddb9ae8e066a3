//! A job that waits for the user, for the uploads before it, or for another tab.

use library::Standing;

use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, hint, note, row, sentence};
use crate::views::start::{key_field, same_file_picker};

/// The page was closed or loaded anew: the job waits for the key, and perhaps for its file.
pub(super) fn waiting_note(entry: Entry) -> El {
    let library = use_library();
    if entry.standing_untracked() == Standing::NeedsFile {
        let is_wrong = Var::new(false);
        let text = "The page was closed before all of it was sent, and a page cannot open a file \
                    again by itself. The upload starts anew; your settings are kept.";
        let picker = same_file_picker(entry, is_wrong, |choose| {
            button("primary", "Choose the file again", choose)
        });
        let wrong = el("div").part(move || {
            let text = "This is another file. Choose the one with the name and size above.";
            is_wrong.get().then(|| hint("err", "alert", text))
        });
        let again = move || {
            let name = entry.with_record(|record| record.file.name.clone());
            let reopen =
                || button("primary", &format!("Open {name} again"), move || library.reopen(entry));
            library.can_reopen(entry).then(reopen)
        };
        let buttons = el("div").class("hstack").part(again).children(picker);
        return note(Tone::Warn, "file", "Waiting for the file", [sentence(text), wrong, buttons]);
    }
    if !library.is_reachable(entry) {
        let host = entry.with_record(|record| record.host.clone());
        let text = format!(
            "It was started at {host}, and this copy of the page sends to another address. Open it \
             with the copy that it was started with."
        );
        return note(Tone::Warn, "globe", "Not to be reached from here", [sentence(&text)]);
    }
    let kept = entry.with_record(|record| match (&record.kept.id, &record.kept.upload_url) {
        (Some(_), _) => {
            "AssemblyAI has the job. The key was in the memory of the page that was closed; enter \
             it, and this goes on where it stopped. Nothing is sent or paid again."
        }
        (None, Some(_)) => {
            "The file is at AssemblyAI already. The key was in the memory of the page that was \
             closed; enter it, and this goes on. The file is not sent again."
        }
        (None, None) => "Enter the key, and this goes on.",
    });
    let go_on = row([button("primary", "Go on", move || library.go_on())]);
    note(Tone::Warn, "lock", "Waiting for your key", [sentence(kept), key_field(), go_on])
}

/// Uploads go one after another.
pub(super) fn in_line(_entry: Entry) -> El {
    let library = use_library();
    let text =
        "Files are sent one after another. This one begins when the upload before it is done.";
    let line = move || {
        let go_on = button("primary", "Go on with the queue", move || library.pause(false));
        Some(if library.is_paused() {
            el("div").child(sentence("The queue is paused: no upload begins.")).child(row([go_on]))
        } else {
            sentence(text)
        })
    };
    note(Tone::Plain, "clock", "Waiting for its turn", [el("div").part(line)])
}

/// Another tab runs the job.
pub(super) fn elsewhere(entry: Entry) -> El {
    let state = el("span").class("num").text_fn(move || {
        let state = crate::views::wording::standing(entry.standing());
        format!("{state}. If that tab is closed, this one takes over.")
    });
    note(Tone::Plain, "info", "Another tab works on this", [state])
}
