//! A made-up conversation of as many words as wanted, the same on every machine.
//!
//! Turns are of mixed length, as in real recordings: a third hardly a second, a few of a thousand
//! words and more. Some begin before the one before has ended, a few come after a long silence.
//! Or it is of as many turns as wanted, all short.

use std::collections::BTreeSet;

use super::random::Random;
use super::vocabulary::Vocabulary;

/// A spoken word; times in milliseconds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) start: u32,
    pub(super) end: u32,
    /// In hundred-thousandths.
    pub(super) confidence: u32,
}

/// What one speaker says at a stretch; never without words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Turn {
    pub(super) speaker: char,
    pub(super) words: Vec<Word>,
}

impl Turn {
    pub(super) fn start(&self) -> u32 {
        self.words.first().map_or(0, |word| word.start)
    }

    pub(super) fn end(&self) -> u32 {
        self.words.last().map_or(0, |word| word.end)
    }
}

/// Turns of at most this many words take less than a second.
const SHORT: u32 = 3;
const SEED: u64 = 0x0064_6961_7269_7374;

/// A conversation of exactly so many words, its turns in order of their start.
pub(super) fn conversation(words: u32) -> Vec<Turn> {
    talk(Random::new(SEED ^ u64::from(words)), words, |random| lengths(words, random))
}

/// A conversation of exactly so many turns, none of more than five words.
pub(super) fn chatter(turns: u32) -> Vec<Turn> {
    let seed = !SEED ^ u64::from(turns);
    talk(Random::new(seed), 3 * turns, |random| (0..turns).map(|_| random.between(1, 6)).collect())
}

/// A conversation of turns of these lengths; so many words are expected of them.
fn talk(
    mut random: Random,
    words: u32,
    lengths: impl FnOnce(&mut Random) -> Vec<u32>,
) -> Vec<Turn> {
    let voices = random.between(2, 7);
    let lengths = lengths(&mut random);
    let turns = u32::try_from(lengths.len()).unwrap_or(u32::MAX);
    let silences: BTreeSet<u32> =
        (0..3 + words / 20_000).map(|_| random.between(1, turns)).collect();
    let vocabulary = Vocabulary::new();
    let mut talk = Talk { random, vocabulary, voices, turns: Vec::new(), end: 0 };
    for (at, length) in (0..).zip(lengths) {
        talk.say(length, silences.contains(&at));
    }
    talk.turns
}

/// How many words each turn has.
fn lengths(words: u32, random: &mut Random) -> Vec<u32> {
    let mut left = words;
    let mut long = Vec::new();
    // In a short conversation nobody holds a speech.
    if words >= 4_000 {
        long.extend((0..=words / 20_000).map(|_| random.between(1_000, 1_400)));
        left -= long.iter().sum::<u32>();
    }
    let mut lengths = Vec::new();
    while left > 0 {
        let length = match random.below(100) {
            0..30 => random.between(1, SHORT + 1),
            30..85 => {
                let most = random.between(8, 41);
                random.between(5, most)
            }
            _ => random.between(41, 160),
        };
        lengths.push(length.min(left));
        left -= length.min(left);
    }
    for length in long {
        let at = random.below(u32::try_from(lengths.len()).unwrap_or(u32::MAX));
        lengths.insert(usize::try_from(at).unwrap_or_default(), length);
    }
    lengths
}

/// The conversation so far.
struct Talk {
    random: Random,
    vocabulary: Vocabulary,
    voices: u32,
    turns: Vec<Turn>,
    /// Where the last of those who spoke has ended.
    end: u32,
}

impl Talk {
    fn say(&mut self, length: u32, is_after_silence: bool) {
        let is_short = length <= SHORT;
        let speaker = self.speaker();
        let mut now = self.start(is_short, is_after_silence);
        let mut words = Vec::new();
        let mut begins = true;
        for at in 1..=length {
            let ends = at == length || self.random.chance(9);
            let text = if is_short {
                Vocabulary::reply(&mut self.random).to_owned()
            } else {
                self.word(begins, ends)
            };
            let letters = u32::try_from(text.chars().count()).unwrap_or_default();
            let spoken = if is_short {
                self.random.between(120, 281)
            } else {
                70 + 34 * letters + self.random.below(80)
            };
            let confidence =
                if self.random.chance(6) { (30_000, 70_000) } else { (85_000, 99_999) };
            let confidence = self.random.between(confidence.0, confidence.1);
            words.push(Word { text, start: now, end: now + spoken, confidence });
            now += spoken;
            if !is_short {
                now += if ends { self.random.between(150, 600) } else { self.random.below(40) };
            }
            begins = ends;
        }
        let turn = Turn { speaker, words };
        self.end = self.end.max(turn.end());
        self.turns.push(turn);
    }

    /// Mostly another one than before; the first ones speak most.
    fn speaker(&mut self) -> char {
        let some = self.random.below(self.voices) + 1;
        let mut voice = self.random.below(some);
        let name = |voice: u32| char::from_u32(u32::from('A') + voice).unwrap_or('A');
        let is_same = self.turns.last().is_some_and(|turn| turn.speaker == name(voice));
        if is_same && !self.random.chance(5) {
            voice = (voice + 1) % self.voices;
        }
        name(voice)
    }

    /// When the next turn starts: never before the last one did.
    fn start(&mut self, is_short: bool, is_after_silence: bool) -> u32 {
        let Some(last) = self.turns.last() else { return self.random.between(200, 2_000) };
        let (from, to) = (last.start(), last.end());
        if is_after_silence {
            return self.end + self.random.between(10_500, 40_000);
        }
        if is_short && to > from + 3_000 && self.random.chance(40) {
            return self.random.between(from + 500, to - 1_000);
        }
        if self.random.chance(6) {
            return self.end.saturating_sub(self.random.between(100, 900)).max(from + 1);
        }
        self.end + self.random.between(80, 700)
    }

    fn word(&mut self, begins: bool, ends: bool) -> String {
        let word = self.vocabulary.word(&mut self.random);
        let mut letters = word.chars();
        let mut text: String = match letters.next() {
            Some(first) if begins => first.to_uppercase().chain(letters).collect(),
            _ => word.to_owned(),
        };
        if ends {
            text.push(self.random.pick(&['.', '.', '.', '?']));
        } else if self.random.chance(6) {
            text.push(',');
        }
        text
    }
}

#[cfg(test)]
mod tests;
