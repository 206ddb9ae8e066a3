//! Taking everything away in one file, and comparing a file with what was taken.

use leptos::prelude::*;
use web_sys::File;

use super::{Handed, Task, Transfer};
use crate::platform::clock::now_ms;
use crate::platform::task::spawn;
use crate::platform::{date, download};
use crate::service::archive::{self, Packed};
use crate::service::storage::Bytes;
use crate::state::library::{Entry, Library};

impl Library {
    /// The bytes of all copies of media that are kept.
    pub fn media_bytes(self) -> u64 {
        self.entries.with(|entries| entries.iter().map(|entry| entry.media_bytes()).sum())
    }

    /// Offers everything as one file, with the copies of media if those are wanted.
    pub fn export(self, with_media: bool) {
        self.transfer.set(Some(Transfer::Packing));
        let entries = self.entries_untracked();
        let titles =
            entries.iter().map(|entry| entry.with_record(|r| (r.id.clone(), r.title.clone())));
        let titles: Vec<_> = titles.collect();
        let pack = |entry: Entry| Packed {
            record: entry.with_record(Clone::clone),
            unsaved: entry.unsaved().map(|raw| Bytes::of(&raw)),
        };
        let recordings: Vec<Packed> = entries.into_iter().map(pack).collect();
        let unreadable = self.unreadable.get_untracked();
        spawn(async move {
            let (readable, raw) = (recordings.len(), unreadable.len());
            let storage = self.storage();
            let made = archive::pack(recordings, unreadable, storage, with_media).await;
            let Some(made) = made else { return self.transfer.set(Some(Transfer::NotPacked)) };
            let name = format!("diarist-{}.tar", date::iso_day(now_ms()));
            download::save_blob(&name, &made.file);
            if made.missing.is_empty() && made.raw == raw {
                self.remember_export();
            }
            self.held.update_value(|held| (held.packed, held.titles) = (made.inventory, titles));
            self.transfer.set(Some(Transfer::Packed(Handed {
                name,
                all: readable,
                incomplete: made.incomplete,
                missing: made.missing,
                raw: made.raw,
                not_packed: raw - made.raw,
            })));
        });
    }

    /// Reads an archive that was made, and says whether all that was packed last is in it.
    pub fn check_export(self, file: File) {
        self.transfer.set(Some(Transfer::Checking));
        self.enter(Task::Check(file));
    }

    pub(super) fn compare(self, file: File) {
        spawn(async move {
            let name = file.name();
            let transfer = match archive::open(file).await {
                Ok(archive) => {
                    let lacks = self.held.with_value(|held| {
                        let title = |id: &str| {
                            let known = held.titles.iter().find(|(of, _)| of == id);
                            known.map_or_else(|| id.to_owned(), |(_, title)| title.clone())
                        };
                        let lacks = held.packed.lacks(archive.contents());
                        lacks.iter().map(|lack| title(&lack.id)).collect()
                    });
                    Transfer::Checked(name, lacks)
                }
                Err(error) => Transfer::NotRead(name, error.into()),
            };
            self.transfer.set(Some(transfer));
        });
    }
}
