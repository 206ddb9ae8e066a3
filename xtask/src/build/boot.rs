//! `boot.js`, which says what is wrong when the program does not start or stops: named by its content
//! like everything else, so that no page meets the one of another version in a cache.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result, ensure};

use super::{Profile, shrink};

/// How index.html refers to it.
const REFERENCE: &str = "src=\"boot.js\"";

/// `page` with the name that the script in `site` gets.
pub(super) fn named(profile: Profile, page: &str, site: &Path) -> Result<String> {
    ensure!(page.matches(REFERENCE).count() == 1, "index.html does not load boot.js once");
    let file = site.join("boot.js");
    let name = if profile == Profile::Release {
        shrink::minify(&file)?
    } else {
        let content = fs::read(&file).context("Trunk left no boot.js")?;
        let name = shrink::named(&file, &content);
        fs::rename(&file, site.join(&name)).with_context(|| format!("could not name {name}"))?;
        name
    };
    Ok(page.replace(REFERENCE, &format!("src=\"./{name}\"")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::paths;

    #[test]
    fn the_page_loads_it_by_a_name_made_from_its_content() {
        let site = paths::target().join("xtask-tests").join("boot");
        fs::create_dir_all(&site).unwrap();
        let page = fs::read_to_string(paths::root().join("index.html")).unwrap();
        let name_of = |content: &str| {
            fs::write(site.join("boot.js"), content).unwrap();
            let named = named(Profile::Dev, &page, &site).unwrap();
            let (_, rest) = named.split_once("src=\"./boot-").unwrap();
            let name = format!("boot-{}", rest.split('"').next().unwrap());
            assert_eq!(fs::read_to_string(site.join(&name)).unwrap(), content);
            assert!(!site.join("boot.js").exists());
            name
        };
        assert_eq!(name_of("1"), name_of("1"));
        assert_ne!(name_of("1"), name_of("2"));
        assert!(named(Profile::Dev, "<p>", &site).is_err());
    }
}
