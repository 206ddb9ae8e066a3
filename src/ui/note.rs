//! Messages: a box with what happened and what to do, a line under a field, a list of facts.

use super::dom::{El, el};
use super::icon::icon;

/// How much a note matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// Good to know.
    Plain,
    /// Something is in the way but goes on by itself.
    Warn,
    /// Something failed: announced at once (`role=alert`).
    Bad,
}

/// A note: a title, and after it a body with the sentence and perhaps a row of buttons.
pub fn note(tone: Tone, icon_name: &str, title: &str, body: impl IntoIterator<Item = El>) -> El {
    let (name, role) = match tone {
        Tone::Plain => (None, None),
        Tone::Warn => (Some("warn"), None),
        Tone::Bad => (Some("bad"), Some("alert")),
    };
    let text = el("div").child(el("strong").text(title)).children(body);
    el("div")
        .class("note")
        .attr_if("data-tone", name)
        .attr_if("role", role)
        .child(icon(icon_name))
        .child(text)
}

/// A sentence in a note.
pub fn sentence(text: &str) -> El {
    el("span").text(text)
}

/// A row of buttons.
pub fn row(buttons: impl IntoIterator<Item = El>) -> El {
    el("div").class("hstack").children(buttons)
}

/// One line under a field: `class` is empty, `ok`, `busy` or `info` (told politely), or `err`
/// (announced at once).
pub fn hint(class: &str, icon_name: &str, text: &str) -> El {
    let role = match class {
        "err" => Some("alert"),
        "" => None,
        _ => Some("status"),
    };
    el("p")
        .class(&["hint ", class].concat())
        .attr_if("role", role)
        .child(icon(icon_name))
        .child(sentence(text))
}

/// A link that leads away, in a tab of its own.
pub fn out_link(href: &str, text: &str) -> El {
    el("a")
        .class("link")
        .attr("href", href)
        .attr("target", "_blank")
        .attr("rel", "noopener noreferrer")
        .text(text)
}

/// Names and their values.
pub fn facts(facts: &[(&str, String)]) -> El {
    facts.iter().fold(el("dl").class("pairs"), |list, (name, value)| {
        list.child(el("dt").text(name)).child(el("dd").child(el("bdi").text(value)))
    })
}
