//! Scripts that measure in the page, each under a name that its outcome is asked for by.

use std::time::Duration;

use anyhow::{Result, ensure};
use serde_json::{Value, json};

use crate::bench::form::LOOK;
use crate::test::Session;
use crate::wait;

/// How long a page may take to show the answer, and to go through one measure.
const AT_MOST: Duration = Duration::from_mins(5);

/// Runs a script that measures under `name`, and waits for what it finds.
pub(super) fn take(
    session: &Session,
    name: &str,
    script: &str,
    arguments: &Value,
) -> Result<Value> {
    session.script(script, arguments)?;
    outcome(session, name)
}

/// Waits for what a measure found.
pub(super) fn outcome(session: &Session, name: &str) -> Result<Value> {
    let mut found = wait::until(&format!("the measure \"{name}\""), AT_MOST, LOOK, || {
        let found = session.script("return window.bench.when(arguments[0]);", &json!([name]))?;
        // A driver that does not wait for promises gives an empty object, or nothing: look again.
        let is_done = found.get("value").is_some() || found.get("error").is_some();
        Ok(is_done.then_some(found))
    })?;
    let error = found["error"].as_str();
    ensure!(error.is_none(), "the measure \"{name}\" failed: {}", error.unwrap_or_default());
    Ok(found["value"].take())
}

/// Says what went wrong with a measure; the others still count.
pub(super) fn note<T>(result: Result<T>) -> Option<T> {
    result.inspect_err(|error| println!("  {error:#}")).ok()
}
