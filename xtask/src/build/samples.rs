//! The sample recordings in the site: sound and answers, not the scripts that made them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};

use super::files;
use crate::paths;

/// Makes `to` hold exactly the recordings and answers of `from`.
pub(super) fn copy(from: &Path, to: &Path) -> Result<()> {
    if to.exists() {
        fs::remove_dir_all(to).with_context(|| format!("could not empty {}", paths::shown(to)))?;
    }
    fs::create_dir_all(to).with_context(|| format!("could not create {}", paths::shown(to)))?;
    for file in files::all(from)?.iter().filter(|file| file.parent() == Some(from)) {
        let ships =
            file.extension().is_some_and(|extension| extension == "mp3" || extension == "json");
        if let (true, Some(name)) = (ships, file.file_name()) {
            fs::copy(file, to.join(name))
                .with_context(|| format!("could not copy {}", paths::shown(file)))?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_sound_and_answers_are_copied() {
        let folder = paths::target().join("xtask-tests").join("samples");
        let (from, to) = (folder.join("from"), folder.join("to"));
        fs::create_dir_all(from.join("make")).expect("can create");
        fs::create_dir_all(&to).expect("can create");
        for file in ["a.mp3", "a.json", "README.md", "make/b.json"] {
            fs::write(from.join(file), "x").expect("can write");
        }
        fs::write(to.join("old.mp3"), "x").expect("can write");
        copy(&from, &to).expect("copies");
        let copied: Vec<_> = files::all(&to)
            .expect("reads")
            .iter()
            .filter_map(|file| file.file_name()?.to_str().map(str::to_owned))
            .collect();
        assert_eq!(copied, ["a.json", "a.mp3"]);
    }
}
