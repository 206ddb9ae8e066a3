//! One choice of a few, side by side: radio buttons in a group.

use web_sys::HtmlInputElement;

use super::dom::{El, el};
use crate::reactive::track;

/// A group of radio buttons named by `legend`; `chosen` is the index of the checked one, `name`
/// is unique on the page.
pub fn segmented(
    legend: &str,
    name: &str,
    options: &[&str],
    chosen: impl Fn() -> usize + Copy + 'static,
    on_choose: impl Fn(usize) + Copy + 'static,
) -> El {
    let radios = options.iter().enumerate().map(|(index, label)| {
        let input = el("input")
            .attr("type", "radio")
            .attr("name", name)
            .on("change", move |_| on_choose(index));
        if let Some(radio) = input.cast::<HtmlInputElement>() {
            track(move || radio.set_checked(chosen() == index));
        }
        el("label").child(input).text(label)
    });
    el("fieldset").class("seg").child(el("legend").class("vh").text(legend)).children(radios)
}
