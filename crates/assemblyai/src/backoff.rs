//! Waiting longer after each failure, with jitter.

/// No wait is shorter than this many milliseconds: what is told of it must be there to be read.
const LEAST_MS: u64 = 500;
/// The first wait is drawn from up to this many milliseconds.
const BASE_MS: u64 = 1_000;
/// No wait is drawn from more than this.
const CAP_MS: u64 = 60_000;
/// A server's own `Retry-After` is believed up to this many milliseconds.
const MAX_RETRY_AFTER_MS: u64 = 300_000;

/// A small generator of pseudo-random numbers (`SplitMix64`): jitter needs spread, not secrecy,
/// and a seed makes a job's whole behaviour repeatable in tests.
#[derive(Clone, Debug)]
pub struct Jitter(u64);

impl Jitter {
    /// Starts from any seed; the page takes one from `crypto.getRandomValues` or the clock.
    #[must_use]
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    const fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Full jitter: a wait in milliseconds before try number `attempt` + 1, drawn evenly from
    /// half a second to `1 s × 2^(attempt − 1)`, at most 60 s. A readable `Retry-After` (seconds) is the least
    /// wait.
    pub fn wait_ms(&mut self, attempt: u32, retry_after_s: Option<u32>) -> u64 {
        let ceiling = BASE_MS.saturating_mul(1 << attempt.saturating_sub(1).min(16)).min(CAP_MS);
        let drawn = LEAST_MS + self.next() % (ceiling - LEAST_MS + 1);
        let asked = retry_after_s.map_or(0, |s| u64::from(s) * 1_000).min(MAX_RETRY_AFTER_MS);
        drawn.max(asked)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_grow_to_the_cap_and_are_spread() {
        let mut jitter = Jitter::new(7);
        for attempt in 1..40 {
            let ceiling = 1_000u64.saturating_mul(1 << (attempt - 1).min(20)).min(60_000);
            let waits: Vec<_> = (0..200).map(|_| jitter.wait_ms(attempt, None)).collect();
            assert!(waits.iter().all(|w| (500..=ceiling).contains(w)));
            let quarter = (ceiling - 500) / 4;
            assert!(waits.iter().any(|w| *w < 500 + quarter), "low waits at attempt {attempt}");
            assert!(waits.iter().any(|w| *w > ceiling - quarter), "high waits at {attempt}");
        }
    }

    #[test]
    fn a_readable_retry_after_is_the_least_wait() {
        let mut jitter = Jitter::new(7);
        assert!(jitter.wait_ms(1, Some(12)) >= 12_000);
        assert!(jitter.wait_ms(1, Some(u32::MAX)) <= 300_000);
    }
}
