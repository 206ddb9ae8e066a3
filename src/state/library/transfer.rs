//! All recordings in one file: taken away, and brought to another browser.

use std::rc::Rc;

use assemblyai::job::Wall;
use library::archive::ArchiveError;
use library::{Outcome, Patch, Record};
use web_sys::File;

use super::{Entry, Library};
use crate::platform::clock::now_ms;
use crate::platform::part::Here;
use crate::platform::task::spawn;
use crate::platform::{date, download};
use crate::service::archive::{self, Archive, Packed, UnpackError, Unpacked};
use crate::service::storage::Bytes;

/// How the last transfer stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Transfer {
    /// An archive is made.
    Packing,
    /// It was offered as a file of this name.
    Packed(String),
    /// There was no room for it.
    NotPacked,
    /// An archive is read.
    Reading,
    /// An archive was read.
    Read(News),
    /// The file of this name was not read.
    NotRead(String, WhyNot),
}

/// What an archive brought.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct News {
    /// Recordings that are new here.
    pub new: usize,
    /// Those that were here already; they are left as they are.
    pub known: usize,
    /// Those that cannot be read.
    pub unreadable: usize,
    /// Whether the archive ends in the middle.
    pub is_cut_off: bool,
    /// Copies of media for which there was no room.
    pub without_media: usize,
}

/// Why an archive was not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WhyNot {
    /// It cannot be read from the disk.
    Unreadable,
    /// It is no archive.
    NotAnArchive,
    /// A newer version of the page made it.
    Newer,
}

impl From<UnpackError> for WhyNot {
    fn from(error: UnpackError) -> Self {
        match error {
            UnpackError::Unreadable => Self::Unreadable,
            UnpackError::Wrong(ArchiveError::NotAnArchive) => Self::NotAnArchive,
            UnpackError::Wrong(ArchiveError::Newer(_)) => Self::Newer,
        }
    }
}

/// Whether a file is an archive rather than a transcript or a recording, by its name.
pub fn is_archive(file: &File) -> bool {
    file.name().to_ascii_lowercase().ends_with(".tar")
}

/// Reads an archive, and takes over what is not here.
#[inline(never)]
fn take_in(library: Library, file: File, _: Here) {
    spawn(async move {
        let name = file.name();
        let transfer = match archive::open(file).await {
            Ok(archive) => Transfer::Read(library.take_over(&archive).await),
            Err(error) => Transfer::NotRead(name, error.into()),
        };
        library.transfer.set(Some(transfer));
    });
}

impl Library {
    /// How the last transfer stands; `None` before there was one.
    pub fn transfer(self) -> Option<Transfer> {
        self.transfer.get()
    }

    /// Takes the last transfer's news off the screen.
    pub fn forget_transfer(self) {
        self.transfer.set(None);
    }

    /// The bytes of all copies of media that are kept.
    pub fn media_bytes(self) -> u64 {
        self.entries.with(|entries| entries.iter().map(|entry| entry.media_bytes()).sum())
    }

    /// Offers everything as one file, with the copies of media if those are wanted.
    pub fn export(self, with_media: bool) {
        self.transfer.set(Some(Transfer::Packing));
        let pack = |entry: Entry| Packed {
            record: entry.with_record(Clone::clone),
            unsaved: entry.unsaved().map(|raw| Bytes::of(&raw)),
        };
        let recordings = self.entries_untracked().into_iter().map(pack).collect();
        spawn(async move {
            let packed = archive::pack(recordings, self.storage(), with_media).await;
            self.transfer.set(Some(match packed {
                Some(blob) => {
                    let name = format!("diarist-{}.tar", date::iso_day(now_ms()));
                    download::save_blob(&name, &blob);
                    self.remember_export();
                    Transfer::Packed(name)
                }
                None => Transfer::NotPacked,
            }));
        });
    }

    /// Takes over what is in an archive and not here.
    pub fn import(self, file: File) {
        self.transfer.set(Some(Transfer::Reading));
        spawn(async move {
            take_in(self, file, self.part.arrived().await);
        });
    }

    async fn take_over(self, archive: &Archive) -> News {
        let mut news = News {
            unreadable: archive.unreadable,
            is_cut_off: archive.is_cut_off,
            ..News::default()
        };
        for unpacked in &archive.recordings {
            match self.place_for(&unpacked.record) {
                Some(entry) => {
                    news.new += 1;
                    news.without_media += usize::from(!self.fill(entry, archive, unpacked).await);
                }
                None => news.known += 1,
            }
        }
        self.entries.update(|entries| {
            entries.sort_by_key(|entry| entry.with_record(|r| core::cmp::Reverse(r.created)));
        });
        news
    }

    /// Where a recording of an archive goes; `None` if it is here already.
    fn place_for(self, record: &Record) -> Option<Entry> {
        let mut record = Record { media: None, ..record.clone() };
        record.drop_old_upload(Wall(now_ms()));
        // A job that was not submitted there is not submitted here without being asked for, or there
        // would be two of them.
        if record.is_open() && record.kept.id.is_none() {
            record.outcome = Outcome::Cancelled;
        }
        let Some(known) = self.find_untracked(&record.id) else {
            return Some(self.add(record, None));
        };
        let is_better = record.is_ready() && !known.with_record(Record::is_ready);
        if !is_better || known.is_taken() {
            return None;
        }
        known.rest();
        known.patch_at_rest(Patch::all_of(&record));
        Some(known)
    }

    /// Stores what belongs to a recording of an archive; `false` if there was no room for its media.
    async fn fill(self, entry: Entry, archive: &Archive, unpacked: &Unpacked) -> bool {
        // It may have been removed here once, and is wanted again.
        if let Some(storage) = self.storage() {
            let _allowed = storage.allow_again(&entry.id()).await;
        }
        match archive.answer(unpacked).await {
            Some(answer) => self.save_with_answer(entry, Rc::new(answer.to_vec())).await,
            None => self.saved(entry).await,
        }
        if let (Some(edits), Some(storage)) = (archive.edits(unpacked).await, self.storage()) {
            let outcome = storage.replace_edits(&entry.id(), &edits).await;
            self.tell_outcome(outcome);
        }
        let (Some(media), Some(storage)) = (archive.media(unpacked), self.storage()) else {
            return unpacked.record.media.is_none();
        };
        let is_kept = storage.save_media(&entry.id(), &media).await == Ok(true);
        if is_kept {
            entry.patch(Patch::Media(unpacked.record.media.clone()));
            self.saved(entry).await;
            self.recall_media(entry).await;
        }
        is_kept
    }
}
