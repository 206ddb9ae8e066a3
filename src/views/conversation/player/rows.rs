//! A row for each voice below the map, for conversations of more voices than the map has lanes.

use transcript::statistics::talk;

use super::strip::{COLUMNS, LANES, draw, paths};
use crate::reactive::Var;
use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el, svg};
use crate::ui::icon::icon;
use crate::views::conversation::voice::mark_of;
use crate::views::wording;

/// Height of a row's drawing, in its own units.
const HEIGHT: usize = 10;

/// Shows the rows, or not; where there are lanes it is not needed.
pub(super) fn rows_button(reader: Reader, is_open: Var<bool>) -> Option<El> {
    reader.document()?.shape.track();
    let is_crowded = reader.cast()?.heard().len() > LANES;
    is_crowded.then(|| {
        icon_button("A row for each voice", icon("lanes"), move || {
            is_open.update(|is_open| *is_open = !*is_open);
        })
        .attr_fn("aria-pressed", move || Some(is_open.get().to_string()))
    })
}

/// The rows, aligned with the map, in the order of the voices.
pub(super) fn rows(reader: Reader) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    document.shape.track();
    let talk = talk(&document.transcript());
    let whole = talk.iter().map(|talk| talk.ms).sum();
    let paths = paths(reader, &cast);
    let items = cast.all().into_iter().zip(&paths).filter(|(voice, _)| voice.is_heard);
    let items = items.map(|(voice, path)| {
        let name = voice.name;
        let spoken = talk.iter().find(|talk| talk.speaker == voice.id).map_or(0, |talk| talk.ms);
        let who = el("span")
            .class("hstack")
            .child(mark_of(&voice))
            .child(el("span").class("cut").attr("dir", "auto").text_fn(move || name.get()));
        let drawing = svg("svg")
            .attr("viewBox", &format!("0 0 {COLUMNS} {HEIGHT}"))
            .attr("preserveAspectRatio", "none")
            .attr("aria-hidden", "true")
            .child(path.clone());
        let share = format!("{} %", wording::percent(spoken, whole));
        el("li").child(who).child(drawing).child(el("span").class("num").text(&share))
    });
    let rows = el("ol")
        .class("rows")
        .attr("aria-label", "Who spoke when")
        // It may scroll, so the keyboard must reach it.
        .attr("tabindex", "0")
        .children(items);
    draw(reader, paths, |_| (0, HEIGHT));
    Some(rows)
}
