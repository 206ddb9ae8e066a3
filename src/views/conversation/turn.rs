//! One turn: who, when, what. Built once; nothing in it is reactive.

use transcript::{Clock, Millis, Transcript, Turn};

use crate::state::cast::Voice;
use crate::ui::avatar::avatar;
use crate::ui::dom::{El, el};
use crate::views::wording;

/// A turn of the list. `class` is `turn`, with further classes; `is_nod` folds it to a chip.
pub(super) fn turn_item(
    transcript: &Transcript,
    turn: &Turn,
    voice: &Voice,
    class: &str,
    is_nod: bool,
) -> El {
    let clock = Clock(turn.start).to_string();
    let name = voice.name.get_untracked();
    let head = (!class.contains("more")).then(|| {
        [
            avatar(&transcript::initials(&name), voice.colour, voice.shape, voice.is_hollow),
            el("h2").class("who").text(&name),
        ]
    });
    el("li")
        .class(class)
        .attr("data-turn", &turn.index.to_string())
        .attr("data-speaker", &voice.label)
        .attr("data-voice", &voice.id.0.to_string())
        .attr("data-start", &turn.start.get().to_string())
        .attr("data-end", &turn.end.get().to_string())
        .attr("data-sp", &voice.colour.to_string())
        .children(head.into_iter().flatten())
        .child(button("time", "Play ", &clock).text(&clock))
        .child(button("detail", "Details of ", &clock).attr("title", "Details"))
        .child(said(transcript, turn))
        .children(is_nod.then(unfold))
}

/// A button whose click the list hears.
fn button(class: &str, does: &str, clock: &str) -> El {
    el("button").attr("type", "button").class(class).attr("aria-label", &[does, clock].concat())
}

/// The paragraphs. Those after the first show their time while the turn has pointer or focus.
fn said(transcript: &Transcript, turn: &Turn) -> El {
    transcript.paragraphs(turn).iter().fold(el("div").class("say"), |say, paragraph| {
        let pause = paragraph.gap_before.map(|gap| el("div").class("pause").text(&silence(gap)));
        let text = transcript.paragraph_text(paragraph);
        let is_later = paragraph.start > turn.start;
        let clock = is_later.then(|| Clock(paragraph.start).to_string());
        let text = el("p").attr("dir", "auto").attr_if("data-time", clock.as_deref()).text(text);
        say.children(pause).child(text)
    })
}

/// What unfolds a back-channel, which is a chip below the turn that it was said into.
fn unfold() -> El {
    el("button")
        .attr("type", "button")
        .class("unfold")
        .attr("aria-expanded", "false")
        .attr("aria-label", "Said meanwhile: who and when")
}

/// A silence between turns.
pub(super) fn gap(gap: Millis) -> El {
    el("li").class("aside gap").child(el("span").text(&silence(gap)))
}

/// Where two turns overlap: plays from where the second begins.
pub(super) fn at_once(turn: &Turn) -> El {
    let play = button("at-once", "Talking at once, play ", &Clock(turn.start).to_string());
    el("li")
        .class("aside")
        .attr("data-from", &turn.start.get().to_string())
        .child(play.text("Talking at once"))
}

/// "14 s of silence".
fn silence(gap: Millis) -> String {
    format!("{} of silence", wording::span(u64::from(gap.get())))
}
