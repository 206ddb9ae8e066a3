//! Searching: hits as they are typed, going from one to the next, and back to where it began.

use transcript::search::{SearchIndex, in_turns};

use super::Reader;
use crate::platform::clock::mark;
use crate::platform::{fold, viewport};

/// Where a hit may stand in the window without being moved, in CSS pixels from its edges.
const ABOVE: f64 = 72.0;
const BELOW: f64 = 148.0;

impl Reader {
    /// Searches anew when what is asked for changed.
    pub(super) fn look_up(self) {
        let query = self.search().query();
        let Some(inner) = self.inner() else { return };
        let is_asked = query.is_some();
        let hits = query.map_or_else(Vec::new, |query| {
            let transcript = inner.transcript();
            let mut index = inner.index.borrow_mut();
            let index = index.get_or_insert_with(|| SearchIndex::new(transcript, &mut fold::fold));
            index.search(transcript, &query, &mut fold::fold)
        });
        let first = {
            let seen = inner.seen_turns().map_or(0, |(first, _)| first);
            let first = in_turns(&hits, &(seen..usize::MAX)).start;
            if first < hits.len() { first } else { 0 }
        };
        self.search().count.set(hits.len());
        self.search().active.set(first);
        inner.hits.replace(hits);
        if is_asked {
            if inner.before_search.get().is_none() {
                inner.before_search.set(Some(viewport::offset()));
            }
            self.follow().yield_now();
            self.show_hit();
        } else {
            inner.before_search.set(None);
        }
        self.paint_view();
        mark("diarist:search-painted");
    }

    /// The next or the previous hit.
    pub fn step_hit(self, is_forward: bool) {
        self.search().step(is_forward);
        self.show_hit();
        self.paint_view();
    }

    /// Ends the search; the reader is back where it began.
    pub fn leave_search(self) {
        self.search().text.set(String::new());
        if let Some(offset) = self.inner().and_then(|inner| inner.before_search.take()) {
            viewport::scroll_to(offset, false);
        }
    }

    /// Brings the hit that is stood at into view.
    fn show_hit(self) {
        let Some(inner) = self.inner() else { return };
        let stretches = inner.stretches_of_hit(self.search().active.get_untracked());
        let Some(line) = stretches.first().map(web_sys::Range::get_bounding_client_rect) else {
            return;
        };
        let height = viewport::height();
        if line.top() < ABOVE || line.bottom() > height - BELOW {
            viewport::scroll_to(height.mul_add(-0.4, viewport::offset() + line.top()), false);
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
