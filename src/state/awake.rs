//! A screen that goes dark takes the network of many devices with it, and an upload cannot go on in
//! the middle.

use library::Standing;

use super::library::Entry;
use crate::platform::wake_lock::WakeLock;

/// Keeps the screen on, at times.
#[derive(Default)]
pub(super) struct Awake(Option<WakeLock>);

impl Awake {
    /// Keeps it on from now on if this tab sends a file and is looked at, and not any more else. A
    /// lock ends when the tab is hidden, so it is asked for anew when it is back.
    pub(super) fn follow(&mut self, entries: &[Entry], is_hidden: bool) {
        let is_wanted = !is_hidden && entries.iter().copied().any(is_sending);
        if is_wanted != self.0.is_some() {
            self.0 = is_wanted.then(WakeLock::ask).flatten();
        }
    }
}

/// Whether bytes of it are on their way from this tab, or soon are.
fn is_sending(entry: Entry) -> bool {
    matches!(entry.standing_untracked(), Standing::Uploading(_) | Standing::Starting)
        && entry.is_running()
}
