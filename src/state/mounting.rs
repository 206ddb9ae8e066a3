//! Putting a long list into the page piece by piece: the first piece can be read at once, and the
//! page never stops answering while the others come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use leptos::prelude::*;

use crate::platform::clock::{mark, tick_ms};
use crate::platform::frame::{Slices, breathe, painted};
use crate::platform::task::spawn;

/// Milliseconds of mounting before the browser may paint.
const SLICE_MS: f64 = 10.0;

/// Calls `mount` with 0, 1, … below `pieces`: the first at once, the others after it was painted
/// and `on_paint` was called, until the caller's owner is gone.
pub fn mount_in_pieces(
    pieces: usize,
    on_paint: impl FnOnce() + 'static,
    mount: impl Fn(usize) + 'static,
) {
    if pieces > 0 {
        mount(0);
    }
    let is_gone = Arc::new(AtomicBool::new(false));
    let gone = Arc::clone(&is_gone);
    on_cleanup(move || gone.store(true, Ordering::Relaxed));
    spawn(async move {
        painted().await;
        mark("diarist:first-turns-painted");
        if is_gone.load(Ordering::Relaxed) {
            return;
        }
        on_paint();
        painted().await;
        let mut began = tick_ms();
        for piece in 1..pieces {
            if is_gone.load(Ordering::Relaxed) {
                return;
            }
            mount(piece);
            if tick_ms() - began > SLICE_MS {
                painted().await;
                began = tick_ms();
            }
        }
        mark("diarist:all-turns-mounted");
    });
}

/// Runs in a task of its own, after what is on the screen now was painted.
pub fn after_paint(run: impl FnOnce() + 'static) {
    spawn(async move {
        painted().await;
        run();
    });
}

/// Milliseconds of work on what is out of view before others may run.
const HIDDEN_MS: f64 = 8.0;

/// Calls `step` with 0, 1, … below `count` after the next paint, bit by bit, as long as it says that it goes
/// on.
pub fn in_slices(count: usize, step: impl Fn(usize) -> bool + 'static) {
    spawn(async move {
        painted().await;
        breathe().await;
        let mut slices = Slices::of(HIDDEN_MS);
        for at in 0..count {
            slices.next().await;
            if !step(at) {
                return;
            }
        }
    });
}
