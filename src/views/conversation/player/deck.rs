//! Play, pause, and the leaps to both sides.

use transcript::{Clock, Millis};

use crate::state::playback::Seeking;
use crate::state::reader::Reader;
use crate::ui::button::icon_button;
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_fn, icon_with};

const EXACT: &str = "The word that you click is the one that you hear.";

const ABOUT: &str = "This recording does not say where a time is, so browsers guess. Saved again as M4A or \
                     WAV, each word is where it was said.";

/// The buttons, in the order of time: recordings run from left to right everywhere.
pub(super) fn deck(reader: Reader) -> El {
    let playback = reader.playback();
    let name = move || if playback.is_playing.get() { "Pause" } else { "Play" }.to_owned();
    let symbol = icon_fn(move || if playback.is_playing.get() { "pause" } else { "play" });
    let play = el("button")
        .attr("type", "button")
        .class("ib go-play")
        .attr_fn("aria-label", move || Some(name()))
        .attr_fn("title", move || Some(name()))
        .flag("disabled", "", move || playback.is_silent.get())
        .on_click(move || reader.toggle())
        .child(symbol);
    el("div")
        .class("deck")
        .child(icon_button("Previous turn", icon_with("sm", "first"), move || {
            reader.step_turn(false);
        }))
        .child(icon_button("Back 5 seconds", icon("back5"), move || reader.leap(-1)))
        .child(play)
        .child(icon_button("Forward 5 seconds", icon("fwd5"), move || reader.leap(1)))
        .child(icon_button("Next turn", icon_with("sm", "last"), move || reader.step_turn(true)))
}

/// "19:07 / 47:12", and how well a place is found.
pub(super) fn clock(reader: Reader) -> El {
    let playback = reader.playback();
    let place = el("b").text_fn(move || Clock(Millis::new(playback.shown.get())).to_string());
    let length =
        el("span").text_fn(move || [" / ", &Clock(playback.length()).to_string()].concat());
    let times = el("span").attr("dir", "ltr").child(place).child(length);
    el("span").class("clock num").child(times).part(move || playback.seeking.get().map(found))
}

fn found(seeking: Seeking) -> El {
    let (text, title) = match seeking {
        Seeking::Exact => ("Exact".to_owned(), EXACT),
        Seeking::About(off) => {
            // A second is what the reader counts in.
            let seconds = off.div_ceil(1_000).max(1).to_string();
            (["About ± ", &seconds, " s"].concat(), ABOUT)
        }
    };
    el("small").attr("data-seek", "").attr("title", title).text(&text)
}
