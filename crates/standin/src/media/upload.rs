//! Taking in an upload: counted and hashed as it passes, kept on disk only as far as needed.

use std::fs::File;
use std::io::{self, Seek as _, Write as _};

use bytes::Bytes;
use sha2::{Digest as _, Sha256};

use super::Media;

/// The limit of `POST /v2/upload`: 2.2 GB.
pub(crate) const LIMIT: u64 = 2_200_000_000;

/// Up to this size an upload is kept whole on disk, hashed and measured.
const WHOLE: u64 = 256 * 1024 * 1024;

/// Of a larger upload this much is kept, enough to see that it holds sound. It is not hashed: a
/// file of 2.2 GB is to arrive as fast as the connection carries it.
const HEAD: u64 = 16 * 1024 * 1024;

/// How many bytes are looked at to name a file's type.
const SNIFFED: usize = 4096;

/// A finished upload. Its bytes are gone: only what is needed to answer a job is known.
#[derive(Debug)]
pub(crate) struct Upload {
    /// The project whose key sent it.
    pub(crate) project: String,
    /// Lower-case hexadecimal; `None` for large files.
    pub(crate) sha256: Option<String>,
    /// What the bytes are.
    pub(crate) media: Media,
}

/// An upload on its way.
#[derive(Debug)]
pub(crate) struct Intake {
    hasher: Option<Sha256>,
    head: Vec<u8>,
    kept: File,
    /// How much is kept at the most.
    keep: u64,
    received: u64,
}

impl Intake {
    /// Prepares for an upload of this length, or of unknown length.
    ///
    /// # Errors
    /// When no temporary file can be made.
    pub(crate) fn new(length: Option<u64>) -> io::Result<Self> {
        let is_large = length.is_some_and(|length| length > WHOLE);
        Ok(Self {
            hasher: (!is_large).then(Sha256::new),
            head: Vec::new(),
            kept: tempfile::tempfile()?,
            keep: if is_large { HEAD } else { WHOLE },
            received: 0,
        })
    }

    /// Takes the next bytes. Blocks on the disk.
    ///
    /// # Errors
    /// When the temporary file cannot be written.
    pub(crate) fn take(&mut self, bytes: &Bytes) -> io::Result<()> {
        let wanted = SNIFFED.saturating_sub(self.head.len()).min(bytes.len());
        self.head.extend_from_slice(bytes.get(..wanted).unwrap_or_default());
        let room = self.keep.saturating_sub(self.received);
        let room = usize::try_from(room).unwrap_or(usize::MAX).min(bytes.len());
        self.kept.write_all(bytes.get(..room).unwrap_or_default())?;
        self.received += bytes.len() as u64;
        if self.received > self.keep {
            self.hasher = None;
        }
        if let Some(hasher) = &mut self.hasher {
            hasher.update(bytes);
        }
        Ok(())
    }

    /// How many bytes came so far.
    pub(crate) const fn received(&self) -> u64 {
        self.received
    }

    /// Judges what came. Blocks on the disk.
    ///
    /// # Errors
    /// When the temporary file cannot be read again.
    pub(crate) fn finish(mut self, project: String, content_type: &str) -> io::Result<Upload> {
        self.kept.rewind()?;
        let is_whole = self.received <= self.keep;
        let media = Media::judge(content_type, &self.head, self.kept, is_whole);
        let sha256 = self.hasher.map(|hasher| hexadecimal(&hasher.finalize()));
        Ok(Upload { project, sha256, media })
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    let digit = |value: u8| char::from_digit(u32::from(value), 16).unwrap_or_default();
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;

    use super::{HEAD, Intake, WHOLE};
    use crate::media::Media;

    #[test]
    fn small_uploads_are_hashed_over_all_portions() {
        let mut intake = Intake::new(Some(3)).unwrap();
        intake.take(&Bytes::from_static(b"a")).unwrap();
        intake.take(&Bytes::from_static(b"bc")).unwrap();
        let upload = intake.finish("p".to_owned(), "").unwrap();
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(upload.sha256.as_deref(), Some(expected));
        assert_eq!(upload.media, Media::Other("text/plain"));
    }

    #[test]
    fn large_uploads_are_counted_and_only_their_head_is_kept() {
        let mut intake = Intake::new(Some(WHOLE + 1)).unwrap();
        let portion = Bytes::from(vec![0; usize::try_from(HEAD).unwrap()]);
        for _ in 0..3 {
            intake.take(&portion).unwrap();
        }
        assert_eq!(intake.received(), 3 * HEAD);
        assert_eq!(intake.kept.metadata().unwrap().len(), HEAD);
        assert_eq!(intake.finish(String::new(), "").unwrap().sha256, None);
    }
}
