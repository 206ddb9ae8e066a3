//! Waiting for a condition. The only place that lets time pass.

use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

/// Looks every so often until `look` finds something; fails after `at_most`.
///
/// `what` completes the sentence "waited … for".
pub(crate) fn until<T>(
    what: &str,
    at_most: Duration,
    every: Duration,
    mut look: impl FnMut() -> Result<Option<T>>,
) -> Result<T> {
    let start = Instant::now();
    loop {
        if let Some(found) = look()? {
            return Ok(found);
        }
        if start.elapsed() > at_most {
            bail!("waited {} s for {what}", at_most.as_secs());
        }
        // Nobody unparks this thread; waking early would only mean looking early.
        thread::park_timeout(every);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const EVERY: Duration = Duration::from_millis(1);

    #[test]
    fn it_ends_with_what_is_found() {
        let mut looks = 0;
        let found = until("it", Duration::from_mins(1), EVERY, || {
            looks += 1;
            Ok((looks == 3).then_some(looks))
        });
        assert_eq!(found.expect("is found"), 3);
    }

    #[test]
    fn it_fails_when_time_is_up_and_at_once_on_an_error() {
        let error = until::<()>("a sign", Duration::ZERO, EVERY, || Ok(None)).expect_err("none");
        assert!(error.to_string().ends_with("for a sign"), "{error}");
        assert!(until::<()>("it", Duration::MAX, EVERY, || bail!("gone")).is_err());
    }
}
