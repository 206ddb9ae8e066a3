//! The key of the jobs: where it is forgotten, no job that rests or waits has it any more.

use library::Standing;

use super::{Entry, Library};
use crate::platform::task::spawn;
use crate::service::vault;

impl Library {
    /// Forgets the key in all tabs, and what is kept of it.
    pub(in crate::state) fn forget_key(self) {
        self.lose_key();
        self.tell_forgotten();
    }

    /// Forgets the key in this tab. Jobs that run keep it until they rest; those that wait for their
    /// turn wait for a key from now on.
    pub(super) fn lose_key(self) {
        self.session.forget();
        self.drop_kept_key();
        let has_begun = |entry: &Entry| entry.is_at_work();
        for entry in self.entries_untracked() {
            if entry.holds_key() && !has_begun(&entry) {
                entry.rest();
                self.tell_standing(entry);
            }
        }
    }

    /// Removes the key that is kept on this device.
    pub(in crate::state) fn drop_kept_key(self) {
        let Some(storage) = self.storage() else { return };
        spawn(async move {
            // Storage that refuses has kept nothing.
            let _gone = vault::forget(&storage).await;
        });
    }

    /// How many jobs run, in this tab or in another.
    pub(in crate::state) fn running(self) -> usize {
        let runs = |entry: &&Entry| entry.standing().is_running();
        self.entries.with(|entries| entries.iter().filter(runs).count())
    }

    /// Cancels all jobs that run.
    pub(in crate::state) fn cancel_all(self) {
        let runs = |entry: &Entry| {
            let standing = entry.standing_untracked();
            standing.is_running() && standing != Standing::Waiting
        };
        self.entries_untracked().into_iter().filter(runs).for_each(|entry| self.cancel(entry));
    }
}
