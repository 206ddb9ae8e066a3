//! An event listener that is removed when it is dropped.

use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use web_sys::{Event, EventTarget};

/// Listens as long as it lives.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
    is_capturing: bool,
}

impl Listener {
    /// Calls `callback` for each event of this name on the target.
    pub fn new(
        target: &EventTarget,
        name: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::listening(target, name, Closure::new(callback), false)
    }

    /// Calls `callback` for each such event on what is in the target as well, before others hear of it.
    pub fn capturing(
        target: &EventTarget,
        name: &'static str,
        callback: impl FnMut(Event) + 'static,
    ) -> Self {
        Self::listening(target, name, Closure::new(callback), true)
    }

    fn listening(
        target: &EventTarget,
        name: &'static str,
        callback: Closure<dyn FnMut(Event)>,
        is_capturing: bool,
    ) -> Self {
        let function = callback.as_ref().unchecked_ref();
        // Only a target without listeners could refuse; then there is nothing to hear.
        let _refused =
            target.add_event_listener_with_callback_and_bool(name, function, is_capturing);
        Self { target: target.clone(), name, callback, is_capturing }
    }
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        let (target, is_capturing) = (&self.target, self.is_capturing);
        let _absent =
            target.remove_event_listener_with_callback_and_bool(self.name, callback, is_capturing);
    }
}
