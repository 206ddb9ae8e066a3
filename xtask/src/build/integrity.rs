//! Sees that every script, style sheet and preload of the page carries the right digest, so
//! that a host which alters a file breaks the page instead of changing it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use sha2::{Digest, Sha384};

use super::html::{self, Tag};
use super::{part, worker};

/// `page` with `integrity` on every reference; fails on a wrong one, or on another origin.
///
/// Trunk writes the attribute for what it names itself, not for files that it only copies.
pub(super) fn complete(page: &str, site: &Path) -> Result<String> {
    let mut complete = String::with_capacity(page.len());
    let mut copied = 0;
    for tag in &html::tags(page) {
        let Some(address) = checked_reference(tag) else { continue };
        ensure!(
            !address.contains("//"),
            "index.html refers to {address}: everything comes from the page's own folder"
        );
        let file = site.join(address.trim_start_matches("./"));
        let content = fs::read(&file)
            .with_context(|| format!("index.html refers to {address}, which is not there"))?;
        let expected = digest(&content);
        match tag.attribute("integrity") {
            Some(written) if written == expected => {}
            Some(_) => bail!("the integrity attribute of {address} does not match the file"),
            None => {
                let name_ends = tag.span.0 + 1 + tag.name.len();
                complete.push_str(&page[copied..name_ends]);
                complete.push_str(" integrity=\"");
                complete.push_str(&expected);
                complete.push('"');
                copied = name_ends;
            }
        }
    }
    complete.push_str(&page[copied..]);
    worker::check(page, site)?;
    if let Some(part) = part::of(page) {
        let content = fs::read(site.join(part.address))
            .with_context(|| format!("the part {} is not there", part.address))?;
        ensure!(part.integrity == digest(&content), "the digest of {} is wrong", part.address);
    }
    Ok(complete)
}

fn digest(content: &[u8]) -> String {
    format!("sha384-{}", STANDARD.encode(Sha384::digest(content)))
}

/// The address of what browsers check `integrity` for.
fn checked_reference<'a>(tag: &'a Tag<'_>) -> Option<&'a str> {
    match tag.name.as_str() {
        "script" => tag.attribute("src"),
        "link" => {
            let kind = tag.attribute("rel")?;
            ["stylesheet", "modulepreload", "preload"]
                .contains(&kind)
                .then(|| tag.attribute("href"))
                .flatten()
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> std::path::PathBuf {
        let folder = crate::paths::target().join("xtask-tests").join(name);
        fs::create_dir_all(&folder).expect("can create");
        fs::write(folder.join("a.js"), "x").expect("can write");
        folder
    }

    #[test]
    fn a_right_digest_stays_a_missing_one_is_written_and_a_wrong_one_fails() {
        let site = site("integrity");
        let digest = format!("integrity=\"sha384-{}\"", STANDARD.encode(Sha384::digest("x")));
        let page = |integrity: &str| {
            format!("<p><link {integrity} rel=modulepreload href=\"./a.js\"><link rel=icon href=b>")
        };
        let right = page(&digest);
        assert_eq!(complete(&right, &site).expect("is right"), right);
        let written = complete("<p><script src=a.js></script></p>", &site).expect("writes it");
        assert_eq!(written, format!("<p><script {digest} src=a.js></script></p>"));
        assert!(complete(&page("integrity=sha384-AAAA"), &site).is_err());
    }

    #[test]
    fn the_part_that_comes_later_is_checked_too() {
        let site = site("integrity-part");
        let page = |integrity: &str| {
            format!("<meta name=\"diarist-part\" content=\"./a.js {integrity}\">")
        };
        assert!(complete(&page(&digest(b"x")), &site).is_ok());
        assert!(complete(&page(&digest(b"y")), &site).is_err());
        assert!(complete(&page(&digest(b"x")).replace("a.js", "b.js"), &site).is_err());
    }

    #[test]
    fn missing_files_and_other_origins_fail() {
        let site = site("integrity-missing");
        assert!(complete("<script src=./b.js></script>", &site).is_err());
        assert!(complete("<script src=https://example.org/a.js></script>", &site).is_err());
        assert!(complete("<script src=//example.org/a.js></script>", &site).is_err());
    }
}
