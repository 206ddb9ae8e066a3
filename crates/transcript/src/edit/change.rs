//! What a correction is made of, and how it is told.

use std::ops::Range;
use std::rc::Rc;

use super::turn::OwnTurn;
use crate::{Look, SpeakerId};

/// Where a turn of the corrected conversation comes from.
#[derive(Clone, Debug, PartialEq)]
pub enum Source {
    /// The turn of the original with this index.
    Original(u32),
    /// A turn of its own.
    Own(Rc<OwnTurn>),
}

/// A turn of the corrected conversation.
#[derive(Clone, Debug, PartialEq)]
pub struct Slot {
    /// What is said.
    pub source: Source,
    /// Who says it, where that was corrected.
    pub by: Option<SpeakerId>,
}

impl Slot {
    /// A turn as it came.
    pub const fn original(index: u32) -> Self {
        Self { source: Source::Original(index), by: None }
    }

    pub(super) fn own(turn: OwnTurn) -> Self {
        Self { source: Source::Own(Rc::new(turn)), by: None }
    }

    /// The turns of the original that it was made from.
    pub(super) fn of(&self) -> Range<u32> {
        match &self.source {
            Source::Original(index) => *index..*index + 1,
            Source::Own(own) => own.of.clone(),
        }
    }

    /// Whether it is the very same turn. Two that say the same may be two.
    pub fn is(&self, other: &Self) -> bool {
        let is_same = match (&self.source, &other.source) {
            (Source::Original(a), Source::Original(b)) => a == b,
            (Source::Own(a), Source::Own(b)) => Rc::ptr_eq(a, b),
            _ => false,
        };
        is_same && self.by == other.by
    }

    /// Whether it differs from the original.
    pub const fn is_edited(&self) -> bool {
        self.by.is_some() || matches!(self.source, Source::Own(_))
    }
}

/// Turns put in place of others. Positions are those at the time.
#[derive(Clone, Debug, PartialEq)]
pub struct Splice {
    /// The first that is replaced.
    pub at: u32,
    /// How many are.
    pub count: u32,
    /// What stands there then.
    pub new: Vec<Slot>,
}

/// A voice as the user sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    /// What it is called.
    pub name: String,
    /// Its mark, where the user chose one.
    pub look: Option<Look>,
    /// The voice that it turned out to be.
    pub into: Option<SpeakerId>,
}

impl Role {
    /// A voice of this name.
    pub const fn new(name: String) -> Self {
        Self { name, look: None, into: None }
    }
}

/// What kind of correction it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A voice was named.
    Name,
    /// Two voices became one.
    Merge,
    /// A voice got another mark.
    Look,
    /// Turns or words were given to another voice.
    Reassign,
    /// A turn became two.
    Split,
    /// Two turns became one.
    Join,
    /// Words went from one turn to its neighbour.
    Boundary,
    /// A text was typed over.
    Text,
    /// A text was replaced wherever it is.
    Replace,
    /// The original was put back.
    Restore,
    /// What was doubtful was looked at, and is right.
    Accept,
}

impl Kind {
    /// All of them, with the word that each is stored under.
    pub const ALL: [(Self, &'static str); 11] = [
        (Self::Name, "name"),
        (Self::Merge, "merge"),
        (Self::Look, "look"),
        (Self::Reassign, "reassign"),
        (Self::Split, "split"),
        (Self::Join, "join"),
        (Self::Boundary, "boundary"),
        (Self::Text, "text"),
        (Self::Replace, "replace"),
        (Self::Restore, "restore"),
        (Self::Accept, "accept"),
    ];
}

/// A correction: what it puts in place of what. Its inverse is known once it was made.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What kind it is.
    pub kind: Kind,
    /// Turns put in place of others, one after another.
    pub splices: Vec<Splice>,
    /// All voices as they are then, where the correction changes them.
    pub roles: Option<Vec<Role>>,
}

impl Edit {
    pub(super) const fn of_turns(kind: Kind, splices: Vec<Splice>) -> Self {
        Self { kind, splices, roles: None }
    }

    /// Whether another one goes on where this one stopped: the same turn is typed over once more.
    pub fn goes_on(&self, next: &Self) -> bool {
        let typed = |edit: &Self| match &edit.splices[..] {
            [splice] if edit.kind == Kind::Text && splice.count == 1 && splice.new.len() == 1 => {
                Some(splice.at)
            }
            _ => None,
        };
        typed(self).is_some_and(|turn| typed(next) == Some(turn))
    }

    pub(super) const fn of_voices(kind: Kind, roles: Vec<Role>) -> Self {
        Self { kind, splices: Vec::new(), roles: Some(roles) }
    }
}
