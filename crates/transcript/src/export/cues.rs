//! Turns cut into cues, as subtitles want them: what they have in common, whatever the format.
//!
//! A cue ends with its turn, at a pause, at the end of a sentence when it is half full, and
//! otherwise where no more fits or it would stand too long; then it goes back to a sentence or
//! clause that ended not long before.

use std::ops::Range;

use super::{
    choice::CueLimits,
    line::is_kept,
    pieces::{Piece, Stop, push_pieces},
    view::View,
};
use crate::{Millis, SpeakerId, Turn};

/// A pause that ends a cue.
const PAUSE: Millis = Millis(1_000);

/// A cue is shown for this long if nothing follows it.
const LEAST: u32 = 1_000;

/// A cue. Ends after it starts.
pub(super) struct Cue {
    pub(super) start: Millis,
    pub(super) end: Millis,
    pub(super) speaker: SpeakerId,
    /// There is room for the speaker's name.
    has_room: bool,
    pieces: Range<usize>,
}

/// All cues of a conversation, sorted by their start.
pub(super) struct Cues<'a> {
    pub(super) list: Vec<Cue>,
    pieces: Vec<Piece<'a>>,
    limits: CueLimits,
}

/// The cues of the chosen turns. With `labels`, room is kept where another speaker begins.
pub(super) fn cues<'a>(view: &View<'a>, labels: Option<&[String]>) -> Cues<'a> {
    let mut cues =
        Cues { list: Vec::new(), pieces: Vec::new(), limits: view.options.cues.usable() };
    let mut turns = view.turns().peekable();
    let (mut latest_end, mut last) = (Millis(0), None);
    while let Some(turn) = turns.next() {
        let mixes =
            turn.start < latest_end || turns.peek().is_some_and(|next| next.start < turn.end);
        let changes = last != Some(turn.speaker);
        let label = labels.and_then(|labels| labels.get(usize::from(turn.speaker.0)));
        cues.push_turn(view, turn, label.map(|label| (width(label), changes, mixes)));
        latest_end = latest_end.max(turn.end);
        last = Some(turn.speaker);
    }
    cues.list.sort_by_key(|cue| cue.start);
    cues.lengthen();
    cues
}

impl<'a> Cues<'a> {
    /// `label`: how wide it is, whether the first cue may need it, whether all may.
    fn push_turn(&mut self, view: &View<'a>, turn: &Turn, label: Option<(usize, bool, bool)>) {
        let mut first = self.pieces.len();
        push_pieces(&mut self.pieces, view.transcript, turn);
        let mut changes = true;
        while first < self.pieces.len() {
            let room = label.filter(|(_, own, all)| *all || (*own && changes));
            let room = room.map_or(0, |(width, ..)| width);
            let next = first + self.length(first, room).max(1);
            self.push_cue(first..next, turn.speaker, room > 0);
            (first, changes) = (next, false);
        }
    }

    fn push_cue(&mut self, pieces: Range<usize>, speaker: SpeakerId, has_room: bool) {
        let own = self.pieces.get(pieces.clone()).unwrap_or_default();
        let start = own.first().map_or(Millis(0), |piece| piece.start).min(Millis(u32::MAX - 1));
        let end = own.iter().map(|piece| piece.end).max().unwrap_or_default();
        let most = start.0.saturating_add(self.limits.time.0);
        let end = Millis(end.0.clamp(start.0 + 1, most));
        self.list.push(Cue { start, end, speaker, has_room, pieces });
    }

