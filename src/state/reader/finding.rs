//! Searching: hits as they are typed, going from one to the next, and back to where it began.

use std::rc::Rc;

use leptos::prelude::untrack;
use transcript::search::{Hit, SearchIndex, in_turns};
use transcript::{Clock, Transcript};

use super::follow::bring_line;
use super::{Inner, Reader};
use crate::platform::clock::mark;
use crate::platform::highlight::Stretch;
use crate::platform::{fold, viewport};

impl Reader {
    /// Searches anew when what is asked for changed.
    pub(super) fn look_up(self) {
        let query = self.search().query();
        let Some(inner) = self.inner() else { return };
        let is_asked = query.is_some();
        if !is_asked && inner.before_search.take().is_none() {
            // There was no search that could end.
            return;
        }
        let hits = query.map_or_else(Vec::new, |query| {
            inner.index().search(&inner.transcript(), &query, &mut fold::fold)
        });
        let seen = inner.seen_turns();
        let first = Some(in_turns(&hits, &(seen.start..usize::MAX)).start);
        let first = first.filter(|first| *first < hits.len()).unwrap_or_default();
        self.search().count.set(hits.len());
        self.search().active.set(first);
        inner.hits.replace(hits);
        if is_asked {
            if inner.before_search.get().is_none() {
                inner.before_search.set(Some(viewport::offset()));
            }
            self.follow().yield_now();
        }
        if is_asked && self.show_hit() {
            self.paint(&inner.seen_turns());
        } else {
            self.paint(&seen);
        }
        mark("diarist:search-painted");
    }

    /// Searches the corrected text for the same, and stays where it is.
    pub(super) fn look_up_again(self) {
        let Some(inner) = self.inner() else { return };
        let Some(query) = untrack(|| self.search().query()) else { return };
        let hits = inner.index().search(&inner.transcript(), &query, &mut fold::fold);
        let active = self.search().active.get_untracked().min(hits.len().saturating_sub(1));
        let count = hits.len();
        inner.hits.replace(hits);
        self.search().active.set(active);
        self.search().count.set(count);
    }

    /// The next or the previous hit.
    pub fn step_hit(self, is_forward: bool) {
        self.search().step(is_forward);
        self.show_hit();
        if let Some(inner) = self.inner() {
            self.paint(&inner.seen_turns());
        }
    }

    /// Ends the search; the reader is back where it began.
    pub fn leave_search(self) {
        // What was found goes when it is seen that nothing is searched for.
        let before = self.inner().and_then(|inner| inner.before_search.get());
        self.search().text.set(String::new());
        if let Some(offset) = before {
            viewport::scroll_to(offset, false);
        }
    }

    /// Brings the hit that is stood at into view. Whether it was not there.
    fn show_hit(self) -> bool {
        let Some(inner) = self.inner() else { return false };
        let stretches = inner.stretches_of_hit(self.search().active.get_untracked());
        let line = stretches.first().and_then(Stretch::rect);
        line.is_some_and(|line| bring_line(line.top(), line.bottom(), false))
    }

    /// Searches for what the conversation was found by, once all of it is there.
    pub fn search_as_sought(self) {
        let sought = self.inner().and_then(|inner| inner.document.sought.clone());
        if let Some(sought) = sought {
            self.search().text.set(sought);
        }
    }

    /// Makes the index, if there is none: the first letter need not wait for it.
    pub fn expect_search(self) {
        if let Some(inner) = self.inner() {
            inner.index();
        }
    }

    /// The hits from the one that is stood at on, at most so many, with what stands around them; follows
    /// the search.
    pub fn hits_in_context(self, most: usize) -> Vec<InContext> {
        self.search().count.track();
        self.search().text.track();
        let from = self.search().active.get();
        let Some(inner) = self.inner() else { return Vec::new() };
        let (hits, transcript) = (inner.hits.borrow(), inner.transcript());
        let shown = hits.iter().skip(from).take(most);
        shown.filter_map(|hit| in_context(&transcript, hit)).collect()
    }

    /// The start of each hit's turn or word, in milliseconds, for the map; follows the search.
    pub fn hit_times(self) -> Vec<u32> {
        self.search().count.track();
        self.search().text.track();
        let Some(inner) = self.inner() else { return Vec::new() };
        let hits = inner.hits.borrow();
        hits.iter().filter_map(|hit| Some(inner.time_of(hit)?.get())).collect()
    }
}

/// A hit with what stands around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InContext {
    /// When it is heard, as a clock shows it.
    pub clock: String,
    /// The end of what stands before it in its turn.
    pub before: String,
    /// What was found.
    pub found: String,
    /// The beginning of what stands after it.
    pub after: String,
}

/// Letters shown on each side of a hit.
const AROUND: usize = 24;

fn in_context(transcript: &Transcript, hit: &Hit) -> Option<InContext> {
    let turn = transcript.turn(hit.turn as usize)?;
    let text = transcript.turn_text(turn);
    let base = turn.range().start;
    let (from, to) = ((hit.range.start - base) as usize, (hit.range.end - base) as usize);
    let before = text.get(..from)?;
    let cut = before.char_indices().rev().take(AROUND).last().map_or(from, |(at, _)| at);
    Some(InContext {
        clock: Clock(turn.start).to_string(),
        before: before.get(cut..)?.to_owned(),
        found: text.get(from..to)?.to_owned(),
        after: text.get(to..)?.chars().take(AROUND).collect(),
    })
}

impl Inner {
    fn index(&self) -> Rc<SearchIndex> {
        let mut index = self.index.borrow_mut();
        let make = || Rc::new(SearchIndex::new(&self.transcript(), &mut fold::fold));
        Rc::clone(index.get_or_insert_with(make))
    }
}
