//! A media file that the user brought, and what is known of it before the first byte is sent.

use assemblyai::limits::{MAX_DURATION_MS, MAX_UPLOAD_BYTES};
use library::{Fingerprint, MediaCopy};
use transcript::Millis;
use web_sys::File;

use crate::platform::file;
use crate::platform::file_handle::{Brought, FileHandle};
use crate::platform::media::{ObjectUrl, Probe, probe};

/// Whether it is heard or also seen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Sound only.
    Audio,
    /// Pictures too.
    Video,
    /// The browser cannot tell.
    Unknown,
}

/// A chosen file.
#[derive(Clone, Debug)]
pub struct Recording {
    /// The file itself, still on disk.
    pub file: File,
    /// Its name.
    pub name: String,
    /// Its size in bytes.
    pub size: u64,
    /// By its media type.
    pub kind: Kind,
    /// An address to play it from.
    pub url: Option<ObjectUrl>,
    /// Its length, where the browser can tell.
    pub duration: Option<Millis>,
    /// Whether this browser can play it; not known before it was looked at.
    pub is_playable: Option<bool>,
    /// Where it is, if the browser tells: it need not be chosen again then.
    pub handle: Option<FileHandle>,
    /// What stands against sending it, once that was found.
    pub obstacle: Option<Obstacle>,
    /// The hash of both its ends, once they were read.
    ends: Option<u64>,
}

/// Why a file is not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Obstacle {
    /// It has no bytes.
    Empty,
    /// It has more bytes than an upload may have.
    TooLarge,
    /// It cannot be read: moved, changed, no permission, or a folder.
    Unreadable,
}

impl From<Brought> for Recording {
    fn from(brought: Brought) -> Self {
        Self { handle: brought.handle, ..Self::new(brought.file) }
    }
}

impl Recording {
    /// What can be told at once.
    pub fn new(file: File) -> Self {
        let media_type = file.type_();
        let kind = if media_type.starts_with("video/") {
            Kind::Video
        } else if media_type.starts_with("audio/") {
            Kind::Audio
        } else {
            Kind::Unknown
        };
        Self {
            name: file.name(),
            size: file::size(&file),
            kind,
            url: ObjectUrl::new(&file),
            duration: None,
            is_playable: None,
            handle: None,
            obstacle: None,
            ends: None,
            file,
        }
    }

    /// What stands against sending it: its size first, then one byte is read.
    pub async fn obstacle(&self) -> Option<Obstacle> {
        match self.size {
            0 => Some(Obstacle::Empty),
            size if size > MAX_UPLOAD_BYTES => Some(Obstacle::TooLarge),
            _ if !file::is_readable(&self.file).await => Some(Obstacle::Unreadable),
            _ => None,
        }
    }

    /// Reads both ends of the file, to know it again; `false` if they cannot be read.
    pub async fn read_fingerprint(&mut self) -> bool {
        if self.ends.is_none() {
            let ends = file::ends(&self.file, Fingerprint::ENDS).await;
            self.ends = ends.map(|(first, last)| Fingerprint::hash(&first, &last));
        }
        self.ends.is_some()
    }

    /// What tells it from others; without its ends, where they were not read.
    pub fn fingerprint(&self) -> Fingerprint {
        Fingerprint {
            name: self.name.clone(),
            size: self.size,
            modified: file::modified(&self.file),
            ends: self.ends.unwrap_or_default(),
        }
    }

    /// Whether another file has the same bytes, once both were read.
    pub fn is_same(&self, other: &Self) -> bool {
        let are_read = self.ends.is_some() && other.ends.is_some();
        are_read && self.fingerprint().is_same_recording(&other.fingerprint())
    }

    /// Asks the browser for the length.
    pub async fn look(&self) -> Probe {
        match &self.url {
            Some(url) => probe(url.as_str()).await,
            None => Probe::Unplayable,
        }
    }

    /// What is told of a copy of it.
    pub fn kept_copy(&self) -> MediaCopy {
        MediaCopy { bytes: self.size, media_type: self.file.type_() }
    }

    /// Whether it is longer than the service takes.
    pub fn is_too_long(&self) -> bool {
        self.duration.is_some_and(|duration| duration.get() > MAX_DURATION_MS)
    }

    /// The name without its ending, for titles and downloads.
    pub fn title(&self) -> String {
        title_of(&self.name)
    }
}

/// A file's name without its ending.
pub(super) fn title_of(name: &str) -> String {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if stem.is_empty() { name.to_owned() } else { stem.to_owned() }
}
