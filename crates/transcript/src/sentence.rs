//! Where sentences end, well enough to cut a long turn there. Not a linguist: a wrong answer only
//! moves a paragraph.

use crate::letter::{is_letter, is_lower};

/// Whether a sentence ends between `before` (a word with what is written right after it) and
/// `after`.
pub(crate) fn ends_between(before: &str, after: &str) -> bool {
    let bare = before.trim_end_matches(is_closer);
    match bare.chars().next_back() {
        Some('.') if is_abbreviation(bare) => false,
        Some(mark) => {
            is_mark(mark) && !after.chars().find(|c| !is_opener(*c)).is_some_and(is_lower)
        }
        None => false,
    }
}

/// Ends a sentence. Latin, CJK, Arabic and Urdu, Devanagari, Ethiopic, Armenian.
const fn is_mark(c: char) -> bool {
    matches!(c, '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '؟' | '۔' | '।' | '॥' | '።' | '։')
        || is_wide_mark(c)
}

/// Ends a sentence without white space after it.
pub(crate) const fn is_wide_mark(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '｡' | '．')
}

/// Closes a quotation or a bracket after the end of a sentence, or only directs the writing.
pub(crate) const fn is_closer(c: char) -> bool {
    matches!(
        c,
        '"' | '\''
            | ')'
            | ']'
            | '}'
            | '’'
            | '”'
            | '›'
            | '»'
            | '」'
            | '』'
            | '）'
            | '】'
            | '》'
            | '〉'
            | '］'
            | '＂'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{61c}'
            | '\u{202c}'
            | '\u{2069}'
    )
}

/// Belongs to the sentence before it: a mark or what closes it.
pub(crate) const fn is_end(c: char) -> bool {
    is_mark(c) || is_closer(c)
}

/// Opens a quotation or a bracket before the first letter of a sentence.
const fn is_opener(c: char) -> bool {
    matches!(c, '"' | '\'' | '(' | '[' | '¿' | '¡' | '‘' | '“' | '„' | '‹' | '«' | '「' | '『')
}

/// Initials ("J.", the end of "U.S.") and titles, which are followed by capitals. "I." is more
/// often a whole answer than an initial.
fn is_abbreviation(word: &str) -> bool {
    let stem = word.strip_suffix('.').unwrap_or(word);
    let last = stem.rsplit(|c: char| !is_letter(c)).next().unwrap_or_default();
    let mut letters = last.chars();
    match (letters.next(), letters.next()) {
        (Some('I'), None) => false,
        (Some(letter), None) => !is_lower(letter) && !letter.is_ascii_digit(),
        _ => matches!(last, "Dr" | "Mr" | "Mrs" | "Ms" | "Prof" | "St"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_end_sentences_in_many_scripts() {
        for word in ["end.", "so!", "why?", "well…", "好。", "吗？", "لماذا؟", "ہے۔", "है।"]
        {
            assert!(ends_between(word, "Next"), "{word}");
        }
        assert!(!ends_between("and", "Next"));
        assert!(!ends_between("however,", "Next"));
        assert!(!ends_between("", "Next"));
    }

    #[test]
    fn quotes_and_brackets_may_follow_the_mark() {
        for word in ["end.\"", "so!”", "why?)", "end.»", "好。」", "end.')", "x.\u{200f}"] {
            assert!(ends_between(word, "Next"), "{word}");
        }
        assert!(!ends_between("\"'", "Next"));
    }

    #[test]
    fn what_goes_on_in_small_letters_is_the_same_sentence() {
        assert!(!ends_between("e.g.", "this"));
        assert!(!ends_between("“Really?”", "she"));
        assert!(!ends_between("so…", "“maybe"));
        assert!(!ends_between("др.", "этого"));
        assert!(ends_between("end.", "¿Qué"));
        assert!(ends_between("end.", "123"));
        assert!(ends_between("end.", ""));
    }

    #[test]
    fn initials_and_titles_do_not_end_a_sentence() {
        for word in ["J.", "(J.", "U.S.", "Dr.", "Mrs."] {
            assert!(!ends_between(word, "Smith"), "{word}");
        }
        assert!(ends_between("I.", "Then"));
        assert!(ends_between("it.", "Then"));
        assert!(ends_between("5.", "Then"));
        assert!(!ends_between("А.", "Петров"));
    }
}
