//! How long each story took, kept for whoever wants to make the run shorter.

use std::fmt::Write as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use anyhow::{Context, Result};

use crate::paths;

/// The times of a run; clones share them.
#[derive(Clone, Default, Debug)]
pub struct Times(Arc<Mutex<Vec<(Duration, String)>>>);

impl Times {
    pub(crate) fn add(&self, name: String, took: Duration) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push((took, name));
    }

    /// Writes them below the folder of the build, the longest first.
    pub fn save(&self) -> Result<()> {
        let mut times = self.0.lock().unwrap_or_else(PoisonError::into_inner).clone();
        times.sort_by(|a, b| b.cmp(a));
        let mut text = String::new();
        for (took, name) in times {
            writeln!(text, "{:7.1} s  {name}", took.as_secs_f64())?;
        }
        let file = paths::target().join("e2e-times.txt");
        std::fs::write(&file, text).with_context(|| format!("writing {}", file.display()))
    }
}
