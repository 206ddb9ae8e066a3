//! Rows of words, put together as turns.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use transcript::{SourceUtterance, SourceWord, SourceWords, TranscriptBuilder};

use super::rows::{Row, unguarded};
use crate::error::ImportError;
use crate::room::Room;
use crate::turns::push_joined;

/// Rows of words that make one turn.
#[derive(Default)]
pub(super) struct Words {
    /// What its rows have in the first column, and who says its last word.
    last: Option<(String, Option<String>)>,
    /// Who says its words, and how many: single ones inside of a turn may be of others.
    voices: BTreeMap<Option<String>, (usize, usize)>,
    text: String,
    timed: SourceWords,
}

impl Words {
    /// Whether the next row begins another turn: by its number, or without numbers by its speaker.
    pub(super) fn is_over(&self, next: &Row<'_>) -> bool {
        self.last.as_ref().is_some_and(|(turn, speaker)| {
            let is_same = next.turn.is_empty() && speaker.as_deref() != next.speaker();
            *turn != next.turn || is_same
        })
    }

    pub(super) fn push(&mut self, row: Row<'_>, room: &mut Room) {
        let text = unguarded(&row.text);
        push_joined(&mut self.text, text);
        let speaker = row.speaker();
        if let Some(start) = row.start.or(row.end)
            && room.word()
        {
            self.timed.push(&SourceWord {
                text: text.trim(),
                start,
                end: row.end.unwrap_or(start),
                confidence: row.confidence,
                speaker,
            });
        }
        if self.last.as_ref().is_none_or(|(_, last)| last.as_deref() != speaker) {
            let speaker = speaker.map(str::to_owned);
            let order = self.voices.len();
            self.voices.entry(speaker.clone()).or_insert((0, order));
            self.last = Some((row.turn.into_owned(), speaker));
        }
        if let Some((count, _)) = self.last.as_ref().and_then(|(_, last)| self.voices.get_mut(last))
        {
            *count += 1;
        }
    }

    pub(super) fn push_to(
        &mut self,
        builder: &mut TranscriptBuilder,
        room: &mut Room,
    ) -> Result<(), ImportError> {
        let Self { last, voices, text, timed: words } = core::mem::take(self);
        if last.is_none() {
            return Ok(());
        }
        room.turn()?;
        let most = voices.into_iter().max_by_key(|(_, (count, order))| (*count, Reverse(*order)));
        builder.push_utterance(&SourceUtterance {
            speaker: most.and_then(|(speaker, _)| speaker),
            text: Some(text),
            words,
            ..SourceUtterance::default()
        });
        Ok(())
    }
}
