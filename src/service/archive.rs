//! All recordings in one file: packing them, and reading such a file.

use std::rc::Rc;

use assemblyai::job::Wall;
use js_sys::Uint8Array;
use library::archive::{ArchiveError, BLOCK, END, Member, check_manifest, manifest, padding};
use library::edits::Texts;
use library::{Outcome, Record};
use wasm_bindgen::JsValue;
use web_sys::{Blob, File};

use super::storage::{Bytes, Storage};
use crate::platform::blob::{Pieces, cut};
use crate::platform::clock::now_ms;
use crate::platform::file;

/// A recording that is packed.
pub struct Packed {
    /// Its record.
    pub record: Record,
    /// Its answer, where that is not in the storage.
    pub unsaved: Option<Bytes>,
}

/// Puts recordings into a file, with the copies of their media if those are wanted; `None` if the
/// browser has no room for that. What cannot be read from the storage is left out.
pub async fn pack(
    recordings: Vec<Packed>,
    storage: Option<Rc<Storage>>,
    with_media: bool,
) -> Option<Blob> {
    let file = Pieces::default();
    add_text(&file, &Member::Manifest, &manifest());
    for recording in recordings {
        // Joined one by one, so that the browser may put them on the disk.
        let one = Pieces::default();
        pack_one(&one, recording, storage.as_deref(), with_media).await;
        file.add_js(&one.join("")?.into());
    }
    file.add(&END);
    file.join("application/x-tar")
}

async fn pack_one(file: &Pieces, packed: Packed, storage: Option<&Storage>, with_media: bool) {
    let Packed { mut record, unsaved } = packed;
    let id = record.id.clone();
    let media = match storage {
        Some(storage) if with_media && record.media.is_some() => {
            storage.media(&id).await.ok().flatten()
        }
        _ => None,
    };
    if media.is_none() {
        record.media = None;
    }
    let answer = match (unsaved, storage) {
        (Some(unsaved), _) => Some(unsaved),
        (None, Some(storage)) => storage.answer(&id).await.ok().flatten(),
        (None, None) => None,
    };
    add_text(file, &Member::Record(id.clone()), &record.to_stored());
    if let Some(answer) = answer {
        let answer = answer.as_js();
        add(file, &Member::Transcript(id.clone()), answer, u64::from(answer.length()));
    }
    let edits = match storage {
        Some(storage) => storage.edits(&id).await.ok(),
        None => None,
    };
    if let Some(edits) = edits.filter(|edits| edits.log.is_some()) {
        add_text(file, &Member::Edits(id.clone()), &edits.to_text());
    }
    if let Some(media) = media {
        add(file, &Member::Media(id, media.name()), &media, file::size(&media));
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

/// Where something lies in a file: from this byte to before that.
type Place = (u64, u64);

/// An archive that was looked through.
pub struct Archive {
    file: File,
    /// What is in it.
    pub recordings: Vec<Unpacked>,
    /// Records that cannot be read.
    pub unreadable: usize,
    /// Whether the file ends in the middle.
    pub is_cut_off: bool,
}

/// A recording in an archive.
pub struct Unpacked {
    /// Its record.
    pub record: Record,
    answer: Option<Place>,
    edits: Option<Place>,
    media: Option<Place>,
}

/// Why a file was not unpacked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnpackError {
    /// It cannot be read from the disk.
    Unreadable,
    /// It is not what it should be.
    Wrong(ArchiveError),
}

/// Looks through an archive. Answers and media are not read yet.
pub async fn open(file: File) -> Result<Archive, UnpackError> {
    let (members, is_cut_off) = members(&file).await?;
    let is_manifest = |(member, _): &&(Member, Place)| *member == Member::Manifest;
    let Some((_, place)) = members.iter().find(is_manifest) else {
        return Err(UnpackError::Wrong(ArchiveError::NotAnArchive));
    };
    check_manifest(&read(&file, *place).await?).map_err(UnpackError::Wrong)?;
    let mut archive = Archive { file, recordings: Vec::new(), unreadable: 0, is_cut_off };
    for (member, place) in &members {
        let Member::Record(id) = member else { continue };
        let text = String::from_utf8(read(&archive.file, *place).await?).unwrap_or_default();
        match Record::from_stored(&text) {
            Ok(mut record) => {
                let find = |is_it: &dyn Fn(&Member) -> bool| {
                    members.iter().find(|(member, _)| is_it(member)).map(|(_, place)| *place)
                };
                let answer = find(&|m| matches!(m, Member::Transcript(of) if of == id));
                if record.is_ready() && answer.is_none() {
                    // Its answer is cut off, or was lost before: the service may still have it.
                    if is_cut_off || record.kept.id.is_none() {
                        archive.unreadable += usize::from(!is_cut_off);
                        continue;
                    }
                    record.outcome = Outcome::Open;
                }
                archive.recordings.push(Unpacked {
                    answer,
                    edits: find(&|m| matches!(m, Member::Edits(of) if of == id)),
                    media: find(&|m| matches!(m, Member::Media(of, _) if of == id)),
                    record,
                });
            }
            Err(_) => archive.unreadable += 1,
        }
    }
    Ok(archive)
}

/// All members that are there as a whole, and whether the file ends before its end.
async fn members(file: &File) -> Result<(Vec<(Member, Place)>, bool), UnpackError> {
    let (size, block) = (file::size(file), BLOCK as u64);
    let (mut members, mut at) = (Vec::new(), 0);
    while at + block <= size {
        let header = read(file, (at, at + block)).await?;
        match Member::read(&header) {
            Ok(None) => return Ok((members, false)),
            Ok(Some((member, length))) => {
                let from = at + block;
                let to = from.saturating_add(length);
                if to > size {
                    break;
                }
                members.push((member, (from, to)));
                at = to.saturating_add(padding(length));
            }
            Err(error) if members.is_empty() => return Err(UnpackError::Wrong(error)),
            Err(_) => break,
        }
    }
    if members.is_empty() {
        return Err(UnpackError::Wrong(ArchiveError::NotAnArchive));
    }
    Ok((members, true))
}

async fn read(file: &File, (from, to): Place) -> Result<Vec<u8>, UnpackError> {
    let bytes = file::part(file, from, to).await;
    bytes.map(|bytes| bytes.to_vec()).ok_or(UnpackError::Unreadable)
}

impl Archive {
    /// The answer of a recording, byte for byte.
    pub async fn answer(&self, recording: &Unpacked) -> Option<Bytes> {
        let (from, to) = recording.answer?;
        file::part(&self.file, from, to).await.map(Bytes::held)
    }

    /// The corrections of a recording.
    pub async fn edits(&self, recording: &Unpacked) -> Option<Texts> {
        let bytes = read(&self.file, recording.edits?).await.ok()?;
        Some(Texts::from_text(&String::from_utf8(bytes).ok()?))
    }

    /// The copy of a recording's file.
    pub fn media(&self, recording: &Unpacked) -> Option<File> {
        let Record { file, media, .. } = &recording.record;
        let media_type = media.as_ref().map_or("", |media| media.media_type.as_str());
        cut(&self.file, recording.media?, &file.name, media_type, file.modified)
    }
}
