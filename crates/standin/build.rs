//! Lists the sample recordings' transcripts so that the stand-in carries them inside.
//!
//! A sample folder that is missing or empty gives a stand-in without samples, never a failed build.

use std::fmt::Write as _;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    let crate_dir = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let samples = crate_dir.join("../../samples");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", samples.display());

    let mut files: Vec<PathBuf> = fs::read_dir(&samples).map_or_else(
        |_| Vec::new(),
        |entries| {
            entries
                .flatten()
                .map(|entry| entry.path())
                .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
                .collect()
        },
    );
    files.sort();

    let mut list = String::from("&[\n");
    for file in files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let path = file.canonicalize()?;
        writeln!(list, "    ({name:?}, include_bytes!({:?})),", path.to_string_lossy())
            .map_err(io::Error::other)?;
    }
    list.push_str("]\n");

    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default()).join("samples.rs");
    fs::write(out, list)
}
