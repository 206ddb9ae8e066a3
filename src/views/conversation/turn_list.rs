//! The turns, in chunks that the browser skips while they are out of sight, and these in stretches
//! that it skips as well, where it gains by that.
//!
//! Every turn is in the document, so that find in page, print, selection and assistive
//! technology reach it. A long conversation is mounted chunk by chunk, so that it can be read at
//! once and the page never stops answering.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::edit::Slot;
use transcript::timeline::{Overlap, overlaps};
use transcript::{Look, Millis, SpeakerId, Transcript, Turn};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event};

use super::Sheets;
use super::correct::editor_tools;
use super::turn::{Form, TurnMaker, at_once, gap};
use crate::reactive::watch;
use crate::state::cast::Cast;
use crate::state::document::Document;
use crate::state::mounting::{in_slices, mount_in_pieces};
use crate::state::reader::places::{CHUNK, Lists, STRETCH};
use crate::state::reader::{Reader, Renewed};
use crate::state::settings::use_settings;
use crate::ui::dom::{El, el};

/// What the chunks are built from.
struct Source {
    document: Rc<Document>,
    cast: Cast,
    reader: Reader,
    maker: TurnMaker,
    /// How each turn stands to the speech of others.
    overlaps: RefCell<Vec<Overlap>>,
    /// Which turns the lists held when they were numbered last.
    numbered: RefCell<Option<Lists>>,
    /// What each list shows, once it does.
    shown: RefCell<Vec<Option<Vec<Shown>>>>,
}

/// All that a turn on the screen depends on, but for its voice's name.
#[derive(Clone)]
struct Shown {
    slot: Slot,
    /// The voice, which may have turned out to be another's.
    speaker: SpeakerId,
    look: Look,
    form: Form,
    meets: bool,
    gap: Option<Millis>,
}

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        let seen = |shown: &Self| {
            let Self { speaker, look, form, meets, gap, .. } = *shown;
            (speaker, look, form, meets, gap)
        };
        self.slot.is(&other.slot) && seen(self) == seen(other)
    }
}

/// The stretches of lists, each list named "Conversation".
pub(super) fn turn_list(reader: Reader, sheets: Sheets) -> Option<El> {
    let (document, cast) = (reader.document()?, reader.cast()?);
    let settings = use_settings();
    let (voices, followed) = (cast.clone(), Rc::clone(&document));
    let is_pair = move || {
        followed.shape.track();
        voices.heard().len() == 2
    };
    let stretches = el("div")
        .class("chunks")
        .attr_if("dir", document.is_rtl().then_some("rtl"))
        .attr_if("lang", document.lang().as_deref())
        .attr_fn("data-two", move || {
            (is_pair() && settings.sides.get() > 0).then(|| settings.end_side.get().to_string())
        })
        .on("click", move |event| match clicked(reader, &event) {
            Some(Clicked::Play(turn, start)) => reader.hear_turn(turn, start),
            Some(Clicked::Details(turn)) => sheets.details.set(Some(turn)),
            Some(Clicked::Who(turn)) => sheets.spoken.set(Some(turn)),
            Some(Clicked::Other) => {}
            None => reader.hear_word(&event),
        })
        .on("dblclick", move |event| reader.edit_at(&event))
        .on("pointermove", move |event| reader.explain(&event))
        .on("pointerleave", move |event| reader.explain(&event));
    reader.attach(stretches.element().clone());
    let transcript = document.transcript();
    let chunks = transcript.turns().len().div_ceil(CHUNK);
    let place = stretches.clone();
    let source = Rc::new(Source {
        overlaps: RefCell::new(overlaps(&transcript)),
        numbered: RefCell::new(reader.with_lists(Clone::clone)),
        shown: RefCell::new(vec![None; chunks]),
        document,
        cast,
        reader,
        maker: TurnMaker::default(),
    });
    let redrawn = Rc::clone(&source);
    reader.on_redraw(move |renewed| redrawn.redraw(renewed));
    show_editor(reader, sheets);
    let on_paint = move || reader.is_live().set(true);
    mount_in_pieces(chunks, on_paint, move |index| {
        if index.is_multiple_of(STRETCH) {
            let _mounted = place.clone().child(source.stretch(index));
        }
        let stretch = u32::try_from(index / STRETCH).ok().and_then(|at| place.nth(at)?.nth(0));
        let _mounted = stretch.map(|stretch| stretch.child(source.chunk(index)));
        if index + 1 < chunks {
            return;
        }
        reader.search_as_sought();
        if let Some(document) = reader.document() {
            document.settle();
        }
        if index > 0 {
            reader.moved();
        }
        reader.lay_out();
    });
    Some(stretches)
}

