//! Where a job can be, and what of it is kept.

use super::cause::Cause;
use super::clock::Wall;

/// The part of the work that a state or a failure belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// Testing the key.
    Check,
    /// Sending the file.
    Upload,
    /// Creating the job.
    Submit,
    /// Waiting for the service.
    Transcribe,
}

/// A failure that stays, and where it happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The stage that failed; "Try again" repeats this one only.
    pub stage: Stage,
    /// Why.
    pub cause: Cause,
}

/// Where a job is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Not started.
    New,
    /// Testing the key.
    Checking,
    /// Sending the file.
    Uploading {
        /// Bytes sent of this try.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// Creating the job.
    Submitting,
    /// Waiting for one of the account's places.
    Queued,
    /// Being transcribed; with the status's name where this version does not know it.
    Processing(Option<String>),
    /// The transcript is there.
    Completed,
    /// Stopped by a failure that stays.
    Failed(Fault),
    /// Stopped by the user.
    Cancelled,
}

impl State {
    /// Whether the job goes on by itself, and can be cancelled.
    #[must_use]
    pub const fn is_running(&self) -> bool {
        !matches!(self, Self::New | Self::Completed | Self::Failed(_) | Self::Cancelled)
    }
}

/// What a job is made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// A file, which is uploaded first.
    File {
        /// Its size.
        bytes: u64,
    },
    /// An address that the service fetches the recording from by itself.
    Link(String),
}

/// Jobs at the service beside the one that is waited for, made of the same submission: browsers
/// repeat requests by themselves.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Twins {
    /// None is known of.
    #[default]
    None,
    /// They are to be looked for.
    Sought,
    /// These are to be deleted.
    Found(Vec<String>),
    /// There were some, and they are deleted.
    Deleted,
    /// There are some, which could not be deleted while the job ran.
    NotDeleted,
    /// They could not be looked for while the job ran.
    NotSought,
}

/// What must survive a restart: small enough to be saved before each effect that depends on it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Snapshot {
    /// The `upload_url`, once the file is there.
    pub upload_url: Option<String>,
    /// When the upload was done: it lives for about 24 hours.
    pub uploaded_at: Option<Wall>,
    /// A submission went out whose outcome is not known: look before sending another.
    pub submit_pending: bool,
    /// The id of the job.
    pub id: Option<String>,
    /// When the newest job of the account was made that was there before the submission, as the
    /// service writes it; empty where there was none. What is newer may be of this submission. The
    /// service's own time: no clock of this device is compared with it.
    pub before: Option<String>,
    /// Whether the job was made twice, and what became of the other one.
    pub twins: Twins,
}
