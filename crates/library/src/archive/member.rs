//! A member of an archive: its header, and which of a recording's things it is.

use assemblyai::job::Wall;
use tar::{EntryType, Header};

use super::{ArchiveError, BLOCK};
use crate::is_id;

const MANIFEST: &str = "diarist.json";
const RECORD: &str = "recording.json";
const TRANSCRIPT: &str = "transcript.json";
const EDITS: &str = "corrections.jsonl";
const MEDIA: &str = "media/";
/// What a name may have in a header, less what stands before the name of a file.
const NAME_BYTES: usize = 55;

/// A member of the archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Member {
    /// What the archive is.
    Manifest,
    /// The record of this id.
    Record(String),
    /// The answer of the record of this id.
    Transcript(String),
    /// The corrections of the record of this id.
    Edits(String),
    /// The file of the record of this id, under about its own name.
    Media(String, String),
    /// Something else.
    Other,
}

impl Member {
    /// What stands before its content of so many bytes.
    #[must_use]
    pub fn header(&self, size: u64, made: Wall) -> [u8; BLOCK] {
        let mut header = Header::new_ustar();
        header.set_mode(0o644);
        header.set_size(size);
        header.set_mtime(made.0 / 1_000);
        header.set_entry_type(EntryType::Regular);
        if let Some(ustar) = header.as_ustar_mut() {
            for (to, from) in ustar.name.iter_mut().zip(self.name().bytes()) {
                *to = from;
            }
        }
        header.set_cksum();
        *header.as_bytes()
    }

    fn name(&self) -> String {
        match self {
            Self::Manifest => MANIFEST.to_owned(),
            Self::Record(id) => format!("{id}/{RECORD}"),
            Self::Transcript(id) => format!("{id}/{TRANSCRIPT}"),
            Self::Edits(id) => format!("{id}/{EDITS}"),
            Self::Media(id, name) => format!("{id}/{MEDIA}{}", safe(name)),
            Self::Other => String::new(),
        }
    }

    /// Reads a header: the member, and the bytes of its content. `None` at the end of the archive.
    pub fn read(block: &[u8]) -> Result<Option<(Self, u64)>, ArchiveError> {
        let block: &[u8; BLOCK] = block.try_into().map_err(|_| ArchiveError::NotAnArchive)?;
        if block.iter().all(|byte| *byte == 0) {
            return Ok(None);
        }
        let header = Header::from_byte_slice(block);
        let mut checked = header.clone();
        checked.set_cksum();
        let is_whole = matches!((header.cksum(), checked.cksum()), (Ok(a), Ok(b)) if a == b);
        let size = header.entry_size().ok().filter(|_| is_whole);
        let size = size.ok_or(ArchiveError::NotAnArchive)?;
        let is_file = header.entry_type().is_file();
        let name = header.path_bytes();
        let member = core::str::from_utf8(&name).ok().filter(|_| is_file).map(Self::named);
        Ok(Some((member.unwrap_or(Self::Other), size)))
    }

    fn named(name: &str) -> Self {
        let name = name.trim_start_matches("./");
        let Some((id, rest)) = name.split_once('/') else {
            return if name == MANIFEST { Self::Manifest } else { Self::Other };
        };
        if !is_id(id) {
            return Self::Other;
        }
        let id = id.to_owned();
        match rest {
            RECORD => Self::Record(id),
            TRANSCRIPT => Self::Transcript(id),
            EDITS => Self::Edits(id),
            _ => match rest.strip_prefix(MEDIA) {
                // A name is never a way to somewhere else; that of a file is asked for here alone.
                Some(name) if !name.is_empty() && !name.contains(['/', '\\']) && name != ".." => {
                    Self::Media(id, name.to_owned())
                }
                _ => Self::Other,
            },
        }
    }
}

