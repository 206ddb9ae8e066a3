//! The browsers that tests run in: programs, drivers, and how each is asked for a session.

use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context, Result};
use clap::ValueEnum;
use serde_json::{Value, json};

use crate::setup::Need;
use crate::setup::need::mini_browser;
use crate::{shell, toolbox};

/// A browser engine, with the driver that scripts it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Browser {
    /// Chromium, by chromedriver
    Chromium,
    /// Firefox, by geckodriver
    Firefox,
    /// `WebKitGTK`, by its own driver, in a display of its own
    Webkit,
}

/// What the browsers need to be there.
pub(crate) fn needs(browsers: &[Browser]) -> Vec<Need> {
    let mut needs: Vec<_> = browsers.iter().map(|browser| browser.need()).collect();
    needs.push(Need::Fonts);
    needs
}

impl Browser {
    /// All that exist on this system.
    pub(crate) fn all() -> Vec<Self> {
        let mut all = vec![Self::Chromium, Self::Firefox];
        if cfg!(target_os = "linux") {
            all.push(Self::Webkit);
        }
        all
    }

    /// Its name on command lines and in `DIARIST_BROWSERS`.
    pub(crate) const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::Webkit => "webkit",
        }
    }

    /// What must be installed for it.
    pub(crate) const fn need(self) -> Need {
        match self {
            Self::Chromium => Need::Chromium,
            Self::Firefox => Need::Firefox,
            Self::Webkit => Need::Webkit,
        }
    }

    /// The command that starts its driver on `port`.
    pub(crate) fn driver(self, port: u16) -> Command {
        let port = format!("--port={port}");
        match self {
            Self::Chromium => with(&["chromedriver", &port]),
            Self::Firefox => with(&["geckodriver", &port, "--log=error"]),
            Self::Webkit => with(&["xvfb-run", "--auto-servernum", "WebKitWebDriver", &port]),
        }
    }

    /// The body of the request for a session without a window; with switches for figures if it
    /// is for a bench.
    pub(crate) fn session_request(self, is_bench: bool) -> Result<Value> {
        let options = match self {
            Self::Chromium => json!({
                "browserName": "chrome",
                "goog:chromeOptions": {
                    "binary": program(&["chromium", "chromium-browser", "google-chrome"])?,
                    "args": chromium_arguments(is_bench)?,
                },
            }),
            Self::Firefox => json!({
                "browserName": "firefox",
                "moz:firefoxOptions": {
                    "binary": program(&["firefox-esr", "firefox"])?,
                    "args": ["-headless"],
                },
            }),
            Self::Webkit => json!({
                "webkitgtk:browserOptions": {
                    "binary": mini_browser().context("WebKitGTK's MiniBrowser is not installed")?,
                    "args": ["--automation"],
                },
            }),
        };
        Ok(json!({ "capabilities": { "alwaysMatch": options } }))
    }
}

fn with(words: &[&str]) -> Command {
    let (program, arguments) = words.split_first().unwrap_or((&"false", &[]));
    let mut command = toolbox::command(program);
    command.args(arguments);
    command
}

fn program(names: &[&str]) -> Result<PathBuf> {
    names
        .iter()
        .find_map(|name| toolbox::find(name))
        .with_context(|| format!("{} is not installed", names.join(" or ")))
}

/// Exact heap sizes instead of rounded ones, a collector that can be called, and a window of the
/// size of a small screen.
const BENCH_ARGUMENTS: [&str; 3] =
    ["--enable-precise-memory-info", "--js-flags=--expose-gc", "--window-size=1280,900"];

fn chromium_arguments(is_bench: bool) -> Result<Vec<&'static str>> {
    let mut arguments = vec![
        "--headless=new",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--disable-sync",
        "--no-first-run",
    ];
    if is_bench {
        arguments.extend(BENCH_ARGUMENTS);
    }
    if shell::is_root()? {
        // Chromium refuses to start its sandbox as root.
        arguments.push("--no-sandbox");
    }
    Ok(arguments)
}
