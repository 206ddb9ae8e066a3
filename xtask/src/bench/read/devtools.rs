//! What only Chromium's own protocol tells: the exact heap, and how often styles and layout were
//! made. Its driver passes that protocol on.

use anyhow::{Context, Result};

use crate::test::Session;

/// Chromium's own protocol, for the page of a session.
pub(super) struct Devtools<'a>(&'a Session);

/// How often the page was styled and laid out since it was opened.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) styles: f64,
    pub(super) layouts: f64,
}

impl<'a> Devtools<'a> {
    /// Has the page of the session count from now on.
    pub(super) fn of(session: &'a Session) -> Result<Self> {
        session.devtools("Performance.enable")?;
        Ok(Self(session))
    }

    /// Bytes of the JavaScript heap that are in use after everything else was collected.
    pub(super) fn heap(&self) -> Result<f64> {
        self.0.devtools("HeapProfiler.collectGarbage")?;
        let usage = self.0.devtools("Runtime.getHeapUsage")?;
        usage["usedSize"].as_f64().context("Chromium does not tell its heap")
    }

    /// What was counted up to now.
    pub(super) fn counts(&self) -> Result<Counts> {
        let metrics = self.0.devtools("Performance.getMetrics")?;
        let count = |name: &str| {
            let all = metrics["metrics"].as_array().into_iter().flatten();
            let value =
                all.filter(|metric| metric["name"] == name).find_map(|m| m["value"].as_f64());
            value.with_context(|| format!("Chromium does not count {name}"))
        };
        Ok(Counts { styles: count("RecalcStyleCount")?, layouts: count("LayoutCount")? })
    }
}
