//! Recordings that have an answer: the samples inside the program, and what `--transcripts` adds.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fs, io};

use serde_json::Value;

use crate::Object;

/// `(file name, content)` of every JSON file in the sample folder, listed by the build script.
static SAMPLES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/samples.rs"));

/// The file that says which recording belongs to which transcript.
const INDEX: &str = "index.json";

/// Answers by the SHA-256 of a recording, and by its file name without extension.
#[derive(Debug, Default)]
pub(crate) struct Library {
    by_hash: BTreeMap<String, Arc<Object>>,
    by_stem: BTreeMap<String, Arc<Object>>,
    sample_names: Vec<String>,
}

/// Why a folder of transcripts could not be read.
#[derive(Debug, thiserror::Error)]
pub enum LibraryError {
    /// The folder or a file in it cannot be read.
    #[error("cannot read {}: {source}", path.display())]
    Unreadable {
        /// What was to be read.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// A file is not a JSON object.
    #[error("{} is not a transcript: {reason}", path.display())]
    NotTranscript {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

impl Library {
    /// The sample recordings that were there when the stand-in was built.
    pub(crate) fn with_samples() -> Self {
        let mut library = Self::default();
        let file = |name: &str| SAMPLES.iter().find(|(other, _)| *other == name);
        let index = file(INDEX).and_then(|(_, bytes)| parse(bytes).ok()).unwrap_or_default();
        let samples = index.get("samples").and_then(Value::as_array);
        for sample in samples.into_iter().flatten() {
            let text = |key: &str| sample.get(key).and_then(Value::as_str).unwrap_or_default();
            let transcript = file(text("transcript")).and_then(|(_, bytes)| parse(bytes).ok());
            if let Some(transcript) = transcript {
                let transcript = Arc::new(transcript);
                library.by_hash.insert(text("sha256").to_ascii_lowercase(), transcript.clone());
                library.by_stem.insert(stem(text("media")).to_owned(), transcript);
                library.sample_names.push(text("name").to_owned());
            }
        }
        library
    }

    /// Adds every `*.json` of a folder: `<sha256 of the recording>.json` answers uploads,
    /// `<name>.json` answers URLs whose file is called `name` with any extension.
    pub(crate) fn add_folder(&mut self, folder: &Path) -> Result<(), LibraryError> {
        let unreadable =
            |path: &Path, source| LibraryError::Unreadable { path: path.to_owned(), source };
        for entry in fs::read_dir(folder).map_err(|error| unreadable(folder, error))? {
            let path = entry.map_err(|error| unreadable(folder, error))?.path();
            if path.extension().is_none_or(|extension| extension != "json") {
                continue;
            }
            let bytes = fs::read(&path).map_err(|error| unreadable(&path, error))?;
            let transcript = parse(&bytes)
                .map_err(|reason| LibraryError::NotTranscript { path: path.clone(), reason })?;
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let is_hash = name.len() == 64 && name.bytes().all(|byte| byte.is_ascii_hexdigit());
            if is_hash {
                self.by_hash.insert(name.to_ascii_lowercase(), Arc::new(transcript));
            } else {
                self.by_stem.insert(name, Arc::new(transcript));
            }
        }
        Ok(())
    }

    /// The answer for a recording with this SHA-256 in lower-case hexadecimal.
    pub(crate) fn by_hash(&self, sha256: &str) -> Option<Arc<Object>> {
        self.by_hash.get(sha256).cloned()
    }

    /// The answer for the file that a URL ends with.
    pub(crate) fn by_url(&self, url: &str) -> Option<Arc<Object>> {
        let path = url.split(['?', '#']).next().unwrap_or_default();
        let file = path.rsplit('/').next().unwrap_or_default();
        self.by_stem.get(stem(file)).cloned()
    }

    /// The names of the samples, for messages.
    pub(crate) fn sample_names(&self) -> &[String] {
        &self.sample_names
    }
}

fn parse(bytes: &[u8]) -> Result<Object, String> {
    serde_json::from_slice(bytes).map_err(|error| error.to_string())
}

fn stem(file: &str) -> &str {
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{Library, LibraryError};

    #[test]
    fn a_folder_answers_by_hash_and_by_file_name() {
        let folder = tempfile::tempdir().unwrap();
        let hash = "AB".repeat(32);
        fs::write(folder.path().join(format!("{hash}.json")), r#"{"text":"by hash"}"#).unwrap();
        fs::write(folder.path().join("board.json"), r#"{"text":"by name"}"#).unwrap();
        fs::write(folder.path().join("notes.txt"), "not JSON").unwrap();
        let mut library = Library::default();
        library.add_folder(folder.path()).unwrap();

        assert_eq!(library.by_hash(&"ab".repeat(32)).unwrap()["text"], "by hash");
        let named = library.by_url("https://files.example/a/board.m4a?sig=1.2").unwrap();
        assert_eq!(named["text"], "by name");
        assert!(library.by_url("https://files.example/other.m4a").is_none());
    }

    #[test]
    fn a_file_that_is_no_object_is_named() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("list.json"), "[1]").unwrap();
        let error = Library::default().add_folder(folder.path()).unwrap_err();
        assert!(matches!(error, LibraryError::NotTranscript { .. }));
        assert!(error.to_string().contains("list.json"), "{error}");
    }
}
