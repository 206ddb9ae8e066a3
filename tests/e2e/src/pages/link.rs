//! A link in place of a file, on the start screen.

use anyhow::Result;

use super::{KEY, ProgressPage, StartPage};
use crate::locate::Role;
use crate::stage::Stage;

const FIELD: &str = "Link to a recording";

impl Stage {
    /// The address of a file that the page's own server has, which the service can fetch.
    #[must_use]
    pub fn link_to(&self, path: &str) -> String {
        format!("{}{path}", self.server.page())
    }
}

impl<'a> StartPage<'a> {
    /// Opens the page and shows the field.
    pub async fn open_link(stage: &'a Stage) -> Result<Self> {
        let start = Self::open(stage).await?;
        stage.tab.click(Role::Button, "Paste a link").await?;
        stage.tab.find(Role::Field, FIELD).await?;
        Ok(start)
    }

    /// Puts a link into the field.
    pub async fn type_link(&self, link: &str) -> Result<()> {
        self.stage().tab.fill(FIELD, link).await
    }

    /// What the field holds.
    pub async fn link(&self) -> Result<String> {
        self.stage().tab.value(FIELD).await
    }

    /// Sends a link with a good key.
    pub async fn transcribe_link(self, link: &str) -> Result<ProgressPage<'a>> {
        self.type_link(link).await?;
        self.type_key(KEY).await?;
        self.transcribe().await
    }
}
