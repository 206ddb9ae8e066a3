//! Where long turns are cut into paragraphs.
//!
//! A silence of more than 10 s always cuts. Between those, a turn of more than about 70 words is
//! cut at the sentence end or pause that comes nearest to the wanted length, and if there is none
//! for 160 words, at the longest pause. Without words only sentence ends are known.

use std::ops::Range;

use crate::{
    Millis, Paragraph,
    model::{WordRecord, count, indices},
    sentence,
};

/// A silence longer than this is marked, between turns and inside them.
pub(crate) const LONG_SILENCE: Millis = Millis(10_000);

/// A pause of a breath or more: a place to cut at, if not as good as the end of a sentence.
const PAUSE: u32 = 1_500;

/// Lengths are counted in words, or in characters at this exchange rate where words are long or
/// not separated: 70 words are as long as 450 characters.
const WORDS: u64 = 70;
const CHARS: u64 = 450;

/// What is longer is cut; the shortest piece of its own; the length to aim at.
const LONG: u64 = 70;
const LEAST: u64 = 20;
const AIM: u64 = 65;

/// No paragraph that has words to cut between is longer.
const MOST_WORDS: usize = 160;
const MOST_CHARS: u32 = 1_200;

/// What a sentence end at a pause may be further off, and a pause inside a sentence must be nearer.
const BONUS: i64 = 12;
const MALUS: i64 = 10;

/// What paragraphs are put together from: a word, or without words what lies between white space.
#[derive(Clone, Copy, Debug)]
struct Unit {
    from: u32,
    to: u32,
    /// Characters of the turn before it.
    chars: u32,
    /// Milliseconds of silence before it.
    pause: u32,
}

/// Cuts turn after turn, with one work space for all.
#[derive(Debug, Default)]
pub(crate) struct Cutter {
    units: Vec<Unit>,
    chars: u32,
    timed: bool,
}

impl Cutter {
    /// Appends the paragraphs of one turn to `out`. `text` and `words` are those of the whole
    /// transcript, `turn` and `range` the part that belongs to the turn, which starts at `start`.
    pub(crate) fn cut(
        &mut self,
        text: &str,
        words: &[WordRecord],
        turn: &Range<u32>,
        range: &Range<u32>,
        start: Millis,
        out: &mut Vec<Paragraph>,
    ) {
        let own = words.get(indices(range)).unwrap_or_default();
        self.timed = !own.is_empty();
        self.units.clear();
        if self.timed {
            self.take_words(text, turn, own);
        } else {
            self.split(text, turn);
        }

        let (mut first, mut silence) = (0, 0);
        let mut from = turn.start;
        loop {
            if first >= silence {
                silence = self.next_silence(first);
            }
            let next = self.next_cut(text, first, silence);
            let (to, next_from) =
                if next < self.units.len() { self.seam(text, next) } else { (turn.end, turn.end) };
            out.push(Paragraph {
                start: own.get(first).filter(|_| first > 0).map_or(start, |word| word.start),
                gap_before: Some(Millis(self.pause(first))).filter(|&gap| gap > LONG_SILENCE),
                text: from..to,
                words: if self.timed {
                    range.start + count(first)..range.start + count(next)
                } else {
                    range.clone()
                },
            });
            if next >= self.units.len() {
                break;
            }
            (first, from) = (next, next_from);
        }
    }

    /// Units from words. The pause before a word is measured from the latest end of any before;
    /// the first has none, as what comes before it belongs to the turn.
    fn take_words(&mut self, text: &str, turn: &Range<u32>, words: &[WordRecord]) {
        let mut at = turn.start;
        let mut chars = 0;
        let mut latest_end = words.first().map_or(Millis(0), |word| word.start);
        for word in words {
            chars += chars_in(text, at..word.from);
            at = word.from;
            let pause = word.start.saturating_sub(latest_end).0;
            self.units.push(Unit { from: word.from, to: word.to, chars, pause });
            latest_end = latest_end.max(word.end);
        }
        self.chars = chars + chars_in(text, at..turn.end);
    }

    /// Units from text alone: at white space, and after the wide marks that need none.
    fn split(&mut self, text: &str, turn: &Range<u32>) {
        let mut open: Option<Unit> = None;
        let mut after_wide_mark = false;
        let mut chars = 0;
        for (index, c) in text.get(indices(turn)).unwrap_or_default().char_indices() {
            let at = turn.start + count(index);
            let wide = sentence::is_wide_mark(c);
            let ends = c.is_whitespace() || (after_wide_mark && !wide && !sentence::is_closer(c));
            if ends && let Some(unit) = open.take() {
                self.units.push(Unit { to: at, ..unit });
            }
            if !c.is_whitespace() && open.is_none() {
                open = Some(Unit { from: at, to: at, chars, pause: 0 });
                after_wide_mark = false;
            }
            after_wide_mark = wide || (after_wide_mark && sentence::is_closer(c));
            chars += 1;
        }
        self.units.extend(open.map(|unit| Unit { to: turn.end, ..unit }));
        self.chars = chars;
    }

