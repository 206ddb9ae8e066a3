//! Where a recording comes in: drop, paste, or choose.

use std::rc::Rc;

use leptos::prelude::*;

use crate::reactive::Var;
use crate::state::library::{Entry, use_library};
use crate::state::transcript_file::use_transcript_file;
use crate::ui::button::{button, button_with};
use crate::ui::dom::{El, el, svg};
use crate::ui::file_input::file_input;
use crate::ui::note::{hint, row};
use crate::views::start::library::archive_picker;
use crate::views::start::link_field::{link_button, link_field};
use crate::views::wording;

/// What file pickers offer first; any file may be chosen, the service decides.
const ACCEPT: &str = "audio/*,video/*,.3ga,.8svx,.aac,.ac3,.aif,.aiff,.alac,.amr,.ape,.au,.dss,\
                      .flac,.flv,.m2ts,.m4a,.m4b,.m4p,.m4r,.mogg,.mov,.mp2,.mp3,.mp4,.mpga,.mts,\
                      .mxf,.oga,.ogg,.opus,.qcp,.ts,.tta,.voc,.wav,.webm,.wma,.wv";

/// What the picker of transcripts offers first.
const TRANSCRIPTS: &str = ".json,application/json,.srt,application/x-subrip,.vtt,text/vtt,.rttm,\
                           .csv,text/csv,.tsv,.tar";

/// Three voices in the drawing: colour and strokes.
const WAVE: [(u8, &str); 5] = [
    (
        1,
        "M3 22.0v12.1M9 20.5v15.0M15 15.0v26.0M21 11.9v32.1M27 11.1v33.8M33 13.7v28.5M39 15.9v24.2M45 16.9v22.2M51 21.1v13.9",
    ),
    (
        2,
        "M60 21.9v12.2M66 18.9v18.3M72 18.2v19.5M78 15.5v25.0M84 15.4v25.2M90 15.2v25.7M96 12.0v32.1M102 7.4v41.1M108 9.6v36.7M114 11.3v33.4M120 13.7v28.6M126 19.1v17.7M132 20.2v15.6M138 23.1v9.9",
    ),
    (3, "M147 18.1v19.8M153 10.3v35.4M159 12.2v31.6M165 13.0v30.0M171 18.8v18.3"),
    (1, "M180 20.8v14.4M186 11.2v33.6M192 8.6v38.8M198 20.1v15.9"),
    (
        2,
        "M207 21.8v12.4M213 19.3v17.4M219 14.2v27.7M225 9.3v37.4M231 11.9v32.2M237 11.9v32.1M243 16.4v23.2M249 18.9v18.2",
    ),
];

/// The area, with the file picker.
pub(super) fn drop_area(is_over: Var<bool>) -> El {
    let strokes =
        WAVE.map(|(voice, d)| svg("path").attr("data-sp", &voice.to_string()).attr("d", d));
    let wave = svg("svg").class("wave").attr("viewBox", "0 0 254 56").attr("aria-hidden", "true");
    let title = el("h2").id("drop").text_fn(move || {
        let title =
            if is_over.get() { "Let go to add the file" } else { "Drop an audio or video file" };
        title.to_owned()
    });
    let limits = "MP3, M4A, WAV, MP4, MOV and most others. Up to 2.2 GB or 10 hours.";
    el("section")
        .class("drop")
        .attr("aria-labelledby", "drop")
        .flag("data-over", "1", move || is_over.get())
        .child(wave.children(strokes))
        .child(title)
        .child(el("p").class("meta").text(limits))
        .child(
            row(file_picker(|choose| button_with("file", "Choose a file", choose)))
                .child(link_button()),
        )
        .part(link_field)
        .child(transcript_picker())
}

/// A button, made from what it does, and the native file input behind it.
pub(super) fn file_picker(button: impl FnOnce(Box<dyn Fn()>) -> El) -> [El; 2] {
    let incoming = use_transcript_file();
    let (open, input) = file_input("Audio or video file", ACCEPT, move |files| {
        incoming.take(files.into_iter().map(Into::into).collect());
    });
    let open: Rc<dyn Fn()> = open.into();
    let pick = move || {
        let open = Rc::clone(&open);
        incoming.pick(move || open());
    };
    // Several are sent one after another.
    [button(Box::new(pick)).id("choose"), input.attr("multiple", "")]
}

/// A button, made from what it does, and the native file input behind it, for the file of a job
/// that has to be chosen again; `is_wrong` says that another one was chosen.
pub fn same_file_picker(
    entry: Entry,
    is_wrong: Var<bool>,
    button: impl FnOnce(Box<dyn Fn()>) -> El,
) -> [El; 2] {
    let library = use_library();
    let (open, input) = file_input("The same file", ACCEPT, move |files| {
        if let Some(file) = files.into_iter().next() {
            library.give_file(entry, file, move |is_same| is_wrong.set(!is_same));
        }
    });
    [button(open), input]
}

/// The way in for a transcript that the account has, whoever asked for it.
fn id_form() -> El {
    let transcripts = use_transcript_file();
    let id = Var::new(String::new());
    let input = el("input")
        .class("in grow")
        .attr("aria-label", "Transcript id")
        .attr("placeholder", "Transcript id")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .on("input", move |event| id.set(event_target_value(&event)));
    let open = el("button")
        .attr("type", "submit")
        .class("btn")
        .flag("disabled", "", move || transcripts.is_fetching())
        .text("Open");
    let stop = move || {
        let stop = || button("quiet", "Cancel", move || transcripts.stop_fetching());
        transcripts.is_fetching().then(stop)
    };
    let trouble = move || {
        let kind = transcripts.trouble()?;
        let text = format!("{}. It is tried again by itself.", wording::trouble(kind));
        Some(hint("busy", "refresh", &text))
    };
    let text = "From the account of the key below. Nothing is transcribed, it costs nothing.";
    el("form")
        .class("by-id")
        .on("submit", move |event| {
            event.prevent_default();
            transcripts.fetch(&id.get_untracked());
        })
        .child(el("p").class("meta").text(text))
        .child(el("div").class("hstack").child(input).child(open).part(stop))
        .part(trouble)
}

/// The way in for a transcript that was made before.
fn transcript_picker() -> El {
    let transcripts = use_transcript_file();
    let (open, input) =
        file_input("Transcript file", TRANSCRIPTS, move |files| transcripts.open(files));
    // Its recording may be chosen along with it.
    let input = input.attr("multiple", "");
    let library = use_library();
    let is_first = Memo::new(move |_| library.entries().is_empty());
    let is_asking = Var::new(false);
    let by_id = button("quiet", "Open by its id", move || is_asking.update(|is| *is = !*is))
        .attr_fn("aria-expanded", move || Some(is_asking.get().to_string()));
    let pickers = el("div").child(button("quiet", "Open a transcript file", open)).child(input);
    let pickers = pickers.child(by_id).part(move || is_asking.get().then(id_form));
    pickers.part(move || {
        let picker = || {
            let (open, input) = archive_picker();
            el("span").child(button("quiet", "Import an archive", open)).child(input)
        };
        // Later it is in the menu of the list.
        is_first.get().then(picker)
    })
}
