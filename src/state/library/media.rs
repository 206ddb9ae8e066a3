//! A copy of the recording itself, where the user wants one: to hear it again, and to go on with an
//! upload that was broken off, without choosing the file again.

use library::{Patch, Standing};

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
        self.ask_to_last();
        spawn(async move {
            let Some(storage) = self.storage() else { return };
            let outcome = storage.save_media(&entry.id(), &file.file).await;
            if outcome == Ok(true) {
                entry.patch(Patch::Media(Some(file.kept_copy())));
                self.save(entry);
            }
            let unkept = outcome.err().map(|error| (entry, error == StorageError::Full));
            self.unkept_media.set(unkept);
        });
    }

    /// Removes the copy; the transcript stays.
    pub fn drop_media(self, entry: Entry) {
        entry.patch(Patch::Media(None));
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
        if recording.read_fingerprint().await {
            self.put_beside(entry, recording);
        }
    }

    /// A file is at hand again, for whoever reads along and for the job that waited for it: that goes
    /// on if the key is there already, and else when it comes.
    fn put_beside(self, entry: Entry, mut recording: Recording) {
        recording.duration = entry.length();
        let media = Media::of(&recording);
        entry.file.set(Some(recording));
        entry.refresh();
        self.open.listen_along(&entry.id(), media);
        let waits = entry.standing_untracked() == Standing::NeedsKey;
        if let Some(key) = self.session.key().filter(|_| waits) {
            self.run(entry, key);
        }
    }

    /// The same for a file that the user brings or allows to be read: if it is the same recording, its
    /// job can begin anew with it.
    pub(super) async fn take_file(self, entry: Entry, mut recording: Recording) -> bool {
        let is_same = is_of(entry, &mut recording).await;
        if is_same {
            entry.rest();
            self.put_beside(entry, recording);
        }
        is_same
    }

    /// A recording that the user brought to listen along is that of an entry from now on. `told` hears
    /// whether there is room to keep it.
    pub fn take_along(self, entry: Entry, recording: Recording, told: impl FnOnce(bool) + 'static) {
        let size = recording.size;
        entry.file.set(Some(recording));
        entry.refresh();
        spawn(async move { told(has_room(space::free().await, size)) });
    }

    /// Stores where the file of a recording is, if the browser tells.
    pub(super) fn keep_handle(self, entry: Entry) {
        let handle = entry.file.with_untracked(|file| file.as_ref()?.handle.clone());
        let (Some(handle), Some(storage)) = (handle, self.storage()) else { return };
        spawn(async move {
            // Where it cannot be kept, the file is chosen again.
            let _kept = storage.save_handle(&entry.id(), &handle).await;
        });
    }

    /// Brings back where files are, and the files that the page may read without asking.
    pub(super) async fn recall_handles(self) {
        let Some(storage) = self.storage() else { return };
        for (id, handle) in storage.handles().await.unwrap_or_default() {
            let entry = self.find_untracked(&id);
            let Some(entry) = entry.filter(|entry| entry.file.with_untracked(Option::is_none))
            else {
                continue;
            };
            entry.handle.set(Some(handle.clone()));
            if !handle.is_granted().await {
                continue;
            }
            let Some(mut recording) = handle.file().await.map(Recording::new) else { continue };
            if is_of(entry, &mut recording).await {
                self.put_beside(entry, recording);
            }
        }
    }

    /// Whether a recording can be heard from its link: the page may, and asks nobody before the user
    /// says so, as the link's host learns of it.
    pub fn can_hear_link(self, entry: Entry) -> bool {
        entry.linked_media().is_some()
    }

    /// Lets a recording be heard from its link.
    pub fn hear_link(self, entry: Entry) {
        self.open.listen_along(&entry.id(), entry.linked_media());
    }

    /// Whether the file of a recording is not at hand, but can be read again if the user allows it.
    pub fn can_reopen(self, entry: Entry) -> bool {
        entry.handle.with(Option::is_some) && entry.file.with(Option::is_none)
    }

    /// Asks the user to let the page read the file again; to be called when the user clicked.
    pub fn reopen(self, entry: Entry) {
        let Some(handle) = entry.handle.get_untracked() else { return };
        spawn(async move {
            if !handle.ask().await {
                return;
            }
            let is_taken = match handle.file().await {
                Some(file) => self.take_file(entry, Recording::new(file)).await,
                None => false,
            };
            if !is_taken {
                // It was moved, removed or changed: it has to be chosen.
                entry.handle.set(None);
            }
        });
    }

    /// Whether the file of a recording is at hand and no copy of it is kept.
    pub fn can_keep_media(self, entry: Entry) -> bool {
        let has_copy = entry.record.with(|record| record.media.is_some());
        self.is_kept() && !has_copy && entry.file.with(Option::is_some)
    }

    /// Whether a conversation is here without its sound, and the page cannot get that by itself.
    pub fn has_no_sound(self, entry: Entry) -> bool {
        let is_ready = entry.standing() == Standing::Ready;
        let has_copy = entry.record.with(|record| record.media.is_some());
        is_ready
            && !has_copy
            && entry.file.with(Option::is_none)
            && entry.handle.with(Option::is_none)
    }

    /// The recording of which no copy could be made, if that was the last one, and whether there
    /// was no room for it.
    pub fn unkept_media(self) -> Option<(Entry, bool)> {
        self.unkept_media.get()
    }
}

/// Whether a copy of so many bytes has room, where the browser says how much there is.
pub(in crate::state) fn has_room(free: Option<u64>, bytes: u64) -> bool {
    // What it says is an estimate, and transcripts need some too.
    free.is_none_or(|free| bytes <= free / 2)
}

/// Whether this is the recording of an entry.
async fn is_of(entry: Entry, recording: &mut Recording) -> bool {
    recording.read_fingerprint().await
        && entry.with_record(|record| record.file.is_same_recording(&recording.fingerprint()))
}
