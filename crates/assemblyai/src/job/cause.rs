//! Faults that stay until the user does something.

use crate::failure::Failure;

/// Why a job cannot go on by itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cause {
    /// 401: the key is not accepted.
    KeyRejected,
    /// 402, or 400 "account balance is negative".
    NeedsCredit,
    /// 413: over the service's limit for uploads.
    TooLarge,
    /// The file can no longer be read.
    FileChanged,
    /// 400 "not available in this language: `speaker_labels`".
    LanguageWithoutSpeakers {
        /// The API's sentence.
        text: String,
    },
    /// 403 "Cannot access uploaded file": another key's project made the upload.
    OtherProject,
    /// The service has no such transcript, or no longer.
    TranscriptGone,
    /// The transcript was deleted at the service.
    TranscriptDeleted,
    /// The job ended with "Download error": the service could not fetch the recording of a link.
    LinkUnreachable {
        /// The API's reason.
        text: String,
    },
    /// The job ended with "File type is text/html": the link is that of a page.
    LinkIsPage {
        /// The API's reason.
        text: String,
    },
    /// The job ended with status `error` for another reason.
    JobFailed {
        /// The API's reason.
        text: String,
    },
    /// Any other refusal.
    Refused {
        /// The HTTP status.
        status: u16,
        /// The API's sentence, if it gave one.
        text: Option<String>,
    },
}

/// What the user can do about a [`Cause`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NextStep {
    /// Enter another key, then go on from the same stage.
    EnterKey,
    /// Add credit at the service, then go on from the same stage.
    AddCredit,
    /// Choose the file again, or another.
    ChooseFile,
    /// Change the language (or another option), then submit again; the upload is kept.
    ChangeOptions,
    /// Upload again with this key, or go back to the other one.
    UploadAgain,
    /// Paste another link.
    ChangeLink,
    /// Submit once more; the upload is kept while it lives.
    TryAgain,
    /// Nothing brings it back: start anew.
    StartOver,
}

impl Cause {
    /// Reads a failure that does not pass. `None` for one that does.
    pub(super) fn of(failure: &Failure) -> Option<Self> {
        if super::trouble::transient(failure).is_some() {
            return None;
        }
        let (status, text) = match failure {
            Failure::Status { status, text, .. } => (*status, text.clone()),
            _ => return Some(Self::FileChanged),
        };
        let says = |part: &str| {
            text.as_deref().is_some_and(|text| text.to_ascii_lowercase().contains(part))
        };
        Some(match status {
            401 => Self::KeyRejected,
            402 => Self::NeedsCredit,
            413 => Self::TooLarge,
            400 if says("account balance") => Self::NeedsCredit,
            400 if says("not available in this language") => {
                Self::LanguageWithoutSpeakers { text: text.unwrap_or_default() }
            }
            400 | 404 if says("transcript id not found") => Self::TranscriptGone,
            403 if says("cannot access uploaded file") => Self::OtherProject,
            _ => Self::Refused { status, text },
        })
    }

    /// Reads why a job ended with an error.
    pub(super) fn of_job(text: String, is_link: bool) -> Self {
        let lower = text.to_ascii_lowercase();
        if is_link && lower.contains("download error") {
            Self::LinkUnreachable { text }
        } else if is_link && lower.contains("file type is text/html") {
            Self::LinkIsPage { text }
        } else {
            Self::JobFailed { text }
        }
    }

    /// The one obvious next step.
    #[must_use]
    pub const fn next_step(&self) -> NextStep {
        match self {
            Self::KeyRejected => NextStep::EnterKey,
            Self::NeedsCredit => NextStep::AddCredit,
            Self::TooLarge | Self::FileChanged => NextStep::ChooseFile,
            Self::LanguageWithoutSpeakers { .. } => NextStep::ChangeOptions,
            Self::OtherProject => NextStep::UploadAgain,
            Self::TranscriptGone | Self::TranscriptDeleted => NextStep::StartOver,
            Self::LinkIsPage { .. } => NextStep::ChangeLink,
            Self::JobFailed { .. } | Self::LinkUnreachable { .. } => NextStep::TryAgain,
            Self::Refused { status, .. } => match *status {
                400 | 422 => NextStep::ChangeOptions,
                _ => NextStep::TryAgain,
            },
        }
    }
}
