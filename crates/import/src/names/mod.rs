//! Names that stand before what is said: `Ann Lee: Yes.`, `[Ann Lee] Yes.`, `(Ann Lee)` on a line for itself.
//!
//! Subtitles have no place for names, so whoever wants them writes them into the text, on every
//! cue or, as our own export does, where another speaker begins. What looks the same may be
//! speech ("One thing: …") or a sound ("[Music]"). So a file has names where they begin with its
//! first cue, repeat through it, or stand on lines for themselves; then a name counts that repeats, or
//! that looks like one and is set off as others are. Where all cues have one before a colon, as meeting
//! tools write them, they are names whatever they look like.
//!
//! Chevrons begin another voice; dashes before names mark the voices that share a cue. Captions for the
//! deaf name in brackets who is off screen: where that is rare, a name ends with its sentence or a pause.

mod look;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::cues::{Cue, Cues};
use crate::pieces::{Piece, Pieces, Place, shared};
use crate::turns::{PAUSE, ends_sentence};
use look::{is_name_alone, is_repeatable};

/// How a name is set off from what is said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Mark {
    Colon,
    Brackets,
    /// On a line for itself.
    Parentheses,
}

type Name<'a> = (Mark, &'a str);

/// The most characters of a name.
const LONGEST: usize = 100;

/// The pieces of cues, by whom they are said as far as the text tells. Two voices may share a cue,
/// a line for each.
pub(crate) fn attributed(cues: &mut Cues) -> Pieces {
    let stretches = core::mem::take(&mut cues.stretches);
    let known = Known::of(cues);
    let mut pieces = Pieces { stretches, ..Pieces::default() };
    pieces.all.reserve_exact(cues.all.len());
    let mut speaker = Place::default();
    for cue in &cues.all {
        let (count, own) = (cues.lines(cue).len(), pieces.all.len());
        if known.extent == Extent::Rare
            && pieces.all.last().is_some_and(|last| is_over(&pieces, last, cue))
        {
            speaker = Place::default();
        }
        for (index, line) in cues.lines(cue).enumerate() {
            let opening = Opening::of(line, index + 1 < count && cue.stretches.is_empty());
            let is_said = cue.stretches.is_empty();
            let named =
                opening.name.filter(|(name, _)| is_said && known.is_name(*name, index == 0));
            let is_another = known.has_chevrons && opening.has_chevrons && is_said;
            if let Some(((_, name), _)) = named {
                speaker = pieces.keep(name);
            } else if is_another {
                speaker = Place::default();
            }
            if named.is_some() || is_another || index == 0 {
                begin(&mut pieces, cue, speaker);
            }
            let said = if is_another { opening.rest } else { line };
            let said = named.map_or(said, |(_, rest)| rest);
            // A dash for itself parts two voices.
            if !(known.marks.contains(&Mark::Parentheses) && said.trim() == "-") {
                pieces.say(said);
            }
        }
        share(&mut pieces, own, cue);
    }
    if !pieces.stretches.is_empty() {
        adopt_stretches(&mut pieces, cues);
    }
    pieces
}

/// Whether what was said last is over when a cue begins.
fn is_over(pieces: &Pieces, last: &Piece, cue: &Cue) -> bool {
    cue.start.saturating_sub(last.end()) > PAUSE || ends_sentence(pieces.text(last.text))
}

fn begin(pieces: &mut Pieces, cue: &Cue, speaker: Place) {
    let text = pieces.keep("");
    let (start, end) = (cue.start.into(), cue.end.into());
    let words = cue.stretches;
    pieces.all.push(Piece { speaker, text, words, start, end, confidence: None });
}

/// Voices that share a cue speak one after another: they divide its time by their letters.
fn share(pieces: &mut Pieces, from: usize, cue: &Cue) {
    let Some(own) = pieces.all.get_mut(from..).filter(|own| own.len() > 1) else { return };
    let count = |piece: &Piece| u64::from(piece.text.to.saturating_sub(piece.text.from)).max(1);
    let total: u64 = own.iter().map(count).sum();
    let (times, mut passed) = ((cue.start, cue.end), 0);
    for piece in own {
        piece.start = shared(times, passed, total).into();
        passed += count(piece);
        piece.end = shared(times, passed, total).into();
    }
}

/// The texts of stretches stand with those of the cues: takes them along.
fn adopt_stretches(pieces: &mut Pieces, cues: &Cues) {
    let mut stretches = core::mem::take(&mut pieces.stretches);
    for stretch in &mut stretches {
        stretch.text = pieces.keep(cues.text(stretch.text));
    }
    pieces.stretches = stretches;
}

/// What a line begins with.
struct Opening<'a> {
    has_chevrons: bool,
    /// What may be a name, and what follows it on the line.
    name: Option<(Name<'a>, &'a str)>,
    /// The line without chevrons.
    rest: &'a str,
}

impl<'a> Opening<'a> {
    fn of(line: &'a str, has_more: bool) -> Self {
        let line = line.trim();
        let rest = line.trim_start_matches('>').trim_start();
        let has_chevrons = line.starts_with(">>");
        let rest = if has_chevrons { rest } else { line };
        let undashed = rest.strip_prefix(['-', '–', '—']).filter(|rest| !rest.starts_with('-'));
        let undashed = undashed.map_or(rest, str::trim_start);
        Self { has_chevrons, name: name_before(undashed, has_more), rest }
    }
}

