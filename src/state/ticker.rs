//! Time that moves on the screen.

use gloo_timers::callback::Interval;
use leptos::prelude::*;

use crate::platform::clock::now_ms;
use crate::reactive::Var;

/// The wall clock in milliseconds since 1970, twice a second while the caller is shown.
pub fn use_now() -> Var<u64> {
    let now = Var::new(now_ms());
    // The owner holds it, and drops it.
    StoredValue::new_local(Interval::new(500, move || now.set(now_ms())));
    now
}
