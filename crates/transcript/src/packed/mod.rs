//! A transcript as bytes, for where its memory cannot be shared: a worker has its own.
//!
//! The arrays of the model one after another, at the speed of a copy. This is no format to keep:
//! both ends are of one build. What is read is checked all the same, so that nothing else is ever
//! taken for a transcript.

mod bytes;

pub(crate) use bytes::{Packer, Unpacker};

use std::ops::Range;

use crate::model::{WordRecord, indices};
use crate::{Confidence, Look, Millis, Paragraph, Speaker, SpeakerId, Transcript, Turn};

impl Transcript {
    /// The transcript as bytes.
    pub fn pack(&self) -> Vec<u8> {
        let mut packer = Packer::default();
        self.pack_into(&mut packer);
        packer.finish()
    }

    /// The transcript that [`Transcript::pack`] made these bytes from; `None` for any others.
    pub fn unpack(bytes: &[u8]) -> Option<Self> {
        let mut unpacker = Unpacker::new(bytes);
        let transcript = Self::unpack_from(&mut unpacker)?;
        unpacker.is_done().then_some(transcript)
    }

    /// About how many bytes it takes.
    pub(crate) const fn packed_size(&self) -> usize {
        let numbers = self.words.len() * WORD + self.turns.len() * TURN;
        (numbers + self.paragraphs.len() * PARAGRAPH) * size_of::<u32>() + self.text.len() + 1_024
    }

    pub(crate) fn pack_into(&self, packer: &mut Packer) {
        packer.text(&self.text);
        packer.maybe(self.duration, |packer, duration| packer.number(duration.0));
        packer.each(self.speakers.iter(), |packer, speaker| {
            packer.maybe(speaker.label.as_deref(), Packer::text);
            packer.maybe(speaker.look, |packer, look| {
                packer.number(look.colour.into());
                packer.number(look.shape.into());
                packer.number(look.hollow.into());
            });
        });
        packer.rows(self.words.iter().map(packed_word));
        packer.rows(self.paragraphs.iter().map(packed_paragraph));
        packer.rows(self.turns.iter().map(packed_turn));
    }

    pub(crate) fn unpack_from(unpacker: &mut Unpacker<'_>) -> Option<Self> {
        let text = unpacker.text()?;
        let duration = unpacker.maybe(Unpacker::number)?.map(Millis);
        let voices = unpacker.each(|unpacker| {
            Some((unpacker.maybe(Unpacker::text)?, unpacker.maybe(unpacked_look)?))
        })?;
        let is_text = |range: &Range<u32>| text.get(indices(range)).is_some();

        let words: Vec<WordRecord> = unpacker
            .rows()?
            .map(|row| unpacked_word(row).filter(|word| is_text(&(word.from..word.to))))
            .collect::<Option<_>>()?;
        let is_words = |range: &Range<u32>| words.get(indices(range)).is_some();

        let paragraphs: Vec<Paragraph> = unpacker
            .rows()?
            .map(|row| {
                let paragraph = unpacked_paragraph(row)?;
                (is_text(&paragraph.text) && is_words(&paragraph.words)).then_some(paragraph)
            })
            .collect::<Option<_>>()?;
        let is_paragraphs = |range: &Range<u32>| paragraphs.get(indices(range)).is_some();

        let turns: Vec<Turn> = (0_u32..)
            .zip(unpacker.rows()?)
            .map(|(index, row)| {
                let turn = unpacked_turn(index, row)?;
                let is_whole = is_text(&turn.text) && is_words(&turn.words);
                (is_whole && is_paragraphs(&turn.paragraphs)).then_some(turn)
            })
            .collect::<Option<_>>()?;

        let speakers = voices
            .into_iter()
            .enumerate()
            .map(|(index, (label, look))| {
                let id = SpeakerId(index.try_into().ok()?);
                Some(Speaker { id, label: label.map(Into::into), look })
            })
            .collect::<Option<_>>()?;
        Some(Self { text: text.to_owned(), words, paragraphs, turns, speakers, duration })
    }
}

