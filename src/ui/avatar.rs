//! The mark of a voice: initials in a colour and a shape.

use super::dom::{El, el};

/// A mark; hidden from assistive technology, because the name stands beside it.
///
/// `colour` is 1 to 8, `shape` 1 to 4; the second round of colours is hollow.
pub fn avatar(initials: &str, colour: u8, shape: u8, is_hollow: bool) -> El {
    el("span")
        .class("av")
        .attr("aria-hidden", "true")
        .attr("data-sp", &colour.to_string())
        .attr("data-shape", &shape.to_string())
        .attr_if("data-gen", is_hollow.then_some("1"))
        .text(initials)
}
