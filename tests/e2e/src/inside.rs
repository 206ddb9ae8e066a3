//! Scripts inside of Firefox itself, where a page's cannot look: what it has saved, and what it keeps
//! for the next start.

use anyhow::Result;
use serde_json::Value;

use crate::tab::Tab;

impl Tab {
    /// Runs a script with the browser's own rights; it ends by calling its last argument.
    pub async fn script_inside(&self, body: &str, args: Vec<Value>) -> Result<Value> {
        self.firefox_context("chrome").await?;
        let told = self.script_async(body, args).await;
        self.firefox_context("content").await?;
        told
    }
}
