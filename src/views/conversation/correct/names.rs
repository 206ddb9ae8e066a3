//! "Name the voices": each with what it says, to be heard, and its name, to be typed.

use std::cell::Cell;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::statistics::{Excerpt, Talk, clean_excerpts, talk};
use transcript::{Clock, Look, Millis, SpeakerId, Transcript, is_own_name};
use wasm_bindgen::JsCast;
use web_sys::{Event, HtmlElement, KeyboardEvent};

use super::{rename, tell};
use crate::reactive::{Var, watch};
use crate::state::cast::{Cast, Voice};
use crate::state::library::use_library;
use crate::state::mounting::after_paint;
use crate::state::navigation::focus_choice_again;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::{button, button_with};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::{Tone, note, row, sentence};
use crate::views::conversation::voice::mark_of;
use crate::views::wording;

/// Excerpts of each voice.
const EXCERPTS: usize = 3;
/// Names of other recordings that are offered.
const OFFERED: usize = 4;
/// Letters shown of an excerpt; the style sheet cuts what is too long.
const SHOWN: usize = 160;

/// What the colours and shapes of [`Look`] are called, in their order.
const COLOURS: [&str; 8] =
    ["Blue", "Orange", "Green", "Purple", "Yellow", "Sky blue", "Pink", "Grey"];
const SHAPES: [&str; 4] = ["Circle", "Square", "Arch", "Leaf"];

/// The dialog.
pub(super) fn names_dialog(reader: Reader, is_open: Var<bool>) -> El {
    // Outlives the rows, which are built anew when a mark changes.
    let marking = Var::new(None);
    let sheet = dialog(
        "Name the voices",
        move || is_open.get(),
        move || is_open.set(false),
        move || is_open.get().then(|| names(reader, is_open, marking)).flatten(),
    );
    sheet.class("wide")
}

/// Opens it by itself for a conversation that nobody has seen yet, if that has voices to be told
/// apart by names. From now on, until it is closed again, the answer is true.
pub(in crate::views::conversation) fn open_for_fresh(
    reader: Reader,
    is_open: Var<bool>,
) -> Var<bool> {
    let is_fresh = reader.document().is_some_and(|document| document.is_fresh.take());
    let heard = reader.cast().map_or_else(Vec::new, |cast| cast.heard());
    let is_named = |voice: &Rc<Voice>| !voice.name.with_untracked(|name| is_own_name(name));
    let is_due = Var::new(is_fresh && heard.len() > 1 && !heard.iter().any(is_named));
    let was_opened = Cell::new(false);
    watch(move || {
        // The first turns come before: they are what was waited for.
        if !is_due.get() || !reader.is_live().get() {
            return;
        }
        let is_shown = is_open.get();
        if !was_opened.replace(true) {
            // In a task of its own, or both together hold the page up.
            after_paint(move || {
                if reader.document().is_some() {
                    is_open.set(true);
                }
            });
        } else if !is_shown {
            is_due.set(false);
        }
    });
    is_due
}

fn names(reader: Reader, is_open: Var<bool>, marking: Var<Option<SpeakerId>>) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    document.shape.track();
    let transcript = document.transcript();
    let talk = talk(&transcript);
    let whole = talk.iter().map(|talk| talk.ms).sum();
    let known = use_library().known_names();
    let rows = talk.iter().filter_map(|talk| {
        let voice = cast.get(talk.speaker)?;
        let row = voice_row(reader, &cast, &voice, (talk, whole), &transcript, &known);
        Some(row.child(mark_choice(reader, &voice, marking)))
    });
    let list = el("ol").class("voices").attr("aria-label", "Names").children(rows);
    let foot = el("div").class("d-foot hstack").child(el("span").class("grow")).child(button(
        "primary",
        "Done",
        move || is_open.set(false),
    ));
    let intro = "Listen, type a name. It changes everywhere, exports included.";
    Some(el("div").child(el("p").class("meta").text(intro)).child(list).child(foot))
}

fn voice_row(
    reader: Reader,
    cast: &Cast,
    voice: &Rc<Voice>,
    (talk, whole): (&Talk, u64),
    transcript: &Transcript,
    known: &[String],
) -> El {
    let (id, name) = (voice.id, voice.name);
    let mark = mark_of(voice).text_fn(move || name.with(|name| transcript::initials(name)));
    let length = Clock(Millis::new(u32::try_from(talk.ms).unwrap_or(u32::MAX)));
    let share = format!("{length} · {} %", wording::percent(talk.ms, whole));
    let excerpts = clean_excerpts(transcript, id, EXCERPTS);
    let quotes = excerpts.into_iter().map(|excerpt| quote(reader, transcript, excerpt));
    let twins = {
        let cast = cast.clone();
        move || twin(reader, &cast, id)
    };
    el("li")
        .attr("data-sp", &voice.look.colour.to_string())
        .child(mark)
        .child(
            el("div")
                .class("hstack")
                .child(name_field(reader, voice))
                .child(el("span").class("meta num").text(&share)),
        )
        .child(el("div").child(offers(reader, cast, id, known)).part(twins))
        .child(el("div").children(quotes))
}

