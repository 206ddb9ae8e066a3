//! What is opened: how long a conversation, and which goals are held against it.

use std::fmt;

use super::generator::{self, Turn};

/// A made-up conversation.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Scene {
    /// So many words, in turns of mixed length.
    Words(u32),
    /// So many turns, of a few words each.
    Turns(u32),
}

impl Scene {
    /// About two hours of talk: what a browser must hold at ease.
    pub(super) const TWO_HOURS: Self = Self::Words(20_000);
    /// About ten hours of talk: the size that most goals are for.
    pub(super) const TEN_HOURS: Self = Self::Words(100_000);
    /// Ten hours again, in as many turns as anybody takes.
    pub(super) const CHATTER: Self = Self::Turns(30_000);

    pub(super) fn conversation(self) -> Vec<Turn> {
        match self {
            Self::Words(words) => generator::conversation(words),
            Self::Turns(turns) => generator::chatter(turns),
        }
    }

    /// The name of its answer among files and in addresses.
    pub(super) fn answer(self) -> String {
        match self {
            Self::Words(words) => format!("answer-{words}-words.json"),
            Self::Turns(turns) => format!("answer-{turns}-turns.json"),
        }
    }

    /// The same places are gone to in it each time.
    pub(super) const fn seed(self) -> u64 {
        let (Self::Words(count) | Self::Turns(count)) = self;
        count as u64
    }

    /// Whether it is listened to as well: what is heard is the same in short turns.
    pub(super) const fn is_heard(self) -> bool {
        matches!(self, Self::Words(_))
    }
}

impl fmt::Display for Scene {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Words(words) => write!(f, "{words} words"),
            Self::Turns(turns) => write!(f, "{turns} short turns"),
        }
    }
}
