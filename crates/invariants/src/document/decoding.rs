//! From bytes to an answer: the same in slices and at once, and never without an end.

use assemblyai::decode::{Step, decode};
use assemblyai::endpoint::{create, error_text, list, transcript as job, upload};
use assemblyai::job::Wanted;
use assemblyai::{Answer, DecodeError, Decoder, JobOptions};
use transcript::Transcript;

/// Decodes in slices, as the page does, and at once. `None` where it is no answer.
pub(super) fn check(bytes: &[u8], slice: usize) -> Option<Answer> {
    match (decode(bytes.to_vec()), in_slices(bytes, slice)) {
        (Ok(whole), Ok((sliced, raw))) => {
            assert_eq!(raw, bytes, "the answer as it came");
            is_same(&whole, &sliced);
            let sure = sliced.language_confidence.map_or(0.0, transcript::Confidence::get);
            assert!((0.0..=1.0).contains(&sure));
            Some(sliced)
        }
        (Err(whole), Err(sliced)) => {
            assert_eq!(whole, sliced);
            if let DecodeError::NotJson(at) = whole {
                assert!(at < bytes.len(), "the byte that is wrong is one of the answer");
            }
            None
        }
        (whole, sliced) => panic!("{whole:?} at once, {sliced:?} in slices"),
    }
}

/// The loop of the page, with an eye on its length: every step reads at least a byte, goes back to
/// the words at most once, or arranges at least a turn.
fn in_slices(bytes: &[u8], slice: usize) -> Result<(Answer, Vec<u8>), DecodeError> {
    let mut decoder = Decoder::new(bytes.to_vec());
    let mut steps = 0;
    while decoder.step(slice)? == Step::More {
        steps += 1;
        assert!(steps <= 3 * bytes.len() + 8, "{steps} steps for {} bytes", bytes.len());
        assert!((0.0..=1.0).contains(&decoder.progress()));
    }
    decoder.finish()
}

fn is_same(one: &Answer, other: &Answer) {
    assert_eq!(one.id, other.id);
    assert_eq!(one.status, other.status);
    assert_eq!(one.error, other.error);
    assert_eq!(one.is_deleted, other.is_deleted);
    assert_eq!(one.language, other.language);
    assert_eq!(one.language_confidence, other.language_confidence);
    assert_eq!(one.model, other.model);
    assert_eq!(one.warnings, other.warnings);
    let (one, other) = (&one.transcript, &other.transcript);
    assert_eq!(one.duration(), other.duration());
    assert_eq!(one.speakers(), other.speakers());
    assert_eq!(one.turns(), other.turns());
    assert!(one.turns().iter().all(|turn| one.turn_text(turn) == other.turn_text(turn)));
    assert!(words(one).eq(words(other)));
    let paragraphs = |all| Transcript::turns(all).iter().flat_map(|turn| all.paragraphs(turn));
    assert!(paragraphs(one).eq(paragraphs(other)));
}

fn words(transcript: &Transcript) -> impl Iterator<Item = transcript::Word<'_>> {
    transcript.turns().iter().flat_map(|turn| transcript.words(turn))
}

/// What else reads bodies: whatever comes, it says something or nothing.
pub(super) fn check_endpoints(bytes: &[u8]) {
    let id = create::job_id(bytes.to_vec());
    if let Some(id) = &id {
        let path = job::path(id);
        assert!(path.bytes().all(|byte| byte.is_ascii_graphic() && !matches!(byte, b'?' | b'#')));
    }
    let wanted = Wanted {
        audio_url: "https://cdn.example/upload/1".to_owned(),
        before: Some(String::new()),
    };
    assert_eq!(list::find_jobs(bytes, &wanted).is_some(), list::is_list(bytes));
    assert_eq!(list::newest(bytes).is_some(), list::is_list(bytes));
    let twins = list::find_twins(bytes, &wanted, "job-1");
    assert!(twins.is_none_or(|twins| list::is_list(bytes) && !twins.contains(&"job-1".to_owned())));
    let _told = job::is_made_with(bytes, &JobOptions::default());
    for text in [error_text(bytes), upload::upload_url(bytes)].into_iter().flatten() {
        assert!(!text.trim().is_empty());
    }
}
