//! How the reader likes to read, hear and be told. Kept on this device; none of it leaves it.

use super::use_state;
use crate::platform::{host, preference};
use crate::reactive::{Var, watch};

/// A setting: a small number under a name.
#[derive(Clone, Copy)]
pub struct Setting {
    name: &'static str,
    value: Var<u32>,
}

impl Setting {
    fn new(name: &'static str, usual: u32) -> Self {
        let stored = preference::get(name).and_then(|text| text.parse().ok());
        Self { name, value: Var::new(stored.unwrap_or(usual)) }
    }

    /// The value.
    pub fn get(self) -> u32 {
        self.value.get()
    }

    /// The value, untracked.
    pub fn now(self) -> u32 {
        self.value.get_untracked()
    }

    /// Follows the value.
    pub fn track(self) {
        self.value.track();
    }

    /// Changes and keeps it.
    pub fn set(self, value: u32) {
        self.value.set(value);
        preference::set(self.name, &value.to_string());
    }
}

/// All settings of reading and hearing.
#[derive(Clone, Copy)]
pub struct Settings {
    /// Words with less certainty than this are marked, in percent; 0 marks none.
    pub doubt: Setting,
    /// 1 marks the word that is heard.
    pub spoken: Setting,
    /// Silences longer than this are skipped, in seconds; 0 skips none.
    pub silence: Setting,
    /// Text size: 0 small, 1 normal, 2 large.
    pub size: Setting,
    /// 0 airy, 1 dense.
    pub density: Setting,
    /// 1 shows two voices on two sides.
    pub sides: Setting,
    /// Which of two voices is at the end side: 0 or 1.
    pub end_side: Setting,
    /// 1 lets single letters act.
    pub keys: Setting,
    /// 1 tells by a message of the system when a transcript is ready.
    pub notify: Setting,
}

impl Settings {
    /// Reads what was kept.
    pub(super) fn new() -> Self {
        let settings = Self {
            doubt: Setting::new("doubt", 50),
            spoken: Setting::new("spoken", 1),
            silence: Setting::new("silence", 0),
            size: Setting::new("size", 1),
            density: Setting::new("density", 0),
            sides: Setting::new("sides", 0),
            end_side: Setting::new("end-side", 1),
            keys: Setting::new("keys", 1),
            notify: Setting::new("notify", 0),
        };
        watch(move || {
            host::set_root_attribute("data-size", Some(&settings.size.get().to_string()));
            host::set_root_attribute("data-density", Some(&settings.density.get().to_string()));
        });
        settings
    }

    /// What has turns look otherwise: their type, and which side they are on.
    pub fn looks(self) -> [u32; 4] {
        [self.size, self.density, self.sides, self.end_side].map(Setting::get)
    }

    /// Below which share (0 to 1) a word is doubtful.
    pub fn doubt_below(self) -> f64 {
        f64::from(self.doubt.now()) / 100.0
    }

    /// Whether the word that is heard is marked.
    pub fn marks_spoken(self) -> bool {
        self.spoken.now() > 0
    }

    /// The length from which silences are skipped, in milliseconds; 0 for never.
    pub fn skipped_silence(self) -> u32 {
        self.silence.now().saturating_mul(1_000)
    }
}

/// The settings of reading and hearing.
pub fn use_settings() -> Settings {
    use_state().settings
}
