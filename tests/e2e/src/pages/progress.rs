//! The progress screen: stages, passing troubles, failures that stay.

use std::time::Duration;

use anyhow::Result;

use super::ConversationPage;
use crate::locate::Role;
use crate::stage::Stage;
use crate::until::{soon, until};

/// The progress screen of a stage.
#[derive(Clone, Copy, Debug)]
pub struct ProgressPage<'a>(&'a Stage);

impl<'a> ProgressPage<'a> {
    /// The screen, once it is there. A fast job may be over by then: its conversation will do.
    pub async fn shown(stage: &'a Stage) -> Result<Self> {
        soon("the stages", async || {
            Ok(stage.tab.has(Role::List, "Progress").await?
                || stage.tab.has(Role::List, "Conversation").await?)
        })
        .await?;
        Ok(Self(stage))
    }

    /// Waits until the status region tells this stage.
    pub async fn reaches(&self, name: &str) -> Result<()> {
        soon(&format!("stage {name}"), async || {
            let told = self.0.tab.texts(Role::Status).await?;
            Ok(told.iter().any(|text| text.starts_with(name)))
        })
        .await
    }

    /// Waits until the screen shows a text.
    pub async fn see(&self, text: &str) -> Result<()> {
        self.see_within(text, crate::until::SOON).await
    }

    /// As [`ProgressPage::see`], with another limit.
    pub async fn see_within(&self, text: &str, limit: Duration) -> Result<()> {
        until(&format!("“{text}”"), limit, async || {
            Ok(self.0.tab.text().await?.contains(text).then_some(()))
        })
        .await
    }

    /// As [`ProgressPage::see`], while the pauses between polls are cut short.
    pub async fn see_hurrying(&self, text: &str) -> Result<()> {
        soon(&format!("“{text}”"), async || {
            let is_seen = self.0.tab.text().await?.contains(text);
            if !is_seen {
                self.0.tab.signal("online").await?;
            }
            Ok(is_seen)
        })
        .await
    }

    /// Presses a button.
    pub async fn press(&self, name: &str) -> Result<()> {
        self.0.tab.click(Role::Button, name).await
    }

    /// Waits for the conversation; the pauses between polls are cut short, as they are for a
    /// person who comes back to the tab.
    pub async fn finish(self) -> Result<ConversationPage<'a>> {
        let stage = self.0;
        self.arrive().await?;
        ConversationPage::shown(stage).await
    }

    /// The same, and leaves the conversation as it comes.
    pub async fn arrive(self) -> Result<ConversationPage<'a>> {
        until("the conversation", Duration::from_mins(1), async || {
            if self.0.tab.has(Role::List, "Conversation").await? {
                return Ok(Some(()));
            }
            self.0.tab.signal("online").await?;
            Ok(None)
        })
        .await?;
        ConversationPage::arrived(self.0).await
    }

    /// Waits for the conversation and does nothing at all.
    pub async fn finish_untouched(self, limit: Duration) -> Result<ConversationPage<'a>> {
        until("the conversation, untouched", limit, async || {
            Ok(self.0.tab.has(Role::List, "Conversation").await?.then_some(()))
        })
        .await?;
        ConversationPage::shown(self.0).await
    }
}
