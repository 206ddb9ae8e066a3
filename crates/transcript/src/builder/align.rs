//! Finding the words of an utterance in its text.

/// Walks through a text word by word; never goes back.
pub(super) struct Aligner<'a> {
    text: &'a str,
    cursor: usize,
}

impl<'a> Aligner<'a> {
    pub(super) const fn new(text: &'a str) -> Self {
        Self { text, cursor: 0 }
    }

    /// Where the next `word` lies: right after the white space at the cursor if it is there, else
    /// at its next occurrence. None: it is nowhere in the rest.
    ///
    /// Linear over all words of a text: what is searched is either walked past, or the last
    /// search of all.
    pub(super) fn find(&mut self, word: &str) -> Option<(usize, usize)> {
        let rest = self.text.get(self.cursor..)?;
        let trimmed = rest.trim_start();
        let skipped =
            if trimmed.starts_with(word) { rest.len() - trimmed.len() } else { rest.find(word)? };
        let from = self.cursor + skipped;
        self.cursor = from + word.len();
        Some((from, self.cursor))
    }
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
}
