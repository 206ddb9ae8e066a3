//! The recording, docked at the foot of the screen: what plays, where it is, who speaks when.

mod deck;
mod keep;
mod rate;
mod rows;
mod screen;
mod sound;
mod strip;

use crate::reactive::Var;
use crate::state::document::Media;
use crate::state::library::{Entry, use_library};
use crate::state::reader::Reader;
use crate::state::recording::{Kind, Recording};
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::file_input::file_input;
use crate::ui::note::{Tone, hint, note, sentence};

use super::correct::{compare, review};
use screen::screen;
use sound::sound;

const UNPLAYABLE: &str = "This browser cannot play this format. The text is complete; the same \
                          recording as MP3, M4A or WAV would play.";

const NOT_FROM_LINK: &str = "The recording cannot be heard from its link in this browser. The text \
                             is complete.";

const CHOOSE: &str = "Choose the recording";

const OPEN_FILE: &str = "Open the recording’s file to hear it";

/// The bar. Without sound everything else on it works.
pub(super) fn player(reader: Reader) -> Option<El> {
    let document = reader.document()?;
    let (is_broken, has_rows) = (Var::new(false), Var::new(false));
    let offered = Var::new(None);
    let media = document.media;
    let bar = el("section")
        .class("player")
        .attr("aria-label", "Player")
        .part(move || {
            let media = media.get()?;
            is_broken.set(false);
            let sound = sound(reader, &media, is_broken);
            Some(if media.kind == Kind::Video { screen(reader, sound) } else { sound })
        })
        .part(move || is_broken.get().then(|| broken(reader, offered)))
        .part(move || review(reader))
        .part(move || compare(reader))
        .part(move || media.with(Option::is_none).then(|| silent(reader, offered)))
        .part(move || keep::question(offered))
        .child(deck::deck(reader))
        .child(deck::clock(reader))
        .children(strip::strip(reader))
        .child(rate::rate(reader, has_rows))
        .part(move || has_rows.get().then(|| rows::rows(reader))?);
    Some(bar)
}

fn broken(reader: Reader, offered: Var<Option<Entry>>) -> El {
    // What is at a link may be gone, or not be given to a page.
    let is_linked = reader.document().is_some_and(|document| {
        document.media.with(|media| media.as_ref().is_some_and(Media::is_linked))
    });
    let (text, name) = if is_linked { (NOT_FROM_LINK, OPEN_FILE) } else { (UNPLAYABLE, CHOOSE) };
    el("div").class("wide").child(hint("info", "mute", text)).child(choose(reader, offered, name))
}

fn silent(reader: Reader, offered: Var<Option<Entry>>) -> El {
    let entry = entry_of(reader);
    let is_linked = entry.is_some_and(|entry| entry.link().is_some());
    let can_hear = entry.is_some_and(|entry| use_library().can_hear_link(entry));
    let (text, name) = match (is_linked, can_hear) {
        (true, true) => (
            "The text is here, its sound is at the link. To hear it from there tells the link’s host \
             that somebody listens.",
            OPEN_FILE,
        ),
        (true, false) => (
            "The text is here, its sound is at the link, which this page may not play from.",
            OPEN_FILE,
        ),
        (false, _) => {
            ("The text is here, its sound is not. Choose the recording to listen along.", CHOOSE)
        }
    };
    let buttons = el("div")
        .class("hstack")
        .part(move || from_link(reader))
        .part(move || reopen(reader))
        .child(choose(reader, offered, name));
    note(Tone::Plain, "mute", "No sound", [sentence(text), buttons])
}

fn entry_of(reader: Reader) -> Option<Entry> {
    use_library().find(reader.document()?.id.as_ref()?)
}

/// Hears the recording from where its link leads, where the page may.
fn from_link(reader: Reader) -> Option<El> {
    let (library, entry) = (use_library(), entry_of(reader)?);
    let hear = || button("primary", "Hear it from the link", move || library.hear_link(entry));
    library.can_hear_link(entry).then(hear)
}

/// Brings the recording back, where the browser knows where it is.
fn reopen(reader: Reader) -> Option<El> {
    let library = use_library();
    let entry = entry_of(reader)?;
    let name = entry.with_record(|record| record.file.name.clone());
    let open = || button("primary", &format!("Open {name}"), move || library.reopen(entry));
    library.can_reopen(entry).then(open)
}

/// Puts a recording beside the text.
fn choose(reader: Reader, offered: Var<Option<Entry>>, name: &str) -> El {
    let take = keep::taker(reader, offered);
    let (open, input) = file_input("Recording to listen along", "audio/*,video/*", move |files| {
        if let Some(file) = files.into_iter().next() {
            take(Recording::new(file));
        }
    });
    el("span").child(button("", name, open)).child(input)
}
