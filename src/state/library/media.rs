//! A copy of the recording itself, where the user wants one: to hear it again, and to go on with an
//! upload that was broken off, without choosing the file again.

use super::{Entry, Library};
use crate::platform::space;
use crate::platform::task::spawn;
use crate::service::storage::StorageError;
use crate::state::document::Media;
use crate::state::recording::Recording;

impl Library {
    /// Copies the file of a recording into the browser's storage.
    pub fn keep_media(self, entry: Entry) {
        let Some(file) = entry.file.get_untracked() else { return };
        space::ask_to_persist();
        spawn(async move {
            let Some(storage) = self.storage() else { return };
            let outcome = storage.save_media(&entry.id(), &file.file).await;
            if outcome.is_ok() {
                entry.record.update(|record| record.media = Some(file.size));
                self.save(entry);
            }
            let unkept = outcome.err().map(|error| (entry, error == StorageError::Full));
            self.unkept_media.set(unkept);
        });
    }

    /// Removes the copy; the transcript stays.
    pub fn drop_media(self, entry: Entry) {
        entry.record.update(|record| record.media = None);
        self.save(entry);
        spawn(async move {
            if let Some(storage) = self.storage() {
                // What is left over goes with the recording.
                let _removed = storage.drop_media(&entry.id()).await;
                self.save_the_unsaved().await;
            }
        });
    }

    /// Brings the files back that were kept, so that they need not be chosen again.
    pub(super) async fn recall_media(self, entry: Entry) {
        let Some(storage) = self.storage() else { return };
        let Ok(Some(file)) = storage.media(&entry.id()).await else { return };
        let mut recording = Recording::new(file);
        if !recording.read_fingerprint().await {
            return;
        }
        recording.duration = entry.length();
        let media = Media::of(&recording);
        entry.file.set(Some(recording));
        entry.refresh();
        self.open.listen_along(&entry.id(), media);
    }

    /// Whether the file of a recording is at hand and no copy of it is kept.
    pub fn can_keep_media(self, entry: Entry) -> bool {
        let has_copy = entry.record.with(|record| record.media.is_some());
        self.is_kept() && !has_copy && entry.file.with(Option::is_some)
    }

    /// The recording of which no copy could be made, if that was the last one, and whether there
    /// was no room for it.
    pub fn unkept_media(self) -> Option<(Entry, bool)> {
        self.unkept_media.get()
    }
}
