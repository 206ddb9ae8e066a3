//! A turn cut into pieces that a line of subtitles is not broken inside of, each with its time.
//!
//! Pieces lie between white space, between words that the service gave apart, and around each
//! Chinese, Japanese or Korean character. Inside a word, and in turns without words, time is
//! shared out by the number of characters.

use super::line::is_kept;
use crate::{Millis, Transcript, Turn, letter::is_letter, sentence, time::share};

/// A piece of a turn's text.
#[derive(Clone, Debug)]
pub(super) struct Piece<'a> {
    /// What is written, and what is left out of it: control characters.
    pub(super) text: &'a str,
    pub(super) start: Millis,
    pub(super) end: Millis,
    /// Its characters, wide ones counted twice; at least 1.
    pub(super) width: usize,
    /// White space lies before it.
    pub(super) is_apart: bool,
    /// How good a place to cut is behind it.
    pub(super) stop: Stop,
    /// Where it starts in the turn, in bytes.
    from: usize,
}

/// What ends with a piece.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Stop {
    Nothing,
    Clause,
    Sentence,
}

/// Appends the pieces of a turn.
pub(super) fn push_pieces<'a>(out: &mut Vec<Piece<'a>>, transcript: &'a Transcript, turn: &Turn) {
    let text = transcript.turn_text(turn);
    let first = out.len();
    let mut cutter = Cutter { text, first, out, is_apart: false, last: None };
    let mut words = transcript.words(turn).peekable();
    if words.len() == 0 {
        cutter.push(0, text.len(), turn.start, turn.end);
    }
    let mut from = 0;
    while let Some(word) = words.next() {
        let next = words.peek().map(|next| next.range.start.saturating_sub(turn.range().start));
        let to = next.map_or(text.len(), |next| next as usize);
        cutter.push(from, to, word.start, word.end);
        from = to;
    }
    let own = out.get_mut(first..).unwrap_or_default();
    for index in 0..own.len() {
        let next = own.get(index + 1).map_or("", |next| next.text);
        if let Some(piece) = own.get_mut(index) {
            piece.stop = stop(piece.text, next);
        }
    }
}

fn stop(text: &str, next: &str) -> Stop {
    if sentence::ends_between(text, next) {
        Stop::Sentence
    } else if text.ends_with([',', ';', ':', '–', '—', '，', '、', '；', '：', '،', '؛'])
    {
        Stop::Clause
    } else {
        Stop::Nothing
    }
}

struct Cutter<'a, 'o> {
    text: &'a str,
    /// The first piece of this turn.
    first: usize,
    out: &'o mut Vec<Piece<'a>>,
    /// White space came since the last piece.
    is_apart: bool,
    /// The character before, unless that was white space.
    last: Option<char>,
}

impl Cutter<'_, '_> {
    /// Takes the bytes of a word and of what is written behind it.
    fn push(&mut self, from: usize, to: usize, start: Millis, end: Millis) {
        let part = self.text.get(from..to).unwrap_or_default();
        // White space behind a word takes none of its time.
        let all = part.trim_end().chars().count().max(1);
        let at = |index: usize| share(start, end, index, all);
        let mut is_first = true;
        for (index, (offset, c)) in part.char_indices().enumerate() {
            if c.is_whitespace() {
                (self.is_apart, self.last) = (true, None);
                continue;
            }
            if !is_kept(c) {
                continue;
            }
            let place = from + offset;
            if self.opens(c, is_first) {
                self.open(place, at(index));
            }
            is_first = false;
            self.last = Some(c);
            self.extend(place + c.len_utf8(), c, at(index + 1));
        }
    }

    /// Whether a piece starts with `c`, which is the first of its word or not.
    fn opens(&self, c: char, is_first: bool) -> bool {
        let Some(last) = self.last.filter(|_| self.out.len() > self.first) else { return true };
        let is_wide = (is_wide(last) || is_wide(c)) && !sentence::is_end(c) && !is_comma(c);
        is_wide || (is_first && is_letter(last) && is_letter(c))
    }

    fn open(&mut self, from: usize, start: Millis) {
        self.out.push(Piece {
            text: "",
            start,
            end: start,
            width: 0,
            is_apart: self.is_apart,
            stop: Stop::Nothing,
            from,
        });
        self.is_apart = false;
    }

    fn extend(&mut self, to: usize, c: char, end: Millis) {
        if let Some(piece) = self.out.last_mut() {
            piece.text = self.text.get(piece.from..to).unwrap_or_default();
            piece.end = piece.end.max(end);
            piece.width += 1 + usize::from(is_wide(c));
        }
    }
}

/// Written without white space between words, in characters twice as wide as others.
const fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
        && !matches!(c, '\u{a000}'..='\u{abff}')
}

/// May not stand at the start of a line.
const fn is_comma(c: char) -> bool {
    matches!(c, ',' | ';' | ':' | '，' | '、' | '；' | '：' | 'ー' | '・' | '々' | '～' | '％')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::fixture::{conversation, words};

    fn pieces(transcript: &Transcript) -> Vec<Piece<'_>> {
        let mut out = Vec::new();
        push_pieces(&mut out, transcript, &transcript.turns()[0]);
        out
    }

    fn texts<'a>(pieces: &[Piece<'a>]) -> Vec<&'a str> {
        pieces.iter().map(|piece| piece.text).collect()
    }

    #[test]
    fn time_is_shared_out_where_there_are_no_words() {
        let transcript = conversation(&[("A", "one, three")]);
        let pieces = pieces(&transcript);
        assert_eq!(texts(&pieces), ["one,", "three"]);
        assert_eq!((pieces[0].start, pieces[0].end), (Millis(0), Millis(400)));
        assert_eq!((pieces[1].start, pieces[1].end), (Millis(500), Millis(1_000)));
        assert_eq!(pieces[0].stop, Stop::Clause);
    }

    #[test]
    fn wide_characters_are_pieces_with_their_marks() {
        let transcript = conversation(&[("A", "你好，世界。OK")]);
        let pieces = pieces(&transcript);
        assert_eq!(texts(&pieces), ["你", "好，", "世", "界。", "OK"]);
        assert_eq!(pieces[1].width, 4);
        assert!(pieces.iter().all(|piece| !piece.is_apart));
        assert_eq!(pieces[3].stop, Stop::Sentence);
    }

    #[test]
    fn controls_count_for_nothing() {
        let transcript = conversation(&[("A", "\0 a\0b \u{1b}")]);
        let pieces = pieces(&transcript);
        assert_eq!(texts(&pieces), ["a\0b"]);
        assert_eq!(pieces[0].width, 2);
    }

    #[test]
    fn words_keep_their_own_times() {
        let transcript = words(&[("Yes.", 10, 20), ("No.", 500, 600)]);
        let pieces = pieces(&transcript);
        assert_eq!(texts(&pieces), ["Yes.", "No."]);
        assert_eq!((pieces[1].start, pieces[1].end), (Millis(500), Millis(600)));
        assert!(pieces[1].is_apart);
    }
}
