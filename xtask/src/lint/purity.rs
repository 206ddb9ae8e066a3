//! The crates without a browser in them: neither in what they depend on nor in their source.

use std::collections::BTreeSet;

use anyhow::Result;

use super::tokens::{self, Kind};
use super::tracked::File;
use crate::{shell, toolbox};

const PURE: [&str; 7] =
    ["transcript", "assemblyai", "import", "library", "journal", "docx", "sound"];

/// Families of crates that only make sense in a browser.
const BROWSER: [&str; 6] =
    ["wasm-bindgen", "web-sys", "js-sys", "leptos", "gloo", "console_error_panic_hook"];

pub(super) fn problems(files: &[File]) -> Result<Vec<String>> {
    let mut problems = Vec::new();
    for name in PURE {
        for dependency in dependencies(name)? {
            if is_of_browser(&dependency) {
                problems.push(format!("crates/{name} depends on {dependency}"));
            }
        }
        let folder = format!("crates/{name}/");
        for file in files.iter().filter(|file| file.path.starts_with(&folder)) {
            if file.has_extension(&["rs"]) {
                problems.extend(mentions(file));
            }
        }
    }
    Ok(problems)
}

/// What is compiled into `package` when it is part of the page.
fn dependencies(package: &str) -> Result<BTreeSet<String>> {
    let mut tree = toolbox::cargo();
    tree.args(["tree", "--package", package, "--edges", "normal", "--prefix", "none"]);
    tree.args(["--target", "wasm32-unknown-unknown"]);
    Ok(names(&shell::capture(&mut tree)?))
}

/// The first word of each line of `cargo tree --prefix none`.
fn names(tree: &str) -> BTreeSet<String> {
    tree.lines().filter_map(|line| line.split_whitespace().next()).map(str::to_owned).collect()
}

fn is_of_browser(name: &str) -> bool {
    let name = name.replace('_', "-");
    BROWSER.iter().map(|family| family.replace('_', "-")).any(|family| {
        name == family || name.strip_prefix(&family).is_some_and(|rest| rest.starts_with('-'))
    })
}

fn mentions(file: &File) -> Vec<String> {
    let mut found: Vec<_> = tokens::of(&file.text)
        .iter()
        .filter_map(|token| match token.kind {
            Kind::Word(word) if is_of_browser(word) => {
                Some(format!("{}:{}: {word} in a pure crate", file.path, token.line))
            }
            _ => None,
        })
        .collect();
    found.dedup();
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_match_with_hyphen_and_underscore_and_as_a_whole() {
        for name in ["wasm-bindgen", "wasm_bindgen_futures", "web_sys", "leptos_macro", "gloo-net"]
        {
            assert!(is_of_browser(name), "{name}");
        }
        for name in ["serde", "gloomy", "webpki", "leptosphere"] {
            assert!(!is_of_browser(name), "{name}");
        }
    }

    #[test]
    fn a_mention_is_found_in_code_and_not_in_prose() {
        let file =
            |text: &str| File { path: "crates/transcript/src/a.rs".into(), text: text.into() };
        assert_eq!(mentions(&file("\nuse js_sys::Date;")).len(), 1);
        assert!(mentions(&file("//! No web_sys here. \"js_sys\"")).is_empty());
    }

    #[test]
    fn names_are_read_from_cargos_tree() {
        let tree = "transcript v0.1.0 (x)\nserde v1.0.0\nserde v1.0.0 (*)\n";
        assert_eq!(names(tree).into_iter().collect::<Vec<_>>(), ["serde", "transcript"]);
    }
}
