//! Folders of files: listing in a fixed order, and putting one in place of another.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

use crate::paths;

/// All files under `folder`, sorted by path.
pub(crate) fn all(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    let mut folders = vec![folder.to_path_buf()];
    while let Some(next) = folders.pop() {
        let entries = fs::read_dir(&next)
            .with_context(|| format!("could not read the folder {}", paths::shown(&next)))?;
        for entry in entries {
            let path = entry?.path();
            if path.is_dir() {
                folders.push(path);
            } else {
                found.push(path);
            }
        }
    }
    found.sort();
    Ok(found)
}

/// `file` as a browser would ask for it: relative to `site`, with slashes.
pub(crate) fn address(file: &Path, site: &Path) -> String {
    let relative = file.strip_prefix(site).unwrap_or(file);
    let parts: Vec<_> = relative.iter().map(|part| part.to_string_lossy()).collect();
    parts.join("/")
}

/// Puts the folder `new` in the place of `old`, which is gone for a moment at most.
pub(crate) fn replace(new: &Path, old: &Path) -> Result<()> {
    let context = || format!("could not put the site into {}", paths::shown(old));
    if let Some(parent) = old.parent() {
        fs::create_dir_all(parent).with_context(context)?;
    }
    if old.exists() {
        fs::remove_dir_all(old).with_context(context)?;
    }
    if fs::rename(new, old).is_ok() {
        return Ok(());
    }
    // Another file system: the target folder may be anywhere.
    for file in all(new)? {
        let to = old.join(file.strip_prefix(new).unwrap_or(&file));
        if let Some(parent) = to.parent() {
            fs::create_dir_all(parent).with_context(context)?;
        }
        fs::copy(&file, &to).with_context(context)?;
    }
    fs::remove_dir_all(new).with_context(context)
}
