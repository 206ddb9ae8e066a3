//! The turns, in chunks that the browser skips while they are out of sight.
//!
//! Every turn is in the document, so that find in page, print, selection and assistive
//! technology reach it. A long conversation is mounted chunk by chunk, so that it can be read at
//! once and the page never stops answering.

use std::rc::Rc;

use leptos::prelude::*;
use transcript::{Millis, Transcript, Turn};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::turn::{gap, turn_item};
use super::voice::{Voice, voices};
use crate::state::document::Document;
use crate::state::mounting::mount_in_pieces;
use crate::state::player::Player;
use crate::ui::dom::{El, el};

/// Turns of one list.
const CHUNK: usize = 50;

/// The lists, all named "Conversation". `details` is set to the turn whose details are asked for.
pub(super) fn turn_list(
    document: &Rc<Document>,
    player: Player,
    details: RwSignal<Option<usize>>,
) -> El {
    let lists = el("div")
        .class("chunks")
        .attr_if("dir", document.is_rtl().then_some("rtl"))
        .attr_if("lang", document.lang().as_deref())
        .on("click", move |event| match clicked(&event) {
            Some(Clicked::Play(start)) => player.play_from(start),
            Some(Clicked::Details(turn)) => details.set(Some(turn)),
            None => {}
        });
    let voices = voices(&document.answer.transcript);
    let (place, document) = (lists.clone(), Rc::clone(document));
    let chunks = document.answer.transcript.turns().len().div_ceil(CHUNK);
    mount_in_pieces(chunks, move |index| {
        let _mounted = place.clone().child(chunk(&document.answer.transcript, &voices, index));
    });
    lists
}

/// One list of turns.
fn chunk(transcript: &Transcript, voices: &[Voice], index: usize) -> El {
    let first = index * CHUNK;
    let turns = transcript.turns().get(first..).unwrap_or_default();
    let turns = turns.get(..CHUNK.min(turns.len())).unwrap_or_default();
    let height: usize = turns.iter().map(|turn| estimate(transcript, turn)).sum();
    let list = el("ol")
        .class("turns")
        .attr("aria-label", "Conversation")
        .attr("start", &(first + 1).to_string())
        .css("--chunk-height", &format!("{height}px"));
    turns.iter().fold(list, |list, turn| {
        let item =
            voices.get(usize::from(turn.speaker.0)).map(|voice| turn_item(transcript, turn, voice));
        list.children(turn.gap_before.map(gap)).children(item)
    })
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
}

/// Reads a click from the button that it hit and the turn around it.
fn clicked(event: &Event) -> Option<Clicked> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let button = target.closest("button").ok()??;
    let turn = button.closest("[data-turn]").ok()??;
    if button.class_list().contains("time") {
        turn.get_attribute("data-start")?.parse().ok().map(|ms| Clicked::Play(Millis::new(ms)))
    } else {
        turn.get_attribute("data-turn")?.parse().ok().map(Clicked::Details)
    }
}
