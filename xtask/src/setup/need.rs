//! The pieces that commands need: how each is recognised, what it costs, how to get it by hand.

use std::path::PathBuf;

use anyhow::Result;

use super::{npm, rust, system};
use crate::toolbox;

/// One piece that a command cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Need {
    /// A C compiler and linker, for build scripts and native code.
    Linker,
    /// The standard library for WebAssembly.
    WasmTarget,
    /// The standard library's source, which the release build compiles along.
    StdSource,
    /// rustfmt and clippy.
    Lints,
    /// Node and npm, to fetch and run wasm-opt and esbuild.
    Node,
    /// wasm-opt, esbuild and axe-core.
    NpmTools,
    /// Trunk.
    Trunk,
    /// wasm-bindgen and its test runner, in the release of Cargo.lock.
    WasmBindgen,
    /// Chromium and chromedriver.
    Chromium,
    /// Firefox and geckodriver.
    Firefox,
    /// `WebKitGTK` with its driver, codecs, and a display to run it in.
    Webkit,
    /// Fonts for the scripts that the samples are written in.
    Fonts,
    /// Python, for a second reader of archives in the tests.
    Python,
}

impl Need {
    pub(crate) const SERVE: &[Self] =
        &[Self::Linker, Self::WasmTarget, Self::Trunk, Self::WasmBindgen];
    pub(crate) const BUILD: &[Self] = &[
        Self::Linker,
        Self::WasmTarget,
        Self::StdSource,
        Self::Node,
        Self::NpmTools,
        Self::Trunk,
        Self::WasmBindgen,
    ];
    pub(crate) const LINT: &[Self] = &[Self::Linker, Self::WasmTarget, Self::Lints];
    pub(crate) const ALL: &[Self] = &[
        Self::Linker,
        Self::WasmTarget,
        Self::StdSource,
        Self::Lints,
        Self::Node,
        Self::NpmTools,
        Self::Trunk,
        Self::WasmBindgen,
        Self::Chromium,
        Self::Firefox,
        Self::Webkit,
        Self::Fonts,
        Self::Python,
    ];

    /// Whether this machine has it.
    pub(crate) fn is_met(self) -> Result<bool> {
        Ok(match self {
            Self::Linker => toolbox::find("cc").is_some(),
            Self::WasmTarget => rust::has_wasm_target()?,
            Self::StdSource => rust::has_std_source()?,
            Self::Lints => rust::has_lints(),
            Self::Node => toolbox::find("node").is_some() && toolbox::find("npm").is_some(),
            Self::NpmTools => {
                toolbox::has_version("wasm-opt", toolbox::WASM_OPT)
                    && toolbox::has_version("esbuild", toolbox::ESBUILD)
                    && npm::axe_script().is_some()
            }
            Self::Trunk => toolbox::has_version("trunk", toolbox::TRUNK),
            Self::WasmBindgen => {
                let release = toolbox::wasm_bindgen_release()?;
                toolbox::has_version("wasm-bindgen", &release)
                    && toolbox::has_version("wasm-bindgen-test-runner", &release)
            }
            Self::Chromium => {
                any_of(&["chromium", "chromium-browser", "google-chrome"])
                    && any_of(&["chromedriver"])
            }
            Self::Firefox => any_of(&["firefox-esr", "firefox"]) && any_of(&["geckodriver"]),
            // Elsewhere than on Linux there is no WebKitGTK: nothing to install, nothing missing.
            Self::Webkit => !cfg!(target_os = "linux") || webkit_is_complete(),
            Self::Fonts => !cfg!(target_os = "linux") || system::has_fonts(),
            Self::Python => any_of(&["python3"]),
        })
    }

