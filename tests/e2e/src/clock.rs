//! The page's waits in a story's hand: held until they were looked at, then over at once.

use anyhow::{Context, Result};
use serde::Deserialize;
use serde_json::json;

use crate::locate::SCRIPT;
use crate::stage::Stage;

/// A wait this long or longer is patience with a request; a shorter one is a pause between two.
const PATIENCE_MS: u64 = 15_000;

/// The held clock of a page that is loaded.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a>(&'a Stage);

/// What the page shows, and what it waits for.
#[derive(Deserialize, Clone, PartialEq, Eq, Debug)]
#[serde(rename_all = "camelCase")]
pub struct Look {
    /// Everything that it shows, blanks squeezed.
    pub text: String,
    /// Its alerts.
    pub alerts: Vec<String>,
    /// Whether the conversation is there.
    pub has_conversation: bool,
    /// What is waited for, in ms as it was asked for.
    waits: Vec<u64>,
    /// Whether an answer is awaited or read.
    is_asking: bool,
}

impl Look {
    /// A pause before the next request, in ms. Where something is asked in a pause, it is none yet.
    #[must_use]
    pub fn pause(&self) -> Option<u64> {
        if self.is_asking {
            return None;
        }
        self.waits.iter().copied().filter(|ms| *ms < PATIENCE_MS).max()
    }

    /// Whether nothing at all is waited for.
    #[must_use]
    pub const fn is_idle(&self) -> bool {
        self.waits.is_empty()
    }
}

impl<'a> Clock<'a> {
    /// Takes the clock of the loaded page.
    pub async fn hold(stage: &'a Stage) -> Result<Self> {
        stage.tab.script(include_str!("../js/clock.js"), vec![]).await?;
        Ok(Self(stage))
    }

    /// Looks at the page; nothing that it waits for ends before the next call.
    pub async fn look(&self) -> Result<Look> {
        let body = format!(
            "{SCRIPT}
            return {{
                text: squeeze(document.querySelector('main')?.innerText),
                alerts: locateAll('alert', null).map((alert) => squeeze(alert.innerText)),
                hasConversation: locateAll('list', 'Conversation').length > 0,
                waits: window.heldClock.waits(),
                isAsking: window.heldClock.isAsking(),
            }};"
        );
        let look = self.0.tab.script(&body, vec![]).await?;
        serde_json::from_value(look).context("the page's clock is not held")
    }

    /// Lets the first of the waits end, as if its time had passed.
    pub async fn jump(&self) -> Result<()> {
        self.0.tab.script("window.heldClock.jump();", vec![]).await.map(drop)
    }

    /// Lets the pause end that was seen in a look; patience goes on.
    pub async fn jump_pause(&self, look: &Look) -> Result<()> {
        if look.pause().is_some() { self.jump().await } else { Ok(()) }
    }

    /// Lets time pass, and no wait end.
    pub async fn pass(&self, ms: u32) -> Result<()> {
        let body = "window.heldClock.pass(arguments[0]);";
        self.0.tab.script(body, vec![json!(ms)]).await.map(drop)
    }
}
