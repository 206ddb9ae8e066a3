//! From corrected turns to a transcript as everything else reads it.
//!
//! It is put together anew after each correction: for a hundred thousand words that is a copy of
//! four megabytes, a few milliseconds, and there is no second way by which it comes about.

use std::ops::Range;

use super::change::{Role, Slot, Source};
use super::turn::OwnTurn;
use crate::model::{Paragraph, Transcript, Turn, WordRecord, count, indices};
use crate::paragraphs::LONG_SILENCE;
use crate::{Millis, Speaker, SpeakerId};

/// The corrected transcript.
pub(super) fn assemble(original: &Transcript, slots: &[Slot], roles: &[Role]) -> Transcript {
    let mut assembly = Assembly {
        now: Transcript {
            text: String::with_capacity(original.text.len() + 64),
            words: Vec::with_capacity(original.words.len() + 8),
            paragraphs: Vec::with_capacity(original.paragraphs.len() + 8),
            turns: Vec::with_capacity(slots.len()),
            speakers: speakers(original, roles),
            duration: original.duration,
        },
        whose: (0..roles.len()).map(|id| whose(roles, id)).collect(),
        latest_end: Millis(0),
    };
    for slot in slots {
        match &slot.source {
            Source::Original(index) => {
                if let Some(turn) = original.turn(*index as usize) {
                    assembly.copy(original, turn, slot.by);
                }
            }
            Source::Own(own) => assembly.push(own, slot.by),
        }
    }
    assembly.now
}

/// Whose a voice is, after all that it turned out to be.
fn whose(roles: &[Role], id: usize) -> SpeakerId {
    let mut at = id;
    // No more steps than voices: a ring would not end.
    for _ in roles {
        match roles.get(at).and_then(|role| role.into) {
            Some(next) => at = usize::from(next.0),
            None => break,
        }
    }
    SpeakerId(u16::try_from(at).unwrap_or(u16::MAX))
}

fn speakers(original: &Transcript, roles: &[Role]) -> Vec<Speaker> {
    let mut speakers = original.speakers.clone();
    for role in roles.iter().skip(speakers.len()) {
        let id = SpeakerId(u16::try_from(speakers.len()).unwrap_or(u16::MAX));
        speakers.push(Speaker { id, label: Some(role.name.as_str().into()), look: None });
    }
    for (speaker, role) in speakers.iter_mut().zip(roles) {
        speaker.look = role.look;
    }
    speakers
}

struct Assembly {
    now: Transcript,
    whose: Vec<SpeakerId>,
    latest_end: Millis,
}

impl Assembly {
    fn whose(&self, id: SpeakerId) -> SpeakerId {
        self.whose.get(usize::from(id.0)).copied().unwrap_or(id)
    }

    /// Who says a word of a turn that was given to another.
    fn said(&self, word: SpeakerId, turn: SpeakerId, by: Option<SpeakerId>) -> SpeakerId {
        self.whose(by.filter(|_| word == turn).unwrap_or(word))
    }

    fn copy(&mut self, original: &Transcript, turn: &Turn, by: Option<SpeakerId>) {
        let (text, words) = (count(self.now.text.len()), count(self.now.words.len()));
        let paragraphs = count(self.now.paragraphs.len());
        self.now.text.push_str(original.turn_text(turn));
        let own = original.words.get(indices(&turn.words)).unwrap_or_default();
        for word in own {
            let moved = |at: u32| (at - turn.text.start) + text;
            let speaker = self.said(word.speaker, turn.speaker, by);
            let (from, to) = (moved(word.from), moved(word.to));
            self.now.words.push(WordRecord { from, to, speaker, ..*word });
        }
        let moved =
            |range: &Range<u32>, from: u32, to: u32| range.start - from + to..range.end - from + to;
        self.now.paragraphs.extend(original.paragraphs(turn).iter().map(|paragraph| Paragraph {
            text: moved(&paragraph.text, turn.text.start, text),
            words: moved(&paragraph.words, turn.words.start, words),
            ..paragraph.clone()
        }));
        let speaker = self.whose(by.unwrap_or(turn.speaker));
        self.close(&Turn { speaker, ..turn.clone() }, [text, words, paragraphs]);
    }

    fn push(&mut self, own: &OwnTurn, by: Option<SpeakerId>) {
        let (text, words) = (count(self.now.text.len()), count(self.now.words.len()));
        let paragraphs = count(self.now.paragraphs.len());
        self.now.text.push_str(&own.text);
        for word in &own.words {
            let speaker = self.said(word.speaker, own.speaker, by);
            self.now.words.push(WordRecord { speaker, ..word.record(text) });
        }
        let mut latest = own.words.first().map_or(own.start, |word| word.start);
        for (position, range) in own.paragraphs.iter().enumerate() {
            let within = own.words_of(range);
            let said = own.words.get(within.clone()).unwrap_or_default();
            let start = said.first().filter(|_| position > 0).map_or(own.start, |word| word.start);
            let pause = said.first().map_or(Millis(0), |word| word.start.saturating_sub(latest));
            latest = said.iter().map(|word| word.end).fold(latest, Millis::max);
            self.now.paragraphs.push(Paragraph {
                start,
                gap_before: Some(pause).filter(|&pause| pause > LONG_SILENCE),
                text: range.start + text..range.end + text,
                words: count(within.start) + words..count(within.end) + words,
            });
        }
        let turn = Turn {
            index: 0,
            speaker: self.whose(by.unwrap_or(own.speaker)),
            start: own.start,
            end: own.end,
            confidence: own.confidence,
            gap_before: None,
            continues: false,
            text: 0..0,
            words: 0..0,
            paragraphs: 0..0,
        };
        self.close(&turn, [text, words, paragraphs]);
    }

    /// Puts the turn behind the others, with what it is by its place among them. Text, words and
    /// paragraphs of it begin at these positions.
    fn close(&mut self, turn: &Turn, [text, words, paragraphs]: [u32; 3]) {
        let now = &mut self.now;
        let gap = turn.start.saturating_sub(self.latest_end);
        let gap_before = Some(gap).filter(|&gap| gap > LONG_SILENCE);
        self.latest_end = self.latest_end.max(turn.end);
        let continues = gap_before.is_none()
            && now.turns.last().is_some_and(|before| before.speaker == turn.speaker);
        now.turns.push(Turn {
            index: count(now.turns.len()),
            gap_before,
            continues,
            text: text..count(now.text.len()),
            words: words..count(now.words.len()),
            paragraphs: paragraphs..count(now.paragraphs.len()),
            ..turn.clone()
        });
    }
}
