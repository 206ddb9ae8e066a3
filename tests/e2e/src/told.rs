//! What the browser tells assistive technology: its own accessibility tree, not the page's markup.

use anyhow::{Context as _, Result};
use thirtyfour::prelude::*;

use crate::tab::Tab;

impl Tab {
    /// The role and the name of the first element that a CSS selector finds. Browsers call the role
    /// of what they do not tell "none".
    pub async fn told(&self, selector: &str) -> Result<(String, String)> {
        let element = self.driver().find(By::Css(selector)).await.context(selector.to_owned())?;
        let id = element.element_id().to_string();
        let ask = async |what| -> Result<String> {
            let told = self.command(&["/element/", &id, "/computed", what].concat(), None).await?;
            Ok(serde_json::from_value(told)?)
        };
        Ok((ask("role").await?, ask("label").await?))
    }
}