fn unpacked_look(unpacker: &mut Unpacker<'_>) -> Option<Look> {
    Some(Look {
        colour: unpacker.number()?.try_into().ok()?,
        shape: unpacker.number()?.try_into().ok()?,
        hollow: unpacker.number()? == 1,
    })
}

/// Numbers of a word.
const WORD: usize = 6;
/// Numbers of a paragraph.
const PARAGRAPH: usize = 7;
/// Numbers of a turn.
const TURN: usize = 13;

fn packed_word(word: &WordRecord) -> [u32; WORD] {
    let WordRecord { start, end, from, to, confidence, speaker } = *word;
    [start.0, end.0, from, to, confidence.to_bits(), speaker.0.into()]
}

fn unpacked_word([start, end, from, to, confidence, speaker]: [u32; WORD]) -> Option<WordRecord> {
    Some(WordRecord {
        start: Millis(start),
        end: Millis(end),
        from,
        to,
        confidence: f32::from_bits(confidence),
        speaker: speaker_id(speaker)?,
    })
}

fn packed_paragraph(paragraph: &Paragraph) -> [u32; PARAGRAPH] {
    let Paragraph { start, gap_before, text, words } = paragraph;
    let [has_gap, gap] = packed_gap(*gap_before);
    [start.0, has_gap, gap, text.start, text.end, words.start, words.end]
}

fn unpacked_paragraph(row: [u32; PARAGRAPH]) -> Option<Paragraph> {
    let [start, has_gap, gap, text_from, text_to, words_from, words_to] = row;
    Some(Paragraph {
        start: Millis(start),
        gap_before: unpacked_gap(has_gap, gap)?,
        text: text_from..text_to,
        words: words_from..words_to,
    })
}

fn packed_turn(turn: &Turn) -> [u32; TURN] {
    // NaN stands for None, as it does in a word.
    let confidence = turn.confidence.map_or(f32::NAN, Confidence::get);
    let [has_gap, gap] = packed_gap(turn.gap_before);
    [
        turn.speaker.0.into(),
        turn.start.0,
        turn.end.0,
        confidence.to_bits(),
        has_gap,
        gap,
        turn.continues.into(),
        turn.text.start,
        turn.text.end,
        turn.words.start,
        turn.words.end,
        turn.paragraphs.start,
        turn.paragraphs.end,
    ]
}

fn unpacked_turn(index: u32, row: [u32; TURN]) -> Option<Turn> {
    let [speaker, start, end, confidence, has_gap, gap, continues, ranges @ ..] = row;
    let [text_from, text_to, words_from, words_to, paragraphs_from, paragraphs_to] = ranges;
    Some(Turn {
        index,
        speaker: speaker_id(speaker)?,
        start: Millis(start),
        end: Millis(end),
        confidence: Confidence::new(f32::from_bits(confidence).into()),
        gap_before: unpacked_gap(has_gap, gap)?,
        continues: is_true(continues)?,
        text: text_from..text_to,
        words: words_from..words_to,
        paragraphs: paragraphs_from..paragraphs_to,
    })
}

fn packed_gap(gap: Option<Millis>) -> [u32; 2] {
    [gap.is_some().into(), gap.unwrap_or_default().0]
}

#[expect(clippy::option_option, reason = "one of the reading, one of what is read")]
fn unpacked_gap(has_gap: u32, gap: u32) -> Option<Option<Millis>> {
    Some(is_true(has_gap)?.then_some(Millis(gap)))
}

const fn is_true(number: u32) -> Option<bool> {
    match number {
        0 => Some(false),
        1 => Some(true),
        _ => None,
    }
}

fn speaker_id(number: u32) -> Option<SpeakerId> {
    number.try_into().ok().map(SpeakerId)
}

#[cfg(test)]
mod tests;
