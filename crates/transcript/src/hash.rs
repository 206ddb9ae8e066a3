//! A number that tells one conversation from another: by whose each turn is and what is said in it.

use crate::Transcript;

impl Transcript {
    /// A hash (FNV-1a, 64 bits) of the turns: whose each is, its text, and how many words it has. Times
    /// and certainty do not count: what names turns and words by their numbers fits all the same.
    #[must_use]
    pub fn turns_hash(&self) -> u64 {
        let mut hash = Fnv::default();
        for turn in self.turns() {
            hash.add(&turn.speaker.0.to_le_bytes());
            hash.add(&crate::model::count(self.words(turn).len()).to_le_bytes());
            let text = self.turn_text(turn).as_bytes();
            hash.add(&crate::model::count(text.len()).to_le_bytes());
            hash.add(text);
        }
        hash.0
    }
}

struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Fnv {
    fn add(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::{Millis, SourceUtterance, SourceWord, Transcript, TranscriptBuilder};

    fn talk(turns: &[(&str, &[&'static str])], pause: u32) -> Transcript {
        let mut builder = TranscriptBuilder::new();
        let mut at = 0;
        for (speaker, words) in turns {
            let word = |text: &&'static str| {
                at += pause;
                let (start, end) = (Millis::new(at), Millis::new(at + 1));
                SourceWord { text, start, end, confidence: None, speaker: None }
            };
            builder.push_utterance(&SourceUtterance {
                speaker: Some((*speaker).to_owned()),
                words: words.iter().map(word).collect(),
                ..SourceUtterance::default()
            });
        }
        builder.finish()
    }

    #[test]
    fn what_is_said_by_whom_is_told_apart() {
        let hash = |turns: &[(&str, &[&'static str])]| talk(turns, 10).turns_hash();
        let one = hash(&[("A", &["so", "it", "is"]), ("B", &["yes"])]);
        assert_eq!(one, talk(&[("A", &["so", "it", "is"]), ("B", &["yes"])], 20).turns_hash());
        assert_ne!(one, hash(&[("A", &["so", "it"]), ("B", &["is", "yes"])]));
        assert_ne!(one, hash(&[("A", &["so", "it", "is"]), ("A", &["yes"])]));
        assert_ne!(one, hash(&[("A", &["so", "it", "is"])]));
        assert_ne!(one, hash(&[]));
    }
}
