//! What an archive should hold, and what a file does: so that whoever deletes the rest can know.

use std::collections::BTreeMap;

use super::{Contents, Folder, Place};

/// How long the things of a recording are; `None` for what it has not.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Holdings {
    /// Its answer.
    pub answer: Option<u64>,
    /// Its corrections.
    pub edits: Option<u64>,
    /// The copy of its file.
    pub media: Option<u64>,
}

/// What an archive should hold, by the ids of recordings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Inventory(pub BTreeMap<String, Holdings>);

/// What of a recording is not there as it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lack {
    /// Its id.
    pub id: String,
    /// Whether all of it is missing, or only some.
    pub is_all: bool,
}

impl Inventory {
    /// What of it a file does not hold, with the same lengths.
    #[must_use]
    pub fn lacks(&self, contents: &Contents) -> Vec<Lack> {
        let lack = |(id, holdings): (&String, &Holdings)| {
            let folder = contents.folders.get(id);
            let is_there = folder.is_some_and(|folder| Holdings::of(folder) == *holdings);
            let is_all = folder.is_none_or(|folder| contents.record_of(folder).is_err());
            (!is_there || is_all).then(|| Lack { id: id.clone(), is_all })
        };
        self.0.iter().filter_map(lack).collect()
    }
}

impl Holdings {
    fn of(folder: &Folder) -> Self {
        let length = |place: Place| place.1.saturating_sub(place.0);
        Self {
            answer: folder.answer.map(length),
            edits: folder.edits.map(length),
            media: folder.media.map(length),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::archive::Member;

    #[test]
    fn what_a_file_lacks_is_named() {
        let id = |id: &str| id.to_owned();
        let members = |names: &[(&str, u64)]| {
            let member = |(name, length): &(&str, u64)| {
                let (of, thing) = name.split_once('/').expect("a thing");
                let member = if thing == "record" {
                    Member::Record(id(of))
                } else {
                    Member::Transcript(id(of))
                };
                (member, (0, *length))
            };
            Contents::of(names.iter().map(member).collect(), false)
        };
        let holdings = Holdings { answer: Some(7), ..Holdings::default() };
        let wanted = Inventory([(id("a"), holdings), (id("b"), Holdings::default())].into());
        let whole = members(&[("a/record", 1), ("a/answer", 7), ("b/record", 1), ("c/record", 1)]);
        assert_eq!(wanted.lacks(&whole), []);
        let short = members(&[("a/record", 1), ("a/answer", 6)]);
        let lack = |of, is_all| Lack { id: id(of), is_all };
        assert_eq!(wanted.lacks(&short), [lack("a", false), lack("b", true)]);
        assert_eq!(wanted.lacks(&Contents::default()), [lack("a", true), lack("b", true)]);
    }
}
