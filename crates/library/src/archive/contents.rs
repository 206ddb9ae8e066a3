//! What belongs together in an archive, and what of it is taken for a recording.

use std::collections::BTreeMap;

use assemblyai::job::Wall;

use super::{MOST_ANSWER, MOST_EDITS, MOST_RECORD, Member, Place};
use crate::{Outcome, Record, StoredError};

/// What lies in the folder of a recording.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folder {
    /// Its record.
    pub record: Option<Place>,
    /// Its answer.
    pub answer: Option<Place>,
    /// Its corrections.
    pub edits: Option<Place>,
    /// The copy of its file.
    pub media: Option<Place>,
    /// Whether one of these is there twice: nobody can say which is meant.
    is_twice: bool,
}

/// An archive by its folders.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contents {
    /// Where the manifest lies; without one it is no archive.
    pub manifest: Option<Place>,
    /// The folders by the ids of their recordings.
    pub folders: BTreeMap<String, Folder>,
    /// Whether the file ends in the middle.
    pub is_cut_off: bool,
}

/// A recording in an archive, as it is taken over: see [`Record::brought`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unpacked {
    /// Its record.
    pub record: Record,
    /// Where the rest of it lies.
    pub folder: Folder,
}

/// Why what lies in a folder is not taken for a recording.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// A newer version of the page wrote it.
    Newer,
    /// Its record is missing, damaged, of another recording or too long; or one of its things is there
    /// twice; or its answer is not there, and nobody else has it.
    Damaged,
    /// It lies where the file ends in the middle, and was not damaged before.
    CutOff,
}

impl Contents {
    /// Sorts members into their folders.
    #[must_use]
    pub fn of(members: Vec<(Member, Place)>, is_cut_off: bool) -> Self {
        let mut contents = Self { is_cut_off, ..Self::default() };
        for (member, place) in members {
            let (id, thing): (String, fn(&mut Folder) -> &mut Option<Place>) = match member {
                Member::Manifest => {
                    contents.manifest = contents.manifest.or(Some(place));
                    continue;
                }
                Member::Record(id) => (id, |folder| &mut folder.record),
                Member::Transcript(id) => (id, |folder| &mut folder.answer),
                Member::Edits(id) => (id, |folder| &mut folder.edits),
                Member::Media(id, _) => (id, |folder| &mut folder.media),
                Member::Other => continue,
            };
            let folder = contents.folders.entry(id).or_default();
            let thing = thing(folder);
            if thing.is_some() {
                folder.is_twice = true;
            } else {
                *thing = Some(place);
            }
        }
        contents
    }

    /// Where the record of a folder lies, if it is worth reading.
    pub fn record_of(&self, folder: &Folder) -> Result<Place, Refused> {
        // Whoever packed it may have meant to put the record last.
        let missing = if self.is_cut_off { Refused::CutOff } else { Refused::Damaged };
        let record = folder.record.ok_or(missing)?;
        let is_short = |place: Option<Place>, most: u64| {
            place.is_none_or(|(from, to)| to.saturating_sub(from) <= most)
        };
        let is_whole = !folder.is_twice
            && is_short(folder.record, MOST_RECORD)
            && is_short(folder.answer, MOST_ANSWER)
            && is_short(folder.edits, MOST_EDITS);
        if is_whole { Ok(record) } else { Err(Refused::Damaged) }
    }

