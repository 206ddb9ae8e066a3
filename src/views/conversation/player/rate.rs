//! How it plays: speed, volume, one turn again and again, and whether the text follows.

use leptos::prelude::*;

use super::rows::rows_button;
use crate::reactive::Var;
use crate::state::playback::SPEEDS;
use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_with};
use crate::ui::menu::{menu, menu_button};

/// The controls at the end of the bar.
pub(super) fn rate(reader: Reader, has_rows: Var<bool>) -> El {
    let repeat = icon_button("Repeat this turn", icon("loop"), move || {
        reader.is_looping().update(|is_looping| *is_looping = !*is_looping);
    })
    .attr_fn("aria-pressed", move || Some(reader.is_looping().get().to_string()));
    let follow = el("button")
        .attr("type", "button")
        .class("btn")
        .attr("aria-label", "Follow")
        .attr("title", "The text follows the sound")
        .attr_fn("aria-pressed", move || Some(reader.follow().is_on().to_string()))
        .on_click(move || reader.toggle_follow())
        .child(icon_with("flip", "follow"))
        .child(el("span").class("word").text("Follow"));
    el("div")
        .class("rate hstack")
        .part(move || rows_button(reader, has_rows))
        .child(speed(reader))
        .child(repeat)
        .child(menu_button("volume", "Volume", icon("volume")))
        .child(volume(reader))
        .child(follow)
}

fn speed(reader: Reader) -> El {
    let playback = reader.playback();
    let options = SPEEDS.iter().map(|percent| {
        let text = [&as_factor(*percent), "×"].concat();
        el("option").attr("value", &percent.to_string()).text(&text)
    });
    let select = el("select")
        .class("in")
        .attr("aria-label", "Speed")
        .on("change", move |event| {
            playback.set_speed(event_target_value(&event).parse().unwrap_or(100));
        })
        .children(options)
        .value_fn(move || playback.speed.get().to_string());
    el("span").class("sel").child(select).child(icon("down"))
}

/// "1", "1.5", "0.75".
fn as_factor(percent: u32) -> String {
    let text = format!("{}.{:02}", percent / 100, percent % 100);
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

fn volume(reader: Reader) -> El {
    let playback = reader.playback();
    let slider = el("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", "100")
        .attr("step", "5")
        .attr("aria-label", "Volume")
        .value_fn(move || playback.volume.get().to_string())
        .on("input", move |event| {
            playback.set_volume(event_target_value(&event).parse().unwrap_or(100));
        });
    menu("volume", "Volume").child(el("div").class("row").child(icon("volume")).child(slider))
}
