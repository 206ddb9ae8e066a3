//! Bytes as a file that another program made, read as whatever it is recognised as and as each
//! format.
//!
//! Half of the changes are libFuzzer's own, of bytes; half know what such files look like. It begins
//! with files that are right, so no corpus is needed.

#![no_main]

use import::{Format, read, recognise};
use invariants::{mutation, promises};
use libfuzzer_sys::{fuzz_mutator, fuzz_target, fuzzer_mutate};

fuzz_target!(|bytes: &[u8]| {
    let _whatever = recognise(bytes);
    for format in Format::ALL {
        if let Ok(imported) = read(format, bytes) {
            promises::check(&imported.transcript);
        }
    }
});

fuzz_mutator!(|bytes: &mut [u8], size: usize, most: usize, seed: u32| {
    let changed = mutation::file(seed.into());
    if seed % 2 == 0 && changed.len() <= most {
        bytes[..changed.len()].copy_from_slice(&changed);
        changed.len()
    } else {
        fuzzer_mutate(bytes, size, most)
    }
});
