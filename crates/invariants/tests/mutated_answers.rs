//! A great many answers that no service should send: each is an answer or a refusal, soon.
//!
//! `DIARIST_FUZZ_CASES` says how many, `DIARIST_FUZZ_FIRST` the number of the first: with that and
//! one case, a case that failed is run again alone.

use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::thread;
use std::time::{Duration, Instant};

use invariants::document::{self, Kind};
use invariants::mutation::Mutations;

/// As many as take a few seconds without optimisation.
const CASES: u64 = 3_000;

/// A case that takes longer does not end. The slowest takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// A case that is over.
struct Done {
    case: u64,
    kind: Kind,
    took: Duration,
}

#[test]
fn mutated_answers_are_answers_or_refusals() {
    let cases = number("DIARIST_FUZZ_CASES").unwrap_or(CASES);
    let first = number("DIARIST_FUZZ_FIRST").unwrap_or(0);
    let began = Instant::now();
    let (sender, receiver) = channel();
    // In a thread of its own, as nobody could end a case that hangs.
    let worker = thread::spawn(move || {
        let mutations = Mutations::new();
        for case in first..first + cases {
            let done = run(&mutations, case);
            sender.send(done).expect("somebody listens");
        }
    });

    let (mut conversations, mut silent, mut longest) = (0, 0, (Duration::ZERO, first));
    let mut next = first;
    loop {
        match receiver.recv_timeout(PATIENCE) {
            Ok(done) => {
                next = done.case + 1;
                longest = longest.max((done.took, done.case));
                conversations += u64::from(done.kind == Kind::Conversation);
                silent += u64::from(done.kind == Kind::Silent);
            }
            Err(RecvTimeoutError::Timeout) => panic!("case {next} does not end"),
            Err(RecvTimeoutError::Disconnected) => break,
        }
    }
    if let Err(panic) = worker.join() {
        resume_unwind(panic);
    }

    let refused = cases - conversations - silent;
    let (took, case) = longest;
    println!(
        "{cases} cases in {:.1?}: {conversations} conversations, {silent} without words, {refused} \
         refused; the longest took {took:.1?} (case {case})",
        began.elapsed()
    );
    assert!(cases < 1_000 || conversations > cases / 3, "most must be read to the end");
}

fn run(mutations: &Mutations, case: u64) -> Done {
    let answer = mutations.answer(case);
    // The page takes 64 KiB: so short answers must be cut finer.
    let slices = [0, 7, 60, 700, 64 * 1024];
    let slice = slices[usize::try_from(case).unwrap_or_default() % slices.len()];
    let began = Instant::now();
    let outcome = catch_unwind(AssertUnwindSafe(|| document::check(&answer, slice)));
    let took = began.elapsed();
    match outcome {
        Ok(kind) => Done { case, kind, took },
        Err(panic) => {
            eprintln!("case {case}, in slices of {slice}: {}", answer.escape_ascii());
            resume_unwind(panic)
        }
    }
}

fn number(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}
