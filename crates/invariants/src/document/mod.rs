//! Everything that the page does with an answer, without a browser, and what must come of it.
//!
//! Where it can be afforded, an answer of the crates is compared with that of code too plain to
//! be wrong: a word that is spoken with a look at all words, what was said with what `serde_json`
//! reads.

mod decoding;
mod figures;
mod said;
mod search;
mod timeline;

use assemblyai::{Answer, Status};

use crate::promises;

/// What bytes turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// No answer of the service.
    Refused,
    /// An answer in which nothing is said.
    Silent,
    /// An answer with a conversation in it.
    Conversation,
}

/// Takes bytes for an answer that came, in slices of so many bytes, and does with it what the page
/// does.
///
/// # Panics
///
/// Where something does not hold.
pub fn check(bytes: &[u8], slice: usize) -> Kind {
    decoding::check_endpoints(bytes);
    let Some(answer) = decoding::check(bytes, slice) else { return Kind::Refused };
    said::check(bytes);
    check_answer(&answer)
}

fn check_answer(answer: &Answer) -> Kind {
    let transcript = &answer.transcript;
    promises::check(transcript);
    figures::check(transcript);
    timeline::check(transcript);
    search::check(transcript);
    if transcript.is_empty() {
        return Kind::Silent;
    }
    assert_eq!(answer.status, Status::Completed, "words before the end of a job");
    Kind::Conversation
}
