//! The chosen file, and what stands against sending it.

use assemblyai::DecodeError;
use transcript::Clock;

use super::drop_area::file_picker;
use crate::state::draft::{FileError, use_draft};
use crate::state::recording::{Kind, Obstacle, Recording};
use crate::state::transcript_file::{Refusal, use_transcript_file};
use crate::ui::button::{button, icon_button};
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::{Tone, hint, note, sentence};
use crate::views::wording;

/// Name, size and length, with another choice beside it.
pub(super) fn file_card() -> El {
    let draft = use_draft();
    let read = move |read: fn(&Recording) -> String| {
        move || draft.recording.with(|chosen| chosen.as_ref().map(read).unwrap_or_default())
    };
    let name = el("bdi").text_fn(read(|recording| recording.name.clone()));
    let text = el("div")
        .class("grow")
        .child(el("strong").class("cut").child(name))
        .child(el("span").class("meta num").text_fn(read(facts)));
    let card = el("div")
        .class("filecard")
        .child(icon("file"))
        .child(text)
        .children(file_picker(|choose| button("quiet", "Change", choose)))
        .child(icon_button("Remove file", icon("x"), move || draft.remove_file()));
    el("section").class("card").attr("aria-label", "Recording").child(card)
}

/// "48.2 MB · 47:12 · audio".
pub fn facts(recording: &Recording) -> String {
    let mut facts = vec![wording::size(recording.size)];
    facts.extend(recording.duration.map(|duration| Clock(duration).to_string()));
    facts.extend(match recording.kind {
        Kind::Audio => Some("audio".to_owned()),
        Kind::Video => Some("video".to_owned()),
        Kind::Unknown => None,
    });
    facts.join(" · ")
}

/// What is wrong with the file, or what the user should know of it.
pub(super) fn file_problem() -> El {
    let (draft, transcripts) = (use_draft(), use_transcript_file());
    el("div")
        .class("problems")
        .part(move || {
            let size = draft.recording.with(|chosen| chosen.as_ref().map_or(0, |c| c.size));
            draft.file_error.get().map(|error| {
                let (tone, icon, title, text) = words(error, size);
                note(tone, icon, title, [sentence(&text)])
            })
        })
        .part(move || draft.recording.with(|chosen| chosen.as_ref().and_then(advice)))
        .part(move || transcripts.refusal().map(|(name, refusal)| refused(&name, &refusal)))
}

/// Why a transcript file was not opened.
fn refused(name: &str, refusal: &Refusal) -> El {
    let what = match refusal {
        Refusal::Unreadable => {
            "It was moved, changed or its drive is gone. Choose it again.".to_owned()
        }
        Refusal::NotAnAnswer(DecodeError::CutOff) => {
            "It ends in the middle of an answer. Download or copy it once more.".to_owned()
        }
        Refusal::NotAnAnswer(DecodeError::NotJson(at)) => format!(
            "It is not JSON (see byte {at}). Choose the answer of AssemblyAI, as “Download the \
             answer” saves it."
        ),
        Refusal::NotAnAnswer(DecodeError::NotAnObject | DecodeError::NotATranscript) => {
            "It is JSON, but no answer of AssemblyAI: it lacks a “status”. Choose what “Download \
             the answer” saves, or what the API answers to GET /v2/transcript/…"
                .to_owned()
        }
        Refusal::NotDone => {
            "It is the answer of a job that was not finished. Ask for it again once it is."
                .to_owned()
        }
        Refusal::Failed(reason) => {
            format!("It is the answer of a job that failed: “{reason}” It holds no conversation.")
        }
    };
    let title = format!("“{name}” is not a transcript");
    note(Tone::Bad, "alert", &title, [sentence(&what)])
}

/// How a problem is told.
fn words(error: FileError, size: u64) -> (Tone, &'static str, &'static str, String) {
    let (title, sentence) = match error {
        FileError::Several => {
            let sentence = "The first of the files was taken.".to_owned();
            return (Tone::Plain, "info", "One recording at a time", sentence);
        }
        FileError::Missing => (
            "No recording is chosen",
            "Choose an audio or video file, or drop it anywhere on this page.".to_owned(),
        ),
        FileError::Obstacle(Obstacle::Empty) => (
            "This file is empty.",
            "It has 0 bytes, so there is nothing to send. If it is still being copied, wait and \
             choose it again."
                .to_owned(),
        ),
        FileError::Obstacle(Obstacle::TooLarge) => (
            "Larger than AssemblyAI’s upload limit (2.2 GB)",
            format!(
                "It is {}. Save only its sound, which is far smaller, and choose that; or put the \
                 file at a public link and give AssemblyAI the link: those may be up to 5 GB.",
                wording::size(size)
            ),
        ),
        FileError::Obstacle(Obstacle::Unreadable) => (
            "This file cannot be read",
            "It was moved, changed or its drive is gone, or it is a folder. Choose it again."
                .to_owned(),
        ),
    };
    (Tone::Bad, "alert", title, sentence)
}

/// What does not stop the file, but may surprise.
fn advice(recording: &Recording) -> Option<El> {
    if recording.is_too_long() {
        let length = Clock(recording.duration.unwrap_or_default());
        let text = format!(
            "It is {length} long, and AssemblyAI takes recordings up to 10 hours. You can send it \
             all the same, or cut it in parts first."
        );
        Some(note(Tone::Warn, "clock", "Longer than 10 hours", [sentence(&text)]))
    } else {
        let text = "This browser cannot play this format. AssemblyAI may still understand it.";
        (recording.is_playable == Some(false)).then(|| hint("", "info", text))
    }
}
