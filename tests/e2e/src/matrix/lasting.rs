//! A fault that stays: told at once with what to do, and nothing lost by it.

use super::{Body, Step};

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Lasting {
    /// What is wrong.
    pub name: &'static str,
    /// How.
    pub obstacle: Obstacle,
    /// What the one alert says, among other words.
    pub told: &'static [&'static str],
    /// A link that it offers.
    pub link: Option<&'static str>,
    /// What the user does next.
    pub next: Next,
    /// Uploads that the service has whole once that has led to the transcript.
    pub uploads: u64,
    /// Jobs that it has then.
    pub jobs: u64,
    /// Whether it is also met in the engines that meet a sample only.
    pub is_sample: bool,
}

/// What stands in the way.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Obstacle {
    /// No recording was chosen.
    NoFile,
    /// This was typed for a key.
    Key(&'static str),
    /// So many voices exactly.
    Voices(&'static str),
    /// From so many voices to so many.
    VoicesBetween(&'static str, &'static str),
    /// The file has no bytes.
    EmptyFile,
    /// The file is a byte larger than the limit.
    LargeFile,
    /// The file was deleted after it was chosen.
    FileGone,
    /// The file was written to after it was chosen.
    FileChanged,
    /// The file is deleted while it is sent, and the connection breaks.
    FileGoneInUpload,
    /// A request is refused.
    Refused(Step, u16, Body),
    /// The job ends with this error.
    JobError(&'static str),
    /// The transcript was deleted at the service.
    Deleted,
}

/// The next step that is offered, and taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// The focus is where a file is chosen: choose another.
    ChooseFile,
    /// The file can be changed where it is shown: choose another.
    ChangeFile,
    /// The focus is in the key's field: type one.
    TypeKey,
    /// The focus is in the field of this name: correct it.
    Correct(&'static str, &'static str),
    /// Type another key right there, and press this.
    TypeKeyAndPress(&'static str),
    /// Press this.
    Press(&'static str),
    /// Press this, which leads back to the form with all that was chosen, and ask once more.
    GoBack(&'static str),
    /// Press this, which leads back to the form, and have the language detected.
    ChangeLanguage(&'static str),
    /// Press this, which leads back to the form, and choose a file.
    ChooseAgain(&'static str),
}

/// How much of the file was sent when the fault is told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Sent {
    /// No byte.
    Nothing,
    /// Some of it.
    Part,
    /// All of it, once.
    Whole,
}

impl Obstacle {
    /// The step that meets it; none where the form is not let through.
    #[must_use]
    pub const fn step(self) -> Option<Step> {
        match self {
            Self::Refused(step, ..) => Some(step),
            Self::FileGoneInUpload => Some(Step::Upload),
            Self::JobError(_) | Self::Deleted => Some(Step::Poll),
            _ => None,
        }
    }

    /// The step's name, or the form's.
    #[must_use]
    pub const fn place(self) -> &'static str {
        match self.step() {
            Some(step) => step.name(),
            None => "form",
        }
    }

    /// How much of the file was sent by then.
    #[must_use]
    pub const fn sent(self) -> Sent {
        match (self, self.step()) {
            (Self::FileGoneInUpload, _) => Sent::Part,
            (_, None | Some(Step::Check)) => Sent::Nothing,
            _ => Sent::Whole,
        }
    }

    /// Uploads and jobs that the service has by then.
    #[must_use]
    pub const fn made(self) -> (u64, u64) {
        match self.step() {
            None | Some(Step::Check | Step::Upload) => (0, 0),
            Some(Step::Submit) => (1, 0),
            Some(Step::Find | Step::Poll | Step::Last) => (1, 1),
        }
    }
}

impl Lasting {
    /// What is wrong, in words.
    #[must_use]
    pub fn title(&self) -> String {
        match self.obstacle {
            Obstacle::JobError(error) => format!("the job ends with “{error}”"),
            _ => self.name.to_owned(),
        }
    }

    /// The name of the case of this row.
    #[must_use]
    pub fn case(&self) -> String {
        format!("{} · {}", self.title(), self.obstacle.place())
    }

    /// A fault with what is told of it and what is done next, after which the service has one
    /// upload and one job.
    pub(super) const fn new(
        name: &'static str,
        obstacle: Obstacle,
        told: &'static [&'static str],
        next: Next,
    ) -> Self {
        Self { name, obstacle, told, link: None, next, uploads: 1, jobs: 1, is_sample: false }
    }

    /// With this link in the alert.
    pub(super) const fn link(mut self, name: &'static str) -> Self {
        self.link = Some(name);
        self
    }

    /// What was done next has made so many uploads and jobs in all.
    pub(super) const fn makes(mut self, uploads: u64, jobs: u64) -> Self {
        self.uploads = uploads;
        self.jobs = jobs;
        self
    }

    /// In every engine.
    pub(super) const fn sample(mut self) -> Self {
        self.is_sample = true;
        self
    }
}
