//! An icon of the sprite in `index.html`. Decoration only: the name is on the control.

use super::dom::{El, svg};

/// An icon by its name in the sprite, without `i-`.
pub fn icon(name: &str) -> El {
    icon_with("", name)
}

/// An icon with further classes, such as `sm` or `spin`.
pub fn icon_with(class: &str, name: &str) -> El {
    frame(class).child(svg("use").attr("href", &href(name)))
}

/// An icon that follows signals.
pub fn icon_fn(name: impl Fn() -> &'static str + 'static) -> El {
    frame("").child(svg("use").attr_fn("href", move || Some(href(name()))))
}

fn frame(class: &str) -> El {
    svg("svg").class(&["i ", class].concat()).attr("aria-hidden", "true")
}

fn href(name: &str) -> String {
    ["#i-", name].concat()
}
