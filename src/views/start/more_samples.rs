//! All sample conversations, at the foot of the screen.

use crate::state::samples::{SAMPLES, Sample};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon_with;

/// A heading and a quiet list.
pub(super) fn more_samples() -> [El; 2] {
    let head = el("div")
        .class("lib-head")
        .child(el("h2").text("Samples"))
        .child(el("span").class("meta").text("Ready to read and hear, no key needed"));
    [head, el("ul").class("card lib samples").children(SAMPLES.iter().map(row))]
}

fn row(sample: &Sample) -> El {
    let link = el("a")
        .attr("href", &format!("#/sample/{}", sample.name))
        .child(el("bdi").attr("lang", sample.lang).text(sample.title));
    let text = el("div")
        .child(el("h3").class("cut").child(link))
        .child(el("p").class("meta").text(sample.about));
    el("li").child(text).child(icon_with("sm flip", "next"))
}
