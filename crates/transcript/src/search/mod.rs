//! Finding text in a conversation, as it is typed.
//!
//! A [`SearchIndex`] holds the text once more, folded: without accents, in one case, with single
//! blanks. A search runs over that; what is stricter (case, accents, whole words, one speaker) is
//! checked on what was found. Turns are kept apart, paragraphs of a turn are not: a phrase may
//! run over their border, but never from one speaker to the next.
//!
//! How letters fold is Unicode's subject and not in here: browsers know it, so the caller brings
//! it as a [`Folder`].

mod folded;
mod query;

use std::ops::Range;

use crate::letter::is_letter;
use crate::{Paragraph, SpeakerId, Transcript};

use folded::Folded;
pub use folded::{Fold, Folder};
pub use query::Query;

/// Something found: bytes of the transcript's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// [`crate::Turn::index`].
    pub turn: u32,
    /// In the buffer that [`crate::Turn::range`] points into.
    pub range: Range<u32>,
}

impl Hit {
    /// The parts of it that lie in each paragraph: the paragraph's position in the turn, and
    /// bytes of its text.
    pub fn parts<'a>(
        &'a self,
        transcript: &'a Transcript,
    ) -> impl Iterator<Item = (usize, Range<u32>)> + 'a {
        let paragraphs =
            transcript.turn(self.turn as usize).map(|turn| transcript.paragraphs(turn));
        paragraphs.unwrap_or_default().iter().enumerate().filter_map(|(position, paragraph)| {
            let Range { start, end } = Paragraph::range(paragraph);
            let part = self.range.start.max(start)..self.range.end.min(end);
            (part.start < part.end).then(|| (position, part.start - start..part.end - start))
        })
    }
}

/// The text of a conversation, ready to be searched.
#[derive(Clone, Debug, Default)]
pub struct SearchIndex {
    folded: Folded,
    /// Where each turn ends in the folded text.
    ends: Vec<u32>,
}

impl SearchIndex {
    /// Folds the whole text, once.
    pub fn new(transcript: &Transcript, folder: &mut Folder<'_>) -> Self {
        let mut fold = Fold::new(folder);
        let mut index = Self::default();
        for turn in transcript.turns() {
            index.folded.push(transcript.turn_text(turn), turn.text.start, &mut fold);
            index.folded.close();
            index.ends.push(index.folded.length());
        }
        index
    }

    /// All that the query asks for, in reading order; hits never overlap.
    pub fn search(
        &self,
        transcript: &Transcript,
        query: &Query,
        folder: &mut Folder<'_>,
    ) -> Vec<Hit> {
        let mut fold = Fold::new(folder);
        let wanted = fold.whole(&query.text);
        let exact = query.is_exact().then(|| fold.as_asked(&query.text, query));
        let mut hits = Vec::new();
        let mut turn = 0;
        let mut from = 0;
        while let Some(found) = self.folded.find(wanted.as_bytes(), from) {
            from = found.start + 1;
            turn += self
                .ends
                .get(turn..)
                .unwrap_or_default()
                .partition_point(|end| *end <= found.start);
            let Some(spoken) = transcript.turns().get(turn) else { break };
            if query.speaker.is_some_and(|speaker: SpeakerId| speaker != spoken.speaker) {
                // Nothing of this turn is asked for.
                from = self.ends.get(turn).copied().unwrap_or(found.end);
                continue;
            }
            let Some(range) = self.folded.original(&transcript.text, &found) else { continue };
            let text = &transcript.text;
            let is_wanted = is_at_borders(text, &range, query.whole_words)
                && exact.as_ref().is_none_or(|exact| {
                    let found = text.get(crate::model::indices(&range)).unwrap_or_default();
                    fold.as_asked(found, query) == *exact
                });
            if is_wanted {
                hits.push(Hit { turn: spoken.index, range });
                from = found.end;
            }
        }
        hits
    }
}

/// What was found in a text that nobody reads yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Occurrences {
    /// The first, as bytes of the text.
    pub first: Range<u32>,
    /// How many there are.
    pub count: u32,
}

/// Looks for words in a text of which each line is a turn, whatever their case and accents; `None`
/// if they are not in it.
pub fn look_through(text: &str, wanted: &str, folder: &mut Folder<'_>) -> Option<Occurrences> {
    let mut fold = Fold::new(folder);
    let mut lines = Folded::default();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        lines.push(line.trim_end_matches('\n'), start, &mut fold);
        lines.close();
        start += u32::try_from(line.len()).unwrap_or(0);
    }
    let wanted = fold.whole(wanted);
    let mut found = None::<Occurrences>;
    let mut from = 0;
    while let Some(stretch) = lines.find(wanted.as_bytes(), from) {
        from = stretch.start + 1;
        let Some(range) = lines.original(text, &stretch) else { continue };
        if is_at_borders(text, &range, false) {
            from = stretch.end;
            match &mut found {
                Some(found) => found.count += 1,
                None => found = Some(Occurrences { first: range, count: 1 }),
            }
        }
    }
    found
}

/// The hits in these turns, as positions in the list.
#[must_use]
pub fn in_turns(hits: &[Hit], turns: &Range<usize>) -> Range<usize> {
    let first = |turn: usize| hits.partition_point(|hit| (hit.turn as usize) < turn);
    first(turns.start)..first(turns.end)
}

/// Letters of flags in a row that are looked back at: longer rows are nothing that anybody says, and
/// to go back to their beginning for each letter takes the square of their length.
const MOST_FLAGS: usize = 200;

/// Whether nothing is cut that belongs together: a flag (two letters of a kind of their own) at
/// either end, and a word where whole words are asked for.
fn is_at_borders(text: &str, range: &Range<u32>, whole_words: bool) -> bool {
    let Range { start, end } = crate::model::indices(range);
    let (Some(before), Some(found), Some(after)) =
        (text.get(..start), text.get(start..end), text.get(end..))
    else {
        return false;
    };
    let is_flag = |c: &char| ('\u{1f1e6}'..='\u{1f1ff}').contains(c);
    let begins_with_flag = found.chars().next().as_ref().is_some_and(is_flag);
    let flags = || before.chars().rev().take(MOST_FLAGS).take_while(is_flag).count();
    if begins_with_flag && flags() % 2 == 1 {
        return false;
    }
    let joined = |left: Option<char>, right: Option<char>| matches!((left, right), (Some(l), Some(r)) if is_joined(l) && is_joined(r));
    !whole_words
        || !(joined(before.chars().next_back(), found.chars().next())
            || joined(found.chars().next_back(), after.chars().next()))
}

/// Whether words are written with this letter between blanks. In Chinese, Japanese and Thai they
/// are not: there any two letters may be a border.
const fn is_joined(c: char) -> bool {
    is_letter(c)
        && !matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
            | '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests;
