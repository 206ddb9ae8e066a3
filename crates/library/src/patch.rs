//! Changes of a record, each of one thing that is kept of it.
//!
//! A tab that stores its whole picture of a record undoes what another tab has stored meanwhile. So
//! what is stored is a patch: it is applied to whatever is there by then, in one transaction, and
//! writes only the members of the stored text that it is about. All others stay as they stand there,
//! also those that this version of the page does not know.

use assemblyai::JobOptions;
use assemblyai::job::Snapshot;
use assemblyai::json::{Cursor, write};

use crate::stored::StoredError;
use crate::{MediaCopy, Outcome, Record};

/// One change of a record. Patches of different things come to the same in any order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Patch {
    /// The user calls it so.
    Title(String),
    /// It is so long, in milliseconds.
    Length(Option<u64>),
    /// This copy of its file is kept, or none.
    Media(Option<MediaCopy>),
    /// Its job stands here: the tab that runs it says so.
    Job(Snapshot),
    /// Its job has come to this.
    Outcome(Outcome),
    /// Its job is taken up, unless its transcript is there by now.
    TakenUp,
    /// Its job begins anew, with other settings or without its upload. This was decided by what `seen`
    /// says; it is left undone where another tab has made a job meanwhile, which would be lost.
    Anew {
        /// Where the job stood when that was decided.
        seen: Snapshot,
        /// Where it begins now.
        kept: Snapshot,
        /// The host that it runs at.
        host: String,
        /// What is chosen for it.
        options: JobOptions,
    },
    /// The voices of its transcript are called so.
    Names(Vec<String>),
    /// Its transcript was seen.
    Seen,
}

const JOB: &[&str] =
    &["upload_url", "uploaded_at", "submit_pending", "job", "before", "twins", "twin"];
const OUTCOME: &[&str] =
    &["outcome", "stage", "cause", "status", "why", "speakers", "bytes", "fresh"];
const CHOICE: &[&str] = &["host", "least", "most", "language"];

impl Patch {
    /// Changes a record; `false` if that is not what it is about any more, and nothing was changed.
    pub fn apply(&self, record: &mut Record) -> bool {
        match self {
            Self::Title(title) => title.clone_into(&mut record.title),
            Self::Length(length) => record.length = *length,
            Self::Media(media) => record.media.clone_from(media),
            Self::Job(kept) => record.kept.clone_from(kept),
            Self::Outcome(outcome) => record.outcome.clone_from(outcome),
            Self::TakenUp if record.is_ready() => return false,
            Self::TakenUp => record.outcome = Outcome::Open,
            Self::Anew { seen, kept, host, options } => {
                let now = &record.kept;
                if (&now.id, now.submit_pending) != (&seen.id, seen.submit_pending) {
                    return false;
                }
                record.kept.clone_from(kept);
                host.clone_into(&mut record.host);
                record.options = *options;
                record.outcome = Outcome::Open;
            }
            Self::Names(names) => {
                let Outcome::Ready(summary) = &mut record.outcome else { return false };
                summary.speakers.clone_from(names);
            }
            Self::Seen => {
                let Outcome::Ready(summary) = &mut record.outcome else { return false };
                summary.is_fresh = false;
            }
        }
        true
    }

    /// The members of the stored text that it writes.
    const fn members(&self) -> [&'static [&'static str]; 3] {
        match self {
            Self::Title(_) => [&["title"], &[], &[]],
            Self::Length(_) => [&["length"], &[], &[]],
            Self::Media(_) => [&["media", "media_type"], &[], &[]],
            Self::Job(_) => [JOB, &[], &[]],
            Self::Outcome(_) | Self::TakenUp => [OUTCOME, &[], &[]],
            Self::Anew { .. } => [JOB, OUTCOME, CHOICE],
            Self::Names(_) => [&["speakers"], &[], &[]],
            Self::Seen => [&["fresh"], &[], &[]],
        }
    }

    /// Whether nothing of another patch is left where this one comes after it.
    pub(crate) fn replaces(&self, other: &Self) -> bool {
        // What depends on how things stand is no replacement for what was wanted before.
        let is_plain = !matches!(self, Self::TakenUp | Self::Anew { .. });
        let mine = self.members().concat();
        is_plain && other.members().iter().copied().flatten().all(|name| mine.contains(name))
    }

    /// Whether this has to be on the disk before anything else happens: what a crash loses of it is
    /// paid for twice.
    #[must_use]
    pub const fn is_precious(&self) -> bool {
        matches!(self, Self::Job(_))
    }

    /// Whether it tells what has become of a job, which nothing but the tab that runs it knows.
    #[must_use]
    pub const fn is_of_job(&self) -> bool {
        matches!(self, Self::Job(_) | Self::Outcome(_) | Self::Length(_))
    }

    /// All of a record as patches.
    #[must_use]
    pub fn all_of(record: &Record) -> Vec<Self> {
        let anew = Self::Anew {
            seen: record.kept.clone(),
            kept: record.kept.clone(),
            host: record.host.clone(),
            options: record.options,
        };
        vec![
            Self::Title(record.title.clone()),
            Self::Length(record.length),
            Self::Media(record.media.clone()),
            Self::Job(record.kept.clone()),
            anew,
            Self::Outcome(record.outcome.clone()),
        ]
    }
}

