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

/// A time that may not be known, in four bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct At(u32);

impl At {
    const UNKNOWN: Self = Self(u32::MAX);

    pub(crate) fn get(self) -> Option<Millis> {
        self.is_known().then_some(Millis(self.0))
    }

    pub(crate) fn is_known(self) -> bool {
        self != Self::UNKNOWN
    }

    /// This one, or another where it is not known.
    pub(crate) fn or(self, other: impl Into<Self>) -> Self {
        if self.is_known() { self } else { other.into() }
    }
}

impl Default for At {
    fn default() -> Self {
        Self::UNKNOWN
    }
}

impl From<Option<Millis>> for At {
    fn from(time: Option<Millis>) -> Self {
        time.map_or(Self::UNKNOWN, Into::into)
    }
}

impl From<Millis> for At {
    fn from(time: Millis) -> Self {
        Self(time.0.min(u32::MAX - 1))
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
    pub(crate) start: At,
    pub(crate) end: At,
    pub(crate) confidence: Option<Confidence>,
}

impl Piece {
    /// Of an end before its start, the end is wrong.
    pub(crate) fn start(&self) -> Millis {
        self.start.get().unwrap_or_default()
    }

    pub(crate) fn end(&self) -> Millis {
        self.end.get().unwrap_or_default().max(self.start())
    }

    /// What is said in its time as a whole: a turn is made of many pieces, and each word is still to be
    /// found where the file says.
    fn shared(&self) -> Option<Place> {
        (self.words.is_empty() && self.start.is_known() && self.end.is_known()).then_some(self.text)
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

    /// Whether all is said by the same, or by nobody known.
    pub(crate) fn is_of_one_voice(&self) -> bool {
        let mut voices = self.all.iter().map(|piece| self.text(piece.speaker));
        let first = voices.next();
        voices.all(|voice| Some(voice) == first)
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

    /// Cuts pieces where the voices of their words change. Of which piece each of the new ones is.
    pub(crate) fn cut_by_voices(&mut self) -> Vec<usize> {
        let all = core::mem::take(&mut self.all);
        let (mut cut, mut origins) = (Vec::with_capacity(all.len()), Vec::with_capacity(all.len()));
        for (index, piece) in all.into_iter().enumerate() {
            self.cut(piece, &mut cut);
            origins.resize(cut.len(), index);
        }
        self.all = cut;
        origins
    }

    /// Where each of some words begins in a text; `None` where one is not in it.
    pub(crate) fn places_of(&self, words: Place, text: &str) -> Option<Vec<usize>> {
        let mut cursor = 0;
        let mut all = Vec::with_capacity(words.of(&self.words).len());
        for word in words.of(&self.words).iter().map(|word| self.text(word.text)) {
            let begin = cursor + text.get(cursor..)?.find(word)?;
            all.push(begin);
            cursor = begin + word.len();
        }
        Some(all)
    }

    fn cut(&mut self, piece: Piece, out: &mut Vec<Piece>) {
        let voice = |word: &Word| Some(word.speaker).filter(|voice| !voice.is_empty());
        let words = piece.words.of(&self.words);
        let told = words.iter().filter_map(voice).map(|voice| self.text(voice));
        // One that is told nowhere else is that of the first word.
        let first = words.iter().find_map(voice).unwrap_or(piece.speaker);
        let own = if piece.speaker.is_empty() { first } else { piece.speaker };
        if told.clone().all(|voice| voice == self.text(own)) {
            return out.push(Piece { speaker: own, ..piece });
        }
        let places = self.places_of(piece.words, self.text(piece.text));
        // From word to word: whose voice, and where in the list.
        let mut runs: Vec<(Place, Place)> = Vec::new();
        for (word, at) in words.iter().zip(piece.words.from..) {
            let spoken = voice(word).or_else(|| runs.last().map(|run| run.0)).unwrap_or(own);
            match runs.last_mut() {
                Some((last, place))
                    if spoken.within(&self.letters) == last.within(&self.letters) =>
                {
                    place.to = at + 1;
                }
                _ => runs.push((spoken, Place { from: at, to: at + 1 })),
            }
        }
        let count = runs.len();
        for (index, (speaker, words)) in runs.into_iter().enumerate() {
            let place = |at: u32| {
                let begin = places.as_ref()?.get((at - piece.words.from) as usize)?;
                u32::try_from(*begin).ok().map(|begin| begin + piece.text.from)
            };
            // The text before the first word and behind the last one is theirs.
            let from = if index == 0 { Some(piece.text.from) } else { place(words.from) };
            let to = if index + 1 == count { Some(piece.text.to) } else { place(words.to) };
            let text = match from.zip(to).filter(|_| places.is_some()) {
                Some((from, to)) => {
                    let length = Place { from, to }.within(&self.letters).trim_end().len();
                    Place::new(from as usize, from as usize + length)
                }
                None => self.join(words),
            };
            let span = self.span(words);
            let start = if index == 0 { piece.start } else { At::UNKNOWN };
            let end = if index + 1 == count { piece.end } else { At::UNKNOWN };
            out.push(Piece {
                speaker,
                text,
                words,
                start: start.or(span.map(|(start, _)| start)).or(piece.start),
                end: end.or(span.map(|(_, end)| end)).or(piece.end),
                confidence: None,
            });
        }
    }

    /// How many words of a piece have times.
    pub(crate) fn word_count(&self, piece: &Piece) -> usize {
        let count = |text: Place| self.text(text).split_whitespace().count();
        if let Some(text) = piece.shared() {
            return count(text);
        }
        let stretches = piece.words.of(&self.stretches).iter();
        let words = stretches.map(|one| count(one.text));
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
        if let Some(text) = piece.shared() {
            push_shared(out, self.text(text), (piece.start(), piece.end()), room);
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

/// The moment at which so much of all that shares a time has passed.
pub(crate) fn shared((start, end): (Millis, Millis), passed: u64, all: u64) -> Millis {
    let length = u64::from(end.saturating_sub(start).0);
    let share = length.saturating_mul(passed) / all.max(1);
    Millis(start.0.saturating_add(u32::try_from(share).unwrap_or(u32::MAX)))
}

/// Where several words have one time they share it by their letters.
fn push_shared(out: &mut SourceWords, text: &str, times: (Millis, Millis), room: &mut Room) {
    let letters = |word: &str| u64::try_from(word.chars().count()).unwrap_or(u64::MAX);
    let all: u64 = text.split_whitespace().map(letters).sum();
    let mut passed = 0;
    for word in text.split_whitespace() {
        let from = passed;
        passed += letters(word);
        if !room.word() {
            return;
        }
        out.push(&SourceWord {
            text: word,
            start: shared(times, from, all),
            end: shared(times, passed, all),
            ..SourceWord::default()
        });
    }
}
