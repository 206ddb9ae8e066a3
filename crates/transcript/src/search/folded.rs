//! Folded text, and the way back to where it came from.

use std::ops::Range;

use super::Query;

/// Turns one character into what it is compared by: taken apart into letters and accents
/// (NFKD), and in one case where the flag says so (full case folding: upper, then lower).
pub type Folder<'a> = dyn FnMut(char, bool) -> String + 'a;

/// Folds characters, and remembers how the rarer ones folded.
pub struct Fold<'a, 'b> {
    folder: &'a mut Folder<'b>,
    /// Sorted by character.
    known: Vec<(char, String)>,
    /// The last one that was not remembered.
    other: String,
}

/// So many characters are remembered: more than any language writes with. To put one more into its
/// place takes as long as there are others.
const MOST_KNOWN: usize = 10_000;

impl<'a, 'b> Fold<'a, 'b> {
    pub(super) fn new(folder: &'a mut Folder<'b>) -> Self {
        Self { folder, known: Vec::new(), other: String::new() }
    }

    /// A character beyond ASCII, in one case and without accents.
    fn character(&mut self, c: char) -> &str {
        let at = match self.known.binary_search_by_key(&c, |(known, _)| *known) {
            Ok(at) => at,
            Err(at) => {
                let folded = if is_mark(c) {
                    String::new()
                } else {
                    (self.folder)(c, true).chars().filter(|part| !is_mark(*part)).collect()
                };
                if self.known.len() >= MOST_KNOWN {
                    self.other = folded;
                    return &self.other;
                }
                self.known.insert(at, (c, folded));
                at
            }
        };
        self.known.get(at).map_or("", |(_, folded)| folded)
    }

    /// A whole text, as the index holds it.
    pub(super) fn whole(&mut self, text: &str) -> String {
        let mut folded = Folded::default();
        folded.push(text.trim(), 0, self);
        String::from_utf8(folded.bytes).unwrap_or_default()
    }

    /// A text as a query wants it compared: with its case or its accents, or both.
    pub(super) fn as_asked(&mut self, text: &str, query: &Query) -> String {
        let mut asked = String::with_capacity(text.len());
        for word in text.split_whitespace() {
            if !asked.is_empty() {
                asked.push(' ');
            }
            for c in word.chars() {
                let parts = (self.folder)(c, !query.match_case);
                asked.extend(parts.chars().filter(|c| query.match_diacritics || !is_mark(*c)));
            }
        }
        asked
    }
}

/// What stands on or in a letter without being one: the combining diacritics, the points of
/// Hebrew and Arabic, and the stroke that only lengthens an Arabic word. The signs of Indic
/// scripts are letters in this sense.
const fn is_mark(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36f}' | '\u{591}'..='\u{5bd}' | '\u{5bf}' | '\u{5c1}'..='\u{5c2}'
        | '\u{5c4}'..='\u{5c5}' | '\u{5c7}' | '\u{610}'..='\u{61a}' | '\u{640}'
        | '\u{64b}'..='\u{65f}' | '\u{670}' | '\u{6d6}'..='\u{6dc}' | '\u{6df}'..='\u{6e4}'
        | '\u{1ab0}'..='\u{1aff}' | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}'
        | '\u{fe20}'..='\u{fe2f}')
}

/// What ends a turn in folded text; it is in no query, as it is white space.
const BORDER: u8 = b'\n';

/// Folded text.
#[derive(Clone, Debug, Default)]
pub(super) struct Folded {
    bytes: Vec<u8>,
    /// Where folded and original text part: from this folded byte on, until the next of these,
    /// both go on side by side.
    jumps: Vec<Jump>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Jump {
    folded: u32,
    original: u32,
}

impl Folded {
    pub(super) fn length(&self) -> u32 {
        u32::try_from(self.bytes.len()).unwrap_or(u32::MAX)
    }

    /// Appends a text that begins at this byte of the original.
    pub(super) fn push(&mut self, text: &str, original: u32, fold: &mut Fold<'_, '_>) {
        self.jumps.push(Jump { folded: self.length(), original });
        let mut at = original;
        let mut is_blank = false;
        for c in text.chars() {
            let length = u32::try_from(c.len_utf8()).unwrap_or(0);
            let before = self.length();
            at += length;
            if c.is_ascii() && !c.is_ascii_whitespace() {
                self.bytes.push(u8::try_from(c).unwrap_or(0).to_ascii_lowercase());
                is_blank = false;
                continue;
            }
            if c.is_whitespace() {
                if !is_blank {
                    self.bytes.push(b' ');
                }
                is_blank = true;
            } else {
                let folded = fold.character(c);
                is_blank = is_blank && folded.is_empty();
                self.bytes.extend_from_slice(folded.as_bytes());
            }
            if self.length() - before != length {
                self.jumps.push(Jump { folded: self.length(), original: at });
            }
        }
    }

    /// Ends a turn.
    pub(super) fn close(&mut self) {
        self.bytes.push(BORDER);
    }

    /// The next occurrence from `from` on.
    pub(super) fn find(&self, wanted: &[u8], from: u32) -> Option<Range<u32>> {
        let (first, rest) = wanted.split_first()?;
        let mut at = from as usize;
        loop {
            at += self.bytes.get(at..)?.iter().position(|byte| byte == first)?;
            if self.bytes.get(at + 1..)?.starts_with(rest) {
                let start = u32::try_from(at).ok()?;
                return Some(start..start + u32::try_from(wanted.len()).ok()?);
            }
            at += 1;
        }
    }

    /// Where a stretch of folded text came from. `None` where it begins or ends inside of what
    /// was one character.
    pub(super) fn original(&self, text: &str, stretch: &Range<u32>) -> Option<Range<u32>> {
        Some(self.place(text, stretch.start)?..self.place(text, stretch.end)?)
    }

    fn place(&self, text: &str, folded: u32) -> Option<u32> {
        let next = self.jumps.partition_point(|jump| jump.folded <= folded);
        let jump = self.jumps.get(next.checked_sub(1)?)?;
        let place = jump.original + (folded - jump.folded);
        // A character that became longer: beyond its end there is no place. At the end of a turn
        // there is, although the border is a byte that stands for nothing.
        let is_end = self.bytes.get(folded as usize) == Some(&BORDER);
        let limit = |next: &Jump| place < next.original || is_end && place == next.original;
        let is_inside = self.jumps.get(next).is_none_or(limit);
        (is_inside && text.is_char_boundary(place as usize)).then_some(place)
    }
}
