//! Tools that cargo builds: Trunk, wasm-bindgen and geckodriver, into the tools folder.

use std::process::Command;

use anyhow::{Context, Result};

use super::Need;
use crate::{paths, shell, toolbox};

/// One package to install with all its programs.
struct Tool {
    package: &'static str,
    release: String,
    options: &'static [&'static str],
    /// Whether other releases of its dependencies will do than those it was published with.
    may_go_unlocked: bool,
    /// How much rustc optimises it: what runs for seconds at most is not worth minutes.
    opt_level: &'static str,
    how_long: &'static str,
}

pub(super) fn install(missing: &[Need]) -> Result<()> {
    for tool in wanted(missing)? {
        shell::step(&format!("Building {} {}", tool.package, tool.release), tool.how_long);
        let is_there = shell::run(command(&tool).arg("--locked"));
        let is_there = match is_there {
            Err(_) if tool.may_go_unlocked => {
                println!("  its own lock file does not fit this registry: with what fits instead");
                shell::run(&mut command(&tool))
            }
            is_there => is_there,
        };
        is_there.with_context(|| {
            format!("could not install {}: is the network reachable?", tool.package)
        })?;
    }
    Ok(())
}

fn wanted(missing: &[Need]) -> Result<Vec<Tool>> {
    let mut tools = Vec::new();
    if missing.contains(&Need::WasmBindgen) {
        tools.push(Tool {
            package: "wasm-bindgen-cli",
            release: toolbox::wasm_bindgen_release()?,
            options: &[],
            // It is published with releases of the day, which a registry that lags behind does not have
            // (0.2.130: webpki-roots 1.0.11). Those are in its test runner; what binds the page is
            // wasm-bindgen's own crates, of exactly this release.
            may_go_unlocked: true,
            // It reads and writes megabytes of WebAssembly in every build.
            opt_level: "1",
            how_long: "2 to 3 min, once",
        });
    }
    if missing.contains(&Need::Trunk) {
        tools.push(Tool {
            package: "trunk",
            release: toolbox::TRUNK.to_owned(),
            // Without the default features it needs no OpenSSL on the system.
            options: &["--no-default-features", "--features", "rustls"],
            may_go_unlocked: false,
            opt_level: "0",
            how_long: "3 to 5 min, once",
        });
    }
    if missing.contains(&Need::Firefox) && toolbox::find("geckodriver").is_none() {
        tools.push(Tool {
            package: "geckodriver",
            release: toolbox::GECKODRIVER.to_owned(),
            options: &[],
            may_go_unlocked: false,
            opt_level: "0",
            how_long: "about 2 min, once",
        });
    }
    Ok(tools)
}

fn command(tool: &Tool) -> Command {
    let mut command = toolbox::cargo();
    command
        .args(["install", tool.package, "--version", &tool.release, "--force"])
        .args(tool.options)
        .arg("--root")
        .arg(paths::tools())
        // The tools' own profiles ask for whole-program optimisation, which triples the wait of
        // a newcomer and saves milliseconds per run.
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16")
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level)
        .env("CARGO_PROFILE_RELEASE_DEBUG", "false")
        .env_remove("CARGO_TARGET_DIR");
    command
}
