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

/// Leaves what may not be stored any more.
pub(super) fn leave(id: &str, write: &Write) {
    let Write { from, log, texts, .. } = write.clone();
    preference::set(&name(id), &Parting { from, log, steps: texts }.to_stored());
}

/// Forgets what was left of a recording.
pub(super) fn forget(id: &str) {
    preference::remove(&name(id));
}

/// Forgets what was left of recordings that are not there any more.
pub(super) fn forget_others(is_there: impl Fn(&String) -> bool) {
    preference::names(NAME).iter().filter(|id| !is_there(id)).for_each(|id| forget(id));
}

impl Storage {
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
                    // Another tab was quicker, or the recording is gone.
                    Ok(()) | Err(StorageError::Taken | StorageError::Removed) => {}
                    Err(error) => return Err(error),
                }
            }
            // Nothing of it is lost.
            Left::Apart => {
                let aside = format!("{id}/aside/left-{from}", from = stored.steps.len());
                self.change_of(id, &[Change::Put(EDITS, &aside, text.as_str().into())]).await?;
            }
        }
        forget(id);
        Ok(true)
    }
}
