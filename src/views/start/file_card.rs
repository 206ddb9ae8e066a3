//! The chosen files, and what stands against sending them.

use assemblyai::{DecodeError, Failure};
use import::{Expected, Format, ImportError};
use leptos::prelude::*;
use library::Record;
use transcript::{Clock, Millis};

use super::cost::cost;
use super::drop_area::file_picker;
use crate::state::draft::use_draft;
use crate::state::library::use_library;
use crate::state::part::{Here, PartState, use_part};
use crate::state::recording::{Kind, Obstacle, Recording};
use crate::state::transcript_file::{LONGEST, ReadError, Refusal, use_transcript_file};
use crate::ui::button::{button, icon_button};
use crate::ui::check_box::check_box_of;
use crate::ui::dom::{El, el};
use crate::ui::icon::icon;
use crate::ui::note::{Tone, hint, note, sentence};
use crate::views::wording;

/// The chosen files, with another choice beside them. This is in the second part.
#[inline(never)]
pub(super) fn file_cards(_: Here) -> El {
    let draft = use_draft();
    let count = Memo::new(move |_| draft.recordings.with(Vec::len));
    el("section")
        .class("card")
        .attr("aria-label", "Recording")
        .part(move || {
            Some(el("div").children((0..count.get()).map(|at| file_card(at, count.get()))))
        })
        .part(cost)
        .part(move || use_library().is_kept().then(keep_media))
}

/// A copy in the browser: the user says, as it takes as much room as the files.
fn keep_media() -> El {
    let draft = use_draft();
    let label = el("span").text_fn(move || {
        format!("Keep the sound on this device too ({})", wording::size(draft.bytes()))
    });
    let keeps = move || draft.keeps_media();
    el("div")
        .class("filekeep")
        .child(check_box_of(label, keeps, move |is_on| draft.keep_media(is_on)))
        .child(el("p").class("hint").text(
            "Without it the text has no sound after this page is closed, until you choose the file \
             again; and what was not sent by then waits for the file.",
        ))
}

/// Name, size and length of a file.
fn file_card(at: usize, count: usize) -> El {
    let draft = use_draft();
    let read = move |read: fn(&Recording) -> String| {
        move || draft.recordings.with(|chosen| chosen.get(at).map(read).unwrap_or_default())
    };
    let name = el("bdi").text_fn(read(|recording| recording.name.clone()));
    let text = el("div")
        .class("grow")
        .child(el("strong").class("cut").child(name))
        .child(el("span").class("meta num").text_fn(read(facts)))
        .part(move || draft.same_as(at).map(|name| same_as(&name)));
    let remove = move || {
        let file = draft.recordings.with_untracked(|chosen| chosen.get(at).map(|c| c.file.clone()));
        if let Some(file) = file {
            draft.remove_file(&file);
        }
    };
    // Of several, each is named, so that the buttons can be told apart.
    let label =
        match (count, draft.recordings.with_untracked(|c| c.get(at).map(|c| c.name.clone()))) {
            (2.., Some(name)) => format!("Remove {name}"),
            _ => "Remove file".to_owned(),
        };
    let change = (at == 0).then(|| file_picker(|choose| button("quiet", "Change", choose)));
    el("div")
        .class("filecard")
        .child(icon("file"))
        .child(text)
        .children(change.into_iter().flatten())
        .child(icon_button(&label, icon("x"), remove))
}

/// Files with the same bytes are one recording, which is said before it is sent.
fn same_as(name: &str) -> El {
    el("div")
        .class("meta")
        .child(el("span").text("The same recording as "))
        .child(el("bdi").text(name))
        .child(el("span").text("; sent once"))
}

/// "48.2 MB · 47:12 · audio".
pub fn facts(recording: &Recording) -> String {
    let kind = match recording.kind {
        Kind::Audio => Some("audio"),
        Kind::Video => Some("video"),
        Kind::Unknown => None,
    };
    join(recording.size, recording.duration, kind)
}

/// The same of a recording whose file is not at hand.
pub fn record_facts(record: &Record) -> String {
    let length = record.length.map(|ms| Millis::new(u32::try_from(ms).unwrap_or(u32::MAX)));
    if let Some(link) = &record.link {
        // Its size is not known here, and what is fetched is what the host has by then.
        let host = link.split_once("://").map_or(link.as_str(), |(_, rest)| rest);
        let host = host.split(['/', '?']).next().unwrap_or(host);
        let facts = [Some(format!("link to {host}")), length.map(|ms| Clock(ms).to_string())];
        return facts.into_iter().flatten().collect::<Vec<_>>().join(" · ");
    }
    join(record.file.size, length, None)
}

