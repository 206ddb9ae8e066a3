//! "Tell me when it is ready": a message of the system, for those who want it.

use super::settings::Setting;
use super::use_state;
use crate::platform::task::spawn;
use crate::platform::{frame, notification};
use crate::reactive::Var;

/// Tells by a message of the system that something is ready, if the user asked for it.
#[derive(Clone, Copy)]
pub struct Bell {
    wanted: Setting,
    is_refused: Var<bool>,
}

impl Bell {
    pub(super) fn new(wanted: Setting) -> Self {
        Self { wanted, is_refused: Var::new(false) }
    }

    /// Whether the browser has such messages.
    pub fn is_possible(self) -> bool {
        notification::is_there()
    }

    /// Whether it is asked for and allowed. The user may have taken the permission back since.
    pub fn is_on(self) -> bool {
        self.wanted.get() > 0 && notification::is_allowed()
    }

    /// Whether it was asked for and the browser, or the user in its question, said no.
    pub fn is_refused(self) -> bool {
        self.is_refused.get()
    }

    /// Asks for it, or not any more.
    pub fn turn(self, is_on: bool) {
        self.is_refused.set(false);
        if !is_on {
            return self.wanted.set(0);
        }
        spawn(async move {
            let is_allowed = notification::ask().await;
            self.is_refused.set(!is_allowed);
            self.wanted.set(u32::from(is_allowed));
        });
    }

    /// Tells this, if it is asked for and nobody looks at the tab.
    pub fn ring(self, text: &str) {
        if self.wanted.now() > 0 && frame::is_hidden() {
            notification::show(text);
        }
    }
}

/// What tells when something is ready.
pub fn use_bell() -> Bell {
    use_state().bell
}
