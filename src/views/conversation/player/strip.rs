//! Who spoke when: the whole recording as one drawing, which is also the scrubber and shows what
//! part of the text is in view.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::lanes::{column, lanes};
use transcript::{Clock, Millis, SpeakerId};
use wasm_bindgen::JsCast;
use web_sys::{Event, MouseEvent};

use crate::reactive::{Var, track};
use crate::state::cast::{Cast, Voice};
use crate::state::reader::Reader;
use crate::ui::dom::{El, el, svg};

/// Width of the drawing in its own units: no more pieces than this, however long the recording.
pub(super) const COLUMNS: u32 = 1_000;
/// Its height, without the line of hits.
const HEIGHT: usize = 38;
/// The most voices that have a lane each; more share one band.
pub(super) const LANES: usize = 6;

/// The drawing.
pub(super) fn strip(reader: Reader) -> Option<El> {
    let cast = reader.cast()?;
    let whole = move || reader.playback().length();
    let seen = el("span").class("seen");
    let shown = seen.clone();
    track(move || {
        let (from, to) = reader.seen().get();
        let place = |ms| column(Millis::new(ms), whole(), COLUMNS);
        let (from, to) = (place(from), place(to));
        let _set = shown
            .clone()
            .css("--from", &per_mille(from))
            .css("--span", &per_mille(to.saturating_sub(from).max(3)));
    });
    let pointed = Var::new(None);
    let strip = el("div")
        .class("strip")
        .part(move || drawing(reader))
        .child(ticks("hits", move || columns_of(&reader.hit_times(), whole())))
        .child(ticks("doubts", move || columns_of(&reader.doubt_times(), whole())))
        .child(seen)
        .child(scrubber(reader, &cast))
        .part(tip(reader, cast, pointed));
    let area = strip.clone();
    let strip = strip
        .on("pointermove", move |event| pointed.set(share(&event, &area)))
        .on("pointerleave", move |_| pointed.set(None));
    Some(strip)
}

