//! A dialog opens with its reason and tells when it is closed.

use diarist::ui::dialog::dialog;
use diarist::ui::dom::el;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{HtmlDialogElement, HtmlElement};

use crate::support::{Stage, settle};

#[wasm_bindgen_test]
async fn it_opens_shows_its_body_and_tells_when_closed() {
    let chosen = RwSignal::new(None::<u32>);
    let stage = Stage::new(move || {
        dialog(
            "Details",
            move || chosen.get().is_some(),
            move || chosen.set(None),
            move || chosen.get().map(|n| el("p").text(&format!("Turn {n}"))),
        )
    });
    let native: HtmlDialogElement = stage.element().clone().unchecked_into();
    assert!(!native.open());
    chosen.set(Some(7));
    settle().await;
    assert!(native.open());
    assert_eq!(stage.find(".d-body").expect("a body").text_content().as_deref(), Some("Turn 7"));
    let close: HtmlElement = stage.find("[aria-label=Close]").expect("a way out").unchecked_into();
    close.click();
    // The browser tells of the closing in a task of its own.
    while chosen.get_untracked().is_some() {
        settle().await;
    }
    assert!(!native.open());
}
