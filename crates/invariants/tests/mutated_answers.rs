//! A great many answers that no service should send: each is an answer or a refusal, soon.

use std::time::Duration;

use invariants::document::{self, Kind};
use invariants::{cases, mutation::Mutations};

/// As many as take a few seconds without optimisation.
const CASES: u64 = 3_000;

/// A case that takes longer does not end. The slowest takes milliseconds.
const PATIENCE: Duration = Duration::from_secs(20);

/// The page takes 64 KiB: so short answers must be cut finer.
const SLICES: [usize; 5] = [0, 7, 60, 700, 64 * 1024];

#[test]
fn mutated_answers_are_answers_or_refusals() {
    let mutations = Mutations::new();
    let run = move |case| {
        let slice = SLICES[usize::try_from(case).unwrap_or_default() % SLICES.len()];
        document::check(&mutations.answer(case), slice)
    };
    let (mut conversations, mut silent) = (0, 0);
    let told = cases::run(CASES, PATIENCE, run, |_, kind| {
        conversations += u64::from(kind == Kind::Conversation);
        silent += u64::from(kind == Kind::Silent);
    });
    let refused = told.cases - conversations - silent;
    println!("{told}: {conversations} conversations, {silent} without words, {refused} refused");
    assert!(told.cases < 1_000 || conversations > told.cases / 3, "most must be read to the end");
}
