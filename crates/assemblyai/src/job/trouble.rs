//! Faults that pass: what the user may be told while the job goes on by itself.

use crate::failure::Failure;

use super::clock::Wall;

/// What is in the way.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TroubleKind {
    /// The upload broke or stalled at this many bytes.
    Lost {
        /// Bytes that had been sent.
        sent: u64,
        /// Bytes in all.
        total: u64,
    },
    /// No answer could be read.
    Unreachable,
    /// No answer came in time.
    TimedOut,
    /// 429, or a 403 that blocks for too many requests.
    Busy,
    /// 408, 425, 5xx, or an answer that is not what it should be.
    ServerTrouble,
    /// The browser has no network.
    Offline,
}

/// A wait before the next try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// What is in the way.
    pub kind: TroubleKind,
    /// Tries that failed in a row, from 1.
    pub attempt: u32,
    /// When the next try starts; `None` when it waits for the network.
    pub until: Option<Wall>,
}

/// Whether a failure passes by itself, and if so as what.
pub(crate) fn transient(failure: &Failure) -> Option<TroubleKind> {
    match failure {
        Failure::Unreachable => Some(TroubleKind::Unreachable),
        Failure::TimedOut => Some(TroubleKind::TimedOut),
        Failure::Status { status: 429, .. } => Some(TroubleKind::Busy),
        Failure::Status { status: 403, text, .. } => {
            let blocked = text.as_deref().is_none_or(|text| {
                let text = text.to_ascii_lowercase();
                text.contains("rate") || text.contains("too many requests")
            });
            blocked.then_some(TroubleKind::Busy)
        }
        // A 501 or 505 would be 5xx too; the service documents neither.
        Failure::Garbled | Failure::Status { status: 408 | 425 | 500..=599, .. } => {
            Some(TroubleKind::ServerTrouble)
        }
        Failure::FileUnreadable | Failure::Status { .. } => None,
    }
}

/// `Retry-After` in seconds, where it could be read.
pub(crate) const fn retry_after_s(failure: &Failure) -> Option<u32> {
    match failure {
        Failure::Status { retry_after_s, .. } => *retry_after_s,
        _ => None,
    }
}

/// Whether a job may have been made although its submission failed this way.
pub(super) const fn may_have_arrived(failure: &Failure) -> bool {
    match failure {
        Failure::Unreachable | Failure::TimedOut | Failure::Garbled => true,
        Failure::Status { status, .. } => matches!(status, 408 | 500..=599),
        Failure::FileUnreadable => false,
    }
}
