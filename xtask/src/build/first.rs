//! How the page loads the first part of the program: script and module, each by its digest.
//!
//! Trunk has the page preload both and an inline script import the one and initialise the other. That
//! checks less than it seems to: no browser checks the digest of a module that is only preloaded,
//! `WebKit` none of a script that is, and Firefox does not take what was preloaded for a fetch with a
//! digest. So the script stands in the page as an element, whose digest every browser checks, and starts
//! the program itself; a short script before the style sheets fetches the module as early as a preload.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::checked::integrity;
use super::html::{self, Tag};

/// What begins the address of the module in Trunk's script, and in ours.
const TRUNK_LOADS: &str = "module_or_path: '";
const LOADS: &str = "fetch('";
/// What ends the address of a module.
const MODULE: &str = ".wasm'";
/// What stands behind our script in the head, and before the style sheets, which scripts wait for.
const BEFORE: &str = "<title>";

/// What starts the program, at the end of wasm-bindgen's script. The page's `boot.js` hears of it, and
/// `cargo xtask bench` finds its memory by it.
/// Not inside another page, which could watch a key being typed: `boot.js` tells that.
const START: &str = "\nif (top === self) {\n\
    const started = await __wbg_init({ module_or_path: diaristModule });\n\
    window.wasmBindings = { default: __wbg_init };\n\
    dispatchEvent(new CustomEvent('diarist-started', { detail: { wasm: started } }));\n}\n";

/// The files of the first part, as the page refers to them.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct First<'a> {
    pub(super) script: &'a str,
    pub(super) module: &'a str,
}

/// What a page that [`checked`] made loads.
pub(super) fn of(page: &str) -> Result<First<'_>> {
    let tags = html::tags(page);
    let script = tags
        .iter()
        .find(|tag| is_program(tag))
        .and_then(|tag| tag.attributes.iter().find(|(name, _)| name == "src"))
        .context("no script of index.html is the program")?;
    let (module, _) = tags
        .iter()
        .filter(|tag| is_inline(tag))
        .find_map(|tag| tag.text.split_once(LOADS)?.1.split_once('\''))
        .context("no script of index.html fetches the program")?;
    Ok(First { script: script.1, module })
}

/// `page`, as Trunk leaves it, with its program checked; the script in `site` starts it from then on.
pub(super) fn checked(page: &str, site: &Path) -> Result<String> {
    let tags = html::tags(page);
    let of_kind = |kind: &str| {
        let tag = tags.iter().find(|tag| tag.attribute("rel") == Some(kind));
        tag.with_context(|| format!("index.html has no {kind}"))
    };
    let (preload, preloaded) = (of_kind("preload")?, of_kind("modulepreload")?);
    let module = preload.attribute("href").context("a preload without href")?;
    let script = preloaded.attribute("href").context("a modulepreload without href")?;
    let inline = tags
        .iter()
        .find(|tag| is_inline(tag) && tag.text.contains(&format!("{TRUNK_LOADS}{module}'")))
        .context("no inline script of index.html loads the program")?;
    ensure!(page.matches(BEFORE).count() == 1, "index.html has no {BEFORE}, or several");

    let file = site.join(script.trim_start_matches("./"));
    let text =
        fs::read_to_string(&file).with_context(|| format!("the script {script} is not there"))?;
    ensure!(!text.contains("\nimport "), "{script} imports what no digest checks");
    let text = text + START;
    fs::write(&file, &text).with_context(|| format!("could not write {script}"))?;
    let content = fs::read(site.join(module.trim_start_matches("./")))
        .with_context(|| format!("the program {module} is not there"))?;

    let whole_inline = &page[inline.span.0..inline.span.1 + inline.text.len() + "</script>".len()];
    let starts = format!(
        "<script type=\"module\" src=\"{script}\" integrity=\"{}\"></script>",
        integrity(text.as_bytes())
    );
    let fetches = format!("<script>const diaristModule = {};</script>", fetched(module, &content));
    Ok(page
        .replace(whole_inline, "")
        .replace(&page[preload.span.0..preload.span.1], "")
        .replace(&page[preloaded.span.0..preloaded.span.1], "")
        .replace(BEFORE, &format!("{fetches}{starts}{BEFORE}")))
}

