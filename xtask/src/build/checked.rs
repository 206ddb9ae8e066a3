//! Files of the program that no element of the page loads. A `<meta>` says where each is and what
//! browsers check it by: `<meta name=… content="ADDRESS DIGEST">`.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use super::html;

/// The element of the second part of the program, which is fetched when a conversation is going to
/// be shown. It is empty where the program is in one piece.
pub(crate) const PART: &str = "diarist-part";
/// The element of the worker's script.
pub(super) const WORKER: &str = "diarist-export";

/// A file and its digest.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Checked<'a> {
    /// Relative to the page, without `./`.
    pub(crate) address: &'a str,
    /// What browsers check its content by.
    pub(crate) integrity: &'a str,
}

/// What the page's element of that name says; `None` where it is empty.
pub(crate) fn of<'a>(page: &'a str, name: &str) -> Option<Checked<'a>> {
    let (address, integrity) = html::meta(page, name)?.split_once(' ')?;
    Some(Checked { address: address.trim_start_matches("./"), integrity })
}

/// The page with this in its element of that name, which must be there.
pub(super) fn written(page: &str, name: &str, file: &Checked<'_>) -> Result<String> {
    html::with_meta(page, name, &format!("./{} {}", file.address, file.integrity))
}

/// Fails if the page names a file that is not there, or another one.
pub(super) fn verify(page: &str, name: &str, site: &Path) -> Result<()> {
    if html::meta(page, name).is_none_or(str::is_empty) {
        return Ok(());
    }
    let file = of(page, name).with_context(|| format!("{name} names no digest"))?;
    let content = fs::read(site.join(file.address))
        .with_context(|| format!("{}, which {name} names, is not there", file.address))?;
    ensure!(file.integrity == integrity(&content), "the digest of {} is wrong", file.address);
    Ok(())
}

/// What stands in `integrity` for a file with this content.
pub(super) fn integrity(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read() {
        let page = "<p><meta name=\"diarist-part\" content=\"\"><p>";
        assert_eq!(of(page, PART), None);
        let file = Checked { address: "a.wasm", integrity: "sha384-x" };
        let page = written(page, PART, &file).unwrap();
        assert_eq!(page, "<p><meta name=\"diarist-part\" content=\"./a.wasm sha384-x\"><p>");
        assert_eq!(of(&page, PART), Some(file));
        assert_eq!(of(&page, WORKER), None);
    }

    #[test]
    fn a_page_without_the_element_is_refused() {
        let file = Checked { address: "a.wasm", integrity: "x" };
        assert!(written("<p>", WORKER, &file).is_err());
    }

    #[test]
    fn the_page_has_both_elements() {
        let page = fs::read_to_string(crate::paths::root().join("index.html")).unwrap();
        for name in [PART, WORKER] {
            assert_eq!(html::meta(&page, name), Some(""), "{name}");
        }
    }
}
