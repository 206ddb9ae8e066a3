//! What browsers need not read: comments, blanks and long names in JavaScript and CSS, and
//! eleven style sheets where one compresses better. esbuild does it; what lies between script and
//! module is the subject of `bindings`, and what of the module is not needed at first of `split`.
//!
//! Files that change get a new name made from their new content, as Trunk's names are.

mod bindings;
mod split;

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use sha2::{Digest, Sha256};

use super::checked::{self, Checked, integrity};
use super::first::{self, First};
use super::html;
use crate::{paths, shell, toolbox};

/// `page` with its scripts and style sheets in `site` made small.
pub(super) fn all(page: &str, site: &Path) -> Result<String> {
    let page = styles(page, site)?;
    let page = program(&page, site)?;
    script(&page, site)
}

/// Trims the program and the script that binds it to the page, and puts aside what the first
/// screens do not need.
fn program(page: &str, site: &Path) -> Result<String> {
    let First { script, module } = first::of(page)?;
    let (script, module) = (local(script), local(module));
    let (script, file) = (site.join(script), site.join(module));
    let (before, after) = (read(&script)?, fs::read(&file)?);
    let (trimmed, whole) = bindings::trim(&before, &after)?;
    let linked = fs::read(paths::target().join(LINKED)).context("cargo left no program")?;
    let (first, second) = split::split(&whole, &linked, &PART).context("could not split")?;
    fs::remove_file(&file).with_context(|| format!("could not remove {}", paths::shown(&file)))?;
    let (name, content) = optimised(&file, &first)?;
    let (second, second_content) = optimised(&site.join("conversation.wasm"), &second)?;
    write(&script, &trimmed)?;
    let of_second = integrity(&second_content);
    let second = Checked { address: &second, integrity: &of_second };
    let page = checked::written(page, checked::PART, &second)?;
    Ok(page
        .replace(module, &name)
        .replace(&integrity(&after), &integrity(&content))
        .replace(&integrity(before.as_bytes()), &integrity(trimmed.as_bytes())))
}

/// Where cargo leaves the program, with the links that are told by `--emit-relocs`.
const LINKED: &str = "wasm32-unknown-unknown/release/diarist.wasm";

/// What the part that comes later is entered through: showing a job or a conversation, running a
/// job, reading an answer, chosen files, the list of recordings, taking over an archive, opening a file, keeping
/// corrections, sweeping out what was left over.
const PART: [&[&str]; 16] = [
    &["diarist", "views", "conversation", "conversation_screen"],
    &["diarist", "views", "progress", "progress_screen"],
    &["diarist", "state", "library", "jobs", "set_going"],
    &["diarist", "state", "transcript_file", "fetch_answer"],
    &["diarist", "service", "runner", "feed"],
    &["diarist", "service", "read", "read"],
    &["diarist", "state", "transcript_file", "open_files"],
    &["diarist", "state", "linking", "parse"],
    &["diarist", "views", "start", "link_field", "link_form"],
    &["diarist", "views", "start", "file_card", "file_cards"],
    &["diarist", "views", "start", "file_card", "read_problems"],
    &["diarist", "views", "start", "library", "list", "library_list"],
    &["diarist", "state", "library", "transfer", "take_in"],
    &["diarist", "state", "library", "correcting", "open_corrected"],
    &["diarist", "state", "library", "correcting", "tell_keeper"],
    &["diarist", "state", "library", "keeping", "sweep"],
];

/// Has wasm-opt make a module small, and writes it beside `file` under the name that is returned
/// along with what it has become.
pub(super) fn optimised(file: &Path, module: &[u8]) -> Result<(String, Vec<u8>)> {
    let result = file.with_extension("small");
    fs::write(&result, module)
        .with_context(|| format!("could not write {}", paths::shown(&result)))?;
    // Once more, for what the first time laid open.
    for _ in 0..2 {
        let mut optimise = toolbox::command("wasm-opt");
        shell::run(optimise.args(WASM_OPT).arg(&result).arg("--output").arg(&result))
            .with_context(|| format!("wasm-opt refuses {}", paths::shown(&result)))?;
    }
    let content = fs::read(&result)?;
    let name = named(file, &content);
    fs::rename(&result, file.with_file_name(&name))
        .with_context(|| format!("could not name {name}"))?;
    Ok((name, content))
}

