//! Who speaks, and how much.

use transcript::statistics::{Talk, talk};
use transcript::{Clock, Millis};

use super::voice::{Voice, voices};
use crate::state::document::Document;
use crate::ui::avatar::avatar;
use crate::ui::dom::{El, el};
use crate::views::wording;

/// The side bar: the voices, the one who spoke longest first.
pub(super) fn side(document: &Document) -> El {
    let transcript = &document.answer.transcript;
    let voices = voices(transcript);
    let talk = talk(transcript);
    let whole = talk.iter().map(|talk| talk.ms).sum();
    let rows = talk.iter().filter_map(|talk| {
        voices.get(usize::from(talk.speaker.0)).map(|voice| voice_row(voice, talk, whole))
    });
    // It scrolls, so the keyboard must reach it.
    el("aside")
        .class("side")
        .attr("aria-label", "Voices")
        .attr("tabindex", "0")
        .child(el("div").class("side-head").child(el("h2").text("Voices")))
        .child(el("ul").children(rows))
}

fn voice_row(voice: &Voice, talk: &Talk, whole: u64) -> El {
    let share = wording::percent(talk.ms, whole);
    let length = Clock(Millis::new(u32::try_from(talk.ms).unwrap_or(u32::MAX)));
    let figures = match talk.turns {
        1 => format!("{length} · 1 turn"),
        turns => format!("{length} · {turns} turns"),
    };
    let meter = el("meter")
        .attr("min", "0")
        .attr("max", "100")
        .attr("value", &share.to_string())
        .attr("aria-label", &format!("Share of {}", voice.name));
    let meta = |text: &str| el("span").class("meta num").text(text);
    el("li")
        .class("voice")
        .attr("data-sp", &voice.colour.to_string())
        .child(avatar(&voice.initials, voice.colour, voice.shape, voice.is_hollow))
        .child(el("span").class("name").child(el("bdi").text(&voice.name)))
        .child(meta(&format!("{share} %")))
        .child(meter)
        .child(el("div").class("acts").child(meta(&figures)))
}
