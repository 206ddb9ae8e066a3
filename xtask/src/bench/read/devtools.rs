//! What only Chromium's own protocol tells: the exact heap, and how often styles and layout were
//! made. Its driver passes that protocol on.

use std::fs;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use crate::test::Session;

/// Chromium's own protocol, for the page of a session.
pub(super) struct Devtools(String);

/// How often the page was styled and laid out since it was opened.
#[derive(Clone, Copy)]
pub(super) struct Counts {
    pub(super) styles: f64,
    pub(super) layouts: f64,
}

impl Devtools {
    /// Finds the driver of this session by the port that it was started with, where the system
    /// tells that, and the session as the only one of its driver.
    pub(super) fn of(session: &Session) -> Result<Self> {
        let started = fs::read_to_string(format!("/proc/{}/cmdline", session.driver_id()))
            .context("this system does not tell how the driver was started")?;
        let port = port(&started).context("the driver was started without a port")?;
        let driver = format!("http://127.0.0.1:{port}");
        let sessions: Value =
            ureq::get(format!("{driver}/sessions")).call()?.body_mut().read_json()?;
        let id = sessions["value"][0]["id"].as_str().context("the driver tells of no session")?;
        let devtools = Self(format!("{driver}/session/{id}/goog/cdp/execute"));
        devtools.ask("Performance.enable")?;
        Ok(devtools)
    }

    /// Bytes of the JavaScript heap that are in use after everything else was collected.
    pub(super) fn heap(&self) -> Result<f64> {
        self.ask("HeapProfiler.collectGarbage")?;
        let usage = self.ask("Runtime.getHeapUsage")?;
        usage["usedSize"].as_f64().context("Chromium does not tell its heap")
    }

    /// What was counted up to now.
    pub(super) fn counts(&self) -> Result<Counts> {
        let metrics = self.ask("Performance.getMetrics")?;
        let count = |name: &str| {
            let all = metrics["metrics"].as_array().into_iter().flatten();
            let value = all.filter(|metric| metric["name"] == name).find_map(|m| m["value"].as_f64());
            value.with_context(|| format!("Chromium does not count {name}"))
        };
        Ok(Counts { styles: count("RecalcStyleCount")?, layouts: count("LayoutCount")? })
    }

    fn ask(&self, command: &str) -> Result<Value> {
        let request = json!({ "cmd": command, "params": {} });
        let mut answer: Value = ureq::post(&self.0)
            .send_json(&request)
            .with_context(|| command.to_owned())?
            .body_mut()
            .read_json()?;
        Ok(answer["value"].take())
    }
}

/// The port in a command line as `/proc` has it: arguments with a zero after each.
fn port(command_line: &str) -> Option<u16> {
    command_line.split('\0').find_map(|word| word.strip_prefix("--port=")?.parse().ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_among_the_arguments() {
        assert_eq!(port("chromedriver\0--port=4321\0--verbose\0"), Some(4321));
        assert_eq!(port("chromedriver\0--verbose\0"), None);
    }
}