fn join(size: u64, length: Option<Millis>, kind: Option<&str>) -> String {
    let mut facts = vec![wording::size(size)];
    facts.extend(length.map(|length| Clock(length).to_string()));
    facts.extend(kind.map(str::to_owned));
    facts.join(" · ")
}

/// What is wrong with the files, or what the user should know of them.
pub(super) fn file_problem() -> El {
    let (draft, part) = (use_draft(), use_part());
    el("div").class("problems").part(move || draft.is_file_missing.get().then(missing)).part(
        // Where the part does not come, that is said in place of the files.
        move || match part.state() {
            PartState::Here(here) => Some(read_problems(here)),
            _ => None,
        },
    )
}

/// What is wrong with files that were looked at. This is in the second part.
#[inline(never)]
fn read_problems(_: Here) -> El {
    let (draft, transcripts) = (use_draft(), use_transcript_file());
    let notes = move || {
        draft.recordings.with(|chosen| {
            let is_one = chosen.len() == 1;
            let notes = chosen.iter().filter_map(|recording| advice(recording, is_one));
            notes.collect::<Vec<_>>()
        })
    };
    el("div")
        .class("problems")
        .part(move || Some(el("div").class("problems").children(notes())))
        .part(move || transcripts.refusal().map(|(name, refusal)| refused(&name, &refusal)))
}

fn missing() -> El {
    let text = "Choose an audio or video file, or drop it anywhere on this page.";
    note(Tone::Bad, "alert", "No recording is chosen", [sentence(text)])
}

/// Why a transcript file was not opened.
fn refused(name: &str, refusal: &Refusal) -> El {
    let what = match refusal {
        Refusal::Unreadable => {
            "It was moved, changed or its drive is gone. Choose it again.".to_owned()
        }
        Refusal::NotRead(error) => unread(*error),
        Refusal::NotDone => {
            "It is the answer of a job that was not finished. Ask for it again once it is."
                .to_owned()
        }
        Refusal::Deleted => {
            "It is the answer of a job whose transcript was deleted: nothing of it is left in this \
             file. Open a copy that was saved before."
                .to_owned()
        }
        Refusal::Failed(reason) => {
            format!("It is the answer of a job that failed: “{reason}” It holds no conversation.")
        }
        Refusal::TooLong(bytes) => {
            let what = format!(
                "It has {}. The transcript of ten hours has about 20 MB, and this page reads up to \
                 {}. Export it again with less in it, or in parts.",
                wording::size(*bytes),
                wording::size(LONGEST)
            );
            return note(
                Tone::Bad,
                "alert",
                &format!("“{name}” was not opened"),
                [sentence(&what)],
            );
        }
        Refusal::NotFetched(failure) => return not_fetched(name, failure),
    };
    let title = format!("“{name}” is not a transcript");
    note(Tone::Bad, "alert", &title, [sentence(&what)])
}

/// Why the service did not give a transcript.
fn not_fetched(id: &str, failure: &Failure) -> El {
    let what = match failure {
        Failure::Status { status: 401, .. } => {
            "AssemblyAI does not accept this key. Enter the one of the account that made it."
                .to_owned()
        }
        Failure::Status { status: 400 | 404, .. } => {
            "AssemblyAI has none of this id for this key. Check the id, the key and the region; \
             transcripts are kept there for 30 days unless the account says otherwise."
                .to_owned()
        }
        Failure::Status { text: Some(text), .. } => format!("AssemblyAI says: “{text}”"),
        Failure::Status { status, .. } => {
            format!("AssemblyAI answered with status {status}. Try again in a while.")
        }
        Failure::Garbled => {
            "What AssemblyAI sent is no transcript, or longer than any. Try again in a while."
                .to_owned()
        }
        _ => "AssemblyAI could not be reached. Check the network, and try again.".to_owned(),
    };
    note(Tone::Bad, "alert", &format!("“{id}” was not fetched"), [sentence(&what)])
}

/// What is wrong with a transcript, and what to do about it.
fn unread(error: ReadError) -> String {
    match error {
        ReadError::Answer(DecodeError::CutOff) => {
            "It ends in the middle, or is empty. Download or copy it once more.".to_owned()
        }
        ReadError::Answer(DecodeError::NotJson(at)) => format!(
            "It is not JSON (see byte {at}). Choose the answer of AssemblyAI, as “Download the \
             answer” saves it."
        ),
        ReadError::Answer(DecodeError::NotAnObject | DecodeError::NotATranscript) => {
            "It is JSON, but no answer of AssemblyAI: it lacks a “status”. Nor does it have segments, \
             as Whisper writes them, nor is it of Deepgram. Choose what “Download the answer” saves, or what the API answers to GET \
             /v2/transcript/…"
                .to_owned()
        }
        ReadError::Unknown => {
            "It is not JSON, and no SRT, WebVTT, RTTM or CSV with the columns of Diarist either. \
             Export it once more in one of these formats, as UTF-8."
                .to_owned()
        }
        ReadError::Foreign(service) => format!(
            "It is JSON of {}, which Diarist does not read. Export SRT or WebVTT there, and choose that.",
            service.name()
        ),
        ReadError::Import(format, error) => broken(format, error),
    }
}