/// The features that rustc uses; Trunk does not call it, for it would mix what is to be split.
const WASM_OPT: [&str; 7] = [
    "-Oz",
    "--enable-bulk-memory",
    "--enable-nontrapping-float-to-int",
    "--enable-sign-ext",
    "--enable-mutable-globals",
    "--enable-reference-types",
    "--enable-multivalue",
];

/// Puts all style sheets, in their order, into one.
fn styles(page: &str, site: &Path) -> Result<String> {
    let tags = html::tags(page);
    let links: Vec<_> = tags
        .iter()
        .filter(|tag| tag.is("link") && tag.attribute("rel") == Some("stylesheet"))
        .collect();
    let mut sheet = String::new();
    for link in &links {
        let file = site.join(local(link.attribute("href").context("a style sheet without href")?));
        sheet.push_str(&read(&file)?);
        fs::remove_file(&file)
            .with_context(|| format!("could not remove {}", paths::shown(&file)))?;
    }
    let whole = site.join("diarist.css");
    write(&whole, &sheet)?;
    let name = minify(&whole)?;

    let mut one = String::with_capacity(page.len());
    let mut copied = 0;
    for (at, link) in links.iter().enumerate() {
        one.push_str(&page[copied..link.span.0]);
        if at == 0 {
            write!(one, "<link rel=\"stylesheet\" href=\"./{name}\">")?;
        }
        copied = link.span.1;
    }
    one.push_str(&page[copied..]);
    Ok(one)
}

/// Makes the script of the program small.
fn script(page: &str, site: &Path) -> Result<String> {
    let address = local(first::of(page)?.script);
    let file = site.join(address);
    let before = integrity(read(&file)?.as_bytes());
    let name = minify(&file)?;
    let after = integrity(read(&site.join(&name))?.as_bytes());
    Ok(page.replace(address, &name).replace(&before, &after))
}

/// Runs esbuild on a file and puts the result beside it, under the name that is returned.
pub(super) fn minify(file: &Path) -> Result<String> {
    let result = file.with_extension("small");
    shell::run(
        toolbox::command("esbuild")
            .arg(file)
            .args(["--minify", "--target=esnext", "--legal-comments=none", "--log-level=warning"])
            .arg(format!("--outfile={}", result.display())),
    )
    .with_context(|| format!("esbuild refuses {}", paths::shown(file)))?;
    let content = read(&result)?;
    let name = named(file, content.as_bytes());
    fs::remove_file(file).with_context(|| format!("could not remove {}", paths::shown(file)))?;
    fs::rename(&result, file.with_file_name(&name))
        .with_context(|| format!("could not name {name}"))?;
    Ok(name)
}

/// `diarist-0123456789abcdef.js`: the stem without an older hash, and the hash of the content.
pub(super) fn named(file: &Path, content: &[u8]) -> String {
    let part =
        |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    let (stem, extension) = (part(file.file_stem()), part(file.extension()));
    let stem = stem.split('-').next().unwrap_or_default();
    let mut hash = String::new();
    for byte in Sha256::digest(content).iter().take(8) {
        // Writing to a String cannot fail.
        let _ok = write!(hash, "{byte:02x}");
    }
    format!("{stem}-{hash}.{extension}")
}

fn local(address: &str) -> &str {
    address.trim_start_matches("./")
}

fn read(file: &Path) -> Result<String> {
    fs::read_to_string(file).with_context(|| format!("could not read {}", paths::shown(file)))
}

fn write(file: &Path, content: &str) -> Result<()> {
    fs::write(file, content).with_context(|| format!("could not write {}", paths::shown(file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_is_made_for_the_split() {
        let page = fs::read_to_string(paths::root().join("index.html")).unwrap();
        // Names are what the split goes by, and nothing is to be optimised before it.
        assert!(page.contains("data-no-demangle data-wasm-opt=\"0\""));
        assert_eq!(checked::of(&page, checked::PART), None);
    }

    #[test]
    fn names_follow_the_content() {
        let name = |content: &str| named(Path::new("x/diarist-0011.js"), content.as_bytes());
        assert_eq!(name("a"), name("a"));
        assert_ne!(name("a"), name("b"));
        assert!(name("a").starts_with("diarist-"));
        assert_eq!(Path::new(&name("a")).extension(), Some("js".as_ref()));
        assert_eq!(name("a").len(), "diarist-0123456789abcdef.js".len());
        assert_eq!(named(Path::new("diarist.css"), b"").split('-').count(), 2);
    }
}
