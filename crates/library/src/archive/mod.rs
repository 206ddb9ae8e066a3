//! All recordings in one file, to be taken to another machine.
//!
//! The file is a [tar archive](https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html)
//! (ustar), which any unpacker opens. It holds
//!
//! | name | content |
//! |---|---|
//! | `diarist.json` | what it is: [`manifest`] |
//! | `ID/recording.json` | [`crate::Record::to_stored`] |
//! | `ID/transcript.json` | the answer, byte for byte |
//! | `ID/corrections.jsonl` | if there are any: [`crate::edits::Log::to_stored`], and in each line after it one of [`crate::edits::to_stored`] |
//! | `ID/media/NAME` | the copy of the file, if one is kept |
//!
//! `docs/archive-format.md` says it in full. Headers are made and read here ([`Member`]); whoever has
//! the bytes puts them between: a header, so many bytes as it says, and so many zeros as [`padding`]
//! says. [`END`] ends the file. [`Scan`] goes through one, [`Contents`] tells what belongs together.
//! Members may come in any order, and what is unknown is skipped, so that an archive can be packed anew
//! by other tools.

mod contents;
mod inventory;
mod member;
mod scan;

pub use contents::{Contents, Folder, Refused, Unpacked};
pub use inventory::{Holdings, Inventory, Lack};
pub use member::Member;
pub use scan::{Place, Scan};

use assemblyai::json::Cursor;
use thiserror::Error;

/// The unit of the file, in bytes.
pub const BLOCK: usize = 512;

/// What ends the file.
pub const END: [u8; 2 * BLOCK] = [0; 2 * BLOCK];

/// Bytes of the longest manifest that is read.
pub const MOST_MANIFEST: u64 = 64_000;
/// Bytes of the longest record that is read. One has some hundred.
pub const MOST_RECORD: u64 = 1_000_000;
/// Bytes of the longest list of corrections that is read.
pub const MOST_EDITS: u64 = 64_000_000;
/// Bytes of the longest answer that is read. One about ten hours has 20 MB.
pub const MOST_ANSWER: u64 = 256_000_000;

const VERSION: u64 = 1;

/// Why a file is not read as an archive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum ArchiveError {
    /// It is none, or none of this page.
    #[error("it is no archive of Diarist")]
    NotAnArchive,
    /// A newer version of the page made it.
    #[error("it was made by a newer version of Diarist ({0})")]
    Newer(u64),
}

/// The content of [`Member::Manifest`].
pub fn manifest() -> String {
    format!("{{\"diarist\":{VERSION}}}\n")
}

/// Whether the content of [`Member::Manifest`] is of a version that can be read.
pub fn check_manifest(text: &[u8]) -> Result<(), ArchiveError> {
    let mut version = None;
    let mut cursor = Cursor::new(text, 0);
    let read = cursor.object(&mut |cursor, key| {
        let value = cursor.scalar()?;
        if key == "diarist" {
            version = value.number();
        }
        Ok(())
    });
    match (read, version) {
        (Ok(true), Some(1.0)) => Ok(()),
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is shown")]
        (Ok(true), Some(version)) if version > 1.0 => Err(ArchiveError::Newer(version as u64)),
        _ => Err(ArchiveError::NotAnArchive),
    }
}

/// The zeros that follow so many bytes of content.
#[must_use]
pub const fn padding(size: u64) -> u64 {
    size.next_multiple_of(BLOCK as u64) - size
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_manifest_tells_the_version() {
        assert_eq!(check_manifest(manifest().as_bytes()), Ok(()));
        assert_eq!(check_manifest(b"{\"diarist\":2}"), Err(ArchiveError::Newer(2)));
        for other in [&b"{}"[..], b"", b"[1]", b"{\"diarist\":0}"] {
            assert_eq!(check_manifest(other), Err(ArchiveError::NotAnArchive));
        }
    }
}
