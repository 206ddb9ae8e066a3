//! Where the harness finds and leaves files, all below the project's own folder.

use std::env;
use std::path::{Path, PathBuf};

/// The project's folder.
#[must_use]
pub fn project() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_path_buf()
}

/// The built site: `dist/`, or what `DIARIST_DIST` names.
#[must_use]
pub fn dist() -> PathBuf {
    env::var_os("DIARIST_DIST").map_or_else(|| project().join("dist"), PathBuf::from)
}

/// Folder of Cargo's output, where screenshots and tools live too.
#[must_use]
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| project().join("target"), PathBuf::from)
}

/// Whether a picture is taken of every state a story reaches, not of failures alone:
/// `DIARIST_SHOTS=1`. Three thousand pictures take minutes.
#[must_use]
pub fn are_shots_wanted() -> bool {
    std::env::var_os("DIARIST_SHOTS").is_some_and(|wanted| wanted == "1")
}

/// Folder of the pictures.
#[must_use]
pub fn shots() -> PathBuf {
    target().join("e2e-shots")
}

/// A recording of the samples that ship with the site, by name.
#[must_use]
pub fn sample(name: &str) -> PathBuf {
    project().join("samples").join(format!("{name}.mp3"))
}

/// A recording that only the stories need, see `fixtures/README.md`.
#[must_use]
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(name)
}

/// Two seconds of a tone in a format, by its ending. Shared with the stand-in's own tests.
#[must_use]
pub fn tone(ending: &str) -> PathBuf {
    project().join("tests").join("fixtures").join(format!("standin-tone.{ending}"))
}
