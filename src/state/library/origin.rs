//! Whether what is kept lasts: what the browser promises, and whether it has cleared anything.

use library::origin::{Advice, Lasting, Remembered, advice};

use super::{Keeping, Library};
use crate::platform::clock::now_ms;
use crate::platform::task::spawn;
use crate::platform::{date, preference, space};

/// Where is remembered, outside of the database, what is in it.
const THERE: &str = "there";

/// What was remembered at the last visit.
pub(super) fn remembered() -> Remembered {
    Remembered::from_text(&preference::get_own(THERE).unwrap_or_default())
}

impl Library {
    /// What is to be said of the storage: that it was cleared, or may be.
    pub fn advice(self) -> Option<Advice> {
        let is_all_there = self.unreadable.with(Vec::is_empty);
        if self.keeping.get() != Keeping::Kept || !is_all_there {
            return None;
        }
        let created = |entry: &super::Entry| entry.record.with(|record| record.created.0);
        let created: Vec<u64> = self.entries.with(|entries| entries.iter().map(created).collect());
        advice(self.remembered.get(), &created, self.lasting.get())
    }

    /// What the browser promises of the storage, and how much of it is used.
    pub fn lasting(self) -> Lasting {
        self.lasting.get()
    }

    /// The day on which everything was exported last, as the user's language writes it.
    pub fn exported(self) -> Option<String> {
        self.remembered.with(|remembered| remembered.exported.map(date::day))
    }

    /// Asks anew what the browser promises, and how much is used.
    pub(super) async fn look_at_space(self) {
        let is_persistent = space::is_persistent().await;
        let space = space::estimate().await;
        self.lasting.set(Lasting { is_persistent, is_webkit: space::is_webkit(), space });
    }

    /// Asks the browser to keep what is stored, at the first thing that is worth it: some ask the user.
    pub(super) fn ask_to_last(self) {
        let is_promised =
            self.lasting.with_untracked(|lasting| lasting.is_persistent == Some(true));
        if is_promised || self.has_asked_to_last.get_untracked() {
            return;
        }
        self.has_asked_to_last.set(true);
        spawn(async move {
            space::ask_to_persist().await;
            self.look_at_space().await;
        });
    }

    /// Remembers how many recordings there are. A list that was cleared is remembered until there is
    /// another, or the user has seen it.
    pub(super) fn remember_recordings(self) {
        let is_kept = matches!(self.keeping.get_untracked(), Keeping::Kept | Keeping::Full);
        if is_kept {
            let unreadable = self.unreadable.with_untracked(Vec::len);
            let recordings = self.entries.with_untracked(Vec::len) + unreadable;
            let recordings = u32::try_from(recordings).unwrap_or(u32::MAX);
            self.remember(|remembered| remembered.recordings = recordings);
        }
    }

    /// The user has seen that the browser has cleared the recordings.
    pub fn forget_cleared(self) {
        self.remember(|remembered| *remembered = Remembered::default());
    }

    /// Everything was exported just now.
    pub(super) fn remember_export(self) {
        self.remember(|remembered| remembered.exported = Some(now_ms()));
    }

    fn remember(self, change: impl FnOnce(&mut Remembered)) {
        let mut now = self.remembered.get_untracked();
        change(&mut now);
        self.remembered.set(now);
        preference::set(THERE, &now.to_text());
    }
}
