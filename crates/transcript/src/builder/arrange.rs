//! The last step: turns in order of time, speakers in order of appearance, gaps and paragraphs.

use super::{
    draft::{Draft, Drafts},
    labels::Labels,
};
use crate::{
    Millis, Speaker, SpeakerId, Transcript, Turn,
    model::{count, indices},
    paragraphs::{self, LONG_SILENCE},
};

/// A transcript in the making: sorted and numbered, being cut into paragraphs turn by turn.
#[derive(Debug)]
pub struct Arranging {
    drafts: std::vec::IntoIter<Draft>,
    transcript: Transcript,
    cutter: paragraphs::Cutter,
    latest_end: Millis,
}

impl Arranging {
    pub(super) fn new(drafts: Drafts, labels: Labels, duration: Option<Millis>) -> Self {
        let mut drafts = sort(drafts);
        let speakers = renumber(&mut drafts, labels);
        let transcript = Transcript {
            paragraphs: Vec::with_capacity(drafts.turns.len()),
            turns: Vec::with_capacity(drafts.turns.len()),
            text: drafts.text,
            words: drafts.words,
            speakers,
            duration,
        };
        let drafts = drafts.turns.into_iter();
        Self { drafts, transcript, cutter: paragraphs::Cutter::default(), latest_end: Millis(0) }
    }

    /// Arranges turns with about so many bytes of text. Whether there are more.
    pub fn step(&mut self, budget: usize) -> bool {
        let mut left = budget;
        while left > 0 {
            let Some(draft) = self.drafts.next() else { return false };
            left = left.saturating_sub(draft.text.len().max(1));
            self.arrange(draft);
        }
        true
    }

    /// The transcript of the turns that were arranged.
    pub fn finish(self) -> Transcript {
        self.transcript
    }

    fn arrange(&mut self, draft: Draft) {
        let transcript = &mut self.transcript;
        let gap_before =
            Some(draft.start.saturating_sub(self.latest_end)).filter(|&gap| gap > LONG_SILENCE);
        self.latest_end = self.latest_end.max(draft.end);
        let continues = gap_before.is_none()
            && transcript.turns.last().is_some_and(|turn| turn.speaker == draft.speaker);
        let from = count(transcript.paragraphs.len());
        self.cutter.cut(
            &transcript.text,
            &transcript.words,
            &draft.text,
            &draft.words,
            draft.start,
            &mut transcript.paragraphs,
        );
        transcript.turns.push(Turn {
            index: count(transcript.turns.len()),
            speaker: draft.speaker,
            start: draft.start,
            end: draft.end,
            confidence: draft.confidence,
            gap_before,
            continues,
            text: draft.text,
            words: draft.words,
            paragraphs: from..count(transcript.paragraphs.len()),
        });
    }
}

/// Sorts the turns by start, those of the same start as they came, and moves text and words along
/// so that ranges ascend through the whole transcript. Services send them sorted: then nothing is
/// moved.
fn sort(mut drafts: Drafts) -> Drafts {
    if drafts.turns.is_sorted_by_key(|turn| turn.start) {
        return drafts;
    }
    drafts.turns.sort_by_key(|turn| turn.start);
    let mut text = String::with_capacity(drafts.text.len());
    let mut words = Vec::with_capacity(drafts.words.len());
    for turn in &mut drafts.turns {
        let (text_from, words_from) = (count(text.len()), count(words.len()));
        text.push_str(drafts.text.get(indices(&turn.text)).unwrap_or_default());
        let own = drafts.words.get(indices(&turn.words)).unwrap_or_default();
        words.extend(own.iter().map(|&word| {
            let moved = |at: u32| at - turn.text.start + text_from;
            crate::model::WordRecord { from: moved(word.from), to: moved(word.to), ..word }
        }));
        *turn = Draft {
            text: text_from..count(text.len()),
            words: words_from..count(words.len()),
            ..turn.clone()
        };
    }
    Drafts { text, words, turns: drafts.turns }
}

/// Numbers the speakers in order of their first turn, then those who have only words, and drops
/// labels that nobody uses.
fn renumber(drafts: &mut Drafts, labels: Labels) -> Vec<Speaker> {
    let mut labels = labels.into_list();
    let mut numbers: Vec<Option<SpeakerId>> = vec![None; labels.len()];
    let mut speakers = Vec::new();
    let turns = drafts.turns.iter_mut().map(|turn| &mut turn.speaker);
    let words = drafts.words.iter_mut().map(|word| &mut word.speaker);
    for speaker in turns.chain(words) {
        let old = usize::from(speaker.0);
        let (Some(number), Some(label)) = (numbers.get_mut(old), labels.get_mut(old)) else {
            continue;
        };
        *speaker = *number.get_or_insert_with(|| {
            let id = SpeakerId(u16::try_from(speakers.len()).unwrap_or(u16::MAX));
            speakers.push(Speaker { id, label: label.take(), look: None });
            id
        });
    }
    speakers
}
