//! A browser of its own for one story, which can be killed and started again as it was.

use std::fs;

use anyhow::{Context, Result};
use tempfile::TempDir;

use crate::driver::Driver;
use crate::engine::Engine;
use crate::server::Server;
use crate::stage::Stage;
use crate::tab::Tab;

/// What a killed browser leaves in its profile for others to see that it runs. Its driver would take
/// the old port for the new one.
const SIGNS_OF_LIFE: &[&str] = &[
    "DevToolsActivePort",
    "SingletonCookie",
    "SingletonLock",
    "SingletonSocket",
    "MarionetteActivePort",
    "lock",
    ".parentlock",
];

/// A browser with a profile that outlives it, and a stage in it.
#[derive(Debug)]
pub struct Lasting {
    // Ended before its folder is taken away: fields are dropped in order.
    driver: Driver,
    folder: TempDir,
    stage: Stage,
}

impl Lasting {
    /// Starts a browser with an empty profile, and a stand-in.
    pub async fn start(engine: Engine, story: &'static str) -> Result<Self> {
        let folder = TempDir::with_prefix("diarist-lasting-")?;
        fs::create_dir(folder.path().join("profile"))?;
        Self::start_in(folder, engine, story, Server::start().await?).await
    }

    async fn start_in(
        folder: TempDir,
        engine: Engine,
        story: &'static str,
        server: Server,
    ) -> Result<Self> {
        let driver = Driver::start(engine).await?;
        let capabilities = engine.lasting_capabilities(folder.path())?;
        let tab = Tab::open(engine, &driver.url, capabilities)
            .await
            .with_context(|| driver.lines().since(0).join("\n"))?;
        let downloads = folder.path().join("downloads");
        let stage = Stage::new(engine, story, tab, server, downloads);
        Ok(Self { driver, folder, stage })
    }

    /// The stage in the browser that runs now.
    #[must_use]
    pub const fn stage(&self) -> &Stage {
        &self.stage
    }

    /// Kills all processes of the browser at once, and starts it again with its profile.
    pub async fn kill(self) -> Result<Self> {
        let Self { driver, folder, stage } = self;
        let Stage { engine, story, tab, server, .. } = stage;
        drop(driver);
        tab.abandon();
        for name in SIGNS_OF_LIFE {
            let path = folder.path().join("profile").join(name);
            // A link to nowhere is none that `exists`.
            if path.symlink_metadata().is_ok() {
                fs::remove_file(&path)?;
            }
        }
        Self::start_in(folder, engine, story, server).await
    }

    /// Ends the browser.
    pub fn close(self) {
        self.stage.tab.abandon();
    }
}
