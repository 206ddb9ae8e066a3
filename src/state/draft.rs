//! What the user is preparing: a file and the choices for its job. It stays when a job fails.

use assemblyai::JobOptions;
use assemblyai::language::by_code;
use leptos::prelude::*;
use web_sys::File;

use super::part::Part;
use super::recording::{Obstacle, Recording};
use super::transcript_file::{TranscriptFile, is_transcript};
use super::use_state;
use super::voices::VoicesForm;
use crate::platform::file_drop::{self, DropEvent};
use crate::platform::media::Probe;
use crate::platform::task::spawn;
use crate::reactive::Var;
use transcript::Millis;

/// What is wrong with the choice of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileError {
    /// None was chosen.
    Missing,
    /// More than one was dropped; the first was taken.
    Several,
    /// It cannot be sent.
    Obstacle(Obstacle),
}

/// The form of the start screen.
#[derive(Clone, Copy)]
pub struct Draft {
    /// The chosen file.
    pub recording: Var<Option<Recording>>,
    /// What is wrong with it.
    pub file_error: Var<Option<FileError>>,
    /// Voices to expect.
    pub voices: VoicesForm,
    /// A code of the list of languages; empty to detect it.
    pub language: Var<String>,
    transcripts: TranscriptFile,
    part: Part,
}

impl Draft {
    /// Starts empty.
    pub(super) fn new(transcripts: TranscriptFile, part: Part) -> Self {
        Self {
            recording: Var::new(None),
            file_error: Var::new(None),
            voices: VoicesForm::new(),
            language: Var::new(String::new()),
            transcripts,
            part,
        }
    }

    /// Takes the first of the files, and looks at it. A transcript among them is opened instead.
    pub fn choose(self, files: Vec<File>) {
        if files.iter().any(is_transcript) {
            return self.transcripts.open(files);
        }
        self.transcripts.forget();
        let is_several = files.len() > 1;
        let Some(file) = files.into_iter().next() else { return };
        // There is time for it now: a conversation is to come of this.
        self.part.fetch();
        let recording = Recording::new(file);
        self.file_error.set(is_several.then_some(FileError::Several));
        self.recording.set(Some(recording.clone()));
        spawn(async move {
            if let Some(obstacle) = recording.obstacle().await {
                if self.is_chosen(&recording) {
                    self.file_error.set(Some(FileError::Obstacle(obstacle)));
                }
                return;
            }
            let probe = recording.look().await;
            if self.is_chosen(&recording) {
                self.recording.update(|chosen| {
                    if let Some(chosen) = chosen {
                        chosen.is_playable = Some(probe != Probe::Unplayable);
                        if let Probe::Playable(Some(seconds)) = probe {
                            chosen.duration = Some(Millis::from_f64(seconds * 1_000.0));
                        }
                    }
                });
            }
        });
    }

    /// Takes files that are dropped anywhere on the page or pasted, while the caller is shown;
    /// `is_over` tells of a drag.
    pub fn take_drops(self, is_over: Var<bool>) {
        let listeners = file_drop::listen(move |event| match event {
            DropEvent::Over(over) => is_over.set(over),
            DropEvent::Files(files) => self.choose(files),
        });
        // The owner holds them, and drops them.
        StoredValue::new_local(listeners);
    }

    /// Forgets the file.
    pub fn remove_file(self) {
        self.recording.set(None);
        self.file_error.set(None);
    }

    fn is_chosen(self, recording: &Recording) -> bool {
        self.recording
            .with_untracked(|chosen| chosen.as_ref().is_some_and(|c| c.file == recording.file))
    }

    /// The file and the choices, or `None` after marking what is wrong.
    pub async fn read(self) -> Option<(Recording, JobOptions)> {
        let voices = self.voices.read();
        let language = self.language.with_untracked(|code| by_code(code));
        let Some(recording) = self.recording.get_untracked() else {
            self.file_error.set(Some(FileError::Missing));
            return None;
        };
        if let Some(obstacle) = recording.obstacle().await {
            self.file_error.set(Some(FileError::Obstacle(obstacle)));
            return None;
        }
        Some((recording, JobOptions { voices: voices?, language }))
    }
}

/// The form of the start screen.
pub fn use_draft() -> Draft {
    use_state().draft
}
