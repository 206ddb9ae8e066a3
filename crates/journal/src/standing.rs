//! How a journal stands, as it is told to people.

use crate::event::Fault;

/// How a journal stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// All that was done is on the disk.
    Kept,
    /// It is being read, or written for the first time.
    Working,
    /// This many steps are only in this tab; storing them is tried again.
    Owed {
        /// How many.
        count: u32,
        /// Why the last try failed; `None` where there is no store at all, or none yet.
        fault: Option<Fault>,
    },
    /// What is on the disk is not touched, and nothing can be corrected.
    Sealed {
        /// Why.
        seal: Seal,
        /// So many steps of this tab are not there.
        owed: u32,
    },
    /// The user goes on without what is on the disk, and what is done is only in this tab: this many
    /// steps.
    OnlyHere(u32),
}

impl Standing {
    /// How many steps would be lost with the tab, as far as is known.
    #[must_use]
    pub const fn owes(self) -> u32 {
        match self {
            Self::Owed { count, .. } | Self::OnlyHere(count) => count,
            Self::Sealed { owed, .. } => owed,
            Self::Kept | Self::Working => 0,
        }
    }
}

/// Why what is on the disk is not touched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seal {
    /// It could not be read just now.
    Unread,
    /// A newer version of the page wrote it.
    Newer,
    /// Something is missing, or cannot be understood.
    Damaged,
    /// It was made of another original, or does not fit this one.
    Misfit,
    /// It is not what this tab knew: another one has corrected meanwhile, or it was removed.
    Others,
}
