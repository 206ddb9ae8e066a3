//! The list of formats.

use transcript::export::{FileKind, Format};
use web_sys::HtmlInputElement;

use crate::reactive::track;
use crate::state::exporting::Exporting;
use crate::ui::dom::{El, el};

/// The formats, one of which is chosen.
pub(super) fn formats(exporting: Exporting) -> El {
    let rows = FileKind::ALL.into_iter().map(|kind| row(exporting, kind));
    el("fieldset").class("fmt").child(el("legend").class("vh").text("Format")).children(rows)
}

fn row(exporting: Exporting, kind: FileKind) -> El {
    let input = el("input")
        .attr("type", "radio")
        .attr("name", "format")
        .on("change", move |_| exporting.choose(kind));
    if let Some(radio) = input.cast::<HtmlInputElement>() {
        track(move || radio.set_checked(exporting.kind.get() == kind));
    }
    let about = format!(".{}: {}", kind.extension(), purpose(kind));
    el("label").child(input).text(kind.name()).child(el("small").text(&about))
}

/// What one would want it for.
const fn purpose(kind: FileKind) -> &'static str {
    let FileKind::Text(format) = kind else { return "for word processors" };
    match format {
        Format::Text => "to read or to paste",
        Format::Markdown => "names in bold",
        Format::Html => "a page that stands alone",
        Format::Srt => "for players and editors",
        Format::WebVtt => "for the web, with voices",
        Format::CsvTurns => "one row per turn",
        Format::CsvWords => "one row per word",
        Format::Json => "every word and time",
        Format::Rttm => "who spoke when, for scoring",
        Format::Ctm => "words and times, for scoring",
        Format::TextGrid | Format::Elan => "tiers of voices",
        Format::Audacity => "a track of labels",
    }
}
