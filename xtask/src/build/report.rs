//! What a build made: sizes and SHA-256 digests, to compare two builds or a published site.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};

use super::{files, reproducible};
use crate::paths;

/// The list of digests in the site, in the format that `sha256sum -c` reads.
const SUMS: &str = "SHA256SUMS";

/// Writes the digests of all files into the site, and checks that no file names this machine.
pub(super) fn write_sums(site: &Path) -> Result<()> {
    let mut sums = Vec::new();
    for file in files::all(site)? {
        let content =
            fs::read(&file).with_context(|| format!("could not read {}", paths::shown(&file)))?;
        let address = files::address(&file, site);
        for path in reproducible::machine_paths() {
            ensure!(
                !contains(&content, path.as_bytes()),
                "{address} names a folder of this machine: {path}"
            );
        }
        sums.push(format!("{}  {address}\n", hex(&Sha256::digest(&content))));
    }
    let sums = sums.concat();
    fs::write(site.join(SUMS), sums).context("could not write the digests")
}

/// Prints every file of the site with size and digest, and one digest for the whole.
pub(super) fn print(site: &Path) -> Result<()> {
    println!("\n{}", paths::shown(site));
    let sums = fs::read_to_string(site.join(SUMS)).context("the site has no list of digests")?;
    for (digest, address) in sums.lines().filter_map(|line| line.split_once("  ")) {
        let bytes = site.join(address).metadata().map_or(0, |meta| meta.len());
        println!("{bytes:>9}  {digest}  {address}");
    }
    println!("\nthe whole site: sha256 {}", hex(&Sha256::digest(&sums)));
    Ok(())
}

fn hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |value: u8| char::from(DIGITS[usize::from(value)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 0xf)]).collect()
}

fn contains(content: &[u8], part: &[u8]) -> bool {
    content.windows(part.len()).any(|window| window == part)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_written_as_sha256sum_does() {
        assert_eq!(hex(&[0, 0x0a, 0xff]), "000aff");
    }

    #[test]
    fn a_path_is_found_between_other_bytes() {
        assert!(contains(b"\0\xff/srv/ana/x", b"/srv/ana"));
        assert!(!contains(b"/srv/an", b"/srv/ana"));
    }
}
