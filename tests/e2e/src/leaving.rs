//! What pages complain of, kept when they are left, and what is waited for before that.

use std::sync::{MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use serde_json::json;

use crate::engine::Engine;
use crate::tab::Tab;
use crate::until::{SOON, until};

/// How long WebKitGTK may take to find out what a sound is made of.
const A_LOOK_AT_A_SOUND: Duration = Duration::from_secs(5);

impl Tab {
    /// What the page, and those that were left, complained of; Chromium and WebKitGTK only, Firefox
    /// writes it to the driver's output.
    pub async fn complaints(&self) -> Result<Vec<String>> {
        if self.engine() == Engine::Chromium {
            let entries = self.driver().browser_log().await?.into_iter();
            let errors = entries.filter(|entry| entry.level == "SEVERE");
            return Ok(errors.map(|entry| entry.message).collect());
        }
        self.keep_complaints().await?;
        Ok(std::mem::take(&mut *self.lock_complaints()))
    }

    /// Gets in before the page's own code, as the session does not wait for pages to load.
    pub(crate) async fn listen_to_complaints(&self, url: &str) -> Result<()> {
        let listen = include_str!("../js/console.js");
        // Where an address leads nowhere, the page writes another one after the `#`.
        let body = format!(
            "const page = (url) => url.split('#')[0];
            if (page(location.href) !== page(arguments[0])) return false;\n{listen}"
        );
        until(url, SOON, async || {
            let is_loaded = self.script(&body, vec![json!(url)]).await?;
            Ok((is_loaded == true).then_some(()))
        })
        .await
    }

    /// Before a page is left: keeps what it complained of, and waits until its player knows what it plays.
    ///
    /// WebKitGTK 2.50 stands still for ever if a page goes while it finds that out: its main thread ends the
    /// player and waits for the thread that reads the sound, which waits for the main thread to be told
    /// which streams there are. A player that does not come to know it is not waited for.
    pub(crate) async fn part(&self) -> Result<()> {
        self.keep_complaints().await?;
        if self.engine() == Engine::WebKit {
            let body = "return [...document.querySelectorAll('audio, video')].every((media) =>
                !media.src || media.error || media.readyState > 0
                    || media.networkState === HTMLMediaElement.NETWORK_IDLE);";
            let known = async || Ok((self.script(body, vec![]).await? == true).then_some(()));
            let _settled = until("the player", A_LOOK_AT_A_SOUND, known).await;
        }
        Ok(())
    }

    pub(crate) async fn keep_complaints(&self) -> Result<()> {
        if self.engine() == Engine::WebKit {
            let told = self.script("return window.consoleTold ?? [];", vec![]).await?;
            let told: Vec<String> = serde_json::from_value(told)?;
            self.lock_complaints().extend(told);
        }
        Ok(())
    }

    fn lock_complaints(&self) -> MutexGuard<'_, Vec<String>> {
        self.complaints.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
