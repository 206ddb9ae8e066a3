//! A story: a name, what it does, and how long it may take.

use std::pin::Pin;
use std::time::Duration;

use anyhow::Result;

use crate::engine::Engine;
use crate::stage::Stage;

/// The work of a story, as a value that can stand in a table.
pub type Run = for<'a> fn(&'a Stage) -> Pin<Box<dyn Future<Output = Result<()>> + 'a>>;

/// One user story.
#[derive(Clone, Copy, Debug)]
pub struct Story {
    /// Its name, unique among the stories.
    pub name: &'static str,
    /// What it does.
    pub run: Run,
    /// The engines it is told in.
    pub engines: &'static [Engine],
    /// What it must fail with, for the stories that hold the harness to its word.
    pub fails_with: Option<&'static str>,
    /// Whether it waits for long times of the page and so should start early.
    pub is_slow: bool,
    /// Whether no other story may run beside it, as it measures how long the page takes.
    pub is_alone: bool,
}

impl Story {
    /// A story told in every engine.
    #[must_use]
    pub const fn new(name: &'static str, run: Run) -> Self {
        Self { name, run, engines: Engine::ALL, fails_with: None, is_slow: false, is_alone: false }
    }

    /// Waits for long times of the page (a watchdog, a time-out).
    #[must_use]
    pub const fn slow(mut self) -> Self {
        self.is_slow = true;
        self
    }

    /// Measures how long the page takes: nothing else may keep the processors busy meanwhile.
    #[must_use]
    pub const fn alone(mut self) -> Self {
        self.is_alone = true;
        self
    }

    /// Must fail, with this text.
    #[must_use]
    pub const fn must_fail(mut self, text: &'static str) -> Self {
        self.fails_with = Some(text);
        self
    }

    /// Is told only in `engines`; say why where it is said.
    #[must_use]
    pub const fn only(mut self, engines: &'static [Engine]) -> Self {
        self.engines = engines;
        self
    }

    /// After this time it has failed.
    #[must_use]
    pub const fn limit(&self) -> Duration {
        Duration::from_secs(if self.is_slow { 480 } else { 240 })
    }
}

/// A [`Story`] from the name of an `async fn(&Stage) -> Result<()>`.
#[macro_export]
macro_rules! story {
    ($name:ident) => {
        $crate::Story::new(stringify!($name), |stage| Box::pin($name(stage)))
    };
}
