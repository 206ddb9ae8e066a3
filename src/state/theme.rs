//! Light or dark: the system's choice until the user makes one.

use super::use_state;
use crate::platform::{host, preference};
use crate::reactive::Var;

const NAME: &str = "theme";

/// The theme in force.
#[derive(Clone, Copy)]
pub struct Theme(Var<bool>);

impl Theme {
    /// Applies the stored choice.
    pub(super) fn new() -> Self {
        let stored = preference::get(NAME).filter(|theme| theme == "dark" || theme == "light");
        host::set_root_attribute("data-theme", stored.as_deref());
        let is_dark = stored.map_or_else(host::prefers_dark, |theme| theme == "dark");
        Self(Var::new(is_dark))
    }

    /// Whether the page is dark now.
    pub fn is_dark(self) -> bool {
        self.0.get()
    }

    /// Changes to the other one, and keeps it.
    pub fn toggle(self) {
        let is_dark = !self.0.get_untracked();
        let name = if is_dark { "dark" } else { "light" };
        host::set_root_attribute("data-theme", Some(name));
        preference::set(NAME, name);
        self.0.set(is_dark);
    }
}

/// The theme in force.
pub fn use_theme() -> Theme {
    use_state().theme
}
