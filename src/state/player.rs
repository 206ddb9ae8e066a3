//! Playing the recording from a moment on.

use leptos::prelude::*;
use transcript::Millis;
use web_sys::HtmlMediaElement;

use crate::platform::media;

/// The media element of the screen, once it is there.
#[derive(Clone, Copy)]
pub struct Player(StoredValue<Option<HtmlMediaElement>, LocalStorage>);

impl Player {
    /// Starts without an element. Provided by the conversation screen.
    pub fn provide() -> Self {
        let player = Self(StoredValue::new_local(None));
        provide_context(player);
        player
    }

    /// Takes the element that plays.
    pub fn attach(self, element: HtmlMediaElement) {
        self.0.set_value(Some(element));
    }

    /// Plays from this moment on. Nothing happens without a recording.
    pub fn play_from(self, start: Millis) {
        if let Some(element) = self.0.get_value() {
            media::play_from(&element, start.as_secs_f64());
        }
    }
}
