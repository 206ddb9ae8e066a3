//! The kinds of marks on words, painted by the browser without an element of their own.

use crate::platform::highlight::{self, Stretch};

/// A kind of mark. Scripts find them in `CSS.highlights` by these names. A later one is painted above
/// those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// A word that the service was not sure of.
    Doubt,
    /// What the original has not.
    Added,
    /// What is not there any more as it is corrected.
    Removed,
    /// The word that is heard now.
    CurrentWord,
    /// What was searched for.
    Search,
    /// The hit that the reader stands at.
    SearchActive,
    /// The spot that is looked at in the review.
    Review,
}

/// All of them with their names, the lowest first.
const MARKS: [(Mark, &str); 7] = [
    (Mark::Doubt, "doubt"),
    (Mark::Added, "added"),
    (Mark::Removed, "removed"),
    (Mark::CurrentWord, "current-word"),
    (Mark::Search, "search"),
    (Mark::SearchActive, "search-active"),
    (Mark::Review, "review"),
];

impl Mark {
    /// Puts this mark on these stretches and no others.
    pub fn paint(self, stretches: &[Stretch]) {
        for (priority, (mark, name)) in (0..).zip(MARKS) {
            if mark == self {
                highlight::paint(name, priority, stretches);
            }
        }
    }

    /// Makes all of them known to the browser, the lowest first: WebKitGTK ends the page's process where
    /// marks meet that became known in another order.
    pub fn register_all() {
        for (mark, _) in MARKS {
            mark.paint(&[]);
        }
    }

    /// Takes all marks away.
    pub fn clear_all() {
        Self::register_all();
        highlight::forget();
    }
}
