//! Where the service keeps and handles the file.

use crate::state::session::{Region, use_session};
use crate::ui::dom::{El, el};
use crate::ui::segmented::segmented;

/// US or EU; nothing where the host of the page left no choice.
pub(super) fn region_field() -> Option<El> {
    let session = use_session();
    if !session.has_regions() {
        return None;
    }
    let choice = segmented(
        "Region",
        "region",
        &["US", "EU"],
        move || usize::from(session.region.get() == Region::Eu),
        move |index| session.region.set(if index == 0 { Region::Us } else { Region::Eu }),
    );
    let about = el("p").class("hint").text("Where AssemblyAI keeps and handles the file.");
    let field = el("div")
        .class("set")
        .child(el("span").attr("aria-hidden", "true").text("Region"))
        .child(el("div").child(choice).child(about));
    Some(field)
}
