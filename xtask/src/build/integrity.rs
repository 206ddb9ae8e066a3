//! Sees that everything that the page loads is checked by the right digest, so that a host which
//! alters a file breaks the page instead of changing it.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail, ensure};

use super::html::{self, Tag};
use super::{checked, first};

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
        let expected = checked::integrity(&content);
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
    first::verify(page, site)?;
    for name in [checked::PART, checked::WORKER] {
        checked::verify(page, name, site)?;
    }
    Ok(complete)
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
        let digest = format!("integrity=\"{}\"", checked::integrity(b"x"));
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
    fn what_comes_later_is_checked_too() {
        let site = site("integrity-later");
        for name in [checked::PART, checked::WORKER] {
            let page = |content: &str| format!("<meta name=\"{name}\" content=\"{content}\">");
            let right = format!("./a.js {}", checked::integrity(b"x"));
            assert!(complete(&page(&right), &site).is_ok());
            assert!(complete(&page(""), &site).is_ok(), "there is none");
            let wrong = format!("./a.js {}", checked::integrity(b"y"));
            for content in [&wrong, &right.replace("a.js", "b.js"), "./a.js"] {
                assert!(complete(&page(content), &site).is_err(), "{content}");
            }
        }
    }

    #[test]
    fn an_inline_script_that_loads_a_module_unchecked_fails() {
        let site = site("integrity-inline");
        fs::write(site.join("a.wasm"), "x").expect("can write");
        assert!(complete("<script>init('./a.wasm')</script>", &site).is_err());
    }

    #[test]
    fn missing_files_and_other_origins_fail() {
        let site = site("integrity-missing");
        assert!(complete("<script src=./b.js></script>", &site).is_err());
        assert!(complete("<script src=https://example.org/a.js></script>", &site).is_err());
        assert!(complete("<script src=//example.org/a.js></script>", &site).is_err());
    }
}
