//! Runs a great many cases, each in its time.
//!
//! `DIARIST_FUZZ_CASES` says how many, `DIARIST_FUZZ_FIRST` the number of the first: with that and
//! one case, a case that failed is run again alone.

use std::fmt::{self, Display, Formatter};
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

/// How it went.
#[derive(Clone, Copy, Debug)]
pub struct Told {
    /// How many were run.
    pub cases: u64,
    took: Duration,
    longest: (Duration, u64),
}

impl Display for Told {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { cases, took, longest: (longest, case) } = self;
        write!(f, "{cases} cases in {took:.1?}; the longest took {longest:.1?} (case {case})")
    }
}

/// Runs as many cases as are asked for, or else so many. `take` is given what each of them gives.
///
/// # Panics
///
/// Where a case panics, or takes longer than it may.
pub fn run<T: Send + 'static>(
    otherwise: u64,
    patience: Duration,
    one: impl Fn(u64) -> T + Send + 'static,
    mut take: impl FnMut(u64, T),
) -> Told {
    let cases = number("DIARIST_FUZZ_CASES").unwrap_or(otherwise);
    let first = number("DIARIST_FUZZ_FIRST").unwrap_or(0);
    let began = Instant::now();
    let (sender, receiver) = channel();
    // In a thread of its own, as nobody could end a case that hangs.
    let worker = thread::spawn(move || {
        for case in first..first + cases {
            let began = Instant::now();
            let done = catch_unwind(AssertUnwindSafe(|| one(case)));
            let took = began.elapsed();
            match done {
                // Nobody listens any more where a case was given up.
                Ok(done) => drop(sender.send((case, took, done))),
                Err(panic) => {
                    eprintln!("case {case}");
                    resume_unwind(panic);
                }
            }
        }
    });

    let mut longest = (Duration::ZERO, first);
    let mut next = first;
    loop {
        match receiver.recv_timeout(patience) {
            Ok((case, took, done)) => {
                assert!(took <= patience, "case {case} took {took:.1?}");
                next = case + 1;
                longest = longest.max((took, case));
                take(case, done);
            }
            Err(RecvTimeoutError::Timeout) => panic!("case {next} does not end"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Err(panic) = worker.join() {
        resume_unwind(panic);
    }
    Told { cases, took: began.elapsed(), longest }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
