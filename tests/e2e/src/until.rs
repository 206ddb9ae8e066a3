//! Waiting for a condition. The only place of the harness that lets time pass.

use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};

/// How long a thing that happens "at once" for a person may take on a busy machine.
pub const SOON: Duration = Duration::from_secs(45);

/// A look that takes so long is told: a driver answers in milliseconds.
const SLOW_LOOK: Duration = Duration::from_secs(10);

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
        // A look may take long where the machine or a driver stands still: what it saw is old then, so the
        // last one begins when the time has run out.
        let began = started.elapsed();
        let seen = check().await;
        if let Ok(Some(value)) = seen {
            return Ok(value);
        }
        let took = started.elapsed().saturating_sub(began);
        if took >= SLOW_LOOK {
            eprintln!("a look for {what} took {} s", took.as_secs());
        }
        if began >= limit {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_a_slow_look_missed_is_looked_for_once_more() {
        let (limit, mut looks) = (Duration::from_millis(1), 0);
        let seen = until("it", limit, async || {
            looks += 1;
            let began = Instant::now();
            while looks == 1 && began.elapsed() <= limit {
                std::hint::spin_loop();
            }
            Ok((looks > 1).then_some(looks))
        })
        .await;
        assert_eq!(seen.expect("it is there at the second look"), 2);
    }

    #[tokio::test]
    async fn what_never_comes_is_told_with_the_last_error() {
        let limit = Duration::from_millis(1);
        let seen = until("it", limit, async || -> Result<Option<()>> { Err(anyhow!("no")) }).await;
        assert_eq!(format!("{:#}", seen.expect_err("never")), "waited 0 s for it: no");
    }
}
