//! Answers that no service should send, and files that no program should write: true ones, changed.
//!
//! Most changes know what an answer looks like, so that what comes of it is still read to the end:
//! values of another kind, odd values, fields that are missing, twice or called differently, lists in
//! another order, times that lie. Some change bytes. A seed repeats each of them.

mod base;
mod file;
mod node;
mod odd;
pub mod random;
mod raw;
mod tree;

use base::Bases;
pub use file::file;
use node::Node;
use random::Random;

/// Makes mutated answers.
#[derive(Debug)]
pub struct Mutations(Bases);

impl Mutations {
    /// Reads the answers to begin with.
    #[must_use]
    #[expect(clippy::new_without_default, reason = "reads a hundred kilobytes of JSON")]
    pub fn new() -> Self {
        Self(Bases::new())
    }

    /// The mutated answer of this number: a small one, now and then a whole sample.
    #[must_use]
    pub fn answer(&self, number: u64) -> Vec<u8> {
        let mut random = Random::new(number);
        let bases = if random.one_in(1_000) { &self.0.whole } else { &self.0.small };
        let mut node = random.pick(bases).clone();
        if random.one_in(4) {
            tree::shuffle(&mut node, &mut random);
        }
        mutated(node, &mut random)
    }
}

/// Mutates a document, if it is JSON.
#[must_use]
pub fn mutate(json: &[u8], seed: u64) -> Option<Vec<u8>> {
    let value = serde_json::from_slice(json).ok()?;
    Some(mutated(Node::of(&value), &mut Random::new(seed)))
}

fn mutated(mut node: Node, random: &mut Random) -> Vec<u8> {
    let changes = [0, 1, 1, 2, 2, 3, 4, 8];
    for _ in 0..*random.pick(&changes) {
        tree::change(&mut node, random);
    }
    let mut bytes = Vec::new();
    let space = *random.pick(&[&b""[..], b"", b" ", b"\n  ", b"\t\r"]);
    node.write(space, &mut bytes);
    if random.one_in(6) {
        for _ in 0..=random.below(3) {
            raw::change(&mut bytes, random);
        }
    }
    bytes
}
