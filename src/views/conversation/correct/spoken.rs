//! Who speaks: for one turn, for some words, from here on, or for all turns of a voice.

use std::ops::Range;
use std::rc::Rc;

use leptos::prelude::*;
use transcript::edit::Who;
use transcript::meaning::{Given, Mark};
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::tell;
use crate::reactive::Var;
use crate::state::cast::Voice;
use crate::state::notice::{Notice, use_notice};
use crate::state::reader::Reader;
use crate::ui::button::button;
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::segmented::segmented;
use crate::views::conversation::voice::mark_of;

/// The dialog; open while a turn is chosen.
pub(super) fn spoken_dialog(reader: Reader, chosen: Var<Option<usize>>) -> El {
    dialog(
        "Spoken by",
        move || chosen.get().is_some(),
        move || chosen.set(None),
        move || {
            chosen.get().and_then(|turn| Question::new(reader, chosen, turn)).map(Question::body)
        },
    )
}

/// What is asked. Copies are the same question.
#[derive(Clone, Copy)]
struct Question {
    reader: Reader,
    chosen: Var<Option<usize>>,
    turn: usize,
    /// What is selected, if it begins in the turn.
    selection: StoredValue<Option<Range<Mark>>>,
    /// Which of its scopes is meant.
    scope: Var<usize>,
    notice: Notice,
}

impl Question {
    fn new(reader: Reader, chosen: Var<Option<usize>>, turn: usize) -> Option<Self> {
        reader.document()?.transcript().turn(turn)?;
        let first = reader.selected_turns().map(|turns| turns.start as usize);
        let selection = reader.selection().filter(|_| first == Some(turn));
        Some(Self {
            reader,
            chosen,
            turn,
            selection: StoredValue::new(selection),
            scope: Var::new(0),
            notice: use_notice(),
        })
    }

    fn body(self) -> El {
        let document = self.reader.document();
        let transcript = document.map(|document| document.transcript());
        let now = transcript.as_ref().and_then(|t| Some(t.turn(self.turn)?.speaker));
        let voices = self.reader.cast().map(|cast| cast.present()).unwrap_or_default();
        let rows = voices
            .iter()
            .enumerate()
            .map(|(place, voice)| self.row(voice, place + 1, now == Some(voice.id)));
        let all = now.map_or(0, |voice| self.turns(voice, 0).len());
        let later = now.map_or(0, |voice| self.turns(voice, self.turn).len());
        let mut scopes = vec!["This turn".to_owned()];
        if self.selection.with_value(Option::is_some) {
            scopes.insert(0, "What is selected".to_owned());
        }
        scopes.push(format!("From here on ({later})"));
        scopes.push(format!("All turns ({all})"));
        let scopes: Vec<&str> = scopes.iter().map(String::as_str).collect();
        el("div")
            .child(segmented(
                "What is changed",
                "What is changed",
                &scopes,
                move || self.scope.get(),
                move |scope| self.scope.set(scope),
            ))
            .child(el("ul").class("spoken").attr("aria-label", "Spoken by").children(rows))
            .child(self.new_voice())
    }

    fn row(self, voice: &Rc<Voice>, place: usize, is_now: bool) -> El {
        let (id, name) = (voice.id, voice.name);
        let mark = mark_of(voice).text_fn(move || name.with(|name| transcript::initials(name)));
        let end = if is_now {
            Some(icon("check"))
        } else {
            (place <= 9).then(|| el("kbd").text(&place.to_string()))
        };
        let button = el("button")
            .attr("type", "button")
            .class("row")
            .attr("aria-pressed", if is_now { "true" } else { "false" })
            .child(mark)
            .child(el("bdi").class("grow").text_fn(move || name.get()))
            .children(end)
            .on_click(move || self.give(Who::Voice(id)));
        el("li").child(button)
    }

    fn new_voice(self) -> El {
        let name = Var::new(String::new());
        let add = move || {
            let typed = name.get_untracked();
            if typed.trim().is_empty() {
                self.notice.say("Type the name of the voice first.");
            } else {
                self.give(Who::New(&typed));
            }
        };
        let input = el("input")
            .class("in grow")
            .attr("aria-label", "New voice")
            .attr("placeholder", "New voice")
            .attr("dir", "auto")
            .attr("autocomplete", "off")
            .on("input", move |event| name.set(event_target_value(&event)))
            .on("keydown", move |event| {
                let is_enter =
                    event.dyn_ref::<KeyboardEvent>().is_some_and(|key| key.key() == "Enter");
                if is_enter {
                    event.prevent_default();
                    add();
                }
            });
        el("div").class("hstack").child(input).child(button("", "Add", add))
    }

    fn turns(self, voice: transcript::SpeakerId, from: usize) -> Vec<usize> {
        let document = self.reader.document();
        document.map_or_else(Vec::new, |document| document.editing().turns_of(voice, from))
    }

    fn give(self, who: Who<'_>) {
        let Some(document) = self.reader.document() else { return };
        let voice = document.transcript().turn(self.turn).map(|turn| turn.speaker);
        let Some(voice) = voice else { return };
        let selection = self.selection.get_value();
        let scope = self.scope.get_untracked() + usize::from(selection.is_none());
        let given = match (scope, selection) {
            (0, Some(marks)) => Given::Stretch(marks),
            (2, _) => Given::Turns(self.turns(voice, self.turn)),
            (3, _) => Given::Turns(self.turns(voice, 0)),
            _ => Given::Turns(vec![self.turn]),
        };
        self.chosen.set(None);
        let outcome = self.reader.give_from_dialog(self.turn, &given, who);
        tell(self.notice, outcome);
    }
}
