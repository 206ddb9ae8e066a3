//! What the browser tells assistive technology: its own accessibility tree, not the page's markup.

use std::sync::Arc;

use anyhow::{Context as _, Result};
use reqwest::Method;
use serde_json::Value;
use thirtyfour::common::command::{Command, ExtensionCommand};
use thirtyfour::prelude::*;

use crate::tab::Tab;

impl Tab {
    /// The role and the name of the first element that a CSS selector finds. Browsers call the role
    /// of what they do not tell "none".
    pub async fn told(&self, selector: &str) -> Result<(String, String)> {
        let element = self.driver().find(By::Css(selector)).await.context(selector.to_owned())?;
        let id = element.element_id().to_string();
        let ask = async |what| -> Result<String> {
            let question = Question(["/element/", &id, "/computed", what].concat());
            let command = Command::ExtensionCommand(Box::new(question));
            Ok(self.driver().handle().cmd(command).await?.value()?)
        };
        Ok((ask("role").await?, ask("label").await?))
    }
}

#[derive(Debug)]
struct Question(String);

impl ExtensionCommand for Question {
    fn parameters_json(&self) -> Option<Value> {
        None
    }

    fn method(&self) -> Method {
        Method::GET
    }

    fn endpoint(&self) -> Arc<str> {
        self.0.as_str().into()
    }
}
