//! The bar of the conversation: its name and what can be taken from it.

use std::rc::Rc;

use leptos::prelude::{Get as _, Memo};
use transcript::Clock;
use transcript::statistics::talk;

use super::Sheets;
use super::correct::steps;
use super::find::{FIELD, find};
use super::view_menu::{VIEW, view_menu};
use crate::reactive::Var;
use crate::state::document::Document;
use crate::state::library::use_library;
use crate::state::navigation::focus;
use crate::state::notice::use_notice;
use crate::state::reader::Reader;
use crate::ui::button::{folding_button, icon_button};
use crate::ui::dom::{El, el};
use crate::ui::icon::{icon, icon_fn};
use crate::ui::menu::menu_button;
use crate::views::bar::theme_toggle;
use crate::views::wording;

/// Title, figures, copy, download.
pub(super) fn header(reader: Reader, document: &Rc<Document>, sheets: Sheets) -> El {
    let back = el("a")
        .class("ib")
        .attr("href", "#/")
        .attr("aria-label", "New conversation")
        .attr("title", "New conversation")
        .child(crate::ui::icon::icon_with("flip", "back"));
    let (told, owing) = (Rc::clone(document), document.id.clone());
    let unkept = Memo::new(move |_| unkept(owing.as_deref()?));
    let title = document.title;
    let name = el("bdi").attr_if("lang", document.title_lang).text_fn(move || title.get());
    let title = el("div")
        .class("title")
        .child(el("h1").class("cut").id("title").attr("tabindex", "-1").child(name))
        .child(
            el("p")
                .class("meta cut num")
                .flag("data-unkept", "", move || unkept.get().is_some())
                .text_fn(move || unkept.get().unwrap_or_else(|| figures(&told))),
        );
    let steps = steps(reader);
    let export = folding_button("", "Export", icon("export"), move || sheets.export.set(true));
    let raw = Rc::clone(document);
    let save = folding_button("quiet", wording::original(document), icon("download"), move || {
        raw.save_raw();
    });
    let bar = el("header").class("bar").child(el("div").class("a").child(back).child(title));
    let actions = el("div").class("z");
    let cast = reader.cast().filter(|cast| !cast.all().is_empty());
    // Where nothing is said, there is the answer alone to take away.
    let (bar, actions) = match cast {
        Some(cast) => (
            bar.child(find(reader, cast.clone(), sheets.finding)),
            actions
                .children(steps)
                .children(reading(sheets))
                .child(view_menu(reader, Rc::clone(document), cast, sheets.changes))
                .child(wide(copy_all(Rc::clone(document))))
                .child(export)
                .child(wide(theme_toggle())),
        ),
        None => {
            (bar, actions.child(copy_all(Rc::clone(document))).child(save).child(theme_toggle()))
        }
    };
    bar.child(actions)
}

/// Where there is room alone: the sheet of exports copies too, and the start screen has the other.
fn wide(button: El) -> El {
    el("span").class("only-l").child(button)
}

/// What opens the sheets of reading.
fn reading(sheets: Sheets) -> [El; 4] {
    let narrow = |button: El| el("span").class("only-s").child(button);
    let open_search = icon_button("Search", icon("search"), move || {
        sheets.finding.set(true);
        focus(FIELD);
    });
    let open_voices = icon_button("Voices", icon("people"), move || sheets.voices.set(true));
    let keys = icon_button("Keyboard shortcuts", icon("keyboard"), move || sheets.keys.set(true));
    [narrow(open_search), narrow(open_voices), menu_button(VIEW, "View", icon("text")), wide(keys)]
}

/// What is not saved of the corrections: in view wherever one corrects. The rest is said above the text.
fn unkept(id: &str) -> Option<String> {
    let library = use_library();
    match library.corrections(library.find(id)?).owes() {
        0 => None,
        1 => Some("1 correction not saved".to_owned()),
        count => Some(format!("{count} corrections not saved")),
    }
}

/// "47:12 · 3 voices", and what it was read from.
fn figures(document: &Document) -> String {
    let length = Clock(document.duration());
    document.shape.track();
    let figures = match talk(&document.transcript()).len() {
        0 => length.to_string(),
        1 => format!("{length} · 1 voice"),
        voices => format!("{length} · {voices} voices"),
    };
    match document.source {
        Some(source) => {
            let figures = format!("{figures} · Read from {}", wording::source(source.format));
            match source.guessed {
                Some(encoding) => format!("{figures}, taken for {encoding}"),
                None => figures,
            }
        }
        None => figures,
    }
}

/// The whole conversation to the clipboard; as a file where the browser does not allow that.
fn copy_all(document: Rc<Document>) -> El {
    let notice = use_notice();
    let is_done = Var::new(false);
    let icon = icon_fn(move || if is_done.get() { "check" } else { "copy" });
    folding_button("", "Copy all as text", icon, move || {
        Rc::clone(&document).copy_text(move |is_copied| {
            if is_copied {
                notice.say("Copied the whole conversation.");
                is_done.set(true);
            } else {
                notice.say("This browser did not allow copying; the text was saved as a file.");
            }
        });
    })
}
