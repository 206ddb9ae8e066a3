//! Taking the conversation away: a format, what is in it, how it will look.

mod choices;
mod formats;

use transcript::export::FileKind;

use crate::reactive::Var;
use crate::state::exporting::{Copied, Exporting, Making, Workshop};
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::{button, button_with};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::wording;

use choices::choices;
use formats::formats;

/// The sheet.
pub(super) fn export_dialog(reader: Reader, is_open: Var<bool>) -> El {
    let workshop = Workshop::new();
    let sheet = dialog(
        "Export",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(|| sheet(Exporting::new(reader, workshop))),
    );
    sheet.class("wider")
}

fn sheet(exporting: Exporting) -> El {
    let preview = el("pre")
        .attr("tabindex", "0")
        .attr("role", "group")
        .attr("aria-label", "Preview")
        .attr("dir", "auto")
        .text_fn(move || exporting.preview());
    let right = el("div").child(choices(exporting)).part(move || about(exporting)).child(preview);
    let exp = el("div").class("exp").child(el("div").child(formats(exporting))).child(right);
    el("div").child(exp).part(move || failure(exporting)).child(foot(exporting))
}

/// What the preview cannot show.
fn about(exporting: Exporting) -> Option<El> {
    let is_word = exporting.kind.get() == FileKind::Word;
    is_word.then(|| el("p").class("meta").text("The text of the document; “Copy” copies it."))
}

/// A file that could not be made: only what needs the part of the page that did not load.
fn failure(exporting: Exporting) -> Option<El> {
    if exporting.making() != Making::Failed {
        return None;
    }
    let text = "The part of the page that makes such files did not load. Nothing is lost. The \
                network may be down; or the page was replaced by a newer one, then load it again.";
    let again = button("", "Try again", move || exporting.save());
    let body = [sentence(text), row([again])];
    Some(note(Tone::Bad, "alert", "The file could not be made", body))
}

fn foot(exporting: Exporting) -> El {
    let notice = use_notice();
    let copy = move || {
        exporting.copy(move |copied| match copied {
            Copied::Done => notice.say("Copied."),
            // What was asked for after it tells of itself.
            Copied::Superseded => {}
            Copied::Unmade => notice.say("The text could not be made, so nothing was copied."),
            Copied::Refused => {
                notice.say("This browser did not allow copying. “Download” saves it as a file.");
            }
        });
    };
    let answer = exporting.document().map(|document| {
        button("quiet", wording::original(&document), move || exporting.save_answer())
    });
    let save = button_with("download", "Download", move || exporting.save()).class("btn primary");
    let name = el("span").class("meta cut").child(el("bdi").text_fn(move || {
        let is_busy = exporting.making() == Making::Busy;
        if is_busy { "Making the file…".to_owned() } else { exporting.file_name() }
    }));
    el("div")
        .class("d-foot")
        .child(name)
        .child(el("span").class("grow"))
        .children(answer)
        .child(button_with("copy", "Copy", copy))
        .child(save)
}