/// A name that any file system takes, with the ending that it has. With the longest id before it, it
/// fits into a header.
fn safe(name: &str) -> String {
    let is_odd = |c: char| c.is_control() || "/\\:*?\"<>|".contains(c);
    let name: String = name.chars().map(|c| if is_odd(c) { '_' } else { c }).collect();
    let (stem, ending) = match name.rfind('.') {
        Some(dot) if name.len() - dot <= 8 => name.split_at(dot),
        _ => (name.as_str(), ""),
    };
    let stem = &stem[..stem.floor_char_boundary(NAME_BYTES.saturating_sub(ending.len()))];
    let stem = if stem.trim_matches('.').is_empty() { "_" } else { stem };
    format!("{stem}{ending}")
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use proptest::prelude::*;

    use super::*;
    use crate::archive::{END, check_manifest, padding};

    const MADE: Wall = Wall(1_790_000_000_000);

    fn archive(members: &[(Member, Vec<u8>)]) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (member, content) in members {
            let size = u64::try_from(content.len()).expect("a size");
            bytes.extend(member.header(size, MADE));
            bytes.extend(content);
            bytes.extend(vec![0; usize::try_from(padding(size)).expect("a block")]);
        }
        bytes.extend(END);
        bytes
    }

    fn members(bytes: &[u8]) -> Vec<(Member, Vec<u8>)> {
        let (mut found, mut at) = (Vec::new(), 0);
        while let Some((member, size)) = Member::read(&bytes[at..at + BLOCK]).expect("a header") {
            let end = at + BLOCK + usize::try_from(size).expect("a size");
            found.push((member, bytes[at + BLOCK..end].to_vec()));
            at = end + usize::try_from(padding(size)).expect("a block");
        }
        found
    }

    fn any_member() -> impl Strategy<Value = Member> {
        let id = "[a-z0-9]{12}";
        prop_oneof![
            Just(Member::Manifest),
            id.prop_map(Member::Record),
            id.prop_map(Member::Transcript),
            id.prop_map(Member::Edits),
            (id, "[^./\\\\:*?\"<>|\\p{Cc}][^/\\\\:*?\"<>|\\p{Cc}]{0,14}")
                .prop_map(|(id, name)| Member::Media(id, name)),
        ]
    }

    proptest! {
        #[test]
        fn what_is_packed_is_unpacked(
            packed in proptest::collection::vec((any_member(), any::<Vec<u8>>()), 0..8),
        ) {
            let bytes = archive(&packed);
            prop_assert_eq!(bytes.len() % BLOCK, 0);
            prop_assert_eq!(members(&bytes), packed);
        }

        /// Whatever the names, another unpacker finds the same.
        #[test]
        fn others_unpack_it(name in any::<String>(), content in any::<Vec<u8>>()) {
            let bytes = archive(&[(Member::Media("a1b2c3d4e5f6".into(), name), content.clone())]);
            let mut other = tar::Archive::new(&bytes[..]);
            let mut entries = other.entries().expect("entries");
            let mut entry = entries.next().expect("one").expect("whole");
            let path = entry.path().expect("a path").into_owned();
            prop_assert!(path.starts_with("a1b2c3d4e5f6/media"), "{}", path.display());
            prop_assert_eq!(path.components().count(), 3);
            let mut read = Vec::new();
            entry.read_to_end(&mut read).expect("content");
            prop_assert_eq!(read, content);
            prop_assert!(entries.next().is_none());
        }

        #[test]
        fn no_block_is_a_panic(block in proptest::collection::vec(any::<u8>(), 0..600)) {
            let _either_way = Member::read(&block);
            let _either_way = check_manifest(&block);
        }

        #[test]
        fn a_damaged_header_is_told(at in 0..BLOCK, byte in any::<u8>()) {
            let mut block = Member::Record("a".into()).header(5, MADE);
            prop_assume!(block[at] != byte && !(148..156).contains(&at));
            block[at] = byte;
            prop_assert_eq!(Member::read(&block), Err(ArchiveError::NotAnArchive));
        }
    }

    #[test]
    fn a_name_keeps_its_ending() {
        assert_eq!(safe("a/b.mp3"), "a_b.mp3");
        assert_eq!(safe(&format!("{}.mp3", "ä".repeat(80))), format!("{}.mp3", "ä".repeat(25)));
        assert_eq!(safe(".mp3"), "_.mp3");
        assert_eq!(safe(""), "_");
        assert_eq!(safe(".."), "_.");
    }

    #[test]
    fn what_others_pack_along_is_skipped() {
        let named = |name: &str| {
            let mut block = Member::Other.header(0, MADE);
            block[..name.len()].copy_from_slice(name.as_bytes());
            let mut header = Header::from_byte_slice(&block).clone();
            header.set_cksum();
            Member::read(header.as_bytes()).expect("a header").expect("a member").0
        };
        assert_eq!(named("./a/recording.json"), Member::Record("a".into()));
        assert_eq!(named("./diarist.json"), Member::Manifest);
        assert_eq!(named("a/notes.txt"), Member::Other);
        assert_eq!(named("notes.txt"), Member::Other);
        for other in [
            "../recording.json",
            "../../.ssh/recording.json",
            "a/../b/recording.json",
            "/a/recording.json",
            "A/recording.json",
            "a b/recording.json",
            "victim/00000000/corrections.jsonl",
            "a/media/../../x",
            "a/media/..",
            "a/media/",
        ] {
            assert_eq!(named(other), Member::Other, "{other}");
        }
    }
}
