//! Compressed copies beside the files, for hosts that serve them instead of compressing.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use flate2::{Compression, GzBuilder};

use super::files;
use crate::paths;

/// Files that get smaller. Sound and pictures are compressed already.
const TEXT: [&str; 8] = ["html", "css", "js", "wasm", "json", "svg", "txt", "webmanifest"];

/// Writes a `.br` and a `.gz` copy of every text file under `site`.
pub(super) fn all(site: &Path) -> Result<()> {
    for file in files::all(site)? {
        let is_text = file
            .extension()
            .and_then(|extension| extension.to_str())
            .is_some_and(|extension| TEXT.contains(&extension));
        if is_text {
            let content = fs::read(&file)
                .with_context(|| format!("could not read {}", paths::shown(&file)))?;
            fs::write(with_suffix(&file, "br"), brotli(&content)?)?;
            fs::write(with_suffix(&file, "gz"), gzip(&content)?)?;
        }
    }
    Ok(())
}

fn with_suffix(file: &Path, suffix: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(".");
    name.push(suffix);
    PathBuf::from(name)
}

/// Brotli at its best quality, as good hosts send it.
pub(crate) fn brotli(content: &[u8]) -> Result<Vec<u8>> {
    let parameters = brotli::enc::BrotliEncoderParams {
        quality: 11,
        lgwin: 22,
        size_hint: content.len(),
        ..Default::default()
    };
    let mut compressed = Vec::new();
    let mut content = content;
    brotli::BrotliCompress(&mut content, &mut compressed, &parameters)?;
    Ok(compressed)
}

/// Gzip without a time in its header: the same content gives the same bytes.
fn gzip(content: &[u8]) -> Result<Vec<u8>> {
    let mut encoder = GzBuilder::new().mtime(0).write(Vec::new(), Compression::best());
    encoder.write_all(content)?;
    Ok(encoder.finish()?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn both_copies_give_the_content_back() {
        let content = b"who said what, ".repeat(1000);
        let mut unzipped = Vec::new();
        let zipped = gzip(&content).expect("zips");
        flate2::read::GzDecoder::new(&zipped[..]).read_to_end(&mut unzipped).expect("unzips");
        assert_eq!(unzipped, content);

        let mut plain = Vec::new();
        let pressed = brotli(&content).expect("compresses");
        brotli::BrotliDecompress(&mut &pressed[..], &mut plain).expect("decompresses");
        assert_eq!(plain, content);
        assert!(pressed.len() < zipped.len());
    }

    #[test]
    fn gzip_keeps_no_time() {
        assert_eq!(gzip(b"x").expect("zips")[4..8], [0; 4]);
    }
}
