//! What becomes of a recording of an archive: decided by what is here and what the archive has, part by
//! part. Nothing that is here is ever replaced; what the archive has in addition comes in.

use assemblyai::job::Snapshot;
use assemblyai::job::Wall;

use crate::{MediaCopy, Outcome, Record};

/// How a part of a recording here relates to that of an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Neither has it.
    Nowhere,
    /// It is here alone.
    Here,
    /// It is in the archive alone.
    There,
    /// Both have the same.
    Same,
    /// Both have the same beginning, and here it goes on.
    LongerHere,
    /// Both have the same beginning, and in the archive it goes on.
    LongerThere,
    /// Each has something that the other has not.
    Differs,
}

impl Part {
    /// How bytes relate: they are all or nothing.
    pub fn of_bytes(here: Option<&[u8]>, there: Option<&[u8]>) -> Self {
        match (here, there) {
            (None, None) => Self::Nowhere,
            (Some(_), None) => Self::Here,
            (None, Some(_)) => Self::There,
            (Some(here), Some(there)) if here == there => Self::Same,
            (Some(_), Some(_)) => Self::Differs,
        }
    }

    /// How lists relate that only grow at their end.
    pub fn of_steps<T: PartialEq>(here: &[T], there: &[T]) -> Self {
        match (here.is_empty(), there.is_empty()) {
            (true, true) => Self::Nowhere,
            (false, true) => Self::Here,
            (true, false) => Self::There,
            _ if here == there => Self::Same,
            _ if there.starts_with(here) => Self::LongerThere,
            _ if here.starts_with(there) => Self::LongerHere,
            _ => Self::Differs,
        }
    }

    /// Whether what is here has all that the archive has.
    const fn is_enough(self) -> bool {
        matches!(self, Self::Nowhere | Self::Here | Self::Same | Self::LongerHere)
    }

    /// Whether the archive has all that is here, and more.
    const fn goes_on(self) -> bool {
        matches!(self, Self::There | Self::LongerThere)
    }
}

/// What is taken from an archive for a recording that is here.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Take {
    /// The answer, and how the job stands with it.
    pub answer: bool,
    /// All corrections: those that are here are the first of them.
    pub edits: bool,
    /// The copy of the file.
    pub media: bool,
}

/// What becomes of a recording that is here too.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// All of it is here.
    Same,
    /// These come in.
    Complete(Take),
    /// Both have something that the other has not: both are kept, that of the archive as a recording of
    /// its own.
    Differs,
}

/// Decides for a recording that is here too.
#[must_use]
pub fn decide(answer: Part, edits: Part, media: Part) -> Decision {
    let media = media == Part::There;
    let take = match answer {
        // What was corrected here was another answer.
        Part::There if !matches!(edits, Part::Nowhere | Part::There) => return Decision::Differs,
        Part::There => Take { answer: true, edits: edits == Part::There, media },
        // The archive's corrections are of an answer that it has not.
        Part::Here if !edits.is_enough() => return Decision::Differs,
        Part::Here => Take { media, ..Take::default() },
        Part::Same | Part::Nowhere if edits.is_enough() => Take { media, ..Take::default() },
        Part::Same if edits.goes_on() => Take { edits: true, media, answer: false },
        _ => return Decision::Differs,
    };
    if take == Take::default() { Decision::Same } else { Decision::Complete(take) }
}

