//! `cargo xtask build`: Trunk's bundle made into a site that can be published as it is.
//!
//! Trunk compiles, binds, optimises and names files by their content. Then come the samples, the
//! content security policy, and for a release the hosts' header files and compressed copies. All
//! of it happens in a staging folder, so that a failed build leaves the last good site in place.

mod api_base;
mod boot;
pub(crate) mod checked;
pub(crate) mod compress;
pub(crate) mod files;
mod first;
mod hosting;
mod html;
mod integrity;
mod policy;
mod report;
mod reproducible;
pub(crate) mod rustc;
mod samples;
mod shrink;
pub(crate) mod worker;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, ensure};

use crate::setup::{self, Need};
use crate::{paths, shell, toolbox};

/// Builds the release site into dist/: optimised, with its content security policy, integrity
/// attributes, header files for hosts, and .br and .gz copies. Prints size and SHA-256 of each
/// file. The same sources give the same bytes in any folder.
///
/// Takes about 3 minutes on two cores the first time, 1 to 2 after a change.
#[derive(clap::Args, Default)]
pub(crate) struct Args {
    /// Where to put the site
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// API base for a copy behind a proxy of your own, instead of AssemblyAI's; a second one is
    /// offered as the EU region
    #[arg(long, value_name = "URL")]
    api: Vec<String>,
    /// The development profile, which takes seconds after the first time: for stories while one works.
    /// It is in one piece, and not what is published
    #[arg(long)]
    dev: bool,
}

/// How to compile the page.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Profile {
    /// Fast to build: for `serve`.
    Dev,
    /// Small and reproducible: what is tested and published.
    Release,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    ensure!(args.api.len() <= 2, "--api can be given twice at most: US and EU");
    setup::ensure(Need::BUILD)?;
    let out = args.out.clone().unwrap_or_else(paths::dist);
    let profile = if args.dev { Profile::Dev } else { Profile::Release };
    site(profile, &out, &args.api)?;
    if profile == Profile::Release {
        return report::print(&out);
    }
    println!("\nA development site is in {}.", paths::shown(&out));
    Ok(())
}

/// Builds the site and puts it in place of `out`.
pub(crate) fn site(profile: Profile, out: &Path, api: &[String]) -> Result<()> {
    let (name, how_long) = match profile {
        Profile::Dev => ("development", "1 to 2 min the first time, then seconds"),
        Profile::Release => ("release", "2 to 3 min the first time, then about 1"),
    };
    let staging = paths::target().join("site").join(name);
    shell::step(&format!("Building the page, {name} profile"), how_long);
    fetch_crates(profile)?;
    trunk(profile, &staging)?;
    let worker = worker::build(profile, &staging)?;

    samples::copy(&paths::root().join("samples"), &staging.join("samples"))?;
    finish_html(profile, &staging, api, &worker)?;
    if profile == Profile::Release {
        hosting::write(&staging)?;
        shell::step("Compressing text files for hosts that serve .br and .gz", "seconds");
        compress::all(&staging)?;
        report::write_sums(&staging)?;
    }
    files::replace(&staging, out)
}

/// Fetches what is missing, so that everything after it works without a network. What the standard
/// library is made of is fetched for a named target only.
fn fetch_crates(profile: Profile) -> Result<()> {
    let mut all = toolbox::cargo();
    all.args(["fetch", "--quiet"]);
    let mut of_std = toolbox::cargo();
    of_std.args(["fetch", "--quiet", "--locked", "--target", "wasm32-unknown-unknown"]);
    std_from_source(&mut of_std);
    let fetches = match profile {
        Profile::Dev => vec![all],
        Profile::Release => {
            all.arg("--locked");
            vec![all, of_std]
        }
    };
    for mut fetch in fetches {
        shell::run(&mut fetch).context(
            "could not fetch the crates of Cargo.lock: is the network reachable, and does \
             Cargo.lock match the manifests?",
        )?;
    }
    Ok(())
}

fn trunk(profile: Profile, staging: &Path) -> Result<()> {
    if staging.exists() {
        fs::remove_dir_all(staging)
            .with_context(|| format!("could not empty {}", paths::shown(staging)))?;
    }
    let mut trunk = toolbox::command("trunk");
    trunk.args(["build", "--offline", "--dist"]).arg(staging);
    if std::env::var_os("NO_COLOR").is_some() {
        // Trunk takes only a boolean here, where the convention is any value.
        trunk.env("NO_COLOR", "true");
    }
    if profile == Profile::Dev {
        trunk.args(["--cargo-profile", "page"]);
    } else {
        trunk.args(["--release", "--locked"]);
        as_released(&mut trunk)?;
    }
    shell::run(&mut trunk).context("the page does not build: Trunk and rustc say why above")
}

/// Has cargo compile for a release: small, and the same on every machine.
fn as_released(command: &mut Command) -> Result<()> {
    rustc::stand_before(command)?;
    std_from_source(command);
    command.env("CARGO_ENCODED_RUSTFLAGS", reproducible::rustflags()?.join("\u{1f}"));
    Ok(())
}

/// Builds the standard library along, without the code that words panics: the page has nowhere
/// to show them, and they are 12 kB of it (brotli). Cargo calls this unstable, so the pinned
/// compiler is told that it is meant. Only the release build of the page does it; what runs
/// natively, and `serve`, use the library that came with the tool chain.
fn std_from_source(command: &mut Command) {
    command
        .env("RUSTC_BOOTSTRAP", "1")
        .env("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort")
        .env("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size");
}

fn finish_html(profile: Profile, site: &Path, api: &[String], worker: &str) -> Result<()> {
    let file = site.join("index.html");
    let mut page = fs::read_to_string(&file).context("Trunk left no index.html")?;
    page = first::checked(&page, site)?;
    if profile == Profile::Release {
        page = shrink::all(&page, site)?;
    }
    let page = boot::named(profile, &page, site)?;
    let page = worker::written(&page, site, worker)?;
    let page = integrity::complete(&page, site)?;
    let page = policy::apply(&page, api)?;
    fs::write(&file, page).with_context(|| format!("could not write {}", paths::shown(&file)))
}
