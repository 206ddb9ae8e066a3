//! One turn: who, when, what. Nothing in it is reactive.
//!
//! A conversation has thousands of them, so what all turns of a voice have in common is built once
//! and copied; only what differs is set.

use std::cell::RefCell;

use transcript::{Clock, Look, Millis, SpeakerId, Transcript, Turn};

use crate::state::cast::Voice;
use crate::ui::avatar::{avatar, marked_name};
use crate::ui::dom::{El, el};
use crate::views::wording;

/// Bytes of text from which on the name stays in view while the turn is read: four lines, eight on a
/// phone. Whatever stays so costs the browser something each time the page is scrolled.
const LONG: usize = 280;

/// What a turn looks like.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Form {
    /// With the speaker's name.
    Full,
    /// The same speaker goes on: without it.
    More,
    /// A back-channel, folded to a chip.
    Nod,
}

/// Makes turns.
#[derive(Default)]
pub(super) struct TurnMaker(RefCell<Vec<Pattern>>);

/// A turn of a voice that says nothing yet.
struct Pattern {
    voice: SpeakerId,
    form: Form,
    look: Look,
    name: String,
    item: El,
}

impl TurnMaker {
    /// An item of the list.
    pub(super) fn turn(
        &self,
        transcript: &Transcript,
        turn: &Turn,
        voice: &Voice,
        (form, is_edited): (Form, bool),
    ) -> Option<El> {
        let clock = Clock(turn.start).to_string();
        let item = self
            .item(voice, form)
            .attr("data-turn", &turn.index.to_string())
            .attr("data-start", &turn.start.get().to_string())
            .attr("data-end", &turn.end.get().to_string());
        let head = u32::from(form != Form::More);
        item.nth(head)?.attr("aria-label", &["Play ", &clock].concat()).set_text(&clock);
        let _detail = item.nth(head + 1)?.attr("aria-label", &["Details of ", &clock].concat());
        say(&item.nth(head + 2)?, transcript, turn);
        if transcript.turn_text(turn).len() >= LONG {
            let _added = item.element().class_list().add_1("long");
        }
        Some(if is_edited { item.child(el("span").class("tag").text("Edited")) } else { item })
    }

    /// A copy of the pattern, which is built when there is none for the voice as it is now called.
    fn item(&self, voice: &Voice, form: Form) -> El {
        let name = voice.name.get_untracked();
        let mut patterns = self.0.borrow_mut();
        let is_it = |pattern: &&Pattern| {
            (pattern.voice, pattern.form, pattern.look) == (voice.id, form, voice.look)
                && pattern.name == name
        };
        if let Some(pattern) = patterns.iter().find(is_it) {
            return pattern.item.copy();
        }
        let item = item(voice, &name, form);
        let copy = item.copy();
        patterns.push(Pattern { voice: voice.id, form, look: voice.look, name, item });
        copy
    }
}

fn item(voice: &Voice, name: &str, form: Form) -> El {
    let class = match form {
        Form::Full => "turn",
        Form::More => "turn more",
        Form::Nod => "turn nod",
    };
    let initials = transcript::initials(name);
    let Look { colour, shape, hollow: is_hollow } = voice.look;
    let mark = (form == Form::Nod).then(|| avatar(&initials, colour, shape, is_hollow));
    let name = (form != Form::More).then(|| marked_name(name, &initials, shape, is_hollow));
    el("li")
        .class(class)
        .attr("data-speaker", &voice.label)
        .attr("data-voice", &voice.id.0.to_string())
        .attr("data-sp", &colour.to_string())
        .children(name)
        .child(button("time"))
        .child(button("detail").attr("title", "Details"))
        .child(el("div").class("say").child(el("p").attr("dir", "auto")))
        .children(mark)
        .children((form == Form::Nod).then(unfold))
}

/// A button whose click the list hears.
fn button(class: &str) -> El {
    el("button").attr("type", "button").class(class)
}

/// The paragraphs. Those after the first show their time while the turn has pointer or focus.
fn say(say: &El, transcript: &Transcript, turn: &Turn) {
    let Some(first) = say.nth(0) else { return };
    for (position, paragraph) in transcript.paragraphs(turn).iter().enumerate() {
        let text = transcript.paragraph_text(paragraph);
        if position == 0 {
            first.set_text(text);
            continue;
        }
        let pause = paragraph.gap_before.map(|gap| el("div").class("pause").text(&silence(gap)));
        let is_later = paragraph.start > turn.start;
        let clock = is_later.then(|| Clock(paragraph.start).to_string());
        let next = el("p").attr("dir", "auto").attr_if("data-time", clock.as_deref()).text(text);
        let _appended = say.clone().children(pause).child(next);
    }
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
    let clock = Clock(turn.start).to_string();
    let play = button("at-once").attr("aria-label", &["Talking at once, play ", &clock].concat());
    el("li")
        .class("aside")
        .attr("data-from", &turn.start.get().to_string())
        .child(play.text("Talking at once"))
}

/// "14 s of silence".
fn silence(gap: Millis) -> String {
    format!("{} of silence", wording::span(u64::from(gap.get())))
}
