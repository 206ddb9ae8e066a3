//! How a recording stands, in a word.

use assemblyai::job::State;

use crate::{Outcome, Record};

/// What the list says of a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Its job waits for the file, which no longer is at hand.
    NeedsFile,
    /// Its job waits for the key.
    NeedsKey,
    /// Its job waits for the uploads before it.
    Waiting,
    /// Its key is tested, or it is submitted.
    Starting,
    /// It is uploaded: so many percent are there.
    Uploading(u8),
    /// It waits for one of the account's places.
    Queued,
    /// It is transcribed.
    Transcribing,
    /// Its transcript is there.
    Ready,
    /// Its job stopped by a failure that stays.
    Failed,
    /// The user stopped its job.
    Cancelled,
}

impl Standing {
    /// How a recording stands whose job does not run on this page.
    #[must_use]
    pub const fn at_rest(record: &Record, has_file: bool) -> Self {
        match &record.outcome {
            Outcome::Ready(_) => Self::Ready,
            Outcome::Failed(_) => Self::Failed,
            Outcome::Cancelled => Self::Cancelled,
            Outcome::Open if record.needs_file() && !has_file => Self::NeedsFile,
            Outcome::Open => Self::NeedsKey,
        }
    }

    /// How a running job stands.
    #[must_use]
    pub fn of_job(state: &State) -> Self {
        match state {
            State::New | State::Checking | State::Submitting => Self::Starting,
            State::Uploading { sent, total } => Self::Uploading(percent(*sent, *total)),
            State::Queued => Self::Queued,
            State::Processing(_) => Self::Transcribing,
            State::Completed => Self::Ready,
            State::Failed(_) => Self::Failed,
            State::Cancelled => Self::Cancelled,
        }
    }

    /// Whether a job of this page, or of another tab, goes on by itself.
    #[must_use]
    pub const fn is_running(self) -> bool {
        matches!(
            self,
            Self::Waiting | Self::Starting | Self::Uploading(_) | Self::Queued | Self::Transcribing
        )
    }

    /// As a number that other tabs of the same page read by [`Standing::from_code`].
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Self::Uploading(percent) => percent,
            Self::NeedsFile => 101,
            Self::NeedsKey => 102,
            Self::Waiting => 103,
            Self::Starting => 104,
            Self::Queued => 105,
            Self::Transcribing => 106,
            Self::Ready => 107,
            Self::Failed => 108,
            Self::Cancelled => 109,
        }
    }

    /// Reads a number of another tab; `None` for one that this version does not know.
    #[must_use]
    pub const fn from_code(code: u8) -> Option<Self> {
        Some(match code {
            0..=100 => Self::Uploading(code),
            101 => Self::NeedsFile,
            102 => Self::NeedsKey,
            103 => Self::Waiting,
            104 => Self::Starting,
            105 => Self::Queued,
            106 => Self::Transcribing,
            107 => Self::Ready,
            108 => Self::Failed,
            109 => Self::Cancelled,
            _ => return None,
        })
    }
}

/// Whole percents, rounded down: 100 only when all was sent.
fn percent(sent: u64, total: u64) -> u8 {
    let percent = u128::from(sent) * 100 / u128::from(total.max(1));
    u8::try_from(percent.min(100)).unwrap_or(100)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_standing_is_read_back_from_its_number() {
        for code in 0..=u8::MAX {
            if let Some(standing) = Standing::from_code(code) {
                assert_eq!(standing.code(), code, "{standing:?}");
            }
        }
        assert_eq!(Standing::from_code(110), None);
    }

    #[test]
    fn an_upload_is_told_in_whole_percents() {
        let of = |sent, total| Standing::of_job(&State::Uploading { sent, total });
        assert_eq!(of(671, 1_100), Standing::Uploading(61));
        assert_eq!(of(0, 0), Standing::Uploading(0));
        assert_eq!(of(1_099, 1_100), Standing::Uploading(99));
        assert_eq!(of(u64::MAX, 5), Standing::Uploading(100));
    }

    #[test]
    fn at_rest_a_job_waits_for_its_file_only_until_it_was_uploaded() {
        let new = Record::from_stored(r#"{"v":1,"id":"a"}"#).expect("a record");
        assert_eq!(Standing::at_rest(&new, false), Standing::NeedsFile);
        assert_eq!(Standing::at_rest(&new, true), Standing::NeedsKey);
        let sent = r#"{"v":1,"id":"a","upload_url":"https://cdn.example/upload/1"}"#;
        let sent = Record::from_stored(sent).expect("a record");
        assert_eq!(Standing::at_rest(&sent, false), Standing::NeedsKey);
    }
}
