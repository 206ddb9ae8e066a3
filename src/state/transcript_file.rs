//! A transcript that the user has as a file: an answer of the service, saved earlier or elsewhere.
//! It is read on this device; no key and no network are needed.

use assemblyai::{DecodeError, Status};
use web_sys::File;

use super::document::{Document, Open};
use super::navigation::Navigation;
use super::part::Part;
use super::recording::Recording;
use super::use_state;
use crate::platform::file;
use crate::platform::task::spawn;
use crate::reactive::Var;
use crate::route::Route;

/// Why a file was not opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read from the disk.
    Unreadable,
    /// It is no answer of the service.
    NotAnAnswer(DecodeError),
    /// It is the answer of a job that was not done.
    NotDone,
    /// It is the answer of a job that failed, with its reason.
    Failed(String),
}

/// Opening transcript files.
#[derive(Clone, Copy)]
pub struct TranscriptFile {
    refusal: Var<Option<(String, Refusal)>>,
    open: Open,
    part: Part,
    navigation: Navigation,
}

/// Whether a file is a transcript rather than a recording, by its name and type.
pub fn is_transcript(file: &File) -> bool {
    file.type_() == "application/json" || file.name().to_ascii_lowercase().ends_with(".json")
}

impl TranscriptFile {
    pub(super) fn new(open: Open, part: Part, navigation: Navigation) -> Self {
        Self { refusal: Var::new(None), open, part, navigation }
    }

    /// The file that was not opened last, and why; `None` once another choice was made.
    pub fn refusal(self) -> Option<(String, Refusal)> {
        self.refusal.get()
    }

    /// Forgets what was refused.
    pub fn forget(self) {
        if self.refusal.with_untracked(Option::is_some) {
            self.refusal.set(None);
        }
    }

    /// Opens the transcript among these files, with the recording among them if there is one.
    pub fn open(self, files: Vec<File>) {
        let (transcripts, others): (Vec<_>, Vec<_>) = files.into_iter().partition(is_transcript);
        let (mut transcripts, mut others) = (transcripts.into_iter(), others.into_iter());
        // Whatever was chosen as a transcript is read as one, whatever its name.
        let Some(file) = transcripts.next().or_else(|| others.next()) else { return };
        let recording = others.next().map(Recording::new);
        self.refusal.set(None);
        self.part.fetch();
        spawn(async move {
            match read(&file, recording.as_ref()).await {
                Ok(document) => {
                    self.open.set(document);
                    self.navigation.go(Route::Conversation);
                }
                Err(refusal) => self.refusal.set(Some((file.name(), refusal))),
            }
        });
    }
}

async fn read(file: &File, recording: Option<&Recording>) -> Result<Document, Refusal> {
    let bytes = file::bytes(file).await.ok_or(Refusal::Unreadable)?;
    let document = Document::from_file(file.name(), bytes, recording).await;
    let document = document.map_err(Refusal::NotAnAnswer)?;
    match &document.answer.status {
        Status::Completed => Ok(document),
        Status::Error => Err(Refusal::Failed(document.answer.error.clone().unwrap_or_default())),
        Status::Queued | Status::Processing | Status::Other(_) => Err(Refusal::NotDone),
    }
}

/// Opening transcript files.
pub fn use_transcript_file() -> TranscriptFile {
    use_state().transcript_file
}
