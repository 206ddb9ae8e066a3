//! One of a few: radio buttons that follow the choice and tell it.

use diarist::ui::segmented::segmented;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use crate::support::{Stage, settle};

#[wasm_bindgen_test]
async fn the_choice_goes_both_ways() {
    let chosen = RwSignal::new(0);
    let stage = Stage::new(move || {
        segmented(
            "Size",
            "size",
            &["Small", "Large"],
            move || chosen.get(),
            move |index| {
                chosen.set(index);
            },
        )
    });
    let radio = |index: u32| -> HtmlInputElement {
        let selector = format!("label:nth-of-type({}) input", index + 1);
        stage.find(&selector).expect("a radio").unchecked_into()
    };
    assert!(radio(0).checked());
    radio(1).click();
    assert_eq!(chosen.get_untracked(), 1);
    chosen.set(0);
    settle().await;
    assert!(radio(0).checked() && !radio(1).checked());
}
