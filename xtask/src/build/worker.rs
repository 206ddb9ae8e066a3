//! The worker that makes the files of an export (`crates/export-worker`): a program of its own,
//! which the page loads with the first file that is wanted.
//!
//! Two files in the site, named by their content: the script, whose address and digest stand in
//! `<meta name="diarist-export">`, and the module that it loads. No page can tell a browser what a
//! worker's script must be: it fetches the script once by its digest before it starts the worker. The
//! script tells the digest of the module.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use wasm_encoder::{Module, RawSection};
use wasmparser::{Parser, Payload};

use super::checked::{self, Checked};
use super::{Profile, as_released, shrink};
use crate::{paths, shell, toolbox};

/// What the names of the worker's files begin with.
const STEM: &str = "export";

/// Whether the file with this address in the site is one of the worker's.
pub(crate) fn is_of_it(address: &str) -> bool {
    address.strip_prefix(STEM).is_some_and(|rest| rest.starts_with('-'))
}

/// Builds the worker into `site`; the name of its script.
pub(super) fn build(profile: Profile, site: &Path) -> Result<String> {
    compile(profile)?;
    let folder = site.join("worker");
    bind(profile, &folder)?;
    let (script, module) = (folder.join("export.js"), folder.join("export_bg.wasm"));
    let bound = fs::read(&module).context("wasm-bindgen left no module")?;
    // Its name without the ending of wasm-bindgen's.
    let (name, content) = if profile == Profile::Release {
        shrink::optimised(&folder.join("export.wasm"), &bare(&bound)?)?
    } else {
        let name = shrink::named(Path::new("export.wasm"), &bound);
        fs::write(folder.join(&name), &bound)?;
        (name, bound)
    };
    fs::rename(folder.join(&name), site.join(&name))?;
    let text = fs::read_to_string(&script).context("wasm-bindgen left no script")?;
    fs::write(&script, started(&text, &name, &checked::integrity(&content)))?;
    let name = if profile == Profile::Release {
        shrink::minify(&script)?
    } else {
        let name = shrink::named(&script, &fs::read(&script)?);
        fs::rename(&script, folder.join(&name))?;
        name
    };
    fs::rename(folder.join(&name), site.join(&name))?;
    fs::remove_dir_all(&folder)
        .with_context(|| format!("could not remove {}", paths::shown(&folder)))?;
    Ok(name)
}

/// The page with the address and the digest of the script in its element, which must be there.
pub(super) fn written(page: &str, site: &Path, script: &str) -> Result<String> {
    let content = fs::read(site.join(script)).context("the worker has no script")?;
    let integrity = checked::integrity(&content);
    checked::written(page, checked::WORKER, &Checked { address: script, integrity: &integrity })
}

fn compile(profile: Profile) -> Result<()> {
    let mut cargo = toolbox::cargo();
    cargo.args(["build", "--offline", "--package", "export-worker"]);
    cargo.args(["--target", "wasm32-unknown-unknown"]);
    cargo.args(["--profile", profile_name(profile)]);
    if profile == Profile::Release {
        cargo.arg("--locked");
        as_released(&mut cargo)?;
    }
    shell::run(&mut cargo).context("the worker does not build: rustc says why above")
}

/// What cargo calls the profile, and the folder of what it builds.
const fn profile_name(profile: Profile) -> &'static str {
    match profile {
        Profile::Dev => "page",
        Profile::Release => "worker",
    }
}

fn bind(profile: Profile, folder: &Path) -> Result<()> {
    let module = paths::target().join("wasm32-unknown-unknown").join(profile_name(profile));
    let mut bindgen = toolbox::command("wasm-bindgen");
    bindgen.args(["--target", "web", "--no-typescript", "--remove-producers-section"]);
    bindgen.args(["--out-name", "export", "--out-dir"]).arg(folder);
    shell::run(bindgen.arg(module.join("export-worker.wasm")))
        .context("wasm-bindgen refuses the worker")
}

/// A module without what runs nothing: the links that the linker tells for the page's sake are two
/// thirds of it.
fn bare(module: &[u8]) -> Result<Vec<u8>> {
    let mut bare = Module::new();
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        if matches!(payload, Payload::CustomSection(_)) {
            continue;
        }
        if let Some((id, range)) = payload.as_section() {
            let range = usize::try_from(range.start)?..usize::try_from(range.end)?;
            let data = module.get(range).context("a section ends after the module")?;
            bare.section(&RawSection { id, data });
        }
    }
    Ok(bare.finish())
}

/// The script of wasm-bindgen made one that loads its module, checked, and says so if that fails.
/// That it listens the module itself says.
fn started(script: &str, module: &str, digest: &str) -> String {
    format!(
        "{}\n__wbg_init({{ module_or_path: fetch(new URL(\"{module}\", import.meta.url), \
         {{ integrity: \"{digest}\" }}) }}).catch(() => postMessage(false));\n",
        script.replace("export_bg.wasm", module)
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workers_files_are_told_from_others() {
        assert!(is_of_it("export-0123456789abcdef.js"));
        assert!(!is_of_it("exported.js") && !is_of_it("diarist-0123456789abcdef.js"));
    }

    #[test]
    fn a_bare_module_is_what_runs() {
        use wasm_encoder::{CustomSection, TypeSection};
        let mut types = TypeSection::new();
        types.ty().function([], []);
        let mut module = Module::new();
        module.section(&types);
        let runs = module.as_slice().to_vec();
        module.section(&CustomSection { name: "linking".into(), data: (&[1, 2][..]).into() });
        assert_eq!(bare(&module.finish()).expect("is read"), runs);
    }

    #[test]
    fn the_script_loads_the_module_by_its_name() {
        let script =
            started("new URL('export_bg.wasm', import.meta.url)", "export-1.wasm", "sha384-abc");
        assert!(!script.contains("export_bg"), "{script}");
        assert!(script.contains("integrity: \"sha384-abc\""), "{script}");
    }
}
