//! Elements follow their signals, and stop when their screen is left.

use std::cell::Cell;
use std::rc::Rc;

use diarist::reactive::track;
use diarist::ui::dom::el;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlElement;

use crate::support::{Stage, settle};

#[wasm_bindgen_test]
async fn text_and_attributes_follow_signals() {
    let count = RwSignal::new(1);
    let stage = Stage::new(move || {
        el("p")
            .text("n = ")
            .text_fn(move || count.get().to_string())
            .attr_fn("data-n", move || (count.get() > 1).then(|| count.get().to_string()))
            .flag("data-even", "yes", move || count.get() % 2 == 0)
    });
    assert_eq!(stage.text(), "n = 1");
    assert_eq!(stage.element().get_attribute("data-n"), None);
    count.set(2);
    settle().await;
    assert_eq!(stage.text(), "n = 2");
    assert_eq!(stage.element().get_attribute("data-n").as_deref(), Some("2"));
    assert_eq!(stage.element().get_attribute("data-even").as_deref(), Some("yes"));
    count.set(3);
    settle().await;
    assert_eq!(stage.element().get_attribute("data-even"), None);
}

#[wasm_bindgen_test]
async fn a_part_is_built_anew_in_its_place() {
    let which = RwSignal::new(Some("first"));
    let stage = Stage::new(move || {
        el("div")
            .child(el("i").text("["))
            .part(move || which.get().map(|text| el("b").text(text)))
            .child(el("i").text("]"))
    });
    assert_eq!(stage.text(), "[first]");
    which.set(Some("second"));
    settle().await;
    assert_eq!(stage.text(), "[second]");
    which.set(None);
    settle().await;
    assert_eq!(stage.text(), "[]");
    which.set(Some("third"));
    settle().await;
    assert_eq!(stage.text(), "[third]");
}

#[wasm_bindgen_test]
async fn what_was_tracked_in_an_old_part_stops() {
    let outer = RwSignal::new(0);
    let inner = RwSignal::new(0);
    let runs = Rc::new(Cell::new(0));
    let counted = Rc::clone(&runs);
    let _stage = Stage::new(move || {
        el("div").part(move || {
            outer.track();
            let counted = Rc::clone(&counted);
            track(move || {
                inner.track();
                counted.set(counted.get() + 1);
            });
            Some(el("b"))
        })
    });
    assert_eq!(runs.get(), 1);
    outer.set(1);
    settle().await;
    assert_eq!(runs.get(), 2, "the new part tracks");
    inner.set(1);
    settle().await;
    assert_eq!(runs.get(), 3, "and the old one does not any more");
}

#[wasm_bindgen_test]
async fn handlers_end_with_their_screen() {
    let clicks = RwSignal::new(0);
    let mut stage =
        Stage::new(move || el("button").on_click(move || clicks.update(|clicks| *clicks += 1)));
    let button: HtmlElement = stage.element().clone().unchecked_into();
    button.click();
    assert_eq!(clicks.get_untracked(), 1);
    stage.leave();
    button.click();
    assert_eq!(clicks.get_untracked(), 1);
}

#[wasm_bindgen_test]
fn what_looks_like_html_is_text() {
    let hostile = "<img src=x onerror=alert(1)> --> \u{0}\u{202e}";
    let stage = Stage::new(|| el("p").attr("title", hostile).text(hostile));
    assert_eq!(stage.element().child_element_count(), 0);
    assert_eq!(stage.text(), hostile);
    assert_eq!(stage.element().get_attribute("title").as_deref(), Some(hostile));
}
