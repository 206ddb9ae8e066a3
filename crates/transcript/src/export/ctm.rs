//! Conversation Time Marked words: NIST's SCTK,
//! <https://github.com/usnistgov/SCTK/blob/master/doc/infmts.htm>.

use super::{
    Choice,
    line::push_line,
    number::{push_seconds, push_share},
    view::View,
};

/// Per word `file 1 start duration word`, sorted by start, times in seconds; the confidence after
/// it where that is chosen and known. White space in a word becomes `_`. Turns without words give
/// nothing.
pub(super) fn write(view: &View<'_>, out: &mut String) {
    let file = view.file_id();
    let mut words: Vec<_> = view.turns().flat_map(|turn| view.transcript.words(turn)).collect();
    words.sort_by_key(|word| word.start);
    for word in words {
        let begin = out.len();
        out.push_str(&file);
        out.push_str(" 1 ");
        push_seconds(out, word.start);
        out.push(' ');
        push_seconds(out, word.end.saturating_sub(word.start));
        out.push(' ');
        let before = out.len();
        push_line(out, word.text, |out, c| out.push(if c == ' ' { '_' } else { c }));
        if out.len() == before {
            // Nothing but controls.
            out.truncate(begin);
            continue;
        }
        if let Some(confidence) = word.confidence.filter(|_| view.has(Choice::Confidence)) {
            out.push(' ');
            push_share(out, confidence);
        }
        out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use crate::export::{
        Format,
        fixture::{words, written},
    };

    #[test]
    fn a_word_is_one_word_and_words_are_in_order() {
        let transcript = words(&[("New York", 500, 900), ("\0", 0, 5), ("in", 100, 350)]);
        let ctm = "recording 1 0.100 0.250 in\nrecording 1 0.500 0.400 New_York\n";
        assert_eq!(written(Format::Ctm, &transcript), ctm);
    }
}
