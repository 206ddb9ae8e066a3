//! Goes through an archive from header to header; whoever has the file reads them.

use super::{ArchiveError, BLOCK, Member, padding};

/// Where something lies in a file: from this byte to before that.
pub type Place = (u64, u64);

/// An archive that is gone through.
#[derive(Debug)]
pub struct Scan {
    size: u64,
    at: Option<u64>,
    members: Vec<(Member, Place)>,
    is_cut_off: bool,
}

impl Scan {
    /// A file of so many bytes.
    #[must_use]
    pub const fn new(size: u64) -> Self {
        let at = if size < BLOCK as u64 { None } else { Some(0) };
        Self { size, at, members: Vec::new(), is_cut_off: true }
    }

    /// Where the next header lies; `None` at the end.
    #[must_use]
    pub fn header(&self) -> Option<Place> {
        self.at.map(|at| (at, at.saturating_add(BLOCK as u64)))
    }

    /// Takes the header that lies there. What is wrong in the first one says that it is no archive;
    /// further on, that it ends there.
    pub fn take(&mut self, block: &[u8]) -> Result<(), ArchiveError> {
        let Some((_, from)) = self.header() else { return Ok(()) };
        self.at = None;
        match Member::read(block) {
            Ok(None) => self.is_cut_off = false,
            Ok(Some((member, length))) => {
                let to = from.saturating_add(length);
                if to <= self.size {
                    self.members.push((member, (from, to)));
                    let next = to.saturating_add(padding(length));
                    let is_there = next.saturating_add(BLOCK as u64) <= self.size;
                    self.at = is_there.then_some(next);
                }
            }
            Err(error) if self.members.is_empty() => return Err(error),
            Err(_) => {}
        }
        Ok(())
    }

    /// All members that are there as a whole, and whether the file ends before its end.
    #[must_use]
    pub fn end(self) -> (Vec<(Member, Place)>, bool) {
        (self.members, self.is_cut_off)
    }
}

#[cfg(test)]
mod tests {
    use assemblyai::job::Wall;
    use proptest::prelude::*;

    use super::*;
    use crate::archive::END;

    fn scanned(file: &[u8]) -> Result<(Vec<(Member, Place)>, bool), ArchiveError> {
        let mut scan = Scan::new(file.len() as u64);
        while let Some((from, to)) = scan.header() {
            let at = |place| usize::try_from(place).expect("a place");
            scan.take(&file[at(from)..at(to)])?;
        }
        Ok(scan.end())
    }

    fn file() -> Vec<u8> {
        let mut file = Member::Manifest.header(3, Wall(0)).to_vec();
        file.extend([b'x'; 3]);
        file.extend([0; BLOCK - 3]);
        file.extend(Member::Record("a".into()).header(0, Wall(0)));
        file.extend(END);
        file
    }

    #[test]
    fn members_are_found_up_to_the_end() {
        let file = file();
        let all =
            vec![(Member::Manifest, (512, 515)), (Member::Record("a".into()), (1_536, 1_536))];
        assert_eq!(scanned(&file), Ok((all.clone(), false)));
        assert_eq!(scanned(&file[..2 * BLOCK]), Ok((all[..1].to_vec(), true)));
        assert_eq!(scanned(&file[..BLOCK + 2]), Ok((Vec::new(), true)));
        assert_eq!(scanned(b""), Ok((Vec::new(), true)));
        assert_eq!(scanned(&[b'x'; 600]), Err(ArchiveError::NotAnArchive));
        let mut damaged = file;
        damaged[2 * BLOCK] = b'y';
        assert_eq!(scanned(&damaged), Ok((all[..1].to_vec(), true)));
    }

    proptest! {
        /// However the file is changed, it is gone through to an end, and nothing lies outside of it.
        #[test]
        fn any_file_has_an_end(
            at in 0..3_000_usize, byte in any::<u8>(), length in 0..3_000_usize,
        ) {
            let mut file = file();
            if let Some(place) = file.get_mut(at) {
                *place = byte;
            }
            file.truncate(length);
            if let Ok((members, _)) = scanned(&file) {
                for (_, (from, to)) in members {
                    prop_assert!(from <= to && to <= file.len() as u64);
                }
            }
        }
    }
}