/// A stored text with some patches, and what it says then.
///
/// An error of the text stays one: what cannot be read, or was written by a newer version of the
/// page, is not changed.
pub fn patched(stored: &str, patches: &[Patch]) -> Result<(String, Record), StoredError> {
    let mut record = Record::from_stored(stored)?;
    let mut written: Vec<&str> = Vec::new();
    for patch in patches {
        if patch.apply(&mut record) {
            written.extend(patch.members().into_iter().flatten());
        }
    }
    let now = record.to_stored();
    let now = members(&now)?;
    let mut text = String::with_capacity(stored.len());
    let kept = members(stored)?.into_iter().filter(|(key, _)| !written.contains(&key.as_str()));
    let new = now.into_iter().filter(|(key, _)| written.contains(&key.as_str()));
    for (key, value) in kept.chain(new) {
        text.push(if text.is_empty() { '{' } else { ',' });
        write(&mut text, &key);
        text.push(':');
        text.push_str(value);
    }
    text.push('}');
    Ok((text, record))
}

/// The members of an object with their values as they stand there.
fn members(object: &str) -> Result<Vec<(String, &str)>, StoredError> {
    let mut members = Vec::new();
    let mut cursor = Cursor::new(object.as_bytes(), 0);
    cursor.object(&mut |cursor, key| {
        let from = cursor.at();
        cursor.skip()?;
        let value = object.get(from..cursor.at()).unwrap_or("null");
        members.push((key.to_owned(), value.trim()));
        Ok(())
    })?;
    Ok(members)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Map, Value};

    use super::*;
    use crate::Summary;
    use crate::stored::tests::{any_options, any_outcome, any_record, any_snapshot};

    /// A patch, and what it is about.
    fn any_patch() -> impl Strategy<Value = (u8, Patch)> {
        let number = proptest::option::of(0..9_007_199_254_740_992_u64);
        let names = proptest::collection::vec(any::<String>(), 0..4);
        let anew = (any_snapshot(), any_snapshot(), any::<String>(), any_options());
        let media = (0..9_007_199_254_740_992_u64, any::<String>());
        let media = media.prop_map(|(bytes, media_type)| MediaCopy { bytes, media_type });
        prop_oneof![
            any::<String>().prop_map(|title| (0, Patch::Title(title))),
            number.prop_map(|length| (1, Patch::Length(length))),
            proptest::option::of(media).prop_map(|media| (2, Patch::Media(media))),
            any_snapshot().prop_map(|kept| (3, Patch::Job(kept))),
            any_outcome().prop_map(|outcome| (4, Patch::Outcome(outcome))),
            Just((4, Patch::TakenUp)),
            names.prop_map(|names| (5, Patch::Names(names))),
            Just((6, Patch::Seen)),
            anew.prop_map(|(seen, kept, host, options)| {
                (7, Patch::Anew { seen, kept, host, options })
            }),
        ]
    }

    /// Whether two patches are about different things: an end of a job brings names of its own, and a
    /// job that begins anew has neither.
    const fn are_different(one: u8, other: u8) -> bool {
        match (one, other) {
            (7, 3..=7) | (3..=7, 7) | (4, 4..=6) | (5..=6, 4) => false,
            _ => one != other,
        }
    }

    fn value(text: &str) -> Map<String, Value> {
        serde_json::from_str(text).expect("an object")
    }

    proptest! {
        #[test]
        fn patches_of_different_things_commute(
            record in any_record(),
            (a, one) in any_patch(),
            (b, other) in any_patch(),
        ) {
            let order = |patches: &[Patch]| patched(&record.to_stored(), patches).expect("a record");
            if are_different(a, b) {
                let (one_first, other_first) =
                    (order(&[one.clone(), other.clone()]), order(&[other, one]));
                prop_assert_eq!(value(&one_first.0), value(&other_first.0));
                prop_assert_eq!(one_first.1, other_first.1);
            }
        }

        #[test]
        fn two_tabs_never_undo_what_the_other_has_changed(
            record in any_record(),
            (a, one) in any_patch(),
            (b, other) in any_patch(),
        ) {
            // One tab stores its patch; the other, which has not heard of it, stores its own.
            let (first, there) = patched(&record.to_stored(), core::slice::from_ref(&one)).expect("one");
            let (both, _) = patched(&first, core::slice::from_ref(&other)).expect("two");
            let both = Record::from_stored(&both).expect("a record");
            let mut seen = record;
            other.apply(&mut seen);
            if are_different(a, b) {
                for (is_of, same) in [
                    (a == 0, both.title == there.title),
                    (a == 1, both.length == there.length),
                    (a == 2, both.media == there.media),
                    (a == 3, both.kept == there.kept),
                    (b == 0, both.title == seen.title),
                    (b == 3, both.kept == seen.kept),
                ] {
                    prop_assert!(!is_of || same, "{one:?} then {other:?}: {both:?}");
                }
            }
        }

        #[test]
        fn the_text_says_what_the_record_is(
            record in any_record(),
            patches in proptest::collection::vec(any_patch(), 0..6),
        ) {
            let patches: Vec<Patch> = patches.into_iter().map(|(_, patch)| patch).collect();
            let mut plain = record.clone();
            for patch in &patches {
                patch.apply(&mut plain);
            }
            let (text, now) = patched(&record.to_stored(), &patches).expect("a record");
            prop_assert_eq!(&now, &plain);
            prop_assert_eq!(Record::from_stored(&text), Ok(plain));
        }

        #[test]
        fn what_this_version_does_not_know_stays(
            record in any_record(),
            patches in proptest::collection::vec(any_patch(), 0..6),
            later in any::<String>(),
        ) {
            let patches: Vec<Patch> = patches.into_iter().map(|(_, patch)| patch).collect();
            let mut stored = value(&record.to_stored());
            stored.insert("later".to_owned(), serde_json::json!({ "a": [1, { "b": later }] }));
            let text = Value::Object(stored.clone()).to_string();
            let (text, _) = patched(&text, &patches).expect("a record");
            prop_assert_eq!(value(&text).remove("later"), stored.remove("later"));
        }

        #[test]
        fn a_replaced_patch_leaves_nothing(
            record in any_record(),
            (_, one) in any_patch(),
            (_, other) in any_patch(),
        ) {
            if other.replaces(&one) && !matches!(one, Patch::Anew { .. }) {
                let (_, both) =
                    patched(&record.to_stored(), &[one, other.clone()]).expect("a record");
                let (_, alone) = patched(&record.to_stored(), &[other]).expect("a record");
                prop_assert_eq!(both, alone);
            }
        }
    }

    #[test]
    fn an_unknown_language_outlives_a_job_and_not_a_choice() {
        let stored = r#"{"v":1,"id":"a","language":"tlh","sort":{"x":[1]},"outcome":"paused"}"#;
        let job = Patch::Job(Snapshot { id: Some("j".to_owned()), ..Snapshot::default() });
        let (text, _) = patched(stored, &[job, Patch::Title("T".to_owned())]).expect("a record");
        assert_eq!(
            text,
            r#"{"v":1,"id":"a","language":"tlh","sort":{"x":[1]},"outcome":"paused","title":"T","job":"j"}"#
        );
        let anew = Patch::Anew {
            seen: Snapshot { id: Some("j".to_owned()), ..Snapshot::default() },
            kept: Snapshot::default(),
            host: "h".to_owned(),
            options: JobOptions::default(),
        };
        let (text, _) = patched(&text, &[anew]).expect("a record");
        assert_eq!(text, r#"{"v":1,"id":"a","sort":{"x":[1]},"title":"T","host":"h"}"#);
    }

    #[test]
    fn a_job_that_was_made_meanwhile_is_not_begun_anew() {
        let stored = r#"{"v":1,"id":"a","upload_url":"u","job":"theirs"}"#;
        let anew = Patch::Anew {
            seen: Snapshot::default(),
            kept: Snapshot::default(),
            host: "h".to_owned(),
            options: JobOptions::default(),
        };
        let (text, record) = patched(stored, &[anew]).expect("a record");
        assert_eq!((text.as_str(), record.kept.id.as_deref()), (stored, Some("theirs")));
        // And what is ready is not taken up.
        let ready = r#"{"v":1,"id":"a","job":"j","outcome":"ready","speakers":["Ann"]}"#;
        assert_eq!(patched(ready, &[Patch::TakenUp]).expect("a record").0, ready);
    }

    #[test]
    fn what_cannot_be_read_is_not_changed() {
        let newer = patched(r#"{"v":2,"id":"a"}"#, &[Patch::Seen]);
        assert_eq!(newer, Err(StoredError::Newer(2)));
        assert!(patched(r#"{"v":1,"id":"a""#, &[Patch::Title("T".to_owned())]).is_err());
    }

    #[test]
    fn all_of_a_record_makes_another_the_same() {
        let stored = r#"{"v":1,"id":"a","title":"T","job":"j","outcome":"ready","speakers":["A"]}"#;
        let record = Record::from_stored(stored).expect("a record");
        let mut other = Record { outcome: Outcome::Cancelled, ..record.clone() };
        other.kept.id = Some("old".to_owned());
        other.title.clear();
        for patch in Patch::all_of(&record) {
            patch.apply(&mut other);
        }
        assert_eq!(other, record);
        assert!(matches!(record.outcome, Outcome::Ready(Summary { .. })));
    }
}
