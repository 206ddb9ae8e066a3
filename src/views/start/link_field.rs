//! A link in place of a file: its field, and why a link is not sent.

use assemblyai::link::Refusal;

use super::cost::cost_of;
use crate::state::draft::{Lengths, use_draft};
use crate::state::linking::{FIELD, Length, Linking};
use crate::state::part::{Here, use_part};
use crate::state::session::use_session;
use crate::ui::button::button;
use crate::ui::dom::{El, el};
use crate::ui::note::{Tone, hint, note, row, sentence};
use crate::views::opening::later;
use leptos::prelude::event_target_value;

/// The button that shows the field.
pub(super) fn link_button() -> El {
    let (linking, part) = (use_draft().linking, use_part());
    button("", "Paste a link", move || linking.toggle(part))
        .attr_fn("aria-expanded", move || Some(linking.is_open.get().to_string()))
}

/// The field, while it is shown.
pub(super) fn link_field() -> Option<El> {
    let linking = use_draft().linking;
    linking.is_open.get().then(|| later("Opening the field…", |here| link_form(linking, here)))
}

/// The field itself, with what is wrong with a link: this is in the second part.
#[inline(never)]
fn link_form(linking: Linking, here: Here) -> El {
    let session = use_session();
    let input = el("input")
        .class("in")
        .id(FIELD)
        .attr("type", "text")
        .attr("inputmode", "url")
        .attr("autocomplete", "off")
        .attr("autocapitalize", "off")
        .attr("spellcheck", "false")
        .attr("dir", "ltr")
        .attr("placeholder", "https://…")
        .attr("aria-describedby", "link-hint")
        .flag("aria-invalid", "true", move || linking.refusal.with(Option::is_some))
        .value_fn(move || linking.typed.get())
        .on("input", move |event| linking.set_typed(event_target_value(&event)))
        .on("change", move |_| linking.look(&session.base(), here));
    let text = "AssemblyAI fetches the file from this address itself; anyone who has the address can, \
                too. Up to 5 GB or 10 hours. Pages of video sites do not work.";
    el("div")
        .class("link-in")
        .child(el("label").attr("for", FIELD).text("Link to a recording"))
        .child(input)
        .child(el("p").class("hint").id("link-hint").text(text))
        .part(move || linking.refusal.get().map(|refusal| refused(linking, &refusal)))
        .part(move || Some(cost_of(lengths(linking.length.get()))))
        .part(move || length_of(linking, here))
}

/// Of which length the price is told.
fn lengths(length: Length) -> Lengths {
    match length {
        Length::Known(length) => Lengths { known_ms: length.get().into(), has_unknown: false },
        _ => Lengths { known_ms: 0, has_unknown: true },
    }
}

/// How its length is found out: the link's host learns of it, so the user says so.
fn length_of(linking: Linking, here: Here) -> Option<El> {
    if linking.typed.with(|typed| typed.trim().is_empty()) {
        return None;
    }
    Some(match linking.length.get() {
        Length::Known(_) => return None,
        Length::Unasked => {
            let session = use_session();
            let find = move || linking.find_length(&session.base(), here);
            let text = "This asks the link’s host, which learns that you do.";
            el("div")
                .class("stackv")
                .child(button("", "Find its length", find))
                .child(el("p").class("hint").text(text))
        }
        Length::Asked => hint("busy", "refresh", "Asking the link’s host…"),
        Length::NotTold => hint(
            "info",
            "info",
            "This browser could not find its length. AssemblyAI may all the same.",
        ),
    })
}

/// Why a link is not sent, and the way out.
fn refused(linking: Linking, refusal: &Refusal) -> El {
    let (title, text) = words(refusal);
    let direct = match refusal {
        Refusal::Shared { direct: Some(direct), .. } => {
            let direct = direct.clone();
            Some(row([button("", "Use the direct link", move || linking.replace(&direct))]))
        }
        _ => None,
    };
    let body = [Some(sentence(&text)), direct].into_iter().flatten();
    note(Tone::Bad, "alert", &title, body)
}

fn words(refusal: &Refusal) -> (String, String) {
    let (title, text) = match refusal {
        Refusal::Missing => ("No link is given", "Paste the address of an audio or video file."),
        Refusal::NotAnAddress => {
            ("This is not a link", "Copy the whole address of the file; it has no blanks in it.")
        }
        Refusal::NotOfTheWeb => (
            "This is not a link that AssemblyAI can open",
            "It has to begin with https:// or http://. A file on this device is chosen with “Choose \
             a file”.",
        ),
        Refusal::HasPassword => (
            "There is a password in this link",
            "It would be kept in the open with the transcript. Paste a link without a user name, or \
             download the recording and choose it as a file.",
        ),
        Refusal::Private => (
            "AssemblyAI cannot reach this address",
            "It is that of this device or of your own network. Download the recording and choose it \
             as a file.",
        ),
        Refusal::Page { site } => {
            return (
                format!("This is a page of {site}, not a recording"),
                "AssemblyAI cannot take the sound out of a page. If the recording is yours, download \
                 it there and choose it as a file."
                    .to_owned(),
            );
        }
        Refusal::Shared { site, direct } => {
            let text = match direct {
                Some(_) if *site == "Google Drive" => {
                    "The link of the file itself works, if everybody who has it may open the file. \
                     Google gives files up to 100 MB that way."
                }
                Some(_) => {
                    "The link of the file itself works, if everybody who has it may open the file."
                }
                None => {
                    "Share the file itself and paste its direct link, or download the recording and \
                     choose it as a file."
                }
            };
            return (format!("This is a page of {site}, not the file"), text.to_owned());
        }
    };
    (title.to_owned(), text.to_owned())
}
