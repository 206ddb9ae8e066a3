//! Looking at what is doubtful, one spot after another.

use std::ops::Range;

use transcript::edit::{Doubtful, Side, Spot, Who};
use transcript::search::Hit;
use transcript::{Millis, SpeakerId};

use super::correcting::Outcome;
use super::marks::Mark;
use super::{Inner, Reader};

/// What is heard before a spot and after it.
const AROUND_MS: u32 = 1_000;

/// Where the review stands.
#[derive(Clone, Debug, PartialEq)]
pub struct Review {
    /// The spot that is looked at; `None` when all are done.
    pub spot: Option<Spot>,
    /// Its words.
    pub text: String,
    /// How many were looked at.
    pub done: usize,
    /// How many there are in all.
    pub all: usize,
}

impl Reader {
    /// Begins at what is heard or seen, and plays it.
    pub fn begin_review(self) {
        // What is doubtful is asked of the corrected text.
        if self.document().is_some_and(|document| document.side() == Side::Original) {
            self.end_comparing();
        }
        let from = self.meant_turn().unwrap_or_default();
        self.look_from(|spots| spots.iter().position(|spot| spot.turn >= from).unwrap_or(0));
        self.play_spot();
    }

    /// Ends the review. What was looked at stays so.
    pub fn end_review(self) {
        self.review().set(None);
        Mark::Review.paint(&[]);
    }

    /// Goes to the next spot, or the one before, and plays it; after the last comes the first.
    pub fn step_spot(self, is_forward: bool) {
        let Some(now) = self.spot() else { return };
        self.look_from(|spots| {
            let after = spots.partition_point(|spot| place_of(spot) <= place_of(&now));
            let before = spots.partition_point(|spot| place_of(spot) < place_of(&now));
            match is_forward {
                true if after < spots.len() => after,
                true => 0,
                false => before.checked_sub(1).unwrap_or_else(|| spots.len().saturating_sub(1)),
            }
        });
        self.play_spot();
    }

    /// The spot is right as it is; on to the next.
    pub fn accept_spot(self) -> Outcome {
        let Some(spot) = self.spot() else { return Outcome::Nothing };
        let outcome = self.make_with(|editing| editing.accept(&spot));
        self.go_on(outcome)
    }

    /// Puts other words in place of the spot's; on to the next.
    pub fn correct_spot(self, typed: &str) -> Outcome {
        let Some(review) = self.review().get_untracked() else { return Outcome::Nothing };
        if review.text == typed.trim() {
            return self.accept_spot();
        }
        let Some(spot) = review.spot else { return Outcome::Nothing };
        let outcome = self.make_with(|editing| editing.correct(&spot, typed));
        self.go_on(outcome)
    }

    /// Gives the spot to another voice: its words, or the turn where that is what is doubtful. On to
    /// the next.
    pub fn give_spot(self, voice: SpeakerId) -> Outcome {
        let Some(spot) = self.spot() else { return Outcome::Nothing };
        let speaker = self
            .inner()
            .and_then(|inner| inner.transcript().turn(spot.turn).map(|turn| turn.speaker));
        // Who has it already keeps it.
        if speaker == Some(voice) {
            return self.accept_spot();
        }
        let outcome = self.make_with(|editing| editing.reassign_spot(&spot, Who::Voice(voice)));
        self.go_on(outcome)
    }

    /// Plays the spot with a second before it and after it.
    pub fn play_spot(self) {
        let Some(Range { start, end }) = self.spot().map(|spot| spot.times) else { return };
        let end = Millis::new(end.get().saturating_add(AROUND_MS));
        self.hear_only(&(start.saturating_sub(Millis::new(AROUND_MS))..end));
        // It is the spot that is looked at, not the word that is heard.
        self.follow().yield_now();
        self.bring_spot();
    }

    /// After any correction: what is left, and where the spot lies now.
    pub(super) fn review_again(self) {
        let Some(now) = self.spot() else { return };
        self.look_from(|spots| {
            let at = spots.partition_point(|spot| place_of(spot) < place_of(&now));
            if at < spots.len() { at } else { 0 }
        });
    }

    fn spot(self) -> Option<Spot> {
        self.review().with_untracked(|review| review.as_ref()?.spot.clone())
    }

    /// A correction was made of the spot: with it the next has become the one that is looked at.
    fn go_on(self, outcome: Outcome) -> Outcome {
        if outcome == Outcome::Made {
            self.play_spot();
        }
        outcome
    }

    fn look_from(self, choose: impl FnOnce(&[Spot]) -> usize) {
        let Some(inner) = self.inner() else { return };
        let below = self.settings().doubt_below();
        let (left, first) = {
            let editing = inner.document.editing();
            (editing.spots(below), editing.spots_at_first(below))
        };
        let all = first.max(left.len());
        let spot = left.get(choose(&left)).cloned();
        let text = spot.as_ref().map(|spot| inner.text_of(spot)).unwrap_or_default();
        self.review().set(Some(Review { spot, text, done: all - left.len(), all }));
        self.paint_spot();
    }

    /// Marks the spot in the text.
    pub(super) fn paint_spot(self) {
        let Some(inner) = self.inner() else { return };
        let hit = self.spot().and_then(|spot| inner.hit_of(&spot));
        let stretches = hit.map(|hit| inner.stretches_of(&hit)).unwrap_or_default();
        Mark::Review.paint(&stretches);
    }

    fn bring_spot(self) {
        let Some(inner) = self.inner() else { return };
        let hit = self.spot().and_then(|spot| inner.hit_of(&spot));
        let rect = hit.and_then(|hit| inner.stretches_of(&hit).first()?.rect());
        match (rect, self.spot()) {
            (Some(rect), _) => {
                super::follow::bring_line(rect.top(), rect.bottom(), false);
            }
            (None, Some(spot)) => self.bring_turn(spot.turn),
            (None, None) => {}
        }
        self.moved();
    }
}

/// Where a spot lies, to tell which comes first.
const fn place_of(spot: &Spot) -> (usize, u32, bool) {
    (spot.turn, spot.bytes.start, matches!(spot.what, Doubtful::Words))
}

impl Inner {
    /// A spot as a place in the whole text.
    fn hit_of(&self, spot: &Spot) -> Option<Hit> {
        let base = self.transcript().turn(spot.turn)?.range().start;
        let turn = u32::try_from(spot.turn).ok()?;
        Some(Hit { turn, range: base + spot.bytes.start..base + spot.bytes.end })
    }

    fn text_of(&self, spot: &Spot) -> String {
        let transcript = self.transcript();
        let text = transcript.turn(spot.turn).map(|turn| transcript.turn_text(turn));
        let bytes = spot.bytes.start as usize..spot.bytes.end as usize;
        text.and_then(|text| text.get(bytes)).unwrap_or_default().to_owned()
    }
}
