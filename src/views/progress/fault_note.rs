//! A failure that stays: what happened, what is safe, what to do next.

use crate::state::library::{Entry, use_library};
use crate::ui::button::button;
use crate::ui::dom::El;
use crate::ui::note::{Tone, note, out_link, row, sentence};
use crate::views::start::key_field;
use assemblyai::job::{Cause, Fault, NextStep, Stage};

const BILLING: &str = "https://www.assemblyai.com/dashboard/account/billing";
const ABOUT_BILLING: &str = "https://www.assemblyai.com/docs/billing-and-pricing";

/// The note, with its buttons.
pub(super) fn fault_note(entry: Entry, fault: &Fault) -> El {
    let library = use_library();
    let is_link = entry.link().is_some();
    let (title, text) = words(fault, is_link, entry.is_past_retention());
    let next = fault.cause.next_step();
    let link = match &fault.cause {
        Cause::NeedsCredit => Some(out_link(BILLING, "Add credit at AssemblyAI")),
        Cause::JobFailed { .. } => Some(out_link(ABOUT_BILLING, "What AssemblyAI charges for")),
        _ => None,
    };
    let can_retry = matches!(next, NextStep::EnterKey | NextStep::AddCredit | NextStep::TryAgain);
    let needs_key = next == NextStep::EnterKey || can_retry && library.lacks_key();
    let key = needs_key.then(key_field);
    let retry = can_retry.then(|| button("primary", "Try again", move || library.retry(entry)));
    // The upload itself may be what is wrong, or be gone.
    let is_upload_in_doubt = matches!(next, NextStep::UploadAgain | NextStep::StartOver)
        || matches!(fault.cause, Cause::JobFailed { .. });
    let is_upload_in_doubt = is_upload_in_doubt && !is_link;
    let upload =
        is_upload_in_doubt.then(|| button("", "Upload again", move || library.upload_again(entry)));
    let back = match next {
        NextStep::TryAgain if is_link => "Change the link",
        NextStep::ChooseFile => "Choose the file again",
        NextStep::ChangeOptions => "Change the settings",
        NextStep::ChangeLink => "Change the link",
        _ => "Back to settings",
    };
    let back = button("", back, move || library.back_to_settings(entry));
    let buttons = row([retry, upload, Some(back)].into_iter().flatten());
    let text = sentence(&format!("{text} "));
    let body = [Some(text), link, key, Some(buttons)].into_iter().flatten();
    note(Tone::Bad, "alert", &title, body)
}

/// Title and sentence of a failure. `is_link`: nothing was uploaded; `is_old`: the job is older than
/// transcripts are kept.
fn words(fault: &Fault, is_link: bool, is_old: bool) -> (String, String) {
    let kept = match fault.stage {
        _ if is_link => "The link and your settings are still here.",
        Stage::Check => "Nothing was sent. Your file and your settings are still here.",
        Stage::Upload => "Your file and your settings are still here.",
        Stage::Submit | Stage::Transcribe => {
            "The upload is kept: trying again does not send the file again."
        }
    };
    let here = if is_link { "The link is still here." } else { "The file is still here." };
    let (title, sentence) = match &fault.cause {
        Cause::KeyRejected => (
            "AssemblyAI did not accept this key.".to_owned(),
            format!("Check that all of it was copied, or paste another. {kept}"),
        ),
        Cause::NeedsCredit => ("Your AssemblyAI account needs credit.".to_owned(), kept.to_owned()),
        Cause::TooLarge => (
            "Larger than AssemblyAI’s upload limit (2.2 GB)".to_owned(),
            "Save only the sound of the recording, which is far smaller, and choose that."
                .to_owned(),
        ),
        Cause::FileChanged => (
            "The file changed on disk.".to_owned(),
            "Choose it again. Your settings are kept.".to_owned(),
        ),
        Cause::LanguageWithoutSpeakers { text } => (
            "AssemblyAI cannot tell speakers apart in this language".to_owned(),
            format!("It says: “{text}” The option that causes it is Language. {kept}"),
        ),
        Cause::OtherProject => (
            "This upload belongs to another key.".to_owned(),
            "Go back to the key that it was uploaded with, or upload the file again with this one."
                .to_owned(),
        ),
        Cause::TranscriptGone if is_old => (
            "AssemblyAI no longer has this transcript.".to_owned(),
            "It keeps transcripts for 30 days unless your account says otherwise, and this one is \
             older. Transcribing the recording again makes a new one, which is charged."
                .to_owned(),
        ),
        Cause::TranscriptGone => (
            "AssemblyAI no longer has this transcript.".to_owned(),
            format!("It was deleted there, or it belongs to another key. {here}"),
        ),
        Cause::TranscriptDeleted => (
            "This transcript was deleted at AssemblyAI.".to_owned(),
            format!("AssemblyAI says: “Deleted by user.” {here}"),
        ),
        Cause::LinkUnreachable { text } => (
            "AssemblyAI could not fetch the recording from this link.".to_owned(),
            format!(
                "It has to be a direct link to the file that anybody can open without logging in. \
                 AssemblyAI says: “{text}”"
            ),
        ),
        Cause::LinkIsPage { text } => (
            "This link leads to a page, not to a recording.".to_owned(),
            format!(
                "Paste the link of the file itself, or download the recording and choose it as a \
                 file. AssemblyAI says: “{text}”"
            ),
        ),
        Cause::JobFailed { text } => (format!("Transcription failed: {text}"), kept.to_owned()),
        Cause::Refused { status, text } => {
            let stage = match fault.stage {
                Stage::Check => "checking the key",
                Stage::Upload => "the upload",
                Stage::Submit => "the request for a transcript",
                Stage::Transcribe => "the question for the transcript",
            };
            let said =
                text.as_deref().map_or_else(String::new, |text| format!(" It says: “{text}”"));
            (
                format!("AssemblyAI refused {stage} (status {status})."),
                format!("{} {kept}", said.trim()).trim().to_owned(),
            )
        }
    };
    (title, sentence)
}
