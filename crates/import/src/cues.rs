//! The cues of a file of subtitles, their markup taken away, in flat arrays.

use transcript::Millis;

use crate::pieces::{Place, Stretch};

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

    /// Takes the last line of the last cue away if it is such, and not the only one.
    pub(crate) fn take_last_line_if(&mut self, is_it: impl Fn(&str) -> bool) {
        let Some(cue) = self.all.last_mut() else { return };
        let last = cue.lines.of(&self.lines).last().map(|line| line.within(&self.letters));
        if cue.lines.to > cue.lines.from.saturating_add(1) && last.is_some_and(is_it) {
            cue.lines.to -= 1;
            self.lines.pop();
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