    /// Its name in messages.
    pub(crate) const fn title(self) -> &'static str {
        match self {
            Self::Linker => "C compiler and linker",
            Self::WasmTarget => "Rust's WebAssembly target",
            Self::StdSource => "the standard library's source",
            Self::Lints => "rustfmt and clippy",
            Self::Node => "Node with npm",
            Self::NpmTools => "wasm-opt, esbuild and axe-core",
            Self::Trunk => "Trunk",
            Self::WasmBindgen => "wasm-bindgen's command line tools",
            Self::Chromium => "Chromium and chromedriver",
            Self::Firefox => "Firefox and geckodriver",
            Self::Webkit => "WebKitGTK, its driver, codecs and a display",
            Self::Fonts => "fonts",
            Self::Python => "Python 3",
        }
    }

    /// What installing it costs, on two cores.
    pub(crate) const fn cost(self) -> &'static str {
        match self {
            Self::Linker | Self::Chromium | Self::Webkit => "about 1 min",
            Self::WasmTarget | Self::StdSource | Self::Lints | Self::NpmTools | Self::Fonts => {
                "seconds"
            }
            Self::Node | Self::Python => "about 30 s",
            Self::Trunk => "3 to 5 min, once",
            Self::WasmBindgen => "2 to 3 min, once",
            Self::Firefox => "about 2 min",
        }
    }

    /// How to get it without setup.
    pub(crate) fn by_hand(self) -> String {
        let system = if cfg!(target_os = "macos") { self.on_macos() } else { self.on_debian() };
        system.map_or_else(|| self.anywhere(), str::to_owned)
    }

    /// The part that a package manager of macOS brings.
    pub(super) const fn on_macos(self) -> Option<&'static str> {
        match self {
            Self::Linker => Some("xcode-select --install"),
            Self::Node => Some("brew install node"),
            Self::Python => Some("brew install python3"),
            Self::Chromium => Some("brew install --cask chromium chromedriver"),
            Self::Firefox => Some("brew install --cask firefox && brew install geckodriver"),
            _ => None,
        }
    }

    const fn on_debian(self) -> Option<&'static str> {
        match self {
            Self::Linker => Some("apt-get install build-essential"),
            Self::Node => Some("apt-get install nodejs npm"),
            Self::Python => Some("apt-get install python3"),
            Self::Chromium => Some("apt-get install chromium chromium-driver"),
            Self::Webkit => Some(
                "apt-get install webkit2gtk-driver xvfb xauth gstreamer1.0-plugins-base \
                 gstreamer1.0-plugins-good gstreamer1.0-libav",
            ),
            Self::Fonts => Some("apt-get install fonts-dejavu-core fonts-noto-core"),
            _ => None,
        }
    }

    fn anywhere(self) -> String {
        match self {
            Self::WasmTarget => "rustup target add wasm32-unknown-unknown".to_owned(),
            Self::StdSource => "rustup component add rust-src".to_owned(),
            Self::Lints => "rustup component add rustfmt clippy".to_owned(),
            Self::Trunk => format!(
                "cargo install trunk --version {} --locked --no-default-features --features rustls",
                toolbox::TRUNK
            ),
            Self::WasmBindgen => format!(
                "cargo install wasm-bindgen-cli --version {} --locked",
                toolbox::wasm_bindgen_release().unwrap_or_else(|_| "(see Cargo.lock)".to_owned())
            ),
            Self::Firefox => format!(
                "your system's Firefox, and: cargo install geckodriver --version {} --locked",
                toolbox::GECKODRIVER
            ),
            Self::NpmTools => {
                "npm ci with xtask/npm/package.json, in the folder target/tools".to_owned()
            }
            _ => "your system's package manager".to_owned(),
        }
    }
}

fn any_of(programs: &[&str]) -> bool {
    programs.iter().any(|program| toolbox::find(program).is_some())
}

fn webkit_is_complete() -> bool {
    toolbox::find("WebKitWebDriver").is_some()
        && toolbox::find("Xvfb").is_some()
        && toolbox::find("xauth").is_some()
        && mini_browser().is_some()
        && system::has_codecs()
}

/// `WebKitGTK`'s small browser, which its driver runs.
pub(crate) fn mini_browser() -> Option<PathBuf> {
    let places = ["/usr/lib", "/usr/lib64", "/usr/libexec"];
    let versions = ["webkit2gtk-4.1", "webkitgtk-6.0", "webkit2gtk-4.0"];
    let mut roots: Vec<PathBuf> = places.iter().map(PathBuf::from).collect();
    // Debian's multi-arch folder, as in /usr/lib/x86_64-linux-gnu.
    roots.push(PathBuf::from(format!("/usr/lib/{}-linux-gnu", std::env::consts::ARCH)));
    roots
        .iter()
        .flat_map(|root| versions.iter().map(|version| root.join(version).join("MiniBrowser")))
        .find(|file| file.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_need_says_how_to_get_it_by_hand() {
        for need in Need::ALL {
            assert!(!need.by_hand().is_empty(), "{need:?}");
        }
    }

    #[test]
    fn serving_asks_for_no_browser_and_no_node() {
        for need in [Need::Chromium, Need::Firefox, Need::Webkit, Need::Node, Need::Fonts] {
            assert!(!Need::SERVE.contains(&need), "{need:?}");
        }
    }
}