    /// The unit that starts the paragraph after the one that starts with unit `first`; `end` at
    /// the latest.
    ///
    /// Looks no further than the hard limit, or without words than about twice what it cuts off,
    /// so that a turn is cut in linear time.
    fn next_cut(&self, text: &str, first: usize, end: usize) -> usize {
        let left = self.length(first, end);
        if left <= LONG {
            return end;
        }
        let aim = AIM.min(left / 2);
        let mut best: Option<(i64, usize)> = None;
        let mut quietest: Option<(u32, u64, usize)> = None;
        for next in first + 1..end {
            let length = self.length(first, next);
            if length < LEAST {
                continue;
            }
            let off = distance(length, aim);
            let no_better = best.is_some_and(|(cost, _)| length > aim && off - BONUS > cost);
            if no_better || self.is_too_long(first, next) || self.length(next, end) < LEAST {
                break;
            }
            if let Some(cost) = self.cost(text, next).map(|cost| cost + off)
                && best.is_none_or(|(least, _)| cost < least)
            {
                best = Some((cost, next));
            }
            let pause = self.pause(next);
            let off = length.abs_diff(aim);
            if quietest.is_none_or(|(longest, nearest, _)| {
                pause > longest || (pause == longest && off < nearest)
            }) {
                quietest = Some((pause, off, next));
            }
        }
        if let Some((_, next)) = best {
            next
        } else if !self.is_too_long(first, end) {
            end
        } else if let Some((.., next)) = quietest {
            next
        } else {
            // A single word beyond all measure: it stays whole.
            (first + 1..end).find(|&next| self.length(first, next) >= LEAST).unwrap_or(end)
        }
    }

    /// What it costs to cut before a unit, beside the length; None: not a place to cut at.
    fn cost(&self, text: &str, next: usize) -> Option<i64> {
        let paused = self.pause(next) >= PAUSE;
        match (self.starts_sentence(text, next), paused) {
            (true, true) => Some(-BONUS),
            (true, false) => Some(0),
            (false, true) => Some(MALUS),
            (false, false) => None,
        }
    }

    fn starts_sentence(&self, text: &str, next: usize) -> bool {
        let (Some(before), Some(after)) = (self.units.get(next - 1), self.units.get(next)) else {
            return false;
        };
        // Most words end in a letter and are followed by one blank: no sentence ends there.
        let last = before.to.saturating_sub(1)..after.from;
        if let Some([letter, b' ']) = text.as_bytes().get(indices(&last))
            && letter.is_ascii_alphanumeric()
        {
            return false;
        }
        let (end, _) = self.seam(text, next);
        let slice = |range: Range<u32>| text.get(indices(&range)).unwrap_or_default();
        sentence::ends_between(slice(before.from..end), slice(after.from..after.to))
    }

    /// The white space at which a cut before a unit is made: after what closes the unit before it,
    /// before what opens this one.
    fn seam(&self, text: &str, next: usize) -> (u32, u32) {
        let (Some(before), Some(after)) = (self.units.get(next - 1), self.units.get(next)) else {
            return (0, 0);
        };
        let gap = text.get(indices(&(before.to..after.from))).unwrap_or_default();
        let start = seam(gap);
        let end = gap.get(..start).unwrap_or_default().trim_end().len();
        (before.to + count(end), before.to + count(start))
    }

    /// The next unit after a long silence.
    fn next_silence(&self, first: usize) -> usize {
        let mut later = self.units.iter().enumerate().skip(first + 1);
        later
            .find(|(_, unit)| unit.pause > LONG_SILENCE.0)
            .map_or(self.units.len(), |(index, _)| index)
    }

    fn pause(&self, unit: usize) -> u32 {
        self.units.get(unit).map_or(0, |unit| unit.pause)
    }

    /// Words from one unit to another, or as many as the characters are worth.
    fn length(&self, from: usize, to: usize) -> u64 {
        let words = (to - from) as u64;
        words.max(u64::from(self.chars_between(from, to)) * WORDS / CHARS)
    }

    /// Without words there is no pause to cut at, so nothing is too long.
    fn is_too_long(&self, from: usize, to: usize) -> bool {
        self.timed && (to - from > MOST_WORDS || self.chars_between(from, to) > MOST_CHARS)
    }

    fn chars_between(&self, from: usize, to: usize) -> u32 {
        let before = |unit: usize| self.units.get(unit).map_or(self.chars, |unit| unit.chars);
        before(to) - before(from)
    }
}

/// Where to cut in what lies between two words: after its last white space, so that an opening quote
/// stays with its sentence; without any, after the marks that end one.
pub(crate) fn seam(gap: &str) -> usize {
    let white = gap.char_indices().rfind(|(_, c)| c.is_whitespace());
    white.map_or_else(
        || gap.len() - gap.trim_start_matches(sentence::is_end).len(),
        |(at, c)| at + c.len_utf8(),
    )
}

/// Each byte but those that continue a character. Counted for each word: a loop of its own is
/// faster than what the standard library has for long texts.
fn chars_in(text: &str, range: Range<u32>) -> u32 {
    let bytes = text.as_bytes().get(indices(&range)).unwrap_or_default();
    bytes.iter().map(|byte| u32::from(byte & 0xc0 != 0x80)).sum()
}

/// How far a length is from the one wanted.
fn distance(length: u64, aim: u64) -> i64 {
    i64::try_from(length.abs_diff(aim)).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests;
