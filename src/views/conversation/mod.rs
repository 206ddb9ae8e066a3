//! The conversation screen: who said what, with the sound.

mod about;
mod details;
mod header;
mod no_speech;
mod player;
mod sample_wait;
mod side;
mod turn;
mod turn_list;
mod voice;

use std::rc::Rc;

use leptos::prelude::*;

use crate::state::document::Document;
use crate::state::navigation::announce_screen;
use crate::state::player::Player;
use crate::ui::dom::{El, el};

use about::about;
use details::details_dialog;
use header::header;
use no_speech::no_speech;
use player::player_bar;
pub use sample_wait::sample_wait;
use side::side;
use turn_list::turn_list;

/// The screen.
pub fn conversation_screen(document: Rc<Document>) -> El {
    announce_screen(&format!("{} · Diarist", document.title));
    let player = Player::provide();
    let details = RwSignal::new(None::<usize>);
    let is_empty = document.answer.transcript.is_empty();
    let talk = if is_empty { no_speech(&document) } else { turn_list(&document, player, details) };
    let main = el("main").class("talk").id("main").child(talk).child(about(&document));
    let room = el("div").class("room").children((!is_empty).then(|| side(&document))).child(main);
    el("div")
        .class("read")
        .child(header(&document))
        .child(room)
        .children(document.media.as_ref().map(|media| player_bar(media, player)))
        .child(details_dialog(document, details))
}
