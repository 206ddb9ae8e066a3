//! A copy of the built site that a story may change, as a host might.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, ensure};
use tempfile::TempDir;

use crate::paths;

/// The copy; its folder is gone when this is dropped.
#[derive(Debug)]
pub struct Copy(TempDir);

impl Copy {
    /// A copy of everything but the compressed copies that lie beside the files.
    pub fn of_site() -> Result<Self> {
        let folder = TempDir::with_prefix("diarist-dist-")?;
        copy(&paths::dist(), folder.path())?;
        Ok(Self(folder))
    }

    /// Its folder.
    #[must_use]
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// The files whose names begin and end so.
    pub fn files(&self, begin: &str, end: &str) -> Result<Vec<PathBuf>> {
        let mut found = Vec::new();
        for entry in fs::read_dir(self.path())? {
            let entry = entry?;
            let name = entry.file_name();
            let name = name.to_string_lossy();
            if name.starts_with(begin) && name.ends_with(end) {
                found.push(entry.path());
            }
        }
        Ok(found)
    }

    /// The only file whose name begins and ends so.
    pub fn file(&self, begin: &str, end: &str) -> Result<PathBuf> {
        let mut files = self.files(begin, end)?;
        ensure!(files.len() == 1, "{begin}…{end} is not one file: {files:?}");
        files.pop().context("one file")
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let (old, new) = (entry.path(), to.join(entry.file_name()));
        let is_compressed = old.extension().is_some_and(|end| end == "br" || end == "gz");
        if old.is_dir() {
            fs::create_dir(&new)?;
            copy(&old, &new)?;
        } else if !is_compressed {
            fs::copy(&old, &new)?;
        }
    }
    Ok(())
}
