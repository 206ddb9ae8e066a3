//! Whose a turn is, or a part of it.

use std::ops::Range;

use super::change::{Edit, Kind, Slot, Splice};
use super::turn::OwnTurn;
use super::{Editing, Source};
use crate::SpeakerId;
use crate::meaning::{Given, Mark, mark};
use crate::model::count;

/// Who is to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who<'a> {
    /// A voice that is there.
    Voice(SpeakerId),
    /// A voice more, of this name.
    New(&'a str),
}

impl Editing {
    /// Gives turns to a voice. `None`: it says them all already, or there is none.
    pub fn reassign(&self, turns: impl IntoIterator<Item = usize>, who: Who<'_>) -> Option<Edit> {
        let (roles, voice) = self.voice(who)?;
        let mut splices: Vec<Splice> = Vec::new();
        for turn in turns {
            if self.now.turn(turn)?.speaker == voice {
                continue;
            }
            let new = self.said_by(turn, voice)?;
            let at = count(turn);
            match splices.last_mut().filter(|last| last.at + last.count == at) {
                Some(last) => {
                    last.count += 1;
                    last.new.push(new);
                }
                None => splices.push(Splice { at, count: 1, new: vec![new] }),
            }
        }
        (!splices.is_empty()).then_some(Edit { kind: Kind::Reassign, splices, roles })
    }

    /// All turns of a voice from one on.
    pub fn turns_of(&self, voice: SpeakerId, from: usize) -> Vec<usize> {
        let turns = self.now.turns().iter().enumerate().skip(from);
        turns.filter(|(_, turn)| turn.speaker == voice).map(|(at, _)| at).collect()
    }

    /// Gives what is meant to a voice. `None`: there is nothing, or it is its.
    pub fn give(&self, given: &Given, who: Who<'_>) -> Option<Edit> {
        match given {
            Given::Turns(turns) => self.reassign(turns.iter().copied(), who),
            Given::Stretch(marks) => self.reassign_stretch(marks, who),
        }
    }

    /// Gives what is selected between two bytes of a turn's text to a voice: it becomes a turn of its
    /// own. `None`: nothing is, or it is its.
    pub fn reassign_words(&self, turn: usize, bytes: Range<usize>, who: Who<'_>) -> Option<Edit> {
        self.reassign_part(turn, &self.own(turn)?, bytes, who)
    }

    /// As [`Self::reassign_words`], for a turn as it is to be.
    pub(super) fn reassign_part(
        &self,
        turn: usize,
        whole: &OwnTurn,
        bytes: Range<usize>,
        who: Who<'_>,
    ) -> Option<Edit> {
        let (roles, voice) = self.voice(who)?;
        let new = given_away(whole, bytes, voice)?;
        let splice = self.in_order(turn, 1, new);
        Some(Edit { kind: Kind::Reassign, splices: vec![splice], roles })
    }

    /// Gives what is selected between two places of several turns to a voice, and nothing else of
    /// them.
    fn reassign_stretch(&self, marks: &Range<Mark>, who: Who<'_>) -> Option<Edit> {
        let (first, last) =
            (marks.start.turn, marks.end.turn.min(self.slots.len().checked_sub(1)?));
        let (roles, voice) = self.voice(who)?;
        let mut new = Vec::new();
        let mut is_changed = false;
        for turn in first..=last {
            let text = self.now.turn(turn).map_or("", |of| self.now.turn_text(of));
            let from = if turn == first { marks.start.byte } else { 0 };
            let to = if turn == marks.end.turn { marks.end.byte } else { text.len() };
            match self.given_of(turn, from..to, voice) {
                Some(parts) => {
                    is_changed = true;
                    new.extend(parts);
                }
                None => new.push(self.slots.get(turn)?.clone()),
            }
        }
        let splice = self.in_order(first, (last + 1).checked_sub(first)?, new);
        is_changed.then_some(Edit { kind: Kind::Reassign, splices: vec![splice], roles })
    }

    /// What becomes of a turn of which some is given to a voice; `None` if it stays as it is.
    fn given_of(&self, turn: usize, bytes: Range<usize>, voice: SpeakerId) -> Option<Vec<Slot>> {
        let now = self.now.turn(turn).filter(|turn| turn.speaker != voice)?;
        let text = self.now.turn_text(now);
        if mark::selected(text, bytes.clone())? == (0..text.len()) {
            return Some(vec![self.said_by(turn, voice)?]);
        }
        given_away(&self.own(turn)?, bytes, voice)
    }

    /// A turn as it is, spoken by a voice.
    fn said_by(&self, turn: usize, voice: SpeakerId) -> Option<Slot> {
        let slot = self.slots.get(turn)?;
        // Whose it was first is no correction.
        let own = match &slot.source {
            Source::Original(index) => self.original.turn(*index as usize)?.speaker,
            Source::Own(own) => own.speaker,
        };
        Some(Slot { by: (own != voice).then_some(voice), ..slot.clone() })
    }

    fn voice(&self, who: Who<'_>) -> Option<(Option<Vec<super::Role>>, SpeakerId)> {
        match who {
            Who::Voice(id) => Some((None, id)),
            Who::New(name) => self.with_voice(name).map(|(roles, id)| (Some(roles), id)),
        }
    }
}

/// The parts of a turn of which what is selected is given to a voice. `None`: nothing is, or the whole
/// is its.
fn given_away(whole: &OwnTurn, bytes: Range<usize>, voice: SpeakerId) -> Option<Vec<Slot>> {
    if whole.speaker == voice {
        return None;
    }
    let bytes = mark::selected(&whole.text, bytes)?;
    let (until, after) = match whole.split(bytes.end) {
        Some((until, after)) => (until, Some(after)),
        None => (whole.clone(), None),
    };
    let (before, taken) = match until.split(bytes.start) {
        Some((before, taken)) => (Some(before), taken),
        None => (None, until),
    };
    let parts = [before, Some(taken.spoken_by(voice)), after];
    Some(parts.into_iter().flatten().map(Slot::own).collect())
}
