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
    let (title, text) = words(fault);
    let next = fault.cause.next_step();
    let link = match &fault.cause {
        Cause::NeedsCredit => Some(out_link(BILLING, "Add credit at AssemblyAI")),
        Cause::JobFailed { .. } => Some(out_link(ABOUT_BILLING, "What AssemblyAI charges for")),
        _ => None,
    };
    let can_retry = matches!(next, NextStep::EnterKey | NextStep::AddCredit | NextStep::TryAgain);
    let needs_key = next == NextStep::EnterKey || can_retry && library.lacks_key(entry);
    let key = needs_key.then(key_field);
    let retry = can_retry.then(|| button("primary", "Try again", move || library.retry(entry)));
    // The upload itself may be what is wrong, or be gone.
    let is_upload_in_doubt = matches!(next, NextStep::UploadAgain | NextStep::StartOver)
        || matches!(fault.cause, Cause::JobFailed { .. });
    let upload =
        is_upload_in_doubt.then(|| button("", "Upload again", move || library.upload_again(entry)));
    let back = match next {
        NextStep::ChooseFile => "Choose the file again",
        NextStep::ChangeOptions => "Change the settings",
        _ => "Back to settings",
    };
    let back = button("", back, move || library.back_to_settings(entry));
    let buttons = row([retry, upload, Some(back)].into_iter().flatten());
    let text = sentence(&format!("{text} "));
    let body = [Some(text), link, key, Some(buttons)].into_iter().flatten();
    note(Tone::Bad, "alert", &title, body)
}

/// Title and sentence of a failure.
fn words(fault: &Fault) -> (String, String) {
    let kept = match fault.stage {
        Stage::Check => "Nothing was sent. Your file and your settings are still here.",
        Stage::Upload => "Your file and your settings are still here.",
        Stage::Submit | Stage::Transcribe => {
            "The upload is kept: trying again does not send the file again."
        }
    };
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
        Cause::TranscriptGone => (
            "AssemblyAI no longer has this transcript.".to_owned(),
            "It was deleted there, or it belongs to another key. The file is still here."
                .to_owned(),
        ),
        Cause::TranscriptDeleted => (
            "This transcript was deleted at AssemblyAI.".to_owned(),
            "AssemblyAI says: “Deleted by user.” The file is still here.".to_owned(),
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
