//! One turn: who, when, what. Built once; nothing in it is reactive.

use transcript::{Clock, Millis, Transcript, Turn};

use super::voice::Voice;
use crate::ui::avatar::avatar;
use crate::ui::dom::{El, el};
use crate::views::wording;

/// A turn of the list.
pub(super) fn turn_item(transcript: &Transcript, turn: &Turn, voice: &Voice) -> El {
    let clock = Clock(turn.start).to_string();
    let head = (!turn.continues).then(|| {
        [
            avatar(&voice.initials, voice.colour, voice.shape, voice.is_hollow),
            el("h2").class("who").text(&voice.name),
        ]
    });
    let button = |class: &str, does: &str| {
        el("button")
            .attr("type", "button")
            .class(class)
            .attr("aria-label", &[does, &clock].concat())
    };
    let say = transcript.paragraphs(turn).iter().fold(el("div").class("say"), |say, paragraph| {
        let pause = paragraph.gap_before.map(|gap| el("div").class("pause").text(&silence(gap)));
        let text = transcript.paragraph_text(paragraph);
        say.children(pause).child(el("p").attr("dir", "auto").text(text))
    });
    el("li")
        .class(if turn.continues { "turn more" } else { "turn" })
        .attr("data-turn", &turn.index.to_string())
        .attr("data-speaker", &voice.label)
        .attr("data-start", &turn.start.get().to_string())
        .attr("data-end", &turn.end.get().to_string())
        .attr("data-sp", &voice.colour.to_string())
        .children(head.into_iter().flatten())
        .child(button("time", "Play ").text(&clock))
        .child(button("detail", "Details of ").attr("title", "Details"))
        .child(say)
}

/// A silence between turns.
pub(super) fn gap(gap: Millis) -> El {
    el("li").class("aside gap").child(el("span").text(&silence(gap)))
}

/// "14 s of silence".
fn silence(gap: Millis) -> String {
    format!("{} of silence", wording::span(u64::from(gap.get())))
}
