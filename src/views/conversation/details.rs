//! Everything that the service said of one turn: times, confidence, its words with theirs.

use std::rc::Rc;

use transcript::{Clock, Millis, Transcript};

use super::Sheets;
use super::correct::tell;
use crate::reactive::Var;
use crate::state::cast::Cast;
use crate::state::document::Document;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::{button, button_with};
use crate::ui::dialog::dialog;
use crate::ui::dom::{El, el};
use crate::ui::note::{facts, row};

/// Words shown at first; very long turns have thousands.
const PAGE: usize = 400;

/// The dialog; open while a turn is chosen.
pub(super) fn details_dialog(document: Rc<Document>, reader: Reader, sheets: Sheets) -> El {
    let (cast, chosen) = (reader.cast(), sheets.details);
    dialog(
        "Details",
        move || chosen.get().is_some(),
        move || chosen.set(None),
        move || {
            let turn = chosen.get()?;
            let body = details(&document, cast.as_ref(), turn);
            Some(el("div").child(ways(reader, sheets, turn)).child(body))
        },
    )
}

/// What can be corrected of the turn.
fn ways(reader: Reader, sheets: Sheets, turn: usize) -> El {
    let close = move || sheets.details.set(None);
    let edit = button_with("pencil", "Edit", move || {
        close();
        reader.edit_from_dialog(turn);
    });
    let who = button_with("people", "Spoken by…", move || {
        close();
        sheets.spoken.set(Some(turn));
    });
    let is_edited = reader.document().is_some_and(|document| document.editing().is_edited(turn));
    let notice = use_notice();
    let restore = is_edited.then(|| {
        button_with("undo", "Restore the original", move || {
            close();
            tell(notice, reader.restore(turn));
        })
    });
    row([edit, who].into_iter().chain(restore))
}

fn details(document: &Rc<Document>, cast: Option<&Cast>, index: usize) -> El {
    let shown = Var::new(PAGE);
    let transcript = document.transcript();
    let count = transcript.turn(index).map_or(0, |turn| transcript.words(turn).len());
    let (listed, others) = (Rc::clone(document), cast.cloned());
    el("div")
        .child(facts(&known(&transcript, cast, index)))
        .child(el("h3").text("Words"))
        .part(move || Some(words(&listed.transcript(), others.as_ref(), index, shown.get())))
        .part(move || {
            let text = format!("Show more of {count} words");
            (shown.get() < count).then(|| button("", &text, move || shown.update(|n| *n += PAGE)))
        })
}

fn known(
    transcript: &Transcript,
    cast: Option<&Cast>,
    index: usize,
) -> Vec<(&'static str, String)> {
    let Some(turn) = transcript.turn(index) else { return Vec::new() };
    let speaker = transcript.speaker(turn.speaker);
    let mut facts = vec![
        ("Speaker", cast.map(|cast| cast.name(turn.speaker)).unwrap_or_default()),
        ("Label", speaker.map_or_else(String::new, |s| s.label().to_owned())),
        ("Start", exact(turn.start)),
        ("End", exact(turn.end)),
    ];
    facts.retain(|(name, value)| *name != "Label" || !value.is_empty());
    let confidence =
        turn.confidence.map_or_else(|| "not given".to_owned(), |c| format!("{} %", c.percent()));
    facts.push(("Confidence", confidence));
    facts
}

/// The first words, each with its times and confidence.
fn words(transcript: &Transcript, cast: Option<&Cast>, index: usize, count: usize) -> El {
    let Some(turn) = transcript.turn(index).filter(|t| transcript.words(t).len() > 0) else {
        return el("p").class("meta").text("The answer has no words for this turn, only its text.");
    };
    let rows = transcript.words(turn).take(count).map(|word| {
        let figure = |text: &str| el("span").class("num").text(text);
        let sure = word.confidence.map_or_else(|| "–".to_owned(), |c| format!("{} %", c.percent()));
        // A word may be said to be another's than the turn's.
        let other = (word.speaker != turn.speaker)
            .then(|| cast.map(|cast| cast.name(word.speaker)))
            .flatten();
        el("li")
            .child(el("bdi").text(word.text))
            .child(figure(&format!("{} – {}", exact(word.start), exact(word.end))))
            .child(figure(&sure))
            .children(other.map(|name| el("span").class("meta").child(el("bdi").text(&name))))
    });
    el("ol").class("words").attr("aria-label", "Words").children(rows)
}

/// "0:05.240".
fn exact(time: Millis) -> String {
    format!("{}.{:03}", Clock(time), time.get() % 1_000)
}
