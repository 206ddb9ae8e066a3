//! The search: a field with its counter, and how strictly it is meant.

use leptos::prelude::*;
use transcript::SpeakerId;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::correct::tell;
use crate::reactive::Var;
use crate::state::cast::Cast;
use crate::state::notice::use_notice;
use crate::state::reader::{InContext, Reader};
use crate::ui::button::{button, icon_button};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::menu::{check, menu, menu_button};
use crate::ui::note::row;

/// Where the keys put the focus.
pub(super) const FIELD: &str = "find";

/// The field. On a narrow screen it takes the bar's place while `is_open`.
pub(super) fn find(reader: Reader, cast: Cast, is_open: Var<bool>) -> El {
    let search = reader.search();
    let is_used = Memo::new(move |_| is_open.get() || !search.text.with(String::is_empty));
    let close = move || {
        reader.leave_search();
        is_open.set(false);
    };
    let input = el("input")
        .id(FIELD)
        .attr("type", "search")
        .attr("placeholder", "Search this conversation")
        .attr("aria-label", "Search this conversation")
        .attr("aria-describedby", "find-count")
        .attr("autocomplete", "off")
        .attr("enterkeyhint", "search")
        .value_fn(move || search.text.get())
        .on("focus", move |_| reader.expect_search())
        .on("input", move |event| search.text.set(event_target_value(&event)))
        .on("keydown", move |event| {
            let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
            match key.key().as_str() {
                "Enter" => reader.step_hit(!key.shift_key()),
                "Escape" => {
                    event.prevent_default();
                    close();
                }
                _ => {}
            }
        });
    let counter = el("output")
        .id("find-count")
        .attr("role", "status")
        .class("num")
        .text_fn(move || search.counter());
    let steps = move || {
        is_used.get().then(|| {
            el("span")
                .class("hstack")
                .child(icon_button("Previous match", icon("up"), move || reader.step_hit(false)))
                .child(icon_button("Next match", icon("down"), move || reader.step_hit(true)))
                .child(icon_button("Close search", icon("x"), close))
        })
    };
    el("search")
        .class("find")
        .flag("data-on", "1", move || is_used.get())
        .child(icon("search"))
        .child(input)
        .child(counter)
        .child(menu_button("find-how", "How to search", icon("sliders")))
        .part(steps)
        .child(how(reader, cast))
}

/// How strictly the search is meant.
fn how(reader: Reader, cast: Cast) -> El {
    let search = reader.search();
    let whose = move || {
        reader.document()?.shape.track();
        let voices = cast.heard().into_iter().map(|voice| {
            let name = voice.name;
            el("option").attr("value", &voice.id.0.to_string()).text_fn(move || name.get())
        });
        let voices: Vec<El> = voices.collect();
        Some(voice_choice(reader, voices))
    };
    menu("find-how", "How to search")
        .child(check("Match case", search.match_case))
        .child(check("Match accents", search.match_diacritics))
        .child(check("Whole words", search.whole_words))
        .part(whose)
        .child(el("hr"))
        .child(replacement(reader))
}

/// What is to stand in place of what is found.
fn replacement(reader: Reader) -> El {
    let (with, notice) = (Var::new(String::new()), use_notice());
    // Only who replaces pays for the preview.
    let is_wanted = Var::new(false);
    let input = el("input")
        .class("in")
        .attr("aria-label", "Replace with")
        .attr("placeholder", "Replace with")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .value_fn(move || with.get())
        .on("focus", move |_| is_wanted.set(true))
        .on("input", move |event| {
            // A window that is not in front may tell nobody of a focus.
            is_wanted.set(true);
            with.set(event_target_value(&event));
        });
    let one = button("", "Replace", move || {
        tell(notice, reader.replace_one(&with.get_untracked()));
    });
    let all = button("", "Replace all", move || {
        notice.say(match reader.replace_all(&with.get_untracked()) {
            0 => "There is nothing to replace.".to_owned(),
            1 => "Replaced once. You can undo this.".to_owned(),
            count => format!("Replaced {count} times. You can undo this."),
        });
    });
    el("div")
        .child(el("div").class("row").child(input))
        .part(move || is_wanted.get().then(|| preview(reader, with)).flatten())
        .child(row([one, all]))
}

/// Places shown of those where something would be replaced.
const PREVIEW: usize = 4;

/// What would stand where, from the hit that is stood at on.
fn preview(reader: Reader, with: Var<String>) -> Option<El> {
    let hits = reader.hits_in_context(PREVIEW);
    let rest = reader.search().count.get().saturating_sub(hits.len());
    let item = |hit: InContext| {
        let new = el("ins").text_fn(move || with.get());
        let text = el("bdi")
            .text(&hit.before)
            .child(el("del").text(&hit.found))
            .child(new)
            .text(&hit.after);
        el("li").child(el("span").class("meta num").text(&hit.clock)).text(" ").child(text)
    };
    let rest = (rest > 0).then(|| el("li").class("meta").text(&format!("and {rest} more")));
    (!hits.is_empty()).then(|| {
        el("ol")
            .class("preview")
            .attr("aria-label", "Preview")
            .children(hits.into_iter().map(item))
            .children(rest)
    })
}

/// Whose turns are searched.
fn voice_choice(reader: Reader, voices: Vec<El>) -> El {
    let search = reader.search();
    let select = el("select")
        .class("in")
        .attr("aria-label", "Search in the turns of")
        .on("change", move |event| {
            search.voice.set(event_target_value(&event).parse().ok().map(SpeakerId));
        })
        .child(el("option").attr("value", "").text("Everyone"))
        .children(voices)
        .value_fn(move || search.voice.get().map_or_else(String::new, |id| id.0.to_string()));
    el("div").class("row").child(el("span").class("sel").child(select).child(icon("down")))
}
