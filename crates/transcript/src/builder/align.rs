//! Finding the words of an utterance in its text.

use crate::is_wide;

/// How far beyond the place where it should stand a word is looked for: behind what the text has more than
/// the words.
const AHEAD: usize = 256;

/// How much further after each word in a row that was not found, and how far at most.
const FURTHER: usize = 64;
const MOST: usize = 4_096;

/// Walks through a text word by word; never goes back.
pub(super) struct Aligner<'a> {
    text: &'a str,
    cursor: usize,
    /// Words in a row that were not found.
    missed: usize,
}

impl<'a> Aligner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, cursor: 0, missed: 0 }
    }

    /// Where the next `word` lies: right after the white space at the cursor if it is there, else where it
    /// stands next, as a word for itself and not too far away. `None`: the text does not say it there.
    ///
    /// Linear over all words of a text: what is looked through for one of them has a limit.
    pub(super) fn find(&mut self, word: &str) -> Option<(usize, usize)> {
        let rest = self.text.get(self.cursor..)?;
        let trimmed = rest.trim_start();
        let skipped = if trimmed.starts_with(word) {
            Some(rest.len() - trimmed.len())
        } else {
            self.ahead(rest, word)
        };
        let Some(skipped) = skipped else {
            self.missed = self.missed.saturating_add(1);
            return None;
        };
        self.missed = 0;
        let from = self.cursor + skipped;
        self.cursor = from + word.len();
        Some((from, self.cursor))
    }

    fn ahead(&self, rest: &str, word: &str) -> Option<usize> {
        let reach = AHEAD.saturating_add(self.missed.saturating_mul(FURTHER)).min(MOST);
        let end = reach.saturating_add(word.len()).min(rest.len());
        let near = rest.get(..rest.floor_char_boundary(end))?;
        let before = self.text.get(..self.cursor)?.chars().next_back();
        near.match_indices(word).map(|(at, _)| at).find(|at| {
            let last = rest.get(..*at).and_then(|before| before.chars().next_back()).or(before);
            let next = rest.get(*at + word.len()..).and_then(|after| after.chars().next());
            let (first, end) = (word.chars().next(), word.chars().next_back());
            !is_inside(last, first) && !is_inside(end, next)
        })
    }
}

/// Whether two neighbours are of one word; scripts without blanks do not tell.
fn is_inside(left: Option<char>, right: Option<char>) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() && !is_wide(c) && !has_no_blanks(c);
    left.is_some_and(is_letter) && right.is_some_and(is_letter)
}

/// Thai, Lao, Myanmar and Khmer are written without blanks, too.
const fn has_no_blanks(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn find_all(text: &str, words: &[&str]) -> Option<Vec<(usize, usize)>> {
        let mut aligner = Aligner::new(text);
        words.iter().map(|word| aligner.find(word)).collect()
    }

    #[test]
    fn words_follow_each_other() {
        assert_eq!(find_all("a  cat", &["a", "cat"]), Some(vec![(0, 1), (3, 6)]));
    }

    #[test]
    fn punctuation_that_is_not_in_the_words_is_stepped_over() {
        assert_eq!(
            find_all("«Oh», he said.", &["Oh", "he", "said"]),
            Some(vec![(2, 4), (8, 10), (11, 15)])
        );
    }

    #[test]
    fn a_word_with_leading_white_space_is_found() {
        assert_eq!(find_all("oh  dear", &["oh", " dear"]), Some(vec![(0, 2), (3, 8)]));
    }

    #[test]
    fn text_without_spaces_is_walked_through() {
        assert_eq!(find_all("你好。", &["你", "好。"]), Some(vec![(0, 3), (3, 9)]));
    }

    #[test]
    fn order_counts() {
        assert_eq!(find_all("one two", &["two", "one"]), None);
        assert_eq!(find_all("twenty", &["20"]), None);
    }

    /// Which of them are found.
    fn found<'a>(text: &str, words: &[&'a str]) -> Vec<&'a str> {
        let mut aligner = Aligner::new(text);
        words.iter().copied().filter(|word| aligner.find(word).is_some()).collect()
    }

    #[test]
    fn one_that_is_not_there_spoils_no_other() {
        let words = ["Min", "\u{fffd}ldre", "søster", "vil", "\u{fffd}ndre", "den."];
        assert_eq!(
            found("Min ældre søster vil ændre den.", &words),
            ["Min", "søster", "vil", "den."]
        );
        assert_eq!(
            found("[NAME] and Annabel came.", &["Ann", "and", "Annabel", "came."]),
            ["and", "Annabel", "came."]
        );
        assert_eq!(
            found("今日は散歩に", &["今日", "は", "散", "\u{fffd}", "に"]),
            ["今日", "は", "散", "に"]
        );
        assert_eq!(found("วันนี้อากาศดี", &["วันนี้", "x", "ดี"]), ["วันนี้", "ดี"]);
    }

    #[test]
    fn what_is_far_away_is_another_word() {
        let text = format!("It was {}so.", "and ".repeat(2_000));
        assert_eq!(found(&text, &["It", "so.", "was"]), ["It", "was"]);
        let near = format!("It was {}so.", "and ".repeat(20));
        assert_eq!(found(&near, &["It", "so."]), ["It", "so."]);
    }
}