    /// The recording of a folder, whose record has this text.
    pub fn unpack(&self, id: &str, text: &str, now: Wall) -> Result<Unpacked, Refused> {
        let record = Record::from_stored(text).map_err(|error| match error {
            StoredError::Newer(_) => Refused::Newer,
            StoredError::Corrupt(_) | StoredError::Incomplete => Refused::Damaged,
        })?;
        let folder = self.folders.get(id).cloned().unwrap_or_default();
        if record.id != id {
            return Err(Refused::Damaged);
        }
        let mut record = record.brought(now);
        if record.is_ready() && folder.answer.is_none() {
            // Its answer is cut off, or was lost before: the service may still have it.
            if self.is_cut_off {
                return Err(Refused::CutOff);
            }
            if record.kept.id.is_none() {
                return Err(Refused::Damaged);
            }
            record.outcome = Outcome::Open;
        }
        if folder.media.is_none() {
            record.media = None;
        }
        Ok(Unpacked { record, folder })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Wall = Wall(1_790_000_000_000);

    fn contents(members: &[(&str, u64)], is_cut_off: bool) -> Contents {
        let member = |(name, length): &(&str, u64)| {
            let (id, thing) = name.split_once('/').unwrap_or((name, ""));
            let member = match thing {
                "record" => Member::Record(id.to_owned()),
                "answer" => Member::Transcript(id.to_owned()),
                "edits" => Member::Edits(id.to_owned()),
                "media" => Member::Media(id.to_owned(), "x.mp3".to_owned()),
                _ => Member::Manifest,
            };
            (member, (512, 512 + length))
        };
        Contents::of(members.iter().map(member).collect(), is_cut_off)
    }

    fn refused(contents: &Contents, id: &str, text: &str) -> Option<Refused> {
        let folder = contents.folders.get(id).expect("a folder");
        let read = contents.record_of(folder).and_then(|_| contents.unpack(id, text, NOW));
        read.err()
    }

    const READY: &str = r#"{"v":1,"id":"a","outcome":"ready"}"#;

    #[test]
    fn a_folder_is_a_recording_or_says_why_not() {
        let all = [("diarist", 14), ("a/record", 50), ("a/answer", 100), ("a/edits", 9)];
        let whole = contents(&all, false);
        assert_eq!(whole.manifest, Some((512, 526)));
        assert_eq!(refused(&whole, "a", READY), None);
        assert_eq!(refused(&whole, "a", r#"{"v":2,"id":"a"}"#), Some(Refused::Newer));
        for damaged in ["", "{}", r#"{"v":1,"id":"b"}"#, r#"{"v":1,"id":"../a"}"#] {
            assert_eq!(refused(&whole, "a", damaged), Some(Refused::Damaged), "{damaged}");
        }
        for more in [("a/record", 50), ("a/answer", 1), ("a/edits", 1)] {
            let twice = contents(&[&all[..], &[more]].concat(), false);
            assert_eq!(refused(&twice, "a", READY), Some(Refused::Damaged), "{more:?} twice");
        }
        for long in [
            ("b/record", MOST_RECORD + 1),
            ("b/edits", MOST_EDITS + 1),
            ("b/answer", MOST_ANSWER + 1),
        ] {
            let members =
                if long.0 == "b/record" { vec![long] } else { vec![("b/record", 50), long] };
            let long = contents(&members, false);
            let text = READY.replace("\"a\"", "\"b\"");
            assert_eq!(refused(&long, "b", &text), Some(Refused::Damaged), "{members:?}");
        }
        assert_eq!(refused(&contents(&[("a/answer", 9)], false), "a", ""), Some(Refused::Damaged));
        assert_eq!(refused(&contents(&[("a/answer", 9)], true), "a", ""), Some(Refused::CutOff));
    }

    #[test]
    fn an_answer_that_is_not_there_may_be_at_the_service() {
        let alone = contents(&[("a/record", 50)], false);
        assert_eq!(refused(&alone, "a", READY), Some(Refused::Damaged));
        assert_eq!(
            refused(&contents(&[("a/record", 50)], true), "a", READY),
            Some(Refused::CutOff)
        );
        let text =
            r#"{"v":1,"id":"a","outcome":"ready","job":"j","media":5,"media_type":"audio/mpeg"}"#;
        let asked = alone.unpack("a", text, NOW).expect("a recording").record;
        assert!(asked.is_open() && asked.media.is_none(), "{asked:?}");
    }
}
