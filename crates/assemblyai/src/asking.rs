//! One question outside of a job, asked with the patience that a job has.

use crate::backoff::Jitter;
use crate::failure::Failure;
use crate::job::TroubleKind;
use crate::job::trouble::{retry_after_s, transient};

/// Without an answer for so many milliseconds a question is given up, and asked again.
pub const ANSWER_MS: u32 = 20_000;
/// An answer that has begun may take so many milliseconds to arrive: ten hours of words on a slow line.
pub const BODY_MS: u32 = 300_000;
/// So many tries, which take some minutes.
const TRIES: u32 = 8;

/// What comes after a failure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Next {
    /// It is asked again after so many milliseconds.
    Again {
        /// The wait.
        wait_ms: u32,
        /// What is in the way.
        kind: TroubleKind,
    },
    /// It does not pass by itself, or has not passed.
    GiveUp(Failure),
}

/// The tries of one question.
#[derive(Clone, Debug)]
pub struct Asking {
    failed: u32,
    jitter: Jitter,
}

impl Asking {
    /// Before the first try. The seed is for jitter only.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self { failed: 0, jitter: Jitter::new(seed) }
    }

    /// Takes the failure of a try.
    pub fn failed(&mut self, failure: Failure) -> Next {
        self.failed += 1;
        match transient(&failure) {
            Some(kind) if self.failed < TRIES => {
                let wait_ms = self.jitter.wait_ms(self.failed, retry_after_s(&failure));
                Next::Again { wait_ms: u32::try_from(wait_ms).unwrap_or(u32::MAX), kind }
            }
            _ => Next::GiveUp(failure),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn status(status: u16) -> Failure {
        Failure::Status { status, text: Some("No.".to_owned()), retry_after_s: None }
    }

    #[test]
    fn what_passes_is_asked_again_for_some_minutes() {
        let mut asking = Asking::new(3);
        let mut waited = 0;
        let given_up = loop {
            match asking.failed(status(503)) {
                Next::Again { wait_ms, kind } => {
                    assert_eq!(kind, TroubleKind::ServerTrouble);
                    waited += wait_ms;
                }
                Next::GiveUp(failure) => break failure,
            }
        };
        assert_eq!(given_up, status(503));
        assert!((10_000..300_000).contains(&waited), "{waited} ms");
    }

    #[test]
    fn what_stays_is_told_at_once() {
        for failure in [status(401), status(404), status(400)] {
            assert_eq!(Asking::new(3).failed(failure.clone()), Next::GiveUp(failure));
        }
    }
}
