//! Noticing that a source of the page changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use anyhow::Result;

use crate::build::files;

/// What the page is built from. Few of the crates are not in it, and none changes often by itself.
const SOURCES: [&str; 9] = [
    "src",
    "style",
    "static",
    "samples",
    "crates",
    "index.html",
    "Trunk.toml",
    "Cargo.toml",
    "Cargo.lock",
];

/// The files of the page with their times, at one moment.
#[derive(PartialEq, Eq)]
pub(super) struct Snapshot(BTreeMap<PathBuf, (SystemTime, u64)>);

impl Snapshot {
    pub(super) fn take(root: &Path) -> Result<Self> {
        let mut found = BTreeMap::new();
        for source in SOURCES {
            let path = root.join(source);
            let files = if path.is_dir() { files::all(&path)? } else { vec![path] };
            for file in files {
                // A file may be gone by now, as editors replace files when they save.
                if let Ok(meta) = fs::metadata(&file) {
                    let time = meta.modified().unwrap_or(SystemTime::UNIX_EPOCH);
                    found.insert(file, (time, meta.len()));
                }
            }
        }
        Ok(Self(found))
    }

    /// A file that is not as it was in `before`: new, changed or gone.
    pub(super) fn differs_from(&self, before: &Self) -> Option<PathBuf> {
        let changed = self.0.iter().find(|(file, state)| before.0.get(*file) != Some(state));
        let gone = || before.0.iter().find(|(file, _)| !self.0.contains_key(*file));
        changed.or_else(gone).map(|(file, _)| file.clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn new_changed_and_removed_files_are_noticed() {
        let root = crate::paths::target().join("xtask-tests").join("watch");
        if root.exists() {
            fs::remove_dir_all(&root).expect("can empty");
        }
        fs::create_dir_all(root.join("src")).expect("can create");
        let empty = Snapshot::take(&root).expect("reads");

        let file = root.join("src/a.rs");
        fs::write(&file, "1").expect("can write");
        let one = Snapshot::take(&root).expect("reads");
        assert_eq!(one.differs_from(&empty), Some(file.clone()));
        assert_eq!(empty.differs_from(&one), Some(file.clone()));

        fs::write(&file, "12").expect("can write");
        let two = Snapshot::take(&root).expect("reads");
        assert_eq!(two.differs_from(&one), Some(file));
        assert_eq!(two.differs_from(&Snapshot::take(&root).expect("reads")), None);
    }
    #[test]
    fn every_crate_is_watched() {
        let seen = Snapshot::take(&crate::paths::root()).expect("reads");
        for folder in fs::read_dir(crate::paths::root().join("crates")).expect("is there").flatten()
        {
            let file = folder.path().join("Cargo.toml");
            assert!(seen.0.contains_key(&file) || !file.exists(), "{}", file.display());
        }
    }
}
