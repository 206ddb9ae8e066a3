//! Looks through an archive, and reads what is wanted of it.

use assemblyai::job::Wall;
use library::archive::{
    ArchiveError, BLOCK, Contents, MOST_MANIFEST, Place, Refused, Scan, Unpacked, check_manifest,
};
use library::edits::Texts;
use web_sys::File;

use crate::platform::blob::cut;
use crate::platform::clock::now_ms;
use crate::platform::file;
use crate::platform::frame::breathe;
use crate::service::storage::Bytes;

/// An archive that was looked through.
pub struct Archive {
    file: File,
    contents: Contents,
    /// The recordings in it.
    pub recordings: Vec<Unpacked>,
    /// Recordings that cannot be read.
    pub unreadable: usize,
    /// Recordings that a newer version of the page wrote.
    pub newer: usize,
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
    let (members, is_cut_off) = scan(&file).await?;
    let contents = Contents::of(members, is_cut_off);
    let short = contents.manifest.filter(|(from, to)| to.saturating_sub(*from) <= MOST_MANIFEST);
    let manifest = short.ok_or(UnpackError::Wrong(ArchiveError::NotAnArchive))?;
    check_manifest(&read(&file, manifest).await?).map_err(UnpackError::Wrong)?;
    let mut archive = Archive {
        file,
        contents: Contents::default(),
        recordings: Vec::new(),
        unreadable: 0,
        newer: 0,
    };
    let now = Wall(now_ms());
    for (id, folder) in &contents.folders {
        let unpacked = match contents.record_of(folder) {
            Ok(place) => {
                let text = String::from_utf8(read(&archive.file, place).await?);
                contents.unpack(id, &text.unwrap_or_default(), now)
            }
            Err(why) => Err(why),
        };
        match unpacked {
            Ok(unpacked) => archive.recordings.push(unpacked),
            Err(Refused::Newer) => archive.newer += 1,
            Err(Refused::Damaged) => archive.unreadable += 1,
            // It is told that the file is cut off.
            Err(Refused::CutOff) => {}
        }
    }
    archive.recordings.sort_by_key(|unpacked| unpacked.record.created);
    archive.contents = contents;
    Ok(archive)
}

/// Bytes that are read at once while headers are looked for: one reading for a file of small members,
/// not one for each.
const AHEAD: u64 = 256 * 1024;

async fn scan(file: &File) -> Result<(Vec<(library::archive::Member, Place)>, bool), UnpackError> {
    let size = file::size(file);
    let mut scan = Scan::new(size);
    let (mut from, mut ahead) = (0, Vec::new());
    while let Some((at, end)) = scan.header() {
        let has = from <= at && end <= from + ahead.len() as u64;
        if !has {
            ahead = read(file, (at, size.min(at.saturating_add(AHEAD)))).await?;
            from = at;
            breathe().await;
        }
        let place = usize::try_from(at - from).unwrap_or(usize::MAX);
        let header = ahead.get(place..place.saturating_add(BLOCK)).unwrap_or_default();
        scan.take(header).map_err(UnpackError::Wrong)?;
    }
    let (members, is_cut_off) = scan.end();
    if members.is_empty() {
        return Err(UnpackError::Wrong(ArchiveError::NotAnArchive));
    }
    Ok((members, is_cut_off))
}

async fn read(file: &File, (from, to): Place) -> Result<Vec<u8>, UnpackError> {
    let bytes = file::part(file, from, to).await;
    bytes.map(|bytes| bytes.to_vec()).ok_or(UnpackError::Unreadable)
}

impl Archive {
    /// The name of the file.
    pub fn name(&self) -> String {
        self.file.name()
    }

    /// What is in it, by its folders.
    pub const fn contents(&self) -> &Contents {
        &self.contents
    }

    /// Whether the file ends in the middle.
    pub const fn is_cut_off(&self) -> bool {
        self.contents.is_cut_off
    }

    /// The answer of a recording, byte for byte; `None` if there is none.
    pub async fn answer(&self, recording: &Unpacked) -> Result<Option<Bytes>, UnpackError> {
        let Some((from, to)) = recording.folder.answer else { return Ok(None) };
        let bytes = file::part(&self.file, from, to).await.ok_or(UnpackError::Unreadable)?;
        Ok(Some(Bytes::held(bytes)))
    }

    /// The corrections of a recording; none if there are none.
    pub async fn edits(&self, recording: &Unpacked) -> Result<Texts, UnpackError> {
        let Some(place) = recording.folder.edits else { return Ok(Texts::default()) };
        let bytes = read(&self.file, place).await?;
        // What is no text is damaged like any line that cannot be read: it is kept, and told when the
        // conversation is opened.
        Ok(Texts::from_text(&String::from_utf8_lossy(&bytes)))
    }

    /// The copy of a recording's file.
    pub fn media(&self, recording: &Unpacked) -> Option<File> {
        let library::Record { file, media, .. } = &recording.record;
        let media_type = media.as_ref()?.media_type.as_str();
        cut(&self.file, recording.folder.media?, &file.name, media_type, file.modified)
    }
}
