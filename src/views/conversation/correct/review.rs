//! The review: what is doubtful, one spot after another, by keys alone if one likes.

use leptos::prelude::*;
use transcript::Clock;
use transcript::edit::{Doubtful, Spot};
use wasm_bindgen::JsCast;
use web_sys::{HtmlInputElement, KeyboardEvent};

use super::tell;
use crate::reactive::Var;
use crate::state::navigation::{focus_after_paint, focus_now, focus_text};
use crate::state::notice::{Notice, use_notice};
use crate::state::reader::{Reader, Review};
use crate::ui::button::{button, icon_button};
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_with};
use crate::ui::menu::item;

/// The ids of the whole and of its field.
const PANEL: &str = "review";
const FIELD: &str = "review-text";

/// Begins it, from a menu.
pub(in crate::views::conversation) fn review_item(reader: Reader) -> El {
    item("Review what is doubtful", move || reader.begin_review())
}

/// What the review is at, while it goes on.
pub(in crate::views::conversation) fn review(reader: Reader) -> Option<El> {
    let is_on = Memo::new(move |_| reader.review().with(Option::is_some));
    is_on.get().then(|| panel(reader, use_notice()))
}

fn panel(reader: Reader, notice: Notice) -> El {
    let review = reader.review();
    let typed = Var::new(None::<String>);
    let has_spot =
        Memo::new(move |_| review.with(|review| review.as_ref().is_some_and(|r| r.spot.is_some())));
    let progress = el("progress")
        .attr("aria-label", "Looked at")
        .attr_fn("max", move || Some(of(review, |review| review.all.max(1).to_string())))
        .attr_fn("value", move || Some(of(review, |review| review.done.to_string())));
    let count = el("output")
        .attr("role", "status")
        .class("num")
        .text_fn(move || of(review, |r| format!("{} of {} looked at", r.done, r.all)));
    let close = icon_button("End the review", icon("x"), move || reader.end_review());
    let panel = el("div")
        .class("wide review")
        .id(PANEL)
        .attr("role", "group")
        .attr("aria-label", "Review")
        .attr("tabindex", "-1")
        .child(progress)
        .child(el("p").class("grow").text_fn(move || of(review, |review| why(reader, review))))
        .child(count)
        .child(close)
        .part(move || has_spot.get().then(|| tools(reader, notice, typed)));
    // The menu that led here gives the focus back first.
    focus_after_paint(PANEL);
    panel.on("keydown", move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let is_field = event.target().is_some_and(|target| target.has_type::<HtmlInputElement>());
        let is_plain = !key.ctrl_key() && !key.meta_key() && !key.alt_key();
        match key.key().as_str() {
            _ if key.is_composing() => return,
            "Enter" if is_field => correct(reader, notice, typed),
            "Escape" if is_field => typed.set(None),
            "Enter" if event.target() == event.current_target() => {
                tell(notice, reader.accept_spot());
            }
            "Escape" => {
                event.prevent_default();
                return reader.end_review();
            }
            pressed if is_plain && !is_field && is_typing(pressed) => {
                // The key itself is typed into the field then.
                event.stop_propagation();
                return focus_text(FIELD);
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        focus_now(PANEL);
    })
}

/// The field and what can be done with the spot.
fn tools(reader: Reader, notice: Notice, typed: Var<Option<String>>) -> El {
    let review = reader.review();
    let text = Memo::new(move |_| of(review, |review| review.text.clone()));
    let value = move || {
        let text = text.get();
        typed.get().unwrap_or(text)
    };
    let field = el("input")
        .id(FIELD)
        .class("in grow")
        .attr("aria-label", "What is said here")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "done")
        .value_fn(value)
        .on("input", move |event| typed.set(Some(event_target_value(&event))));
    let step = move |is_forward| {
        typed.set(None);
        reader.step_spot(is_forward);
    };
    let previous = icon_button("Previous place", icon_with("flip", "back"), move || step(false));
    let again = icon_button("Play it again", icon("play"), move || reader.play_spot());
    let next = button("", "Next", move || step(true));
    let accept = el("button")
        .attr("type", "button")
        .class("btn primary")
        .text_fn(move || if typed.with(Option::is_some) { "Correct" } else { "Accept" }.to_owned())
        .on_click(move || correct(reader, notice, typed));
    el("div").class("hstack").children([again, field, accept]).children([previous, next])
}

/// Takes what was typed, or what is there if nothing was.
fn correct(reader: Reader, notice: Notice, typed: Var<Option<String>>) {
    let outcome = match typed.get_untracked() {
        Some(text) => reader.correct_spot(&text),
        None => reader.accept_spot(),
    };
    typed.set(None);
    tell(notice, outcome);
}

/// Why one should look there: who says it when, and what is doubtful.
fn why(reader: Reader, review: &Review) -> String {
    let Some(spot) = &review.spot else {
        return if review.all == 0 {
            "Nothing is doubtful here. View says below which certainty words are.".to_owned()
        } else {
            "All places are looked at.".to_owned()
        };
    };
    let clock = Clock(spot.times.start);
    let who = speaker(reader, spot).unwrap_or_default();
    let why = match (spot.what, spot.confidence) {
        (Doubtful::Words, Some(sure)) => format!("heard with {} % certainty", sure.percent()),
        (Doubtful::Words, None) => "hardly heard".to_owned(),
        (Doubtful::Voice, _) => "is it this voice? It begins within a sentence".to_owned(),
    };
    format!("{clock} · {who} · {why}")
}

fn speaker(reader: Reader, spot: &Spot) -> Option<String> {
    let speaker = reader.document()?.transcript().turn(spot.turn)?.speaker;
    Some(reader.cast()?.name(speaker))
}

fn of<T: Default>(review: Var<Option<Review>>, look: impl FnOnce(&Review) -> T) -> T {
    review.with(|review| review.as_ref().map(look).unwrap_or_default())
}

/// Whether a key writes a letter that nothing else in a review is asked with.
fn is_typing(pressed: &str) -> bool {
    let mut letters = pressed.chars();
    let is_one = |c: char| c.is_ascii_alphabetic() || !c.is_ascii();
    let is_letter = letters.next().is_some_and(is_one) && letters.next().is_none();
    is_letter && !pressed.eq_ignore_ascii_case("n")
}
