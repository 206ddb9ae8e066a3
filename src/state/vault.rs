//! "Remember on this device": the key in the browser's storage, sealed, if the user wants that.

use super::library::Library;
use super::session::{KeyState, Session};
use super::use_state;
use crate::platform::task::spawn;
use crate::reactive::{Var, watch};
use crate::service::vault;

/// Whether the key is remembered.
#[derive(Clone, Copy)]
pub struct Vault {
    is_on: Var<bool>,
    /// Whether it is asked what is to become of the jobs that use a forgotten key.
    is_asking: Var<bool>,
    session: Session,
    library: Library,
}

impl Vault {
    /// Asks the storage for a key, and lets the jobs that waited for it go on.
    pub(super) fn new(session: Session, library: Library) -> Self {
        let vault =
            Self { is_on: session.is_remembered, is_asking: Var::new(false), session, library };
        // A key that proves good replaces the one that was kept.
        watch(move || {
            if vault.session.key_state.get() == KeyState::Works
                && vault.is_on.with_untracked(|is_on| *is_on)
            {
                vault.keep();
            }
        });
        vault
    }

    /// Whether this browser can remember a key.
    pub fn is_there(self) -> bool {
        vault::is_there() && self.library.is_kept()
    }

    /// Whether it does.
    pub fn is_on(self) -> bool {
        self.is_on.get()
    }

    /// Remembers the key of the field from now on, or no key.
    pub fn set(self, is_on: bool) {
        self.is_on.set(is_on);
        if is_on {
            self.keep();
        } else {
            self.session.decide();
            self.library.drop_kept_key();
        }
    }

    /// "Forget key": no tab and no storage has it any more, but for the jobs that run with it. What is
    /// to become of those is asked.
    pub fn forget_key(self) {
        self.library.forget_key();
        self.is_asking.set(true);
    }

    /// How many jobs still run with a key that was forgotten, as long as that is asked about.
    pub fn jobs_with_key(self) -> usize {
        if self.is_asking.get() { self.library.running() } else { 0 }
    }

    /// They end as ever, and have no key then.
    pub fn let_jobs_end(self) {
        self.is_asking.set(false);
    }

    /// They are cancelled; what of them is at the service goes on there.
    pub fn stop_jobs(self) {
        self.is_asking.set(false);
        self.library.cancel_all();
    }

    fn keep(self) {
        let (Some(key), Some(storage)) = (self.session.key(), self.library.storage()) else {
            return;
        };
        let decision = self.session.decide();
        spawn(async move {
            let is_wanted = move || self.session.decision() == decision;
            let kept = vault::remember(&storage, &key, is_wanted).await;
            if !self.is_on.with_untracked(|is_on| *is_on) {
                // It was forgotten while it was on its way.
                self.library.drop_kept_key();
            } else if kept.is_err() && is_wanted() {
                self.is_on.set(false);
            }
        });
    }
}

/// Remembering the key.
pub fn use_vault() -> Vault {
    use_state().vault
}
