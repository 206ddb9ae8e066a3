//! The finished conversation: flat arrays, read-only. How it comes to be is `builder`'s subject.

use std::ops::Range;

use crate::{Confidence, Millis, Speaker, SpeakerId};

/// A diarized recording as text: turns in order, each with its paragraphs and words.
///
/// All text lies in one buffer; ranges are byte offsets into it.
#[derive(Clone, Debug, Default)]
pub struct Transcript {
    pub(crate) text: String,
    pub(crate) words: Vec<WordRecord>,
    pub(crate) paragraphs: Vec<Paragraph>,
    pub(crate) turns: Vec<Turn>,
    pub(crate) speakers: Vec<Speaker>,
    pub(crate) duration: Option<Millis>,
}

/// One speaker's utterance, as a reader sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct Turn {
    /// Position in [`Transcript::turns`].
    pub index: u32,
    /// Who speaks; single words inside may belong to others.
    pub speaker: SpeakerId,
    /// Where it starts; turns are sorted by this.
    pub start: Millis,
    /// Where it ends, never before `start`; may lie after the start of the next turn.
    pub end: Millis,
    /// How sure the service is of the whole, when it says so.
    pub confidence: Option<Confidence>,
    /// A silence of more than 10 s before this turn, measured from the latest end of any turn
    /// before it; for the first turn from the start of the recording.
    pub gap_before: Option<Millis>,
    /// The same speaker as in the turn before, and no gap between.
    pub continues: bool,
    pub(crate) text: Range<u32>,
    pub(crate) words: Range<u32>,
    pub(crate) paragraphs: Range<u32>,
}

impl Turn {
    /// The bytes of its text in the buffer that [`Word::range`] also points into.
    pub const fn range(&self) -> Range<u32> {
        self.text.start..self.text.end
    }
}

/// A piece of a turn, cut at a sentence end or a pause.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paragraph {
    /// Where its first word starts; the start of the turn for the first paragraph, and for all of
    /// them when the turn has no words.
    pub start: Millis,
    /// A silence of more than 10 s inside the turn, right before this paragraph.
    pub gap_before: Option<Millis>,
    pub(crate) text: Range<u32>,
    pub(crate) words: Range<u32>,
}

impl Paragraph {
    /// The bytes of its text in the buffer that [`Word::range`] also points into.
    pub const fn range(&self) -> Range<u32> {
        self.text.start..self.text.end
    }
}

/// A word with its times, borrowed from the transcript.
#[derive(Clone, Debug, PartialEq)]
pub struct Word<'a> {
    /// The word as it came, with its punctuation.
    pub text: &'a str,
    /// Where it starts.
    pub start: Millis,
    /// Where it ends, never before `start`.
    pub end: Millis,
    /// How sure the service is.
    pub confidence: Option<Confidence>,
    /// Who said it; now and then not the speaker of the turn.
    pub speaker: SpeakerId,
    /// Its bytes in the whole-text buffer: subtract [`Turn::range`]'s or [`Paragraph::range`]'s
    /// start to get an offset into their text.
    pub range: Range<u32>,
}

/// How a word is kept: 24 bytes, as there are a hundred thousand of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct WordRecord {
    pub(crate) start: Millis,
    pub(crate) end: Millis,
    pub(crate) from: u32,
    pub(crate) to: u32,
    /// NaN stands for None: an `Option` would cost four more bytes.
    pub(crate) confidence: f32,
    pub(crate) speaker: SpeakerId,
}

impl Transcript {
    /// All turns, sorted by start.
    pub fn turns(&self) -> &[Turn] {
        &self.turns
    }

    /// The turn with this [`Turn::index`].
    pub fn turn(&self, index: usize) -> Option<&Turn> {
        self.turns.get(index)
    }

    /// All speakers; [`SpeakerId`] is the index.
    pub fn speakers(&self) -> &[Speaker] {
        &self.speakers
    }

    /// The speaker with this id.
    pub fn speaker(&self, id: SpeakerId) -> Option<&Speaker> {
        self.speakers.get(usize::from(id.0))
    }

    /// The paragraphs of a turn, at least one.
    pub fn paragraphs(&self, turn: &Turn) -> &[Paragraph] {
        self.paragraphs.get(indices(&turn.paragraphs)).unwrap_or_default()
    }

    /// The text of a paragraph, without the white space at which it was cut.
    pub fn paragraph_text(&self, paragraph: &Paragraph) -> &str {
        self.slice(&paragraph.text)
    }

    /// The whole text of a turn, exactly as it came.
    pub fn turn_text(&self, turn: &Turn) -> &str {
        self.slice(&turn.text)
    }

    /// The words of a turn in reading order; none when the service gave only its text.
    pub fn words<'a>(
        &'a self,
        turn: &Turn,
    ) -> impl ExactSizeIterator<Item = Word<'a>> + DoubleEndedIterator + Clone + use<'a> {
        self.words_in(&turn.words)
    }

    /// The words of a paragraph in reading order.
    pub fn paragraph_words<'a>(
        &'a self,
        paragraph: &Paragraph,
    ) -> impl ExactSizeIterator<Item = Word<'a>> + DoubleEndedIterator + Clone + use<'a> {
        self.words_in(&paragraph.words)
    }

    /// How many words have times.
    pub const fn word_count(&self) -> usize {
        self.words.len()
    }

    /// The length of the recording, when the service says so. It may be cut to whole seconds, so
    /// the last word may end after it.
    pub const fn duration(&self) -> Option<Millis> {
        self.duration
    }

    /// The length of the recording, or the latest end of a turn when that is unknown.
    pub fn end(&self) -> Millis {
        self.duration
            .unwrap_or_else(|| self.turns.iter().map(|turn| turn.end).max().unwrap_or_default())
    }

    /// Nothing to read: no speech was found.
    pub const fn is_empty(&self) -> bool {
        self.turns.is_empty()
    }

    /// A range that is not ours (a turn of another transcript) gives nothing rather than a panic.
    pub(crate) fn slice(&self, range: &Range<u32>) -> &str {
        self.text.get(indices(range)).unwrap_or_default()
    }

    fn words_in<'a>(
        &'a self,
        range: &Range<u32>,
    ) -> impl ExactSizeIterator<Item = Word<'a>> + DoubleEndedIterator + Clone + use<'a> {
        let records = self.words.get(indices(range)).unwrap_or_default();
        records.iter().map(|record| Word {
            text: self.slice(&(record.from..record.to)),
            start: record.start,
            end: record.end,
            confidence: Confidence::new(f64::from(record.confidence)),
            speaker: record.speaker,
            range: record.from..record.to,
        })
    }
}

/// A stored range as an index.
pub(crate) const fn indices(range: &Range<u32>) -> Range<usize> {
    range.start as usize..range.end as usize
}

/// How many there are of something, or where it lies, as it is kept: a text fits into 32 bits (see
/// `builder`), and nothing is more than its bytes.
pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
