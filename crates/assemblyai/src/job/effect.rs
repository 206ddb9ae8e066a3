//! What the shell must do for the machine.

use super::state::Snapshot;

/// Names one request, so that its answer can be told from a stale one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct RequestId(pub u32);

/// Names one timer. A newer [`Effect::WakeIn`] replaces the older.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TimerId(pub u32);

/// What the jobs of one submission have in common.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wanted {
    /// What they transcribe.
    pub audio_url: String,
    /// They were made after this, as the service writes it; where it is not known, of an upload any
    /// may be meant.
    pub before: Option<String>,
}

/// One thing to do. Requests are answered by [`super::Event::Replied`] with the same id.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `GET` the list with `limit=1` ([`super::Reply::KeyWorks`]).
    CheckKey(RequestId),
    /// `POST` the whole file from its start ([`super::Reply::Uploaded`], and
    /// [`super::Event::Progress`] on the way).
    Upload(RequestId),
    /// Read one byte of the file ([`super::Reply::FileReadable`]).
    ProbeFile(RequestId),
    /// `POST` a job for this address ([`super::Reply::Submitted`]).
    Submit(RequestId, String),
    /// `GET` the list and look for the job of a submission ([`super::Reply::Found`]).
    Find(RequestId, Wanted),
    /// `GET` the list and look for jobs of a submission beside the one with this id
    /// ([`super::Reply::TwinsFound`]).
    FindTwins(RequestId, Wanted, String),
    /// `DELETE` the transcript with this id ([`super::Reply::TwinDeleted`]).
    DeleteTwin(RequestId, String),
    /// `GET` the transcript with this id ([`super::Reply::Polled`]).
    Poll(RequestId, String),
    /// Abort the request that runs, whichever it is; its answer is not wanted.
    Abort,
    /// Store this before performing any effect that follows.
    Save(Snapshot),
    /// Send [`super::Event::Woke`] with this id after so many milliseconds (earlier is harmless).
    WakeIn(TimerId, u64),
}
