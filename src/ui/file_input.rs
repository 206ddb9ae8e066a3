//! A native file input that a button stands for.

use web_sys::{File, HtmlInputElement};

use super::dom::{El, el};

/// What opens the browser's picker, and the input, which assistive technology and scripts find
/// by its name. `on_choose` is told the files; the same file can be chosen again.
pub fn file_input(
    label: &str,
    accept: &str,
    on_choose: impl Fn(Vec<File>) + 'static,
) -> (Box<dyn Fn()>, El) {
    let input = el("input")
        .class("vh")
        .attr("type", "file")
        .attr("accept", accept)
        .attr("aria-label", label)
        .attr("tabindex", "-1");
    let Some(native) = input.cast::<HtmlInputElement>() else { return (Box::new(|| ()), input) };
    let opened = native.clone();
    let input = input.on("change", move |_| {
        let list = native.files();
        let files = list.map_or_else(Vec::new, |list| {
            (0..list.length()).filter_map(|index| list.get(index)).collect()
        });
        // A file that was mended on disk can be chosen again.
        native.set_value("");
        on_choose(files);
    });
    (Box::new(move || opened.click()), input)
}
