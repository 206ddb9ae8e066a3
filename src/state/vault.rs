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
    session: Session,
    library: Library,
}

impl Vault {
    /// Asks the storage for a key, and lets the jobs that waited for it go on.
    pub(super) fn new(session: Session, library: Library) -> Self {
        let vault = Self { is_on: session.is_remembered, session, library };
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
        if is_on { self.keep() } else { self.drop() }
    }

    /// "Forget key": neither the field nor the browser has it any more.
    pub fn forget_key(self) {
        self.session.forget();
        self.is_on.set(false);
        self.drop();
    }

    fn keep(self) {
        let (Some(key), Some(storage)) = (self.session.key(), self.library.storage()) else {
            return;
        };
        spawn(async move {
            if vault::remember(&storage, &key).await.is_err() {
                self.is_on.set(false);
            }
        });
    }

    fn drop(self) {
        let Some(storage) = self.library.storage() else { return };
        spawn(async move {
            // Storage that refuses has kept nothing.
            let _gone = vault::forget(&storage).await;
        });
    }
}

/// Remembering the key.
pub fn use_vault() -> Vault {
    use_state().vault
}
