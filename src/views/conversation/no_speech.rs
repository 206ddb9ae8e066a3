//! A transcript without words.

use transcript::Clock;

use crate::state::document::Document;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::row;

/// Says so; the sound stays in the player.
pub(super) fn no_speech(document: &Document) -> El {
    let length = document.transcript().duration();
    let all = length.map_or_else(|| "all".to_owned(), |d| format!("all {}", Clock(d)));
    let sentence = format!(
        "AssemblyAI listened to {all} of “{}” and heard no words. It may be music or silence, or \
         the language may need to be set.",
        document.title.get_untracked()
    );
    let again = el("a").class("btn").attr("href", "#/").text("Choose a language and try again");
    el("section")
        .class("card blank no-speech")
        .child(icon("quiet"))
        .child(el("h2").text("No speech found."))
        .child(el("p").text(&sentence))
        .child(row([again]))
}
