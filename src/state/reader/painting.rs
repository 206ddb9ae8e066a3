//! Marks on the text that is in view, and a little around it.

use std::ops::Range;

use transcript::Millis;
use transcript::edit::Side;
use transcript::search::{Hit, in_turns};
use transcript::timeline::WordPlace;

use super::marks::Mark;
use super::places::{Places, paragraph_text, units_before};
use super::{Inner, Reader};
use crate::platform::highlight::Stretch;
use crate::platform::viewport;

/// What of the window the bar and the player cover at least, in CSS pixels.
const ABOVE: f64 = 56.0;
const BELOW: f64 = 90.0;
/// Turns painted before and after what is in view: a browser may scroll a little before the page
/// hears of it.
const AROUND: usize = 6;

impl Reader {
    /// Paints hits and doubtful words in these turns, which are in view, and in a few around them.
    pub(super) fn paint(self, seen: &Range<usize>) {
        let Some(inner) = self.inner() else { return };
        let turns = seen.start.saturating_sub(AROUND)..seen.end + AROUND;
        Mark::Doubt.paint(&inner.doubtful(turns.clone(), self.settings().doubt_below()));
        let differing = |side| match self.comparing().get_untracked() {
            Some(shown) if shown == side => inner.differing(side, turns.clone()),
            _ => Vec::new(),
        };
        Mark::Added.paint(&differing(Side::Corrected));
        Mark::Removed.paint(&differing(Side::Original));
        let active = self.search().active.get_untracked();
        let shown = in_turns(&inner.hits.borrow(), &turns);
        let found: Vec<_> = shown
            .filter(|hit| *hit != active)
            .flat_map(|hit| inner.stretches_of_hit(hit))
            .collect();
        Mark::Search.paint(&found);
        Mark::SearchActive.paint(&inner.stretches_of_hit(active));
        self.paint_spot();
    }
}

impl Reader {
    /// When each doubtful word is heard, in milliseconds; follows the setting.
    pub fn doubt_times(self) -> Vec<u32> {
        self.settings().doubt.track();
        let below = self.settings().doubt_below();
        let Some(inner) = self.inner().filter(|_| self.is_live().get()) else { return Vec::new() };
        let transcript = inner.transcript();
        let words = transcript.turns().iter().flat_map(|turn| transcript.words(turn));
        let is_doubtful = |sure: transcript::Confidence| f64::from(sure.get()) < below;
        let doubtful = words.filter(|word| word.confidence.is_some_and(is_doubtful));
        doubtful.map(|word| word.start.get()).collect()
    }
}

impl Inner {
    pub(super) fn stretch_of(&self, word: &WordPlace) -> Option<Stretch> {
        let transcript = self.transcript();
        let (turn, paragraph) = (word.turn as usize, word.paragraph as usize);
        let text = transcript.paragraphs(transcript.turn(turn)?).get(paragraph)?;
        let text = transcript.paragraph_text(text);
        let node = self.places.borrow().as_ref()?.text(turn, paragraph)?;
        let from = units_before(text, word.range.start as usize);
        Some(Stretch { node, from, to: units_before(text, word.range.end as usize) })
    }

    /// The stretches of a hit, one for each paragraph that it touches.
    pub(super) fn stretches_of_hit(&self, hit: usize) -> Vec<Stretch> {
        let hits = self.hits.borrow();
        hits.get(hit).map(|hit| self.stretches_of(hit)).unwrap_or_default()
    }

    /// The stretches of a place in the text.
    pub(super) fn stretches_of(&self, hit: &Hit) -> Vec<Stretch> {
        let places = self.places.borrow();
        let Some(places) = places.as_ref() else { return Vec::new() };
        let transcript = self.transcript();
        let turn = hit.turn as usize;
        let (Some(element), Some(spoken)) = (places.turn(turn), transcript.turn(turn)) else {
            return Vec::new();
        };
        hit.parts(&transcript)
            .filter_map(|(paragraph, range)| {
                let text = transcript.paragraphs(spoken).get(paragraph)?;
                let text = transcript.paragraph_text(text);
                let node = paragraph_text(&element, paragraph)?;
                let from = units_before(text, range.start as usize);
                Some(Stretch { node, from, to: units_before(text, range.end as usize) })
            })
            .collect()
    }

    /// When the word is heard that a hit begins in.
    pub(super) fn time_of(&self, hit: &Hit) -> Option<Millis> {
        let transcript = self.transcript();
        let turn = transcript.turn(hit.turn as usize)?;
        let mut words = transcript.words(turn);
        Some(words.find(|word| word.range.end > hit.range.start).map_or(turn.start, |w| w.start))
    }

    /// The turns in view.
    pub(super) fn seen_turns(&self) -> Range<usize> {
        let places = self.places.borrow();
        let seen = |places: &Places| places.turns_between(ABOVE, viewport::height() - BELOW);
        places.as_ref().map_or(0..0, seen)
    }

    /// From when until when what is in view was said, in milliseconds.
    pub(super) fn seen_times(&self, seen: &Range<usize>) -> (u32, u32) {
        let transcript = self.transcript();
        let turns = transcript.turns().get(seen.clone()).unwrap_or_default();
        let (first, last) = (turns.first(), turns.last());
        first.zip(last).map_or((0, 0), |(first, last)| (first.start.get(), last.end.get()))
    }

    /// What a side has in these turns that the other has not, and the names of voices that say
    /// something else there.
    fn differing(&self, side: Side, turns: Range<usize>) -> Vec<Stretch> {
        let mut found = Vec::new();
        let transcript = self.transcript();
        for at in turns {
            let Some(turn) = transcript.turn(at) else { break };
            let difference = self.document.editing().difference(side, at);
            let base = turn.range().start;
            for words in difference.words {
                let range = base + words.start..base + words.end;
                let place = Hit { turn: turn.index, range };
                found.extend(self.stretches_of(&place));
            }
            let name = self.element_of(at).filter(|_| difference.is_voice);
            let name = name.and_then(|turn| turn.query_selector(":scope>.who").ok().flatten());
            if let Some(node) = name.and_then(|name| name.first_child()) {
                let length = node.text_content().map_or(0, |text| text.encode_utf16().count());
                let to = u32::try_from(length).unwrap_or(u32::MAX);
                found.push(Stretch { node, from: 0, to });
            }
        }
        found
    }

    fn doubtful(&self, turns: Range<usize>, below: f64) -> Vec<Stretch> {
        let mut found = Vec::new();
        let places = self.places.borrow();
        let transcript = self.transcript();
        let Some(places) = places.as_ref().filter(|_| below > 0.0) else { return found };
        for turn in turns.map_while(|index| transcript.turn(index)) {
            let mut element = None;
            for (position, paragraph) in transcript.paragraphs(turn).iter().enumerate() {
                let text = transcript.paragraph_text(paragraph);
                let start = paragraph.range().start;
                for word in transcript.paragraph_words(paragraph) {
                    if word.confidence.is_none_or(|sure| f64::from(sure.get()) >= below) {
                        continue;
                    }
                    if element.is_none() {
                        element = places.turn(turn.index as usize);
                    }
                    let node = element.as_ref().and_then(|turn| paragraph_text(turn, position));
                    let from = units_before(text, (word.range.start - start) as usize);
                    let to = units_before(text, (word.range.end - start) as usize);
                    found.extend(node.map(|node| Stretch { node, from, to }));
                }
            }
        }
        found
    }
}