/// The tools of the turn that is edited, below its text.
fn show_editor(reader: Reader, sheets: Sheets) {
    watch(move || {
        let turn = reader.edited_turn();
        if let Some(element) = turn.and_then(|turn| reader.turn_element(turn)) {
            let _appended = element.append_child(editor_tools(reader, sheets).element());
        }
    });
}

impl Source {
    /// The turns of a list.
    fn range(&self, chunk: usize) -> Range<usize> {
        self.reader.with_lists(|lists| lists.turns(chunk)).unwrap_or(0..0)
    }

    /// How high turns will be, for the style sheet.
    fn height(transcript: &Transcript, turns: Range<usize>) -> String {
        let turns = transcript.turns().get(turns).unwrap_or_default();
        let height: usize = turns.iter().map(|turn| estimate(transcript, turn)).sum();
        format!("{height}px")
    }

    /// What the lists from this one on stand in. In an element of its own: when Blink begins to show
    /// what it skipped, it goes over all that is beside it.
    fn stretch(&self, chunk: usize) -> El {
        let turns = self.range(chunk).start..self.range(chunk + STRETCH - 1).end;
        let height = Self::height(&self.document.transcript(), turns);
        el("div").child(el("div").class("stretch").css("--skipped", &height))
    }

    /// One list of turns.
    fn chunk(&self, index: usize) -> El {
        let list = el("ol")
            .class("turns")
            .attr("aria-label", "Conversation")
            .attr("data-list", &index.to_string());
        self.fill(&list, index);
        list
    }

    /// Puts the turns of a list into it.
    fn fill(&self, list: &El, index: usize) {
        let (range, transcript) = (self.range(index), self.document.transcript());
        let list = list
            .clone()
            .attr("start", &(range.start + 1).to_string())
            .flag_now("hidden", range.is_empty())
            .css("--skipped", &Self::height(&transcript, range.clone()));
        let shown: Vec<Shown> =
            range.clone().filter_map(|turn| self.seen(&transcript, turn)).collect();
        let turns = transcript.turns().get(range).unwrap_or_default();
        let _filled = turns.iter().zip(&shown).fold(list, |list, (turn, shown)| {
            list.children(shown.gap.map(gap))
                .children(shown.meets.then(|| at_once(turn)))
                .children(self.turn(&transcript, turn, shown))
        });
        if let Some(known) = self.shown.borrow_mut().get_mut(index) {
            *known = Some(shown);
        }
    }

    /// What a turn looks like.
    fn seen(&self, transcript: &Transcript, index: usize) -> Option<Shown> {
        let turn = transcript.turn(index)?;
        let overlaps = self.overlaps.borrow();
        let is_nod = |at: usize| matches!(overlaps.get(at), Some(Overlap::Inside(_)));
        // A chip is no turn that could be gone on with.
        let continues = turn.continues && !index.checked_sub(1).is_some_and(is_nod);
        let form = match (is_nod(index), continues) {
            (true, _) => Form::Nod,
            (_, true) => Form::More,
            _ => Form::Full,
        };
        let slot = self.document.slot(index)?;
        let meets = matches!(overlaps.get(index), Some(Overlap::With(_)));
        let look = self.cast.get(turn.speaker)?.look;
        Some(Shown { slot, speaker: turn.speaker, look, form, meets, gap: turn.gap_before })
    }

    fn turn(&self, transcript: &Transcript, turn: &Turn, shown: &Shown) -> Option<El> {
        let voice = self.cast.get(turn.speaker)?;
        let kind = (shown.form, shown.slot.is_edited());
        let item = self.maker.turn(transcript, turn, &voice, kind)?;
        if untrack(|| self.reader.is_muted(turn.speaker)) {
            let _dimmed = item.element().class_list().add_1("dim");
        }
        Some(item)
    }