/// Fails if an inline script names a module without the digest that it has.
pub(super) fn verify(page: &str, site: &Path) -> Result<()> {
    for script in html::tags(page).iter().filter(|tag| is_inline(tag)) {
        let mut rest = script.text;
        while let Some(end) = rest.find(MODULE) {
            let ends = end + MODULE.len() - 1;
            let address = rest[..ends].rsplit('\'').next().unwrap_or_default();
            let content = fs::read(site.join(address.trim_start_matches("./")))
                .with_context(|| format!("index.html loads {address}, which is not there"))?;
            let starts = ends - address.len();
            let is_checked = rest[..starts].ends_with(LOADS)
                && rest[starts - LOADS.len()..].starts_with(&fetched(address, &content));
            ensure!(is_checked, "index.html loads {address} without its digest");
            rest = &rest[ends..];
        }
    }
    Ok(())
}

fn fetched(address: &str, content: &[u8]) -> String {
    format!("{LOADS}{address}', {{ integrity: '{}' }})", integrity(content))
}

fn is_inline(tag: &Tag<'_>) -> bool {
    tag.is("script") && tag.attribute("src").is_none()
}

/// Whether this is the script that [`checked`] wrote.
fn is_program(tag: &Tag<'_>) -> bool {
    tag.is("script") && tag.attribute("type") == Some("module") && tag.attribute("src").is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn site(name: &str) -> std::path::PathBuf {
        let folder = crate::paths::target().join("xtask-tests").join(name);
        fs::create_dir_all(&folder).unwrap();
        fs::write(folder.join("a.js"), "export { __wbg_init as default };").unwrap();
        fs::write(folder.join("a.wasm"), "x").unwrap();
        fs::write(folder.join("b.wasm"), "y").unwrap();
        folder
    }

    /// As Trunk writes it.
    const PAGE: &str = "<title>t</title><link rel=\"modulepreload\" href=\"./a.js\">\
        <link rel=\"preload\" href=\"./a.wasm\" as=\"fetch\"><script type=\"module\">\n\
        import init from './a.js';\nconst wasm = await init({ module_or_path: './a.wasm' });\n\
        </script>";

    #[test]
    fn script_and_module_are_loaded_once_and_by_their_digests() {
        let site = site("first");
        assert!(verify(PAGE, &site).is_err(), "it has none yet");
        let page = checked(PAGE, &site).unwrap();
        let script = fs::read(site.join("a.js")).unwrap();
        assert!(script.ends_with(START.as_bytes()));
        assert_eq!(
            page,
            format!(
                "<script>const diaristModule = fetch('./a.wasm', {{ integrity: '{}' }});</script>\
                 <script type=\"module\" src=\"./a.js\" integrity=\"{}\"></script><title>t</title>",
                integrity(b"x"),
                integrity(&script)
            )
        );
        verify(&page, &site).unwrap();
        assert_eq!(of(&page).unwrap(), First { script: "./a.js", module: "./a.wasm" });
    }

    #[test]
    fn another_digest_another_file_and_a_second_module_without_digest_fail() {
        let site = site("first-others");
        let page = checked(PAGE, &site).unwrap();
        let others = [
            page.replace(&integrity(b"x"), &integrity(b"z")),
            page.replace("a.wasm", "b.wasm"),
            page.replace("a.wasm", "c.wasm"),
            page.replacen("</script>", "fetch('./b.wasm');</script>", 1),
            page.replacen("</script>", "fetch('./b.wasm', {});</script>", 1),
        ];
        for other in others {
            assert!(verify(&other, &site).is_err(), "{other}");
        }
    }

    #[test]
    fn a_page_or_a_script_of_another_shape_is_refused() {
        let site = site("first-shape");
        for part in
            ["<title>t</title>", "module_or_path", "rel=\"preload\"", "rel=\"modulepreload\""]
        {
            assert!(checked(&PAGE.replace(part, ""), &site).is_err(), "{part}");
        }
        fs::write(site.join("a.js"), "\nimport x from './b.js';\n").unwrap();
        assert!(checked(PAGE, &site).is_err());
        assert!(of(PAGE).is_err());
    }
}
