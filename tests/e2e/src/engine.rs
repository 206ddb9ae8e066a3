//! The three engines: their names, and the capabilities a session asks for.

use std::path::Path;

use anyhow::{Result, bail};
use serde_json::{Value, json};
use thirtyfour::Capabilities;

use crate::tools;

/// A browser engine the stories run in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Hash)]
pub enum Engine {
    /// Chromium by chromedriver.
    Chromium,
    /// Firefox ESR by geckodriver.
    Firefox,
    /// WebKitGTK's `MiniBrowser` by `WebKitWebDriver`, on a virtual display.
    WebKit,
}

impl Engine {
    /// All engines, in the order they are told of.
    pub const ALL: &[Self] = &[Self::Chromium, Self::Firefox, Self::WebKit];

    /// The name in test names, in `DIARIST_BROWSERS` and in folders.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Chromium => "chromium",
            Self::Firefox => "firefox",
            Self::WebKit => "webkit",
        }
    }

    /// What a new session asks for. `folder` is empty and its own: profile and downloads go there.
    pub fn capabilities(self, folder: &Path) -> Result<Capabilities> {
        let value = match self {
            Self::Chromium => chromium(folder)?,
            Self::Firefox => firefox(folder, &["-headless"])?,
            Self::WebKit => webkit()?,
        };
        Ok(value.as_object().cloned().unwrap_or_default().into())
    }

    /// As [`Engine::capabilities`], with a profile that a later session may take up. `folder` has a
    /// folder for it. WebKitGTK keeps none.
    pub fn lasting_capabilities(self, folder: &Path) -> Result<Capabilities> {
        let profile = folder.join("profile").display().to_string();
        match self {
            Self::Firefox => {
                let value = firefox(folder, &["-headless", "-profile", &profile])?;
                Ok(value.as_object().cloned().unwrap_or_default().into())
            }
            Self::Chromium => self.capabilities(folder),
            Self::WebKit => bail!("WebKitWebDriver gives every session a profile of its own"),
        }
    }
}

fn chromium(folder: &Path) -> Result<Value> {
    let binary =
        tools::program("DIARIST_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"])?;
    let profile = format!("--user-data-dir={}", folder.join("profile").display());
    Ok(json!({
        "browserName": "chrome",
        "goog:loggingPrefs": { "browser": "ALL" },
        "goog:chromeOptions": {
            "binary": binary,
            "args": [
                "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic",
                "--disable-dev-shm-usage", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--mute-audio",
                "--window-size=1280,900", profile,
            ],
            "prefs": {
                "download.default_directory": folder.join("downloads"),
                "download.prompt_for_download": false,
            },
        },
    }))
}

fn firefox(folder: &Path, args: &[&str]) -> Result<Value> {
    let binary = tools::program("DIARIST_FIREFOX", &["firefox-esr", "firefox"])?;
    Ok(json!({
        "browserName": "firefox",
        "moz:firefoxOptions": {
            "binary": binary,
            "args": args,
            "prefs": {
                // Console messages go to the output, where the harness reads them.
                "devtools.console.stdout.content": true,
                "devtools.console.stdout.chrome": false,
                "browser.dom.window.dump.enabled": true,
                "browser.download.folderList": 2,
                "browser.download.dir": folder.join("downloads"),
                "browser.download.always_ask_before_handling_new_types": false,
                "messaging-system.rsexperimentloader.enabled": false,
                "network.captive-portal-service.enabled": false,
                "network.connectivity-service.enabled": false,
                "datareporting.policy.dataSubmissionEnabled": false,
                "toolkit.telemetry.reportingpolicy.firstRun": false,
            },
        },
    }))
}

fn webkit() -> Result<Value> {
    Ok(json!({
        "browserName": "MiniBrowser",
        // Pages are waited for by the harness, which has to be there before they are loaded.
        "pageLoadStrategy": "none",
        "webkitgtk:browserOptions": {
            "binary": tools::mini_browser()?,
            "args": ["--automation"],
        },
    }))
}
