//! Buttons: with words, and with an icon alone.

use super::dom::{El, el};
use super::icon::icon;

/// A button with words. `class` is empty, `primary`, `quiet` or `bad`.
pub fn button(class: &str, text: &str, on_click: impl Fn() + 'static) -> El {
    bare(&["btn ", class].concat(), on_click).text(text)
}

/// A button with an icon before its words.
pub fn button_with(icon_name: &str, text: &str, on_click: impl Fn() + 'static) -> El {
    bare("btn", on_click).child(icon(icon_name)).text(text)
}

/// A button with an icon alone; its name is told by voice and as a tip.
pub fn icon_button(label: &str, icon: El, on_click: impl Fn() + 'static) -> El {
    bare("ib", on_click).attr("aria-label", label).attr("title", label).child(icon)
}

/// A button that folds to its icon on a narrow screen; its name stays.
pub fn folding_button(class: &str, label: &str, icon: El, on_click: impl Fn() + 'static) -> El {
    bare(&["btn ", class].concat(), on_click)
        .attr("aria-label", label)
        .attr("title", label)
        .child(icon)
        .child(el("span").class("only-l").text(label))
}

fn bare(class: &str, on_click: impl Fn() + 'static) -> El {
    el("button").attr("type", "button").class(class).on_click(on_click)
}
