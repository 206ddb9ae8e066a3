//! `cargo xtask size`: what a first visit downloads, against the budget of ARCHITECTURE, and what
//! is downloaded later.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use crate::build::{checked, compress, files, worker};
use crate::{paths, shell};

/// The budget for HTML, CSS, JavaScript and WebAssembly after brotli, in bytes.
const BUDGET: usize = 150_000;

/// Weighs HTML, CSS, JavaScript and WebAssembly of dist/ after brotli (quality 11), and fails
/// if a first visit takes more than 150 kB. The part of the program that is fetched when a
/// conversation is going to be shown is listed apart, and so is the worker that makes the files of
/// an export. Samples are not counted: they are fetched when asked for.
///
/// Needs `cargo xtask build` before. Takes seconds.
#[derive(clap::Args)]
pub(crate) struct Args {}

/// What a first visit weighs, in bytes, if it is within the budget.
pub(crate) fn run() -> Result<usize> {
    shell::step("Weighing dist/ after brotli", "seconds");
    let dist = paths::dist();
    ensure!(
        dist.join("index.html").is_file(),
        "there is no site in {}.\nRemedy: cargo xtask build",
        paths::shown(&dist)
    );
    let page = fs::read_to_string(dist.join("index.html")).context("could not read the page")?;
    let part = checked::of(&page, checked::PART);
    let is_later = |row: &Row| part.as_ref().is_some_and(|part| part.address == row.address);
    let is_worker = |row: &Row| worker::is_of_it(&row.address);
    let (worker, page): (Vec<Row>, Vec<Row>) = weigh(&dist)?.into_iter().partition(is_worker);
    let (later, first): (Vec<Row>, Vec<Row>) = page.into_iter().partition(is_later);
    let (_, brotli) = print(&first, "at the first visit");
    if !later.is_empty() {
        let (_, more) = print(&later, "when a conversation is going to be shown");
        println!("{:>10} {:>10}  first visit and later together", "", brotli + more);
    }
    print(&worker, "when something is exported");
    ensure!(
        brotli <= BUDGET,
        "{brotli} bytes after brotli at the first visit: the budget is {BUDGET}"
    );
    println!("size: ok, {brotli} of {BUDGET} bytes at the first visit");
    Ok(brotli)
}

/// Prints rows and their sums, which are returned.
fn print(rows: &[Row], when: &str) -> (usize, usize) {
    println!("{:>10} {:>10}  {when}", "bytes", "brotli");
    for row in rows {
        println!("{:>10} {:>10}  {}", row.bytes, row.brotli, row.address);
    }
    let bytes = rows.iter().map(|row| row.bytes).sum();
    let brotli = rows.iter().map(|row| row.brotli).sum();
    println!("{bytes:>10} {brotli:>10}  in all");
    (bytes, brotli)
}

struct Row {
    address: String,
    bytes: usize,
    brotli: usize,
}

fn weigh(site: &Path) -> Result<Vec<Row>> {
    let mut rows = Vec::new();
    for file in files::all(site)? {
        let address = files::address(&file, site);
        if !is_counted(&address) {
            continue;
        }
        let content = fs::read(&file).with_context(|| format!("could not read {address}"))?;
        let brotli = compress::brotli(&content)?.len();
        rows.push(Row { address, bytes: content.len(), brotli });
    }
    Ok(rows)
}

fn is_counted(address: &str) -> bool {
    let extension = Path::new(address).extension().and_then(|extension| extension.to_str());
    !address.starts_with("samples/")
        && extension.is_some_and(|extension| ["html", "css", "js", "wasm"].contains(&extension))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_counts_and_its_samples_and_copies_do_not() {
        for address in ["index.html", "a.css", "a.js", "a_bg.wasm", "snippets/a/inline0.js"] {
            assert!(is_counted(address), "{address}");
        }
        for address in ["index.html.br", "a.js.gz", "samples/interview.json", "_headers"] {
            assert!(!is_counted(address), "{address}");
        }
    }
}
