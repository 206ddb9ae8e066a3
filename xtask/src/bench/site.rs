//! What a bench opens: a copy of dist/ with pages of its own beside it, and the stand-in that
//! serves it.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, Result, ensure};

use crate::build::files;
use crate::shell::Group;
use crate::{paths, ports, shell, toolbox};

const START: Duration = Duration::from_secs(20);

/// Where benches keep what they make.
pub(super) fn folder() -> PathBuf {
    paths::target().join("bench")
}

/// A copy of dist/ in a folder of that name, with one more page in it.
pub(super) fn with_page(name: &str, page: &str, html: &str) -> Result<PathBuf> {
    let dist = paths::dist();
    ensure!(dist.join("index.html").is_file(), "there is no dist/.\nRemedy: cargo xtask build");
    let site = folder().join(name);
    if site.exists() {
        fs::remove_dir_all(&site)?;
    }
    for file in files::all(&dist)? {
        let to = site.join(file.strip_prefix(&dist)?);
        fs::create_dir_all(to.parent().unwrap_or(&site))?;
        fs::copy(&file, &to)?;
    }
    fs::write(site.join(page), html)?;
    Ok(site)
}

/// A running stand-in. Dropping it ends it.
pub(super) struct Standin {
    /// Where it serves the site, and acts as the service.
    pub(super) port: u16,
    _group: Group,
}

impl Standin {
    /// Builds the stand-in, optimised, and serves `site` with these further options.
    pub(super) fn start(site: &Path, options: &[&str]) -> Result<Self> {
        shell::step("Building the stand-in for AssemblyAI, optimised", "2 to 3 min the first time");
        let mut build = toolbox::cargo();
        build.args(["build", "--package", "standin", "--release"]);
        // The release profile is for the page: small. This is for speed, soon.
        for (key, value) in [("LTO", "off"), ("OPT_LEVEL", "2"), ("CODEGEN_UNITS", "16")] {
            build.env(format!("CARGO_PROFILE_RELEASE_{key}"), value);
        }
        shell::run(&mut build)?;
        let port = ports::any_free()?;
        let mut group = Group::spawn(
            Command::new(paths::target().join("release").join("standin"))
                .args(["--port", &port.to_string()])
                .args(options)
                .arg("--dist")
                .arg(site),
        )?;
        ports::wait_for(port, START, || Ok(group.ended()?.is_none()))
            .context("the stand-in did not start")?;
        Ok(Self { port, _group: group })
    }

    /// The address of a page or a control of it.
    pub(super) fn address(&self, path: &str) -> String {
        format!("http://127.0.0.1:{}/{path}", self.port)
    }
}