/// Who speaks when, built anew when the voices changed.
fn drawing(reader: Reader) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    document.shape.track();
    let drawing = svg("svg")
        .attr("viewBox", &format!("0 0 {COLUMNS} {HEIGHT}"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true");
    let heard: Vec<SpeakerId> = cast.heard().iter().map(|voice| voice.id).collect();
    let paths = paths(reader, &cast);
    let drawing = drawing.children(paths.iter().cloned());
    draw(reader, paths, move |voice| {
        let place = heard.iter().position(|id| *id == voice.id).unwrap_or_default();
        lane(place, heard.len(), voice.look.hollow)
    });
    Some(drawing)
}

/// What each voice's speech is drawn with.
pub(super) fn paths(reader: Reader, cast: &Cast) -> Vec<El> {
    let path = |voice: &Rc<Voice>| {
        let id = voice.id;
        svg("path").attr("class", "lane").attr("data-sp", &voice.look.colour.to_string()).flag(
            "data-off",
            "1",
            move || reader.is_muted(id),
        )
    };
    cast.all().iter().map(path).collect()
}

/// Draws each voice's speech, once that is wanted, at a top and a height.
pub(super) fn draw(
    reader: Reader,
    paths: Vec<El>,
    lane: impl Fn(&Voice) -> (usize, usize) + 'static,
) {
    track(move || {
        if !reader.is_live().get() {
            return;
        }
        let Some((document, cast)) = reader.document().zip(reader.cast()) else { return };
        let whole = reader.playback().length();
        let voices = lanes(&document.transcript(), whole, COLUMNS);
        for ((path, voice), pieces) in paths.iter().zip(cast.all()).zip(voices) {
            let _drawn = path.clone().attr("d", &outline(&pieces, lane(&voice)));
        }
    });
}

/// The pieces of a lane, from their top and height.
fn outline(pieces: &[Range<u32>], (top, height): (usize, usize)) -> String {
    let boxes: Vec<String> = pieces
        .iter()
        .map(|piece| {
            let width = piece.end - piece.start;
            format!("M{} {top}h{width}v{height}h-{width}z", piece.start)
        })
        .collect();
    boxes.concat()
}

/// When and who is under the pointer; the slider itself says it to who does not point.
fn tip(reader: Reader, cast: Cast, pointed: Var<Option<f64>>) -> impl Fn() -> Option<El> {
    move || {
        let share = pointed.get()?;
        let at = Millis::from_f64(share * f64::from(reader.playback().length().get()));
        let clock = Clock(at).to_string();
        let text = match reader.speaker_at(at) {
            Some(id) => [&clock, " · ", &cast.name(id)].concat(),
            None => clock,
        };
        let tip = el("span").class("tip num").attr("aria-hidden", "true").text(&text);
        let place = per_mille(column(at, reader.playback().length(), COLUMNS));
        Some(tip.css("--at", &format!("clamp(5rem, {place}, 100% - 5rem)")))
    }
}

/// Where the pointer is in an element, from 0 at its left to 1 at its right.
fn share(event: &Event, area: &El) -> Option<f64> {
    let pointer = event.dyn_ref::<MouseEvent>()?;
    let rect = area.element().get_bounding_client_rect();
    let share = (f64::from(pointer.client_x()) - rect.left()) / rect.width();
    (rect.width() > 0.0).then(|| share.clamp(0.0, 1.0))
}

/// A number of columns as CSS wants it.
fn per_mille(columns: u32) -> String {
    format!("calc({columns}% / 10)")
}

/// Top and height of a voice's lane.
const fn lane(voice: usize, count: usize, is_hollow: bool) -> (usize, usize) {
    if count > LANES {
        return if is_hollow { (HEIGHT / 2, HEIGHT / 2) } else { (0, HEIGHT) };
    }
    let each = HEIGHT / if count == 0 { 1 } else { count };
    (voice * each, if each > 6 { each - 3 } else { each })
}

/// The columns of these moments, each once, in order.
fn columns_of(times: &[u32], whole: Millis) -> Vec<u32> {
    let mut columns: Vec<u32> =
        times.iter().map(|ms| column(Millis::new(*ms), whole, COLUMNS)).collect();
    columns.sort_unstable();
    columns.dedup();
    columns
}

/// A line of ticks.
fn ticks(class: &'static str, columns: impl Fn() -> Vec<u32> + 'static) -> El {
    let path = svg("path").attr("vector-effect", "non-scaling-stroke").attr_fn("d", move || {
        let ticks: Vec<String> = columns().iter().map(|at| format!("M{at} 1v6")).collect();
        Some(ticks.concat())
    });
    svg("svg")
        .attr("class", class)
        .attr("viewBox", &format!("0 0 {COLUMNS} 8"))
        .attr("preserveAspectRatio", "none")
        .attr("aria-hidden", "true")
        .child(path)
}

/// The playhead: a native slider, in milliseconds; keys move it by seconds.
fn scrubber(reader: Reader, cast: &Cast) -> El {
    let playback = reader.playback();
    let cast = cast.clone();
    let text = move || {
        let at = Millis::new(playback.shown.get());
        let clock = Clock(at).to_string();
        match reader.speaker_at(at).map(|id| cast.name(id)) {
            Some(name) => [&clock, ", ", &name].concat(),
            None => clock,
        }
    };
    el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr_fn("max", move || Some(playback.length().get().to_string()))
        .attr("step", "1")
        .attr("aria-label", "Position")
        .attr_fn("aria-valuetext", move || Some(text()))
        .value_fn(move || playback.shown.get().to_string())
        .on("keydown", move |event| reader.leap_by_key(&event))
        .on("input", move |event| {
            let to = event_target_value(&event).parse().unwrap_or(0);
            reader.go_to(Millis::new(to));
        })
}
