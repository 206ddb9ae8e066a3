//! Commands that the client has no name for.

use std::sync::Arc;

use anyhow::Result;
use reqwest::Method;
use serde_json::Value;
use thirtyfour::common::command::{Command, ExtensionCommand};

use crate::tab::Tab;

impl Tab {
    /// Gives the driver a command: a path below the session, and what is sent to it, if it is not
    /// only asked. What it answers.
    pub(crate) async fn command(&self, path: &str, orders: Option<Value>) -> Result<Value> {
        let command = Command::ExtensionCommand(Box::new(Unnamed { path: path.into(), orders }));
        Ok(self.driver().handle().cmd(command).await?.value_json()?)
    }
}

#[derive(Debug)]
struct Unnamed {
    path: Arc<str>,
    orders: Option<Value>,
}

impl ExtensionCommand for Unnamed {
    fn parameters_json(&self) -> Option<Value> {
        self.orders.clone()
    }

    fn method(&self) -> Method {
        if self.orders.is_some() { Method::POST } else { Method::GET }
    }

    fn endpoint(&self) -> Arc<str> {
        Arc::clone(&self.path)
    }
}
