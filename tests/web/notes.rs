//! Failures are announced, the rest is not; names are told.

use diarist::ui::note::{Tone, facts, hint, note, out_link, sentence};
use wasm_bindgen_test::wasm_bindgen_test;

use crate::support::Stage;

#[wasm_bindgen_test]
fn only_failures_are_alerts() {
    for (tone, role) in [(Tone::Plain, None), (Tone::Warn, None), (Tone::Bad, Some("alert"))] {
        let stage = Stage::new(|| note(tone, "alert", "It happened", [sentence("Do this.")]));
        assert_eq!(stage.element().get_attribute("role").as_deref(), role, "{tone:?}");
        assert_eq!(stage.text(), "It happenedDo this.");
    }
}

#[wasm_bindgen_test]
fn hints_are_told_as_loudly_as_they_matter() {
    for (class, role) in [("", None), ("ok", Some("status")), ("err", Some("alert"))] {
        let stage = Stage::new(|| hint(class, "info", "So it is."));
        assert_eq!(stage.element().get_attribute("role").as_deref(), role, "{class:?}");
    }
}

#[wasm_bindgen_test]
fn links_away_open_elsewhere_and_tell_nothing() {
    let stage = Stage::new(|| out_link("https://www.example.org/", "Away"));
    let link = stage.element();
    assert_eq!(link.get_attribute("target").as_deref(), Some("_blank"));
    assert_eq!(link.get_attribute("rel").as_deref(), Some("noopener noreferrer"));
}

#[wasm_bindgen_test]
fn facts_are_pairs() {
    let stage = Stage::new(|| facts(&[("Start", "0:05".to_owned()), ("End", "0:09".to_owned())]));
    assert_eq!(stage.element().child_element_count(), 4);
    assert_eq!(stage.find("dd").expect("a value").text_content().as_deref(), Some("0:05"));
}
