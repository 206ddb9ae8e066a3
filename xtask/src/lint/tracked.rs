//! The files of the project: what git tracks, and what it would if it were added.

use std::fs;

use anyhow::{Context, Result};

use crate::{paths, shell, toolbox};

/// A text file of the project.
pub(super) struct File {
    /// Relative to the root, with slashes.
    pub(super) path: String,
    pub(super) text: String,
}

impl File {
    pub(super) fn has_extension(&self, extensions: &[&str]) -> bool {
        self.path.rsplit_once('.').is_some_and(|(_, extension)| extensions.contains(&extension))
    }
}

/// All text files that are tracked, or new and not ignored.
pub(super) fn files() -> Result<Vec<File>> {
    let mut git = toolbox::command("git");
    git.args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
    let listed = shell::capture(&mut git).context("git does not list the project's files")?;
    let mut files = Vec::new();
    for path in listed.split('\0').filter(|path| !path.is_empty()) {
        // A tracked file may be deleted here; sound and pictures are not text.
        if let Ok(text) = fs::read_to_string(paths::root().join(path)) {
            files.push(File { path: path.to_owned(), text });
        }
    }
    Ok(files)
}
