//! Corrections that a page leaves beside the database as it goes, until they are in it.
//!
//! `WebKit` breaks off every transaction of a page that goes, also one that is told to commit.

use library::edits::{Left, Parting, Texts};

use super::{Change, EDITS, Storage, StorageError, Write};
use crate::platform::preference;

/// What the names begin with; the id of the record follows.
const NAME: &str = "parting-";

fn name(id: &str) -> String {
    [NAME, id].concat()
}

/// Forgets what was left of a recording.
pub(super) fn forget(id: &str) {
    preference::remove(&name(id));
}

/// Forgets what was left of recordings that are none of these.
pub(super) fn forget_others(there: &[String]) {
    let left = preference::names(NAME);
    left.iter().filter(|id| !there.contains(id)).for_each(|id| forget(id));
}

impl Storage {
    /// Leaves what may not be stored any more, at once: to be called in the event by which the page hears
    /// that it goes.
    pub fn leave_edits(&self, id: &str, write: &Write) {
        let Write { from, log, texts, .. } = write.clone();
        preference::set(&name(id), &Parting { from, log, steps: texts }.to_stored());
        self.left.borrow_mut().push(id.to_owned());
    }

    /// What this page has left is stored after all.
    pub(super) fn take_back(&self, id: &str) {
        let count = self.left.borrow().len();
        self.left.borrow_mut().retain(|left| left != id);
        if self.left.borrow().len() < count {
            forget(id);
        }
    }

    /// Stores what a page has left of a recording's corrections, which are these by now. Whether there was
    /// anything: then they may be others.
    pub(super) async fn take_in_left(
        &self,
        id: &str,
        stored: &Texts,
    ) -> Result<bool, StorageError> {
        let Some(text) = preference::get_own(&name(id)) else { return Ok(false) };
        let left = Parting::from_stored(&text);
        match left.as_ref().map_or(Left::Apart, |left| left.left(stored)) {
            Left::Stored => {}
            Left::Missing { from, steps, replaces_rest } => {
                let log = left.map(|left| left.log).unwrap_or_default();
                let write =
                    Write { from, again: 0, texts: steps, log, replaces_rest, is_last: false };
                match self.append_edits(id, &write).await {
                    Ok(()) | Err(StorageError::Removed) => {}
                    // Another tab was quicker: with what, is seen when they are read next.
                    Err(StorageError::Taken) => return Ok(true),
                    Err(error) => return Err(error),
                }
            }
            // Nothing of it is lost.
            Left::Apart => {
                let (.., aside) = self.with_aside(id).await?;
                self.change_of(id, &[Change::Add(EDITS, &aside, text.as_str().into())]).await?;
            }
        }
        forget(id);
        Ok(true)
    }
}
