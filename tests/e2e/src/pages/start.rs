//! The start screen: a recording, a key, a few choices.

use std::path::{Path, PathBuf};

use anyhow::Result;

use super::{ConversationPage, ProgressPage};
use crate::locate::Role;
use crate::stage::Stage;
use crate::until::{soon, until};
use crate::{paths, until as waiting};

/// A key such as the service gives, obviously invented.
pub const KEY: &str = "0123456789abcdef0123456789abcdef";

const FILE: &str = "Audio or video file";
/// What the key's field is called.
pub const KEY_FIELD: &str = "AssemblyAI API key";

/// The start screen of a stage.
#[derive(Clone, Copy, Debug)]
pub struct StartPage<'a>(&'a Stage);

impl<'a> StartPage<'a> {
    /// Opens the page.
    pub async fn open(stage: &'a Stage) -> Result<Self> {
        stage.open().await?;
        Self::shown(stage).await
    }

    /// The screen, once its controls work.
    pub async fn shown(stage: &'a Stage) -> Result<Self> {
        stage.tab.find(Role::Field, KEY_FIELD).await?;
        stage.tab.find(Role::Button, "Transcribe").await?;
        Ok(Self(stage))
    }

    /// The stage that it is on.
    pub(super) const fn stage(self) -> &'a Stage {
        self.0
    }

    /// Its key field, wherever it is asked for.
    #[must_use]
    pub const fn on_any_screen(stage: &'a Stage) -> Self {
        Self(stage)
    }

    /// Chooses a recording with the file picker, as someone who keeps no copies of files.
    pub async fn choose_file(&self, path: &Path) -> Result<()> {
        self.choose_files(&[path.to_owned()]).await
    }

    /// The same of several recordings at once.
    pub async fn choose_files(&self, paths: &[PathBuf]) -> Result<()> {
        self.keep_no_copies().await?;
        self.0.tab.give_files(FILE, paths).await?;
        // What shows them is fetched first, and moves what is below.
        soon("the files", async || Ok(!self.0.tab.text().await?.contains("Looking at the file…")))
            .await
    }

    /// Takes the tick from keeping copies, as was done at an earlier visit.
    pub async fn keep_no_copies(&self) -> Result<()> {
        let body = "try { localStorage.setItem('diarist-keep-media', '0'); } catch {}";
        self.0.tab.script(body, vec![]).await.map(drop)
    }

    /// Chooses a recording of the samples.
    pub async fn choose_sample(&self, name: &str) -> Result<()> {
        self.choose_file(&paths::sample(name)).await?;
        self.see(&format!("{name}.mp3")).await
    }

    /// Types a key in place of what is in the field.
    pub async fn type_key(&self, key: &str) -> Result<()> {
        self.0.tab.fill(KEY_FIELD, key).await
    }

    /// What the key field holds.
    pub async fn key(&self) -> Result<String> {
        self.0.tab.value(KEY_FIELD).await
    }

    /// Whether the key field has the focus.
    pub async fn is_key_focused(&self) -> Result<bool> {
        let field = self.0.tab.find(Role::Field, KEY_FIELD).await?;
        let body = "return document.activeElement === arguments[0];";
        Ok(self.0.tab.script(body, vec![field.to_json()?]).await? == true)
    }

    /// Presses "Test key".
    pub async fn test_key(&self) -> Result<()> {
        self.0.tab.click(Role::Button, "Test key").await
    }

    /// Presses "Forget key".
    pub async fn forget_key(&self) -> Result<()> {
        self.0.tab.click(Role::Button, "Forget key").await
    }

    /// Chooses how voices are counted: "Auto", "Exactly" or "Between".
    pub async fn count_voices(&self, mode: &str) -> Result<()> {
        self.0.tab.choose(Role::Radio, mode).await
    }

    /// Types into a number field by its name.
    pub async fn number(&self, name: &str, value: &str) -> Result<()> {
        self.0.tab.fill(name, value).await
    }

    /// Picks a language by its code, empty to detect it.
    pub async fn language(&self, code: &str) -> Result<()> {
        self.0.tab.select("Language", code).await
    }

    /// Picks "US" or "EU".
    pub async fn region(&self, name: &str) -> Result<()> {
        self.0.tab.choose(Role::Radio, name).await
    }

    /// Presses "Transcribe", whatever comes of it.
    pub async fn press_transcribe(&self) -> Result<()> {
        self.0.tab.click(Role::Button, "Transcribe").await
    }

    /// Presses "Transcribe" and expects the stages.
    pub async fn transcribe(self) -> Result<ProgressPage<'a>> {
        self.press_transcribe().await?;
        ProgressPage::shown(self.0).await
    }

    /// Sends a sample recording with a good key.
    pub async fn transcribe_sample(self, name: &str) -> Result<ProgressPage<'a>> {
        self.choose_sample(name).await?;
        self.type_key(KEY).await?;
        self.transcribe().await
    }

    /// Opens the sample conversation.
    pub async fn try_sample(self) -> Result<ConversationPage<'a>> {
        let role = until("the way to the sample", waiting::SOON, async || {
            for role in [Role::Link, Role::Button] {
                if self.0.tab.has(role, "Try the sample conversation").await? {
                    return Ok(Some(role));
                }
            }
            Ok(None)
        })
        .await?;
        self.0.tab.click(role, "Try the sample conversation").await?;
        ConversationPage::shown(self.0).await
    }

    /// Waits until the screen shows a text.
    pub async fn see(&self, text: &str) -> Result<()> {
        soon(&format!("“{text}”"), async || Ok(self.0.tab.text().await?.contains(text))).await
    }
}
