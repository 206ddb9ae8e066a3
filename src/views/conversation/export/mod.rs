//! Taking the conversation away: a format, what is in it, how it will look.

mod choices;
mod formats;

use crate::reactive::Var;
use crate::state::exporting::Exporting;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::{button, button_with};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::views::wording;

use choices::choices;
use formats::formats;

/// The sheet.
pub(super) fn export_dialog(reader: Reader, is_open: Var<bool>) -> El {
    let sheet = dialog(
        "Export",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(|| sheet(Exporting::new(reader))),
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
    let right = el("div").child(choices(exporting)).child(preview);
    let exp = el("div").class("exp").child(el("div").child(formats(exporting))).child(right);
    el("div").child(exp).child(foot(exporting))
}

fn foot(exporting: Exporting) -> El {
    let notice = use_notice();
    let copy = move || {
        exporting.copy(move |is_copied| {
            notice.say(if is_copied {
                "Copied."
            } else {
                "This browser did not allow copying. “Download” saves it as a file."
            });
        });
    };
    let answer = exporting.document().map(|document| {
        button("quiet", wording::original(&document), move || exporting.save_answer())
    });
    let save = button_with("download", "Download", move || exporting.save()).class("btn primary");
    let name = el("span").class("meta cut").child(el("bdi").text_fn(move || exporting.file_name()));
    el("div")
        .class("d-foot")
        .child(name)
        .child(el("span").class("grow"))
        .children(answer)
        .child(button_with("copy", "Copy", copy))
        .child(save)
}
