//! An allocator that counts, so that a test can say how much memory something took at its peak.

#![allow(unsafe_code, reason = "an allocator is unsafe by its nature; this one asks the system's")]

use std::alloc::{GlobalAlloc, Layout, System};
use std::cell::Cell;

/// Counts for each thread what it holds. Growing is as dear as it can be: the old and the new place
/// are both held while one is copied to the other, which is what a page's allocator does at worst.
struct Counting;

#[global_allocator]
static COUNTING: Counting = Counting;

thread_local! {
    static HELD: Cell<usize> = const { Cell::new(0) };
    static PEAK: Cell<usize> = const { Cell::new(0) };
}

// SAFETY: every call is handed to the system's allocator as it came; counting allocates nothing.
unsafe impl GlobalAlloc for Counting {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let held = HELD.get().wrapping_add(layout.size());
        HELD.set(held);
        // What another thread freed may have left less than nothing.
        if held < usize::MAX / 2 {
            PEAK.set(PEAK.get().max(held));
        }
        // SAFETY: as for this function.
        unsafe { System.alloc(layout) }
    }

    unsafe fn dealloc(&self, place: *mut u8, layout: Layout) {
        HELD.set(HELD.get().wrapping_sub(layout.size()));
        // SAFETY: as for this function.
        unsafe { System.dealloc(place, layout) }
    }
}

/// What a piece of work gives, and the most bytes that it held at once on this thread.
pub(crate) fn peak<T>(work: impl FnOnce() -> T) -> (T, usize) {
    let before = HELD.get();
    PEAK.set(before);
    let done = work();
    (done, PEAK.get().saturating_sub(before))
}
