//! The kinds of marks on words, painted by the browser without an element of their own.

use crate::platform::highlight::{self, Stretch};

/// A kind of mark. Scripts find them in `CSS.highlights` by these names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A word that the service was not sure of.
    Doubt,
    /// The word that is heard now.
    CurrentWord,
    /// What was searched for.
    Search,
    /// The hit that the reader stands at.
    SearchActive,
    /// The spot that is looked at in the review.
    Review,
}

impl Mark {
    /// Puts this mark on these stretches and no others.
    pub fn paint(self, stretches: &[Stretch]) {
        let (name, priority) = match self {
            Self::Doubt => ("doubt", 0),
            Self::CurrentWord => ("current-word", 1),
            Self::Search => ("search", 2),
            Self::SearchActive => ("search-active", 3),
            Self::Review => ("review", 4),
        };
        highlight::paint(name, priority, stretches);
    }

    /// Takes all marks away.
    pub fn clear_all() {
        for mark in [Self::Doubt, Self::CurrentWord, Self::Search, Self::SearchActive, Self::Review]
        {
            mark.paint(&[]);
        }
        highlight::forget();
    }
}
