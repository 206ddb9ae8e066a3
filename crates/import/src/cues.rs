//! The cues of a file of subtitles, their markup taken away, in flat arrays.

use transcript::Millis;

use crate::pieces::{Place, Stretch};

/// No eye sees a caption that is over so soon, or a pause that is so short.
const AT_ONCE: Millis = Millis(100);

/// A cue.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Cue {
    pub(crate) start: Millis,
    pub(crate) end: Millis,
    lines: Place,
    /// What has times of its own; then no name stands before what is said.
    pub(crate) stretches: Place,
}

/// Cues in the order of their file.
#[derive(Debug, Default)]
pub(crate) struct Cues {
    pub(crate) all: Vec<Cue>,
    letters: String,
    lines: Vec<Place>,
    pub(crate) stretches: Vec<Stretch>,
}

impl Cues {
    /// Room for as many as a text can have.
    pub(crate) fn of(text: &str) -> Self {
        let mut cues = Self::default();
        cues.all.reserve_exact(text.matches("-->").count());
        cues
    }

    /// Begins a cue.
    pub(crate) fn begin(&mut self, start: Millis, end: Millis, stretches: Place) {
        let here = Place::new(self.lines.len(), self.lines.len());
        self.all.push(Cue { start, end, lines: here, stretches });
    }

    /// Gives the last cue a line, but for the blanks around it; none if there is nothing else.
    pub(crate) fn line(&mut self, line: &str) {
        let line = line.trim();
        if line.is_empty() || self.all.is_empty() {
            return;
        }
        let line = self.keep(line);
        self.lines.push(line);
        if let Some(cue) = self.all.last_mut() {
            cue.lines = Place::new(cue.lines.from as usize, self.lines.len());
        }
    }

    /// Takes the last line of the last cue away if it is such; `is_it` also hears whether it is the only
    /// one, and answers what is asked for.
    pub(crate) fn take_last_line_if<T>(
        &mut self,
        is_it: impl Fn(&str, bool) -> Option<T>,
    ) -> Option<T> {
        let cue = self.all.last_mut()?;
        let lines = cue.lines.of(&self.lines);
        let taken = is_it(lines.last()?.within(&self.letters), lines.len() == 1)?;
        cue.lines.to -= 1;
        self.lines.pop();
        Some(taken)
    }

    /// Captions that roll up show a line again above the next one, and those that mark each word as it is
    /// spoken (`is_marked`) show all of a sentence again: takes away what was shown before.
    pub(crate) fn say_once(&mut self, is_marked: bool) {
        if is_marked {
            self.join_repeated();
        }
        if !self.rolls() {
            return;
        }
        let mut last = Place::default();
        for cue in &mut self.all {
            let lines = cue.lines.of(&self.lines);
            let is_shown = |line: &Place| line.within(&self.letters) == last.within(&self.letters);
            let shown = lines.iter().take_while(|line| is_shown(line)).count();
            last = lines.last().copied().unwrap_or(last);
            cue.lines.from += u32::try_from(shown).unwrap_or_default();
        }
    }

    /// Whether most cues begin with the line with which the one before ended, and then go on or are over at
    /// once. Who says the same twice does neither.
    fn rolls(&self) -> bool {
        let mut all = self.all.iter().filter(|cue| !cue.lines.is_empty());
        let Some(mut before) = all.next() else { return false };
        let (mut count, mut rolled) = (0_usize, 0_usize);
        for cue in all {
            let (lines, last) = (cue.lines.of(&self.lines), before.lines.of(&self.lines).last());
            let (first, last) = (lines.first().copied(), last.copied());
            let is_again =
                first.map(|place| self.text(place)) == last.map(|place| self.text(place));
            let is_over = cue.end.saturating_sub(cue.start) <= AT_ONCE;
            let is_near = cue.start.saturating_sub(before.end) <= AT_ONCE;
            count += 1;
            rolled += usize::from(is_again && is_near && (lines.len() > 1 || is_over));
            before = cue;
        }
        rolled > 1 && rolled * 2 >= count
    }

    /// Joins neighbours that say the same without a pause between them.
    fn join_repeated(&mut self) {
        let mut shown = 0;
        for index in 1..self.all.len() {
            let (Some(&first), Some(&cue)) = (self.all.get(shown), self.all.get(index)) else {
                break;
            };
            let is_same = !cue.lines.is_empty()
                && self.lines(&cue).eq(self.lines(&first))
                && cue.start.saturating_sub(first.end) <= AT_ONCE;
            if !is_same {
                shown = index;
                continue;
            }
            if let Some(first) = self.all.get_mut(shown) {
                first.end = first.end.max(cue.end);
            }
            if let Some(cue) = self.all.get_mut(index) {
                cue.lines.to = cue.lines.from;
            }
        }
    }

    /// The lines of a cue, none of them blank.
    pub(crate) fn lines(&self, cue: &Cue) -> impl ExactSizeIterator<Item = &str> + use<'_> {
        cue.lines.of(&self.lines).iter().map(|line| line.within(&self.letters))
    }

    /// Keeps a text of a stretch.
    pub(crate) fn keep(&mut self, text: &str) -> Place {
        let from = self.letters.len();
        self.letters.push_str(text);
        Place::new(from, self.letters.len())
    }

    pub(crate) fn text(&self, place: Place) -> &str {
        place.within(&self.letters)
    }
}