/// The id of a recording that is kept beside the one of its own id: the same whenever the same content
/// comes again, so that it is known then.
#[must_use]
pub fn id_beside(id: &str, content: &[&[u8]]) -> String {
    // FNV-1a, which tells contents apart that nobody has made to look alike; whoever does gets nothing
    // by it but a copy that is not kept.
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for part in std::iter::once(&id.as_bytes()).chain(content) {
        for byte in part.iter().chain(&[0xff]) {
            hash = (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    let mut letters = String::from("b");
    while letters.len() < 12 {
        let digit = u32::try_from(hash % 32).unwrap_or_default();
        letters.push(char::from_digit(digit, 32).unwrap_or('0'));
        hash /= 32;
    }
    letters
}

impl Record {
    /// The record as it is taken over from an archive, now. What only the sender's browser could know to
    /// be true is left behind: uploads, dates to come, the kinds of files that are no sound and no film.
    #[must_use]
    pub fn brought(mut self, now: Wall) -> Self {
        self.created = self.created.min(now);
        self.kept = Snapshot { id: self.kept.id, ..Snapshot::default() };
        // A job that was not submitted there is not submitted here without being asked for, or there
        // would be two of them.
        if self.is_open() && self.kept.id.is_none() {
            self.outcome = Outcome::Cancelled;
        }
        if let Outcome::Ready(summary) = &mut self.outcome {
            summary.is_fresh = false;
        }
        self.media =
            self.media.map(|media| MediaCopy { media_type: playable(&media.media_type), ..media });
        self
    }

    /// The record with a date that is not to come: what is new is listed before it.
    #[must_use]
    pub fn dated(mut self, now: Wall) -> Self {
        self.created = self.created.min(now);
        self
    }
}

/// A media type of sound or pictures; "" for any other, which the browser would show as what it says.
fn playable(media_type: &str) -> String {
    let is_played = ["audio/", "video/"].iter().any(|kind| media_type.starts_with(kind));
    let is_plain = media_type.bytes().all(|byte| byte.is_ascii_graphic() || byte == b' ');
    if is_played && is_plain { media_type.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::is_id;

    const NOW: Wall = Wall(1_790_000_000_000);
    const ALL: [Part; 7] = [
        Part::Nowhere,
        Part::Here,
        Part::There,
        Part::Same,
        Part::LongerHere,
        Part::LongerThere,
        Part::Differs,
    ];

    /// A recording as far as it is compared.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Held {
        answer: Option<Vec<u8>>,
        edits: Vec<u8>,
        media: Option<Vec<u8>>,
    }

    fn any_held() -> impl Strategy<Value = Held> {
        let few = || proptest::option::of(proptest::collection::vec(0..2_u8, 1..2));
        (few(), proptest::collection::vec(0..2_u8, 0..3), few())
            .prop_map(|(answer, edits, media)| Held { answer, edits, media })
    }

    fn decided(here: &Held, there: &Held) -> Decision {
        decide(
            Part::of_bytes(here.answer.as_deref(), there.answer.as_deref()),
            Part::of_steps(&here.edits, &there.edits),
            Part::of_bytes(here.media.as_deref(), there.media.as_deref()),
        )
    }

    fn taken(here: &Held, there: &Held, take: Take) -> Held {
        let mut now = here.clone();
        if take.answer {
            now.answer.clone_from(&there.answer);
        }
        if take.edits {
            now.edits.clone_from(&there.edits);
        }
        if take.media {
            now.media.clone_from(&there.media);
        }
        now
    }

    proptest! {
        /// Nothing that was here is lost, nothing of the archive is left behind untold, and a second
        /// time there is nothing to do.
        #[test]
        fn nothing_is_lost_and_twice_is_once(here in any_held(), there in any_held()) {
            match decided(&here, &there) {
                Decision::Same => {
                    prop_assert!(there.answer.is_none() || there.answer == here.answer);
                    prop_assert!(here.edits.starts_with(&there.edits));
                    prop_assert!(there.media.is_none() || here.media.is_some());
                }
                Decision::Complete(take) => {
                    let now = taken(&here, &there, take);
                    prop_assert!(here.answer.is_none() || now.answer == here.answer);
                    prop_assert!(now.edits.starts_with(&here.edits));
                    prop_assert!(here.media.is_none() || now.media == here.media);
                    prop_assert_eq!(decided(&now, &there), Decision::Same);
                }
                Decision::Differs => {}
            }
        }

        #[test]
        fn ids_beside_are_ids(id in "[a-z0-9]{1,32}", content in any::<Vec<u8>>()) {
            let beside = id_beside(&id, &[&content]);
            prop_assert!(is_id(&beside));
            prop_assert_eq!(&beside, &id_beside(&id, &[&content]));
            prop_assert_ne!(&beside, &id_beside(&id, &[&content, b"x"]));
        }
    }

    #[test]
    fn the_same_recording_is_the_same() {
        let same = [Part::Nowhere, Part::Same];
        for (answer, edits, media) in
            same.iter().flat_map(|a| same.iter().flat_map(move |e| same.map(|m| (*a, *e, m))))
        {
            assert_eq!(decide(answer, edits, media), Decision::Same);
        }
    }

    #[test]
    fn what_both_have_changed_is_kept_twice() {
        for edits in ALL {
            assert_eq!(decide(Part::Differs, edits, Part::There), Decision::Differs);
        }
        assert_eq!(decide(Part::Same, Part::Differs, Part::Same), Decision::Differs);
        assert_eq!(decide(Part::There, Part::Here, Part::There), Decision::Differs);
        assert_eq!(
            decide(Part::Same, Part::LongerThere, Part::There),
            Decision::Complete(Take { answer: false, edits: true, media: true })
        );
    }

    #[test]
    fn what_only_the_sender_could_know_is_left_behind() {
        let stored = r#"{"v":1,"id":"a","created":4102444800000,"upload_url":"https://x.example/1",
            "uploaded_at":4102444800000,"submit_pending":1,"media":5,"media_type":"text/html"}"#;
        let brought = Record::from_stored(stored).expect("a record").brought(NOW);
        assert_eq!((brought.created, &brought.kept), (NOW, &Snapshot::default()));
        assert_eq!(brought.outcome, Outcome::Cancelled);
        assert_eq!(brought.media.map(|media| media.media_type), Some(String::new()));
        let stored = r#"{"v":1,"id":"a","created":5,"job":"j","media":5,"media_type":"audio/mp4"}"#;
        let brought = Record::from_stored(stored).expect("a record").brought(NOW);
        assert_eq!((brought.created, brought.kept.id.as_deref()), (Wall(5), Some("j")));
        assert!(brought.is_open(), "its job goes on");
        assert_eq!(brought.media.map(|media| media.media_type), Some("audio/mp4".to_owned()));
    }
}
