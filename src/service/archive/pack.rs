//! Puts recordings into a file, and says what of them is not in it.

use std::rc::Rc;

use assemblyai::job::Wall;
use js_sys::Uint8Array;
use library::archive::{END, Holdings, Inventory, Member, manifest, padding};
use library::{Record, is_id};
use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use crate::platform::blob::Pieces;
use crate::platform::clock::now_ms;
use crate::platform::file;
use crate::service::storage::{Bytes, Storage, Unreadable};

/// A recording that is packed.
pub struct Packed {
    /// Its record.
    pub record: Record,
    /// Its answer, where that is not in the storage.
    pub unsaved: Option<Bytes>,
}

/// What of a recording is not in an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum What {
    /// Its answer cannot be read.
    Transcript,
    /// Its corrections cannot be read.
    Corrections,
    /// The copy of its file cannot be read.
    Media,
}

/// Something that is not in an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// What the recording is called.
    pub title: String,
    /// What of it is missing.
    pub what: What,
}

/// An archive that was made.
pub struct Made {
    /// The file.
    pub file: Blob,
    /// What is in it.
    pub inventory: Inventory,
    /// What is not.
    pub missing: Vec<Missing>,
    /// Recordings of which something is not.
    pub incomplete: usize,
    /// Records that this version cannot read, which are in it as they are stored.
    pub raw: usize,
}

/// Puts recordings into a file, with the copies of their media if those are wanted, and the records that
/// cannot be read as they are stored; `None` if the browser has no room for that.
pub async fn pack(
    recordings: Vec<Packed>,
    unreadable: Vec<Unreadable>,
    storage: Option<Rc<Storage>>,
    with_media: bool,
) -> Option<Made> {
    let mut packing = Packing {
        file: Pieces::default(),
        storage,
        with_media,
        inventory: Inventory::default(),
        missing: Vec::new(),
        incomplete: 0,
    };
    add_text(&packing.file, &Member::Manifest, &manifest());
    for recording in recordings {
        packing.pack(recording).await?;
    }
    let mut raw = 0;
    for record in unreadable {
        raw += usize::from(packing.pack_raw(&record).await?);
    }
    let Packing { file, inventory, missing, incomplete, .. } = packing;
    file.add(&END);
    Some(Made { file: file.join("application/x-tar")?, inventory, missing, incomplete, raw })
}

struct Packing {
    file: Pieces,
    storage: Option<Rc<Storage>>,
    with_media: bool,
    inventory: Inventory,
    missing: Vec<Missing>,
    incomplete: usize,
}

/// What belongs to a record. Errors are what could not be read.
#[derive(Default)]
struct Belongings {
    answer: Option<Bytes>,
    edits: Option<String>,
    media: Option<File>,
    lost: Vec<What>,
}

impl Packing {
    async fn pack(&mut self, packed: Packed) -> Option<()> {
        let Packed { mut record, unsaved } = packed;
        let wants_media = self.with_media && record.media.is_some();
        let mut found = self.belongings(&record.id, unsaved, wants_media).await;
        if record.is_ready() && found.answer.is_none() && !found.lost.contains(&What::Transcript) {
            found.lost.insert(0, What::Transcript);
        }
        if found.media.is_none() {
            record.media = None;
        }
        self.incomplete += usize::from(!found.lost.is_empty());
        let title = &record.title;
        self.missing
            .extend(found.lost.iter().map(|what| Missing { title: title.clone(), what: *what }));
        self.add(&record.id, &record.to_stored(), found)
    }

    /// Packs a record that this version cannot read: a later one may. Whether that was possible.
    async fn pack_raw(&mut self, record: &Unreadable) -> Option<bool> {
        if !is_id(&record.id) {
            return Some(false);
        }
        let found = self.belongings(&record.id, None, self.with_media).await;
        self.add(&record.id, &record.text, found).map(|()| true)
    }

    async fn belongings(&self, id: &str, unsaved: Option<Bytes>, with_media: bool) -> Belongings {
        let mut found = Belongings { answer: unsaved, ..Belongings::default() };
        let Some(storage) = &self.storage else { return found };
        if found.answer.is_none() {
            match storage.answer(id).await {
                Ok(answer) => found.answer = answer,
                Err(_) => found.lost.push(What::Transcript),
            }
        }
        match storage.edits(id).await {
            Ok(edits) => found.edits = edits.log.is_some().then(|| edits.to_text()),
            Err(_) => found.lost.push(What::Corrections),
        }
        if with_media {
            match storage.media(id).await {
                Ok(Some(media)) => found.media = Some(media),
                Ok(None) | Err(_) => found.lost.push(What::Media),
            }
        }
        found
    }

    fn add(&mut self, id: &str, record: &str, found: Belongings) -> Option<()> {
        // Joined one by one, so that the browser may put them on the disk.
        let one = Pieces::default();
        let mut holdings = Holdings::default();
        add_text(&one, &Member::Record(id.to_owned()), record);
        if let Some(answer) = found.answer {
            let (answer, member) = (answer.as_js(), Member::Transcript(id.to_owned()));
            holdings.answer = Some(u64::from(answer.length()));
            add(&one, &member, answer, u64::from(answer.length()));
        }
        if let Some(edits) = found.edits {
            holdings.edits = Some(u64::try_from(edits.len()).unwrap_or(u64::MAX));
            add_text(&one, &Member::Edits(id.to_owned()), &edits);
        }
        if let Some(media) = found.media {
            let size = file::size(&media);
            holdings.media = Some(size);
            add(&one, &Member::Media(id.to_owned(), media.name()), &media, size);
        }
        self.inventory.0.insert(id.to_owned(), holdings);
        self.file.add_js(&one.join("")?.into());
        Some(())
    }
}

/// A member with this content, which has so many bytes.
fn add(file: &Pieces, member: &Member, content: &JsValue, length: u64) {
    file.add(&member.header(length, Wall(now_ms())));
    file.add_js(content);
    file.add(&END[..usize::try_from(padding(length)).unwrap_or(0)]);
}

fn add_text(file: &Pieces, member: &Member, text: &str) {
    let bytes = Uint8Array::from(text.as_bytes());
    add(file, member, &bytes, u64::from(bytes.length()));
}