/// What may be a name at the start of a line, and what follows it on the line. Something must
/// follow, there or on further lines.
fn name_before(line: &str, has_more: bool) -> Option<(Name<'_>, &str)> {
    let (mark, name, rest) = if let Some(inside) = line.strip_prefix('[') {
        let (name, rest) = inside.split_once(']')?;
        (Mark::Brackets, name, rest.strip_prefix(':').unwrap_or(rest))
    } else if let Some(name) = line.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        (Mark::Parentheses, name, "")
    } else {
        let at = line.match_indices([':', '：']).find(|(at, colon)| {
            let after = line.get(at + colon.len()..).unwrap_or_default();
            *colon == "：" || after.is_empty() || after.starts_with(char::is_whitespace)
        });
        let (at, colon) = at?;
        (Mark::Colon, line.get(..at)?, line.get(at + colon.len()..)?)
    };
    let (name, rest) = (name.trim(), rest.trim());
    let is_said = has_more || !rest.is_empty();
    let is_short = !name.is_empty() && name.chars().nth(LONGEST).is_none();
    (is_said && is_short).then_some(((mark, name), rest))
}

/// What the first lines of cues begin with.
#[derive(Default)]
struct Seen<'a> {
    cues: usize,
    first: Option<Name<'a>>,
    /// Something before a colon.
    colons: usize,
    /// A name before a colon, and nothing else on the line.
    lone: usize,
    /// A name in brackets.
    brackets: usize,
}

/// How often a name stands somewhere.
#[derive(Clone, Copy, Default)]
struct Count {
    /// On the first line of a cue.
    first: usize,
    /// On a further line.
    further: usize,
}

/// The names of a file.
#[derive(Default)]
struct Known<'a> {
    /// What may be a name.
    counts: BTreeMap<Name<'a>, Count>,
    extent: Extent,
    /// Ways in which some of its names are surely set off.
    marks: Vec<Mark>,
    has_chevrons: bool,
}

/// How many names a file has.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Extent {
    #[default]
    None,
    /// Only who is off screen is named.
    Rare,
    /// Where a voice begins.
    Usual,
    /// Each cue begins with one.
    Everywhere,
}

impl<'a> Known<'a> {
    fn of(cues: &'a Cues) -> Self {
        let mut known = Self::default();
        let mut seen = Seen::default();
        let mut chevrons = 0_usize;
        for cue in cues.all.iter().filter(|cue| cue.stretches.is_empty()) {
            let count = cues.lines(cue).len();
            seen.cues += usize::from(count > 0);
            for (index, line) in cues.lines(cue).enumerate() {
                let opening = Opening::of(line, index + 1 < count);
                chevrons += usize::from(opening.has_chevrons);
                let Some((name, rest)) = opening.name else { continue };
                let counted = known.counts.entry(name).or_default();
                if index > 0 {
                    counted.further += 1;
                    continue;
                }
                counted.first += 1;
                let is_alone = is_name_alone(name);
                seen.colons += usize::from(name.0 == Mark::Colon);
                seen.lone += usize::from(name.0 == Mark::Colon && rest.is_empty() && is_alone);
                seen.brackets += usize::from(name.0 == Mark::Brackets && is_alone);
                if seen.cues == 1 {
                    seen.first = Some(name);
                }
            }
        }
        known.weigh(&seen);
        known.has_chevrons = chevrons > 1;
        known
    }

    /// Decides by what was counted.
    fn weigh(&mut self, seen: &Seen<'a>) {
        let repeated = self.counts.iter().filter(|(name, _)| self.repeats(**name));
        let repeated: Vec<(Name<'_>, usize)> =
            repeated.map(|(name, count)| (*name, count.first)).collect();
        let in_all: usize = repeated.iter().map(|(_, count)| count).sum();
        let is_told = |name: &Name<'a>| {
            self.repeats(*name) || (name.0 != Mark::Parentheses && is_name_alone(*name))
        };
        let first = seen.first.filter(is_told);
        let has_lone = seen.lone > 1;
        let marks = repeated.iter().map(|(name, _)| name.0).chain(first.map(|name| name.0));
        self.marks = marks.chain(has_lone.then_some(Mark::Colon)).collect();
        self.marks.sort_unstable();
        self.marks.dedup();
        let are_everywhere = seen.cues > 2
            && seen.colons * 10 >= seen.cues * 9
            && repeated.iter().any(|(name, _)| is_name_alone(*name));
        let are_many = in_all > 0 && in_all * 4 >= seen.cues;
        self.extent = if are_everywhere {
            Extent::Everywhere
        } else if !(first.is_some() || are_many || has_lone) {
            Extent::None
        } else if self.marks == [Mark::Brackets] && seen.brackets * 3 < seen.cues {
            Extent::Rare
        } else {
            Extent::Usual
        };
    }

    fn is_name(&self, name: Name<'_>, is_first_line: bool) -> bool {
        let is_alike = self.marks.contains(&name.0) && name.0 != Mark::Parentheses;
        self.extent != Extent::None
            && (self.repeats(name)
                || (is_first_line && is_alike && is_name_alone(name))
                || (is_first_line && self.extent == Extent::Everywhere && name.0 == Mark::Colon))
    }

    /// What stands on further lines only must look like a name.
    fn repeats(&self, name: Name<'_>) -> bool {
        let Some(count) = self.counts.get(&name) else { return false };
        count.first + count.further > 1
            && if count.first > 1 { is_repeatable(name) } else { is_name_alone(name) }
    }
}
