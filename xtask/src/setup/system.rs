//! What the system's package manager brings: a linker, Node, browsers, codecs, fonts.

use std::env;
use std::process::Command;

use anyhow::{Context, Result, bail};

use super::Need;
use crate::{shell, toolbox};

const CODECS: [&str; 3] =
    ["gstreamer1.0-plugins-base", "gstreamer1.0-plugins-good", "gstreamer1.0-libav"];
const FONTS: [&str; 2] = ["fonts-dejavu-core", "fonts-noto-core"];

/// Whether the codecs that `WebKitGTK` plays through are installed.
pub(super) fn has_codecs() -> bool {
    !has_apt() || CODECS.iter().all(|package| is_installed(package))
}

/// Whether the fonts that the samples are shown in are installed.
pub(super) fn has_fonts() -> bool {
    !has_apt() || FONTS.iter().all(|package| is_installed(package))
}

fn has_apt() -> bool {
    toolbox::find("apt-get").is_some() && toolbox::find("dpkg-query").is_some()
}

fn is_installed(package: &str) -> bool {
    shell::capture(toolbox::command("dpkg-query").args(["-W", "-f=${db:Status-Abbrev}", package]))
        .is_ok_and(|status| status.starts_with("ii"))
}

/// The packages that bring what is missing, nothing that is there already.
fn packages(missing: &[Need]) -> Vec<&'static str> {
    let mut packages = Vec::new();
    let mut unless = |programs: &[&str], package| {
        if !programs.iter().any(|program| toolbox::find(program).is_some()) {
            packages.push(package);
        }
    };
    for need in missing {
        match need {
            Need::Linker => unless(&["cc"], "build-essential"),
            Need::Node => {
                unless(&["node"], "nodejs");
                unless(&["npm"], "npm");
            }
            Need::Python => unless(&["python3"], "python3"),
            Need::Chromium => {
                unless(&["chromium", "chromium-browser", "google-chrome"], "chromium");
                unless(&["chromedriver"], "chromium-driver");
            }
            Need::Firefox => unless(&["firefox-esr", "firefox"], "firefox-esr"),
            Need::Webkit => {
                unless(&["WebKitWebDriver"], "webkit2gtk-driver");
                unless(&["Xvfb"], "xvfb");
                unless(&["xauth"], "xauth");
            }
            _ => {}
        }
    }
    if missing.contains(&Need::Webkit) {
        packages.extend(CODECS.iter().filter(|package| !is_installed(package)));
    }
    if missing.contains(&Need::Fonts) {
        packages.extend(FONTS.iter().filter(|package| !is_installed(package)));
    }
    packages
}

pub(super) fn install(missing: &[Need]) -> Result<()> {
    if cfg!(target_os = "macos") {
        return advise_macos(missing);
    }
    let packages = packages(missing);
    if packages.is_empty() {
        return Ok(());
    }
    let by_hand = format!("apt-get install {}", packages.join(" "));
    if !has_apt() {
        bail!(
            "these Debian packages are missing, and this system has no apt: {}\n\
             Remedy: install the packages of that kind with your system's package manager.",
            packages.join(" ")
        );
    }
    shell::step(&format!("Installing {}", packages.join(" ")), "1 to 3 min, needs root");
    shell::run_with_terminal(&mut apt(&["update", "-qq"])?)
        .with_context(|| format!("is the network reachable? By hand: {by_hand}"))?;
    let mut install = apt(&["install", "-y", "-qq", "--no-install-recommends"])?;
    shell::run_with_terminal(install.args(&packages))
        .with_context(|| format!("could not install the packages. By hand: {by_hand}"))
}

/// `apt-get`, as root and without questions.
fn apt(args: &[&str]) -> Result<Command> {
    let mut command = if shell::is_root()? {
        toolbox::command("env")
    } else if toolbox::find("sudo").is_some() {
        let mut sudo = toolbox::command("sudo");
        if env::var_os("CI").is_some() {
            // Nobody is there to type a password: fail instead of waiting.
            sudo.arg("-n");
        }
        sudo.arg("env");
        sudo
    } else {
        bail!(
            "system packages are missing, and installing them needs root: you are not root and \
             there is no sudo.\nRemedy: as root, run: apt-get {}",
            args.join(" ")
        );
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get"]).args(args);
    if env::var_os("CI").is_some() {
        command.stdin(std::process::Stdio::null());
    }
    Ok(command)
}

fn advise_macos(missing: &[Need]) -> Result<()> {
    let commands: Vec<_> = missing.iter().filter_map(|need| need.on_macos()).collect();
    if commands.is_empty() {
        return Ok(());
    }
    bail!("run these first, then this command again:\n  {}", commands.join("\n  "))
}
