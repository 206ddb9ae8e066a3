//! Waiting for a condition. The only place of the harness that lets time pass.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a thing that happens "at once" for a person may take on a busy machine.
pub const SOON: Duration = Duration::from_secs(45);

/// Shortest and longest pause between two looks. They bound the load on the browser, never the length
/// of a wait: what takes long is looked at less often, so that a tenth of its time is lost at most.
const BETWEEN_LOOKS: (Duration, Duration) = (Duration::from_millis(40), Duration::from_millis(250));

/// Looks until `check` gives a value, at most `limit` long.
///
/// An error from `check` counts as "not yet" (an element may be replaced between finding and
/// reading it) and is told if the time runs out.
pub async fn until<T>(
    what: &str,
    limit: Duration,
    mut check: impl AsyncFnMut() -> Result<Option<T>>,
) -> Result<T> {
    let started = Instant::now();
    loop {
        let seen = check().await;
        if let Ok(Some(value)) = seen {
            return Ok(value);
        }
        if started.elapsed() >= limit {
            let why = seen.err().map_or_else(String::new, |error| format!(": {error:#}"));
            return Err(anyhow!("waited {} s for {what}{why}", limit.as_secs()));
        }
        let (least, most) = BETWEEN_LOOKS;
        tokio::time::sleep((started.elapsed() / 10).clamp(least, most)).await;
    }
}

/// Looks until `check` holds, at most [`SOON`] long.
pub async fn soon(what: &str, mut check: impl AsyncFnMut() -> Result<bool>) -> Result<()> {
    until(what, SOON, async || Ok(check().await?.then_some(()))).await
}
