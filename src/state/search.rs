//! Searching the conversation: what is asked for, and what was found.

use crate::reactive::Var;
use transcript::SpeakerId;
use transcript::search::Query;

/// The search field, its choices, and how many hits there are.
#[derive(Clone, Copy)]
pub struct Search {
    /// What is in the field.
    pub text: Var<String>,
    /// Capitals matter.
    pub match_case: Var<bool>,
    /// Accents matter.
    pub match_diacritics: Var<bool>,
    /// Only whole words.
    pub whole_words: Var<bool>,
    /// One voice, or all of them.
    pub voice: Var<Option<SpeakerId>>,
    /// How many hits there are.
    pub count: Var<usize>,
    /// Which one the reader stands at, from 0.
    pub active: Var<usize>,
}

impl Search {
    /// Nothing is asked for.
    pub(super) fn new() -> Self {
        Self {
            text: Var::new(String::new()),
            match_case: Var::new(false),
            match_diacritics: Var::new(false),
            whole_words: Var::new(false),
            voice: Var::new(None),
            count: Var::new(0),
            active: Var::new(0),
        }
    }

    /// What is asked for; `None` if nothing is. Follows all choices.
    pub fn query(self) -> Option<Query> {
        let text = self.text.get();
        (!text.trim().is_empty()).then(|| Query {
            text,
            match_case: self.match_case.get(),
            match_diacritics: self.match_diacritics.get(),
            whole_words: self.whole_words.get(),
            speaker: self.voice.get(),
        })
    }

    /// "3 of 17", "No match", or nothing while nothing is asked for.
    pub fn counter(self) -> String {
        match (self.text.get().trim().is_empty(), self.count.get()) {
            (true, _) => String::new(),
            (_, 0) => "No match".to_owned(),
            (_, count) => format!("{} of {count}", self.active.get() + 1),
        }
    }

    /// Goes to the hit after or before the present one, round at the ends.
    pub(super) fn step(self, is_forward: bool) {
        let (count, now) = (self.count.get_untracked(), self.active.get_untracked());
        let step = if is_forward { 1 } else { count.saturating_sub(1) };
        self.active.set((now + step).checked_rem(count).unwrap_or(0));
    }
}
