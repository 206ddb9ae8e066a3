//! What happened outside the machine.

use crate::decode::Status;
use crate::failure::Failure;

use super::effect::{RequestId, TimerId};

/// Something that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// The user said go, or a restored job is taken up again.
    Start,
    /// Bytes of the upload left this machine: sent so far, of how many.
    Progress {
        /// The upload.
        request: RequestId,
        /// Bytes sent.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// The head of an answer came; its body is on the way and may take long.
    Answering(RequestId),
    /// A request ended.
    Replied(RequestId, Result<Reply, Failure>),
    /// The timer fired.
    Woke(TimerId),
    /// The browser lost the network.
    WentOffline,
    /// The browser has a network again.
    WentOnline,
    /// The tab came to the front.
    BecameVisible,
    /// The user said cancel.
    Cancel,
    /// The user said "Try again" (after a failure) or "Try now" (while it waits).
    Retry,
    /// The user said that the file shall be uploaded once more, the old upload being of no use.
    UploadAgain,
}

/// What a request brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// The key was accepted.
    KeyWorks {
        /// When the newest job of the account was made, as the service writes it; empty where
        /// there is none.
        newest: String,
    },
    /// The `upload_url`.
    Uploaded(String),
    /// Whether the file can still be read.
    FileReadable(bool),
    /// The id of the new job.
    Submitted(String),
    /// The id of the job that was looked for, if there is one.
    Found(Option<String>),
    /// The ids of the jobs beside it.
    TwinsFound(Vec<String>),
    /// One of them is deleted.
    TwinDeleted,
    /// How the job stands, and the API's reason if it failed.
    Polled {
        /// The job's status.
        status: Status,
        /// `error` of the answer.
        error: Option<String>,
        /// The transcript was deleted at the service; its status stays `completed`.
        is_deleted: bool,
    },
}