    /// How many pieces from `first` on make a cue that also has `room` for a name.
    fn length(&self, first: usize, room: usize) -> usize {
        let rest = self.pieces.get(first..).unwrap_or_default();
        let mut fill = Fill::new(usize::from(self.limits.line), room);
        let start = rest.first().map_or(Millis(0), |piece| piece.start);
        let capacity = usize::from(self.limits.line) * usize::from(self.limits.lines);
        let mut best = None;
        let mut before: Option<&Piece<'_>> = None;
        for (index, piece) in rest.iter().enumerate() {
            if let Some(before) = before {
                let is_half = fill.all * 2 >= capacity;
                let pause = piece.start.saturating_sub(before.end);
                if pause >= PAUSE || (before.stop == Stop::Sentence && is_half) {
                    return index;
                }
                let is_good = before.stop == Stop::Clause && is_half;
                if is_good || (before.stop == Stop::Sentence && fill.all * 4 >= capacity) {
                    best = Some(index);
                }
            }
            fill.add(piece.width, piece.is_apart);
            let is_over = fill.lines > usize::from(self.limits.lines)
                || piece.end.saturating_sub(start) > self.limits.time;
            if is_over && index > 0 {
                return best.unwrap_or(index);
            }
            before = Some(piece);
        }
        rest.len()
    }

    /// Nobody reads a cue of a tenth of a second: it stays until the next.
    fn lengthen(&mut self) {
        let mut next = Millis(u32::MAX);
        for cue in self.list.iter_mut().rev() {
            let until = Millis(cue.start.0.saturating_add(LEAST)).min(next);
            cue.end = cue.end.max(until);
            next = cue.start;
        }
    }

    /// The lines of a cue in order; `label` stands before the first, if there is room for it.
    /// No line is empty.
    pub(super) fn lines(&self, cue: &Cue, label: Option<&str>) -> Vec<String> {
        let pieces = self.pieces.get(cue.pieces.clone()).unwrap_or_default();
        let label = label.filter(|_| cue.has_room).unwrap_or_default();
        let width = self.even_width(pieces, width(label));
        let mut fill = Fill::new(width, self::width(label));
        let mut lines = vec![label.to_owned()];
        for piece in pieces {
            let count = fill.lines;
            fill.add(piece.width, piece.is_apart);
            if fill.lines > count {
                lines.push(String::new());
            }
            if let Some(line) = lines.last_mut() {
                if piece.is_apart && !line.is_empty() || !label.is_empty() && line == label {
                    line.push(' ');
                }
                line.extend(piece.text.chars().filter(|c| is_kept(*c)));
            }
        }
        lines
    }

    /// The least width at which there are as few lines as at the widest.
    fn even_width(&self, pieces: &[Piece<'_>], label: usize) -> usize {
        let filled = |width| {
            let mut fill = Fill::new(width, label);
            for piece in pieces {
                fill.add(piece.width, piece.is_apart);
            }
            fill
        };
        let most = usize::from(self.limits.line);
        let widest = filled(most);
        let (mut low, mut high) = (widest.all / widest.lines.max(1), most);
        while low < high {
            let middle = low.midpoint(high);
            if filled(middle).lines > widest.lines {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        high
    }
}

/// Lines being filled.
struct Fill {
    most: usize,
    line: usize,
    lines: usize,
    all: usize,
    /// A name that a space must follow.
    is_label: bool,
}

impl Fill {
    const fn new(most: usize, label: usize) -> Self {
        Self { most, line: label, lines: 1, all: label, is_label: label > 0 }
    }

    fn add(&mut self, width: usize, is_apart: bool) {
        let gap = usize::from((is_apart || self.is_label) && self.line > 0);
        if self.line > 0 && self.line + gap + width > self.most {
            self.lines += 1;
            self.line = width;
        } else {
            self.line += gap + width;
        }
        self.all += gap + width;
        self.is_label = false;
    }
}

fn width(text: &str) -> usize {
    text.chars().count()
}

/// What stands before what a speaker says: `Name:`, cut so that it fits on a line and, where there
/// is only one, leaves half of it.
pub(super) fn label(name: &str, limits: CueLimits) -> String {
    let limits = limits.usable();
    let most = usize::from(if limits.lines > 1 { limits.line } else { limits.line / 2 }) - 1;
    let mut label: String = name.chars().take(most).collect();
    if width(name) > most {
        label.pop();
        label.truncate(label.trim_end().len());
        label.push('…');
    }
    label.push(':');
    label
}

#[cfg(test)]
mod tests;
