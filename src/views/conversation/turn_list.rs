//! The turns, in chunks that the browser skips while they are out of sight, and these in stretches
//! that it skips as well.
//!
//! Every turn is in the document, so that find in page, print, selection and assistive
//! technology reach it. A long conversation is mounted chunk by chunk, so that it can be read at
//! once and the page never stops answering.

use std::rc::Rc;

use leptos::prelude::*;
use transcript::timeline::{Overlap, overlaps};
use transcript::{Millis, Transcript, Turn};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::turn::{Form, TurnMaker, at_once, gap};
use crate::reactive::Var;
use crate::state::cast::Cast;
use crate::state::document::Document;
use crate::state::mounting::mount_in_pieces;
use crate::state::reader::Reader;
use crate::state::reader::places::{CHUNK, STRETCH};
use crate::state::settings::use_settings;
use crate::ui::dom::{El, el};

/// What the chunks are built from.
struct Source {
    document: Rc<Document>,
    cast: Cast,
    overlaps: Vec<Overlap>,
    reader: Reader,
    maker: TurnMaker,
}

/// The stretches of lists, each list named "Conversation". `details` is set to the turn whose details are asked for.
pub(super) fn turn_list(reader: Reader, details: Var<Option<usize>>) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    let settings = use_settings();
    let is_pair = cast.all().len() == 2;
    let stretches = el("div")
        .class("chunks")
        .attr_if("dir", document.is_rtl().then_some("rtl"))
        .attr_if("lang", document.lang().as_deref())
        .attr_fn("data-two", move || {
            (is_pair && settings.sides.get() > 0).then(|| settings.end_side.get().to_string())
        })
        .on("click", move |event| match clicked(&event) {
            Some(Clicked::Play(start)) => reader.hear(start),
            Some(Clicked::Details(turn)) => details.set(Some(turn)),
            Some(Clicked::Unfolded) => {}
            None => reader.hear_word(&event),
        })
        .on("pointermove", move |event| reader.explain(&event))
        .on("pointerleave", move |event| reader.explain(&event));
    reader.attach(stretches.element().clone());
    let overlaps = overlaps(&document.answer.transcript);
    let chunks = document.answer.transcript.turns().len().div_ceil(CHUNK);
    let place = stretches.clone();
    let source = Source { document, cast, overlaps, reader, maker: TurnMaker::default() };
    let on_paint = move || reader.is_live().set(true);
    mount_in_pieces(chunks, on_paint, move |index| {
        if index.is_multiple_of(STRETCH) {
            let _mounted = place.clone().child(source.stretch(index));
        }
        let stretch = u32::try_from(index / STRETCH).ok().and_then(|at| place.nth(at));
        let _mounted = stretch.map(|stretch| stretch.child(source.chunk(index)));
        if index + 1 == chunks {
            reader.search_as_sought();
        }
        if index > 0 && index + 1 == chunks {
            reader.moved();
        }
    });
    Some(stretches)
}

impl Source {
    fn transcript(&self) -> &Transcript {
        &self.document.answer.transcript
    }

    /// Some turns from the first of a list.
    fn turns(&self, chunk: usize, count: usize) -> &[Turn] {
        let turns = self.transcript().turns().get(chunk * CHUNK..).unwrap_or_default();
        turns.get(..count).unwrap_or(turns)
    }

    /// How high turns will be, for the style sheet.
    fn height(&self, turns: &[Turn]) -> String {
        let height: usize = turns.iter().map(|turn| estimate(self.transcript(), turn)).sum();
        format!("{height}px")
    }

    /// What the lists from this one on stand in.
    fn stretch(&self, chunk: usize) -> El {
        let turns = self.turns(chunk, STRETCH * CHUNK);
        el("div").class("stretch").css("--skipped", &self.height(turns))
    }

    /// One list of turns.
    fn chunk(&self, index: usize) -> El {
        let turns = self.turns(index, CHUNK);
        let list = el("ol")
            .class("turns")
            .attr("aria-label", "Conversation")
            .attr("start", &(index * CHUNK + 1).to_string())
            .css("--skipped", &self.height(turns));
        turns.iter().fold(list, |list, turn| {
            let overlap = self.overlaps.get(turn.index as usize).copied().unwrap_or_default();
            let meets = matches!(overlap, Overlap::With(_)).then(|| at_once(turn));
            let is_nod = matches!(overlap, Overlap::Inside(_));
            list.children(turn.gap_before.map(gap))
                .children(meets)
                .children(self.turn(turn, is_nod))
        })
    }

    fn turn(&self, turn: &Turn, is_nod: bool) -> Option<El> {
        let before = (turn.index as usize).checked_sub(1).and_then(|at| self.overlaps.get(at));
        // A chip is no turn that could be gone on with.
        let continues = turn.continues && !matches!(before, Some(Overlap::Inside(_)));
        let form = match (is_nod, continues) {
            (true, _) => Form::Nod,
            (_, true) => Form::More,
            _ => Form::Full,
        };
        let voice = self.cast.get(turn.speaker)?;
        let item = self.maker.turn(self.transcript(), turn, voice, form)?;
        if untrack(|| self.reader.is_muted(turn.speaker)) {
            let _dimmed = item.element().class_list().add_1("dim");
        }
        Some(item)
    }
}

/// The height of a turn before it was laid out, in CSS pixels: good enough for the scrollbar
/// until the browser knows better.
fn estimate(transcript: &Transcript, turn: &Turn) -> usize {
    const CHARS_PER_LINE: usize = 68;
    const LINE: usize = 27;
    const NAME: usize = 24;
    const FRAME: usize = 42;
    let lines = transcript.turn_text(turn).len().div_ceil(CHARS_PER_LINE);
    lines * LINE + FRAME + if turn.continues { 0 } else { NAME }
}

/// What a click in the list means.
enum Clicked {
    Play(Millis),
    Details(usize),
    Unfolded,
}

/// Reads a click from the button that it hit and the turn around it. `None`: it hit text.
fn clicked(event: &Event) -> Option<Clicked> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let button = target.closest("button").ok()??;
    let around = button.closest("[data-turn],[data-from]").ok()??;
    let class = button.class_list();
    let number = |name: &str| around.get_attribute(name)?.parse().ok();
    if class.contains("time") {
        number("data-start").map(|ms| Clicked::Play(Millis::new(ms)))
    } else if class.contains("at-once") {
        number("data-from").map(|ms| Clicked::Play(Millis::new(ms)))
    } else if class.contains("unfold") {
        let is_open = around.class_list().toggle("open").unwrap_or(false);
        let _set = button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        Some(Clicked::Unfolded)
    } else {
        number("data-turn").map(|turn| Clicked::Details(turn as usize))
    }
}