/// "Line 12: a time like … was expected. Correct it …"
fn broken(format: Format, ImportError { line, expected }: ImportError) -> String {
    let (what, next) = match expected {
        Expected::Utf8 => ("text in UTF-8 was expected.", "Save it again with this encoding."),
        Expected::SrtTime => ("a time like 00:00:05,000 --> 00:00:06,200 was expected.", CORRECT),
        Expected::VttTime => ("a time like 00:00:05.000 --> 00:00:06.200 was expected.", CORRECT),
        Expected::RttmTurn => (
            "“SPEAKER”, a recording, a channel, a start and a length in seconds were expected.",
            CORRECT,
        ),
        Expected::CsvCells => ("as many cells as in the first line were expected.", CORRECT),
        Expected::CsvTime => ("a time in seconds, like 5.2, was expected.", CORRECT),
        Expected::CsvQuote => {
            ("the quotation mark that opens here was expected to close.", CORRECT)
        }
        Expected::Json => ("JSON was expected.", "Export or copy it once more."),
        Expected::JsonEnd => ("it ends in the middle.", "Download or copy it once more."),
        Expected::Speech => ("nothing is said in it.", "Choose another file."),
        Expected::FewerTurns => (
            "it has more turns than a file of its length can mean: they are a few letters long.",
            "Export it once more, with what is said in it.",
        ),
    };
    match line {
        Some(line) => format!("Line {line}: {what} {next}"),
        None => format!("It is {}, but {what} {next}", format.name()),
    }
}

/// What to do about a line that a person can write.
const CORRECT: &str = "Correct the line in a text editor, and choose the file again.";

/// Why a file cannot be sent.
fn obstacle_words(obstacle: Obstacle, size: u64) -> (&'static str, String) {
    match obstacle {
        Obstacle::Empty => (
            "This file is empty.",
            "It has 0 bytes, so there is nothing to send. If it is still being copied, wait and \
             choose it again."
                .to_owned(),
        ),
        Obstacle::TooLarge => (
            "Larger than AssemblyAI’s upload limit (2.2 GB)",
            format!(
                "It is {}. Save only its sound, which is far smaller, and choose that; or put the \
                 file at a public link and “Paste a link” instead: there it may have up to 5 GB.",
                wording::size(size)
            ),
        ),
        Obstacle::Unreadable => (
            "This file cannot be read",
            "It was moved, changed or its drive is gone, or it is a folder. Choose it again."
                .to_owned(),
        ),
    }
}

/// What stops a file, or may surprise. Where there are several, it says which one it is about.
fn advice(recording: &Recording, is_one: bool) -> Option<El> {
    let of_which = |title: &str| {
        if is_one { title.to_owned() } else { format!("{}: {title}", recording.name) }
    };
    if let Some(obstacle) = recording.obstacle {
        let (title, text) = obstacle_words(obstacle, recording.size);
        return Some(note(Tone::Bad, "alert", &of_which(title), [sentence(&text)]));
    }
    if let Some(known) = known(recording, &of_which("You have transcribed this recording")) {
        return Some(known);
    }
    if recording.is_too_long() {
        let length = Clock(recording.duration.unwrap_or_default());
        let text = format!(
            "It is {length} long, and AssemblyAI takes recordings up to 10 hours. You can send it \
             all the same, or cut it in parts first."
        );
        return Some(note(
            Tone::Warn,
            "clock",
            &of_which("Longer than 10 hours"),
            [sentence(&text)],
        ));
    }
    let text = "This browser cannot play this format. AssemblyAI may still understand it.";
    (recording.is_playable == Some(false)).then(|| hint("", "info", &of_which(text)))
}

/// The recording is in the library already.
fn known(recording: &Recording, title: &str) -> Option<El> {
    let entry = use_library().same_as(&recording.fingerprint(), Record::is_ready)?;
    let text = format!(
        "Its transcript of {} is on this device. “Transcribe” makes another one, which AssemblyAI \
         charges for again. ",
        entry.day().unwrap_or_else(|| "today".to_owned())
    );
    let open = el("a").class("link").attr("href", &entry.address()).text("Open it");
    Some(note(Tone::Plain, "info", title, [sentence(&text), open]))
}