    /// Shows anew what a correction changed: what is in view at once, the rest after it was painted.
    fn redraw(self: &Rc<Self>, renewed: Renewed) {
        let transcript = self.document.transcript();
        self.overlaps.replace(overlaps(&transcript));
        let Some(lists) = self.reader.with_lists(Clone::clone) else { return };
        let count = lists.count();
        let list_of = |turn: usize| Some(lists.of(turn));
        let (now, never) = match renewed {
            Renewed::With(turn) => (list_of(turn), None),
            Renewed::Without(turn) => (None, Some(turn)),
            Renewed::Changed => (None, None),
        };
        if let Some((list, turn)) = never.and_then(list_of).zip(never) {
            self.accept(&transcript, list, turn);
        }
        let seen = self.reader.seen_lists();
        if let Some(list) = now {
            self.refill(list);
        }
        let is_stale = |list: &usize| Some(*list) != now && self.is_stale(&transcript, *list);
        let stale = (0..count).filter(is_stale);
        let (at_once, later): (Vec<_>, Vec<_>) = stale.partition(|list| seen.contains(list));
        for list in at_once {
            self.refill(list);
        }
        let is_moved = self.numbered.borrow().as_ref() != Some(&lists);
        let to_number = if is_moved { count } else { 0 };
        if is_moved {
            seen.for_each(|list| self.number(list));
            self.numbered.replace(Some(lists));
        }
        let source = Rc::clone(self);
        let many = later.len();
        in_slices(many + to_number, move |step| {
            if source.reader.document().is_none() {
                return false;
            }
            match later.get(step) {
                // It may have been shown anew meanwhile.
                Some(list) if source.is_stale(&source.document.transcript(), *list) => {
                    source.reader.skip_list(*list);
                    source.refill(*list);
                }
                Some(_) => {}
                None => source.number(step - many),
            }
            true
        });
    }

    /// What the user types is shown already.
    fn accept(&self, transcript: &Transcript, list: usize, turn: usize) {
        let within = turn - self.range(list).start;
        let now = self.seen(transcript, turn);
        let mut shown = self.shown.borrow_mut();
        let known = shown.get_mut(list).and_then(|list| list.as_mut()?.get_mut(within));
        if let Some((known, now)) = known.zip(now) {
            *known = now;
        }
    }

    /// Whether a list that is there shows something else than it should.
    fn is_stale(&self, transcript: &Transcript, list: usize) -> bool {
        let shown = self.shown.borrow();
        let Some(Some(shown)) = shown.get(list) else { return false };
        let range = self.range(list);
        range.len() != shown.len()
            || range
                .zip(shown)
                .any(|(turn, shown)| self.seen(transcript, turn).as_ref() != Some(shown))
    }

    fn refill(&self, list: usize) {
        if let Some(element) = self.reader.list_element(list) {
            element.set_text_content(None);
            self.fill(&El::of(element), list);
            self.reader.mark_current_in(&self.range(list));
        }
    }

    /// Tells the turns of a list their numbers, if those changed.
    fn number(&self, list: usize) {
        let Some(element) = self.reader.list_element(list) else { return };
        let first = self.range(list).start;
        let start = (first + 1).to_string();
        if element.get_attribute("start").as_deref() == Some(&start) {
            return;
        }
        let _set = element.set_attribute("start", &start);
        let turns = element.get_elements_by_class_name("turn");
        for at in 0..turns.length() {
            if let Some(turn) = turns.item(at) {
                let _set = turn.set_attribute("data-turn", &(first + at as usize).to_string());
            }
        }
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
    /// From this moment; of a turn, if it is its time.
    Play(Option<usize>, Millis),
    Details(usize),
    Who(usize),
    /// Something that needs nothing more.
    Other,
}

/// Reads a click from what it hit and the turn around it. `None`: it hit text.
fn clicked(reader: Reader, event: &Event) -> Option<Clicked> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if target.class_list().contains("who") {
        return reader.turn_of(&target).map(Clicked::Who);
    }
    let button = target.closest("button").ok()??;
    let around = button.closest("[data-turn],[data-from]").ok()??;
    let class = button.class_list();
    let number = |name: &str| around.get_attribute(name)?.parse().ok();
    if class.contains("time") {
        let turn = reader.turn_of(&around);
        number("data-start").map(|ms| Clicked::Play(turn, Millis::new(ms)))
    } else if class.contains("at-once") {
        number("data-from").map(|ms| Clicked::Play(None, Millis::new(ms)))
    } else if class.contains("unfold") {
        let is_open = around.class_list().toggle("open").unwrap_or(false);
        let _set = button.set_attribute("aria-expanded", if is_open { "true" } else { "false" });
        Some(Clicked::Other)
    } else if class.contains("detail") {
        reader.turn_of(&around).map(Clicked::Details)
    } else {
        Some(Clicked::Other)
    }
}
