//! Searching: hits as they are typed, going from one to the next, and back to where it began.

use std::rc::Rc;

use leptos::prelude::untrack;
use transcript::search::{SearchIndex, in_turns};

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

    /// The start of each hit's turn or word, in milliseconds, for the map; follows the search.
    pub fn hit_times(self) -> Vec<u32> {
        self.search().count.track();
        self.search().text.track();
        let Some(inner) = self.inner() else { return Vec::new() };
        let hits = inner.hits.borrow();
        hits.iter().filter_map(|hit| Some(inner.time_of(hit)?.get())).collect()
    }
}

impl Inner {
    fn index(&self) -> Rc<SearchIndex> {
        let mut index = self.index.borrow_mut();
        let make = || Rc::new(SearchIndex::new(&self.transcript(), &mut fold::fold));
        Rc::clone(index.get_or_insert_with(make))
    }
}
