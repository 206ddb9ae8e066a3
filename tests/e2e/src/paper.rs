//! Printing, as "Save as PDF" does.

use std::time::Duration;

use anyhow::{Context as _, Result};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use serde_json::{Value, json};

use crate::engine::Engine;
use crate::tab::Tab;

/// What a browser may take for ten hours of talk. The client that tells it everything else gives up
/// sooner.
const LONGEST: Duration = Duration::from_mins(5);

impl Tab {
    /// The pages as they would be printed, as a PDF. `WebKitWebDriver` does not know the command.
    pub async fn print(&self) -> Result<Vec<u8>> {
        // Chromium's driver waits ten seconds at most for its own command.
        let (command, orders) = match self.engine() {
            Engine::Chromium => {
                ("goog/cdp/execute", json!({ "cmd": "Page.printToPDF", "params": {} }))
            }
            Engine::Firefox | Engine::WebKit => ("print", json!({})),
        };
        let session = self.driver().handle();
        let path = format!("session/{}/{command}", session.session_id());
        let url = session.server_url().join(&path)?;
        let request = reqwest::Client::new().post(url).timeout(LONGEST).json(&orders);
        let answer: Value = request.send().await?.json().await?;
        let value = &answer["value"];
        let pages = value.as_str().or_else(|| value["data"].as_str());
        let pages = pages.with_context(|| format!("nothing is printed: {value}"))?;
        Ok(BASE64_STANDARD.decode(pages)?)
    }
}
