//! Whose turn it is: which of the jobs that wait may begin.

/// So many jobs at the service are asked for at a time, at most: thousands that wait for the key would
/// all ask at once when it comes, and the service would block the account for a while.
const MOST_AT_THE_SERVICE: usize = 20;

/// What a job does, as far as others have to wait for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// It rests, or another tab runs it.
    None,
    /// It waits to begin; or it has begun.
    Of {
        /// Whether its file is still to be sent.
        needs_file: bool,
        /// Whether it has begun.
        has_begun: bool,
    },
}

/// The jobs that may begin, by their place among `jobs`.
///
/// They come in the order in which they were brought. One file is sent at a time, and none while the queue `is_paused`; what is at the service
/// goes on all the same.
#[must_use]
pub fn whose_turn(jobs: &[Turn], is_paused: bool) -> Vec<usize> {
    let begun = |wanted: bool| {
        let is_it = |job: &&Turn| **job == Turn::Of { needs_file: wanted, has_begun: true };
        jobs.iter().filter(is_it).count()
    };
    let mut may_send = !is_paused && begun(true) == 0;
    let mut places = MOST_AT_THE_SERVICE.saturating_sub(begun(false));
    let mut may_begin = |job: &Turn| match *job {
        Turn::None | Turn::Of { has_begun: true, .. } => false,
        Turn::Of { needs_file: true, .. } => core::mem::take(&mut may_send),
        Turn::Of { needs_file: false, .. } => {
            let has_place = places > 0;
            places = places.saturating_sub(1);
            has_place
        }
    };
    jobs.iter().enumerate().filter(|(_, job)| may_begin(job)).map(|(at, _)| at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const fn of(needs_file: bool, has_begun: bool) -> Turn {
        Turn::Of { needs_file, has_begun }
    }

    #[test]
    fn one_file_is_sent_at_a_time_the_oldest_first() {
        let jobs = [Turn::None, of(true, false), of(true, false), of(false, false)];
        assert_eq!(whose_turn(&jobs, false), [1, 3]);
        assert_eq!(whose_turn(&jobs, true), [3], "what is at the service goes on");
        assert_eq!(whose_turn(&[of(true, true), of(true, false)], false), [0; 0]);
    }

    #[test]
    fn thousands_do_not_ask_at_once() {
        let mut jobs = vec![of(false, false); 5_000];
        let mut begun = 0;
        while jobs.iter().any(|job| *job != Turn::None) {
            for at in whose_turn(&jobs, false) {
                jobs[at] = of(false, true);
            }
            let running = jobs.iter().filter(|job| **job == of(false, true)).count();
            assert!((1..=20).contains(&running), "{running} at a time");
            begun += 1;
            let oldest = jobs.iter().position(|job| *job == of(false, true));
            jobs[oldest.expect("one runs")] = Turn::None;
        }
        assert_eq!(begun, 5_000, "each has its turn");
    }
}
