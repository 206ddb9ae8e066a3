//! Bytes as an answer of the service, and all that is done with it.
//!
//! Half of the changes are libFuzzer's own, of bytes; half know what an answer looks like. It
//! begins with answers that are right, so no corpus is needed.

#![no_main]

use std::sync::LazyLock;

use invariants::document;
use invariants::mutation::{Mutations, mutate};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

static MUTATIONS: LazyLock<Mutations> = LazyLock::new(Mutations::new);

fuzz_target!(|bytes: &[u8]| {
    document::check(bytes, bytes.len() % 97);
});

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    let changed = match seed % 16 {
        0..8 => None,
        8 => Some(MUTATIONS.answer(seed.into())),
        _ => mutate(&bytes[..size], seed.into()).or_else(|| Some(MUTATIONS.answer(seed.into()))),
    };
    match changed {
        Some(changed) if changed.len() <= most => {
            bytes[..changed.len()].copy_from_slice(&changed);
            changed.len()
        }
        _ => fuzzer_mutate(bytes, size, most),
    }
});
