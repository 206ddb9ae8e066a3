//! Effects.

use leptos::prelude::{Effect, RenderEffect, StoredValue};

/// Runs soon, and again whenever a signal that it read changes, as long as its owner lives. For
/// the world outside of the page's own elements.
pub fn watch(run: impl Fn() + 'static) {
    watch_boxed(Box::new(run));
}

fn watch_boxed(run: Box<dyn Fn()>) {
    Effect::new(move |_| run());
}

/// Runs now, and again whenever a signal that it read changes, as long as its owner lives. For
/// elements while they are built.
pub fn track(run: impl Fn() + 'static) {
    track_boxed(Box::new(run));
}

fn track_boxed(run: Box<dyn Fn()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // An effect lives as long as it is held; the owner holds it.
    StoredValue::new_local(effect);
}