/// Another colour and shape for the mark of a voice.
fn mark_choice(reader: Reader, voice: &Rc<Voice>, marking: Var<Option<SpeakerId>>) -> El {
    let (id, name, look) = (voice.id, voice.name, voice.look);
    let is_open = move || marking.get() == Some(id);
    let toggle = button_with("sliders", "Change mark", move || {
        marking.set((marking.get_untracked() != Some(id)).then_some(id));
    })
    .class("btn quiet")
    .attr_fn("aria-expanded", move || Some(is_open().to_string()))
    .attr_fn("aria-label", move || Some(["Change mark of ", &name.get()].concat()));
    let notice = use_notice();
    let choice = move |what: &'static str, names: &'static [&'static str], now: u8, of: Marking| {
        let field = ["mark-", what].concat();
        let (options, place) = (names.iter().enumerate(), field.clone());
        let options =
            options.map(|(at, name)| el("option").attr("value", &(at + 1).to_string()).text(name));
        let select = el("select")
            .class("in")
            .id(&field)
            .attr_fn("aria-label", move || Some([what, " of ", &name.get()].concat()))
            .children(options)
            .value_fn(move || now.to_string())
            .on("change", move |event| {
                let Ok(chosen) = event_target_value(&event).parse() else { return };
                tell(notice, reader.mark(id, of(look, chosen)));
                focus_choice_again(place.clone());
            });
        el("span").class("sel").child(select).child(icon("down"))
    };
    el("div").class("hstack").child(toggle).part(move || {
        is_open().then(|| {
            el("span")
                .class("hstack")
                .child(choice("Colour", &COLOURS, look.colour, |look, colour| Look {
                    colour,
                    ..look
                }))
                .child(choice("Shape", &SHAPES, look.shape, |look, shape| Look { shape, ..look }))
        })
    })
}

/// A mark with one thing of it changed.
type Marking = fn(Look, u8) -> Look;

/// The name. Empty while it is the label's own, which shows as a hint; Enter goes to the next.
fn name_field(reader: Reader, voice: &Rc<Voice>) -> El {
    let (id, name) = (voice.id, voice.name);
    let own = reader.document().and_then(|d| Some(d.editing().original().speaker(id)?.name()));
    let own = own.unwrap_or_default();
    let (shown, notice) = (own.clone(), use_notice());
    let typed = Var::new(None::<String>);
    let value = move || {
        let now = name.get();
        typed.get().unwrap_or_else(|| if now == own { String::new() } else { now })
    };
    el("input")
        .class("in")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("placeholder", &shown)
        .attr("aria-label", &format!("New name of {shown}"))
        .value_fn(value)
        .on("input", move |event| {
            let text = event_target_value(&event);
            rename(reader, notice, id, &text);
            typed.set(Some(text));
        })
        .on("change", move |_| {
            reader.end_naming();
            typed.set(None);
        })
        .on("keydown", move |event| {
            let is_enter = event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Enter");
            if is_enter {
                event.prevent_default();
                go_on(&event);
            }
        })
}

/// Puts the focus on the field of the next voice, or after the last on "Done".
fn go_on(event: &Event) {
    let field = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    let Some(dialog) = field.as_ref().and_then(|field| field.closest("dialog").ok().flatten())
    else {
        return;
    };
    let Ok(all) = dialog.query_selector_all(".voices input,.d-foot .primary") else { return };
    let mut all = (0..all.length()).filter_map(|at| all.get(at)?.dyn_into::<HtmlElement>().ok());
    let next = all.by_ref().skip_while(|other| Some(other) != field.as_ref()).nth(1);
    if let Some(next) = next {
        let _focused = next.focus();
    }
}

/// Names from other recordings of this device, as long as the voice has none.
fn offers(reader: Reader, cast: &Cast, id: SpeakerId, known: &[String]) -> El {
    let (cast, known, notice) = (cast.clone(), known.to_vec(), use_notice());
    el("div").part(move || {
        let taken: Vec<String> = cast.heard().iter().map(|voice| voice.name.get()).collect();
        if !is_own_name(&cast.name(id)) {
            return None;
        }
        let free = known.iter().filter(|name| !taken.contains(name)).take(OFFERED);
        let buttons: Vec<El> = free
            .map(|name| {
                let chosen = name.clone();
                el("button").attr("type", "button").attr("dir", "auto").text(name).on_click(
                    move || {
                        rename(reader, notice, id, &chosen);
                        reader.end_naming();
                    },
                )
            })
            .collect();
        (!buttons.is_empty()).then(|| el("div").class("sugg hstack").children(buttons))
    })
}

/// Asked where another voice has the same name.
fn twin(reader: Reader, cast: &Cast, id: SpeakerId) -> Option<El> {
    let name = cast.name(id);
    let other = cast.heard().into_iter().find(|other| other.id < id && other.name.get() == name)?;
    if is_own_name(&name) {
        return None;
    }
    let notice = use_notice();
    let merge = button_with("merge", "Merge into one", move || {
        tell(notice, reader.merge(id, other.id));
    });
    let text = "If they are one person, merge them. You can undo this.";
    let title = "Two voices have the same name";
    Some(note(Tone::Warn, "people", title, [sentence(text), row([merge])]))
}

/// A stretch of what a voice says; plays.
fn quote(reader: Reader, transcript: &Transcript, excerpt: Excerpt) -> El {
    let clock = Clock(excerpt.times.start).to_string();
    let text: String = transcript.turn(excerpt.turn as usize).map_or_else(String::new, |turn| {
        let words = transcript.words(turn).skip_while(|word| word.start < excerpt.times.start);
        let said: Vec<&str> = words.take(SHOWN / 4).map(|word| word.text).collect();
        let said = said.join(" ");
        if said.is_empty() {
            transcript.turn_text(turn).chars().take(SHOWN).collect()
        } else {
            said
        }
    });
    el("button")
        .attr("type", "button")
        .class("quote")
        .attr("aria-label", &["Play ", &clock, " ", &text].concat())
        .child(icon("play"))
        .child(el("span").class("num").text(&clock))
        .text(" ")
        .child(el("span").class("cut").attr("dir", "auto").text(&text))
        .on_click(move || reader.hear_excerpt(&excerpt))
}
