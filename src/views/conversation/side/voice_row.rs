//! One voice: its name, its share, and whether it is heard.

use leptos::prelude::*;
use transcript::statistics::Talk;
use transcript::{Clock, Millis};

use crate::reactive::Var;
use crate::state::cast::Voice;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::views::conversation::correct::rename;
use crate::views::conversation::voice::mark_of;
use crate::views::wording;

/// A row of the list.
pub(super) fn voice_row(reader: Reader, voice: &Voice, talk: &Talk, whole: u64) -> El {
    let (id, name) = (voice.id, voice.name);
    let share = wording::percent(talk.ms, whole);
    let length = Clock(Millis::new(u32::try_from(talk.ms).unwrap_or(u32::MAX)));
    let named = move |what: &'static str| move || Some([what, &name.get()].concat());
    let meter = el("meter")
        .attr("min", "0")
        .attr("max", "100")
        .attr("value", &share.to_string())
        .attr_fn("aria-label", named("Share of "));
    let sample =
        icon_button("", icon("play"), move || reader.hear_sample(id)).attr("data-plays", "");
    let solo = icon_button("", icon("solo"), move || reader.toggle_solo(id))
        .attr_fn("aria-pressed", move || Some(reader.is_solo(id).to_string()));
    let hide = icon_button("", icon("eye-off"), move || reader.toggle_muted(id))
        .attr_fn("aria-pressed", move || Some(reader.is_muted(id).to_string()));
    let tell =
        |button: El, what| button.attr_fn("aria-label", named(what)).attr_fn("title", named(what));
    let acts = el("div")
        .class("acts")
        .child(el("span").class("meta num").text(&figures(talk)))
        .child(tell(sample, "Hear a sample of "))
        .child(tell(solo, "Only "))
        .child(tell(hide, "Leave out "));
    let mark = mark_of(voice).text_fn(move || name.with(|name| transcript::initials(name)));
    el("li")
        .class("voice")
        .attr("data-sp", &voice.look.colour.to_string())
        .flag("data-off", "1", move || reader.is_muted(id))
        .child(mark)
        .child(name_field(reader, voice))
        .child(el("span").class("meta num").text(&format!("{length} · {share} %")))
        .child(meter)
        .child(acts)
}

/// The name, to be typed over. It shows everywhere with each letter.
fn name_field(reader: Reader, voice: &Voice) -> El {
    let (id, name, notice) = (voice.id, voice.name, use_notice());
    // What is in the field while it is typed in: a name has no blanks at its ends, the field may.
    let typed = Var::new(None::<String>);
    el("input")
        .class("in name")
        .attr("dir", "auto")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .attr("aria-label", &format!("Name of {}", voice.name.get_untracked()))
        .value_fn(move || typed.get().unwrap_or_else(|| name.get()))
        .on("input", move |event| {
            let text = event_target_value(&event);
            if !text.trim().is_empty() {
                rename(reader, notice, id, &text);
            }
            typed.set(Some(text));
        })
        .on("change", move |event| {
            rename(reader, notice, id, &event_target_value(&event));
            reader.end_naming();
            typed.set(None);
        })
}

/// "88 turns · 142 wpm".
fn figures(talk: &Talk) -> String {
    let turns = if talk.turns == 1 { "1 turn".to_owned() } else { format!("{} turns", talk.turns) };
    match talk.words_per_minute() {
        Some(pace) => format!("{turns} · {pace} wpm"),
        None => turns,
    }
}
