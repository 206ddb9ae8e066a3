//! The pool of browsers: a story takes a seat, and gives it back clean.

use std::collections::HashMap;
use std::fs;
use std::path::PathBuf;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use anyhow::Result;
use tempfile::TempDir;

use crate::again;
use crate::driver::Driver;
use crate::engine::Engine;
use crate::tab::Tab;
use crate::until::{SOON, until};

/// Stories that one browser serves. Starting one is most of the work of a short story; one that
/// runs for ever would hide what only a fresh one shows, and grow.
const STORIES_OF_A_SEAT: u32 = 24;

/// A browser with its driver, its profile and its only window.
#[derive(Debug)]
pub struct Seat {
    /// The engine.
    pub engine: Engine,
    /// The window.
    pub tab: Tab,
    driver: Driver,
    folder: TempDir,
    served: u32,
    mark: usize,
}

impl Seat {
    async fn open(engine: Engine) -> Result<Self> {
        let driver = Driver::start(engine).await?;
        let folder = TempDir::with_prefix("diarist-session-")?;
        let capabilities = engine.capabilities(folder.path())?;
        let tab = Tab::open(engine, &driver.url, capabilities)
            .await
            .map_err(|error| error.context(driver.lines().since(0).join("\n")))?;
        Ok(Self { engine, tab, driver, folder, served: 0, mark: 0 })
    }

    /// The folder of what it saves, emptied of what earlier stories saved.
    pub fn downloads(&self) -> Result<PathBuf> {
        let folder = match self.engine {
            Engine::WebKit => self.driver.home(),
            Engine::Chromium | Engine::Firefox => self.folder.path(),
        };
        let downloads = folder.join("downloads");
        if downloads.exists() {
            fs::remove_dir_all(&downloads)?;
        }
        fs::create_dir_all(&downloads)?;
        Ok(downloads)
    }

    /// What the browser wrote since the story began; the last of it may be on its way yet.
    #[must_use]
    pub fn said(&self) -> Vec<String> {
        self.driver.lines().since(self.mark)
    }

    /// Leaves the page, so that nothing of it goes on, and answers what the browser wrote since the
    /// story began. Every story has an origin of its own: storage need not be emptied.
    pub async fn leave(&mut self) -> Result<Vec<String>> {
        self.tab.goto("about:blank").await?;
        self.served += 1;
        if self.engine == Engine::Firefox {
            // Lines come through a pipe: when this one has come, the others have.
            let fence = format!("fence {}", self.served);
            self.tab.script("console.error(arguments[0]);", vec![fence.clone().into()]).await?;
            until("the browser's output", SOON, async || {
                let lines = self.driver.lines().since(self.mark);
                Ok(lines.iter().any(|line| line.contains(&fence)).then_some(()))
            })
            .await?;
        }
        let lines = self.driver.lines().since(self.mark);
        self.mark += lines.len();
        Ok(lines.into_iter().filter(|line| !line.contains("\"fence ")).collect())
    }

    /// What became of the browser, if it is not there any more.
    pub async fn lost(&mut self) -> Option<String> {
        if self.driver.has_ended() {
            return Some("its driver ended".to_owned());
        }
        let look = self.tab.script("return 1;", vec![]);
        match tokio::time::timeout(Duration::from_secs(10), look).await {
            Ok(Err(error)) => again::loss(&error),
            Ok(Ok(_)) | Err(_) => None,
        }
    }

    /// Ends the browser; the driver ends with the value.
    async fn close(self) {
        if tokio::time::timeout(Duration::from_secs(10), self.tab.clone().quit()).await.is_err() {
            self.tab.abandon();
        }
    }
}

/// Idle seats by engine. How many run at a time is bounded by the runner's threads.
#[derive(Default, Debug)]
pub struct Seats(Mutex<HashMap<Engine, Vec<Seat>>>);

impl Seats {
    /// An idle browser of this engine, or a new one.
    pub async fn take(&self, engine: Engine) -> Result<Seat> {
        let idle = self.lock().get_mut(&engine).and_then(Vec::pop);
        match idle {
            Some(seat) => Ok(seat),
            // Browsers rarely fail to start, and then start at the second try.
            None => match Seat::open(engine).await {
                Ok(seat) => Ok(seat),
                Err(_) => Seat::open(engine).await,
            },
        }
    }

    /// Puts back a seat that was left clean; one that served enough is ended.
    pub async fn give_back(&self, seat: Seat) {
        if seat.served < STORIES_OF_A_SEAT {
            self.lock().entry(seat.engine).or_default().push(seat);
        } else {
            seat.close().await;
        }
    }

    /// Ends a seat that a story left in an unknown state.
    pub async fn dismiss(&self, seat: Seat) {
        seat.close().await;
    }

    /// Ends every idle seat.
    pub async fn close(&self) {
        let all = std::mem::take(&mut *self.lock());
        for seat in all.into_values().flatten() {
            seat.close().await;
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<Engine, Vec<Seat>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
