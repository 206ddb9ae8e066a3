//! What is said in cues, segments and utterances, in flat arrays. A file may have a cue for each
//! dozen of its bytes: a piece of memory for each text and each list of words would be many times
//! the file.

use transcript::{Confidence, Millis, SourceWord, SourceWords};

use crate::room::Room;
use crate::turns::push_joined_from;

/// A place in a list or a text: from here, to before there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) from: u32,
    pub(crate) to: u32,
}

impl Place {
    pub(crate) fn new(from: usize, to: usize) -> Self {
        let number = |at| u32::try_from(at).unwrap_or(u32::MAX);
        Self { from: number(from), to: number(to) }
    }

    pub(crate) const fn is_empty(self) -> bool {
        self.from >= self.to
    }

    /// What is there in a list.
    pub(crate) fn of<T>(self, list: &[T]) -> &[T] {
        list.get(self.from as usize..self.to as usize).unwrap_or_default()
    }

    /// What is there in a text.
    pub(crate) fn within(self, text: &str) -> &str {
        text.get(self.from as usize..self.to as usize).unwrap_or_default()
    }
}

/// What is said in a cue, a segment or an utterance.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Piece {
    /// Who speaks; "" is nobody known.
    pub(crate) speaker: Place,
    pub(crate) text: Place,
    /// Its words, or its stretches.
    pub(crate) words: Place,
    pub(crate) start: Option<Millis>,
    pub(crate) end: Option<Millis>,
    pub(crate) confidence: Option<Confidence>,
}

impl Piece {
    pub(crate) fn start(&self) -> Millis {
        let start = self.start.unwrap_or_default();
        self.end.map_or(start, |end| end.min(start))
    }

    pub(crate) fn end(&self) -> Millis {
        let start = self.start.unwrap_or_default();
        self.end.map_or(start, |end| end.max(start))
    }
}

/// A word with what is known of it.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Word {
    /// With its punctuation, and nothing around it.
    pub(crate) text: Place,
    /// "" where nobody is named.
    pub(crate) speaker: Place,
    pub(crate) start: Option<Millis>,
    pub(crate) end: Option<Millis>,
    pub(crate) confidence: Option<Confidence>,
}

/// A stretch of a cue with times of its own: some words, that share them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stretch {
    pub(crate) text: Place,
    pub(crate) start: Millis,
    pub(crate) end: Millis,
}

/// Pieces in the order of their file.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub(crate) all: Vec<Piece>,
    /// All texts and names.
    pub(crate) letters: String,
    pub(crate) words: Vec<Word>,
    /// A file has words or stretches.
    pub(crate) stretches: Vec<Stretch>,
}

impl Pieces {
    /// Keeps a text or a name.
    pub(crate) fn keep(&mut self, text: &str) -> Place {
        let from = self.letters.len();
        self.letters.push_str(text);
        Place::new(from, self.letters.len())
    }

    /// Goes on with the text of the last piece, which must be what was kept last.
    pub(crate) fn say(&mut self, text: &str) {
        let Some(piece) = self.all.last_mut() else { return };
        push_joined_from(&mut self.letters, piece.text.from as usize, text);
        piece.text = Place::new(piece.text.from as usize, self.letters.len());
    }

    pub(crate) fn text(&self, place: Place) -> &str {
        place.within(&self.letters)
    }

    /// When the first of some words starts and the last one ends.
    pub(crate) fn span(&self, words: Place) -> Option<(Millis, Millis)> {
        let words = words.of(&self.words);
        let start = words.iter().filter_map(|word| word.start).min()?;
        let end = words.iter().filter_map(|word| word.end).max().unwrap_or(start);
        Some((start, end))
    }

    /// The text of some words.
    pub(crate) fn join(&mut self, words: Place) -> Place {
        let from = self.letters.len();
        for at in words.from..words.to {
            let Some(word) = self.words.get(at as usize) else { break };
            push_again(&mut self.letters, from, word.text);
        }
        Place::new(from, self.letters.len())
    }

    /// How many words of a piece have times.
    pub(crate) fn word_count(&self, piece: &Piece) -> usize {
        let stretches = piece.words.of(&self.stretches).iter();
        let words = stretches.map(|one| self.text(one.text).split_whitespace().count());
        piece.words.of(&self.words).len() + words.sum::<usize>()
    }

    /// Appends the words of a piece as the builder takes them.
    pub(crate) fn push_words(&self, piece: &Piece, room: &mut Room, out: &mut SourceWords) {
        let words = piece.words.of(&self.words);
        let stretches = piece.words.of(&self.stretches);
        // What has no time (numbers often have none, as they are not written as they are spoken)
        // stands where the word before it ended.
        let mut last = piece.start();
        for word in words {
            let start = word.start.or(word.end).unwrap_or(last);
            let end = word.end.unwrap_or(start).max(start);
            last = end;
            if room.word() {
                out.push(&SourceWord {
                    text: self.text(word.text),
                    start,
                    end,
                    confidence: word.confidence,
                    speaker: Some(self.text(word.speaker)).filter(|name| !name.is_empty()),
                });
            }
        }
        for Stretch { text, start, end } in stretches {
            push_shared(out, self.text(*text), (*start, *end), room);
        }
    }
}

/// Appends what stands elsewhere in the same text to what begins at `from`.
fn push_again(letters: &mut String, from: usize, again: Place) {
    // A word is short: this piece of memory is given back at once.
    let again = again.within(letters).to_owned();
    push_joined_from(letters, from, &again);
}

/// Where several words have one time they share it by their letters.
fn push_shared(out: &mut SourceWords, text: &str, (start, end): (Millis, Millis), room: &mut Room) {
    let length = u64::from(end.saturating_sub(start).0);
    let letters = |word: &str| u64::try_from(word.chars().count()).unwrap_or(u64::MAX);
    let all: u64 = text.split_whitespace().map(letters).sum();
    let at = |passed: u64| {
        let share = length.saturating_mul(passed) / all.max(1);
        Millis(start.0.saturating_add(u32::try_from(share).unwrap_or(u32::MAX)))
    };
    let mut passed = 0;
    for word in text.split_whitespace() {
        let from = passed;
        passed += letters(word);
        if !room.word() {
            return;
        }
        out.push(&SourceWord {
            text: word,
            start: at(from),
            end: at(passed),
            ..SourceWord::default()
        });
    }
}
