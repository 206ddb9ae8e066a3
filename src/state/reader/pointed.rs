//! What the user points at when a key is pressed, and giving that to a voice.

use std::ops::Range;

use transcript::SpeakerId;
use transcript::edit::Who;
use transcript::meaning::{Click, Given, Mark, Pointed, given, turns_of};

use super::correcting::Outcome;
use super::places::TextPlace;
use super::{Inner, Reader};
use crate::platform::{caret, focus};
use crate::state::mounting::after_paint;

impl Reader {
    /// The turn that a key is meant for.
    pub fn meant_turn(self) -> Option<usize> {
        let inner = self.inner()?;
        let pointed = Pointed {
            focused: caret::focused().and_then(|element| inner.turn_of(&element)),
            selected: self.selected_turns().map(|turns| turns.start as usize),
            clicked: inner.clicked.get(),
            playhead: self.playback().at(),
            spoken: self.turn().get_untracked(),
            seen: Some(inner.seen_turns().start),
        };
        pointed.turn(&inner.transcript())
    }

    /// What is selected of the turns; `None` if nothing of them is.
    pub fn selection(self) -> Option<Range<Mark>> {
        let (inner, (from, to)) = (self.inner()?, self.picked_places()?);
        let marks = inner.mark_of(from)..inner.mark_of(to);
        turns_of(&inner.transcript(), &marks).map(|_| marks)
    }

    /// The turns of which anything is selected, if there are any.
    pub fn selected_turns(self) -> Option<Range<u32>> {
        let turns = turns_of(&self.inner()?.transcript(), &self.selection()?)?;
        Some(u32::try_from(turns.start).ok()?..u32::try_from(turns.end).ok()?)
    }

    /// Gives what is selected to a voice, or else the turn that is meant.
    pub fn give_here(self, voice: SpeakerId) -> Outcome {
        let given = given(self.selection(), self.meant_turn());
        given.map_or(Outcome::Nothing, |given| self.give(&given, Who::Voice(voice)))
    }

    /// Gives something to a voice.
    pub fn give(self, given: &Given, who: Who<'_>) -> Outcome {
        self.make_with(|editing| editing.give(given, who))
    }

    /// The same from a dialog about a turn. Once that is closed, the one goes on where it was opened: in
    /// what was edited, or at the turn.
    pub fn give_from_dialog(self, turn: usize, given: &Given, who: Who<'_>) -> Outcome {
        let edited = self.edited_now();
        let before = self.speaker_of(turn);
        let outcome = self.give(given, who);
        // What was selected is a turn of its own then.
        let parts = turn..turn.saturating_add(3);
        let is_part = matches!((given, outcome), (Given::Stretch(_), Outcome::Made));
        let part = parts.filter(|_| is_part).find(|part| self.speaker_of(*part) != before);
        let turn = part.unwrap_or(turn);
        after_paint(move || match edited {
            Some(place) if place.turn == turn => self.edit(place),
            Some(_) => self.edit(TextPlace { turn, paragraph: 0, offset: 0 }),
            None => self.focus_turn(turn),
        });
        outcome
    }

    /// Where the caret is in the turn that is edited, if one is.
    fn edited_now(self) -> Option<TextPlace> {
        let inner = self.inner()?;
        let turn = inner.edited.get_untracked()?;
        let caret = inner.caret.get().filter(|place| place.turn == turn);
        Some(caret.unwrap_or(TextPlace { turn, paragraph: 0, offset: 0 }))
    }

    fn speaker_of(self, turn: usize) -> Option<SpeakerId> {
        self.inner()?.transcript().turn(turn).map(|turn| turn.speaker)
    }

    /// Puts the focus on a turn without scrolling.
    pub(super) fn focus_turn(self, turn: usize) {
        let turn = self.inner().and_then(|inner| inner.element_of(turn));
        let time = turn.and_then(|turn| turn.query_selector(".time").ok()?);
        time.iter().for_each(focus::focus_in_place);
    }

    /// A turn was clicked, and is heard now: keys mean it.
    pub(super) fn note_click(self, turn: usize) {
        if let Some(inner) = self.inner() {
            inner.clicked.set(Some(Click { turn, landed: self.playback().at() }));
        }
    }
}

impl Inner {
    /// A place on the page as one in the conversation.
    pub(super) fn mark_of(&self, place: TextPlace) -> Mark {
        Mark { turn: place.turn, byte: self.byte_of(place) }
    }
}
