//! Recordings that no one should have to keep: made when a story needs them.

use std::fs::File;
use std::path::PathBuf;

use anyhow::Result;
use tempfile::TempDir;

/// A folder of made recordings; gone with the value.
#[derive(Debug)]
pub struct Files(TempDir);

impl Files {
    /// An empty folder.
    pub fn new() -> Result<Self> {
        Ok(Self(TempDir::with_prefix("diarist-files-")?))
    }

    /// A file of `bytes` zeros. It is sparse: it takes no room on the disk.
    pub fn sparse(&self, name: &str, bytes: u64) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        File::create(&path)?.set_len(bytes)?;
        Ok(path)
    }

    /// A file with these bytes.
    pub fn write(&self, name: &str, bytes: &[u8]) -> Result<PathBuf> {
        let path = self.0.path().join(name);
        std::fs::write(&path, bytes)?;
        Ok(path)
    }
}
